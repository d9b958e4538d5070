import { type ConformanceCase, conditional, event, model, roots, timer } from './model.ts';

/** A sub-process with `inside`, an event `trigger` on its edge that leads to Task3, and Task2 after it. */
const onEdge = (trigger: string, inside: string, attributes = ''): string =>
  model(
    `<s/><subProcess id="x">${inside}</subProcess><T2/><e/>{s > x > t2 > e}` +
      `<boundaryEvent id="b" attachedToRef="x" ${attributes}>${trigger}</boundaryEvent><T3/><endEvent id="e3"/>{b > t3 > e3}`,
    roots,
  );
const beside = 'cancelActivity="false"';
const throwing = (definition: string, after = '<T1/>', path = '{s2 > th > t1 > e2}'): string =>
  `<startEvent id="s2"/><intermediateThrowEvent id="th">${definition}</intermediateThrowEvent>${after}<endEvent id="e2"/>${path}`;
const ending = (definition: string): string => `<startEvent id="s2"/><T1/><endEvent id="e2">${definition}</endEvent>{s2 > t1 > e2}`;
const resting = '<startEvent id="s2"/><userTask id="u"/><T1/><endEvent id="e2"/>{s2 > u > t1 > e2}';

/** A process whose sub-process holds an event sub-process that runs Task2. */
const handled = (trigger: string, inside: string, attributes = ''): string =>
  model(
    `<s/><subProcess id="x">${inside}<subProcess id="h" triggeredByEvent="true"><startEvent id="hs" ${attributes}>${trigger}</startEvent><T2/><endEvent id="he"/>{hs > t2 > he}</subProcess></subProcess><T3/><e/>{s > x > t3 > e}`,
    roots,
  );
const along = 'isInterrupting="false"';

const twoProcesses = (main: string, other: string, flows = ''): string =>
  model(
    `<collaboration id="c"><participant id="pp" processRef="p"/><participant id="pq" processRef="q"/>${flows}</collaboration><process id="p">${main}</process><process id="q">${other}</process>`,
    roots,
  );
const throwsTo = (definition: string): string =>
  `<s/><intermediateThrowEvent id="th">${definition}</intermediateThrowEvent><T1/><e/>{s > th > t1 > e}`;

export const throwingAndCatching: readonly ConformanceCase[] = [
  ...(['signal', 'message'] as const).flatMap((kind): ConformanceCase[] => {
    const definition = event(kind, kind === 'signal' ? 'sig' : 'msg');
    return [
      {
        feature: `${kind}: intermediate throw to intermediate catch of another process`,
        clause: '10.5',
        model: twoProcesses(
          throwsTo(definition),
          `<startEvent id="s2"/><intermediateCatchEvent id="i">${definition}</intermediateCatchEvent><T2/><endEvent id="e2"/>{s2 > i > t2 > e2}`,
          kind === 'message' ? '<messageFlow id="mf" sourceRef="th" targetRef="i"/>' : '',
        ),
        also: ['q'],
        ran: ['Task1', 'Task2'],
        outcome: 'completed',
      },
      {
        feature: `${kind}: end event begins another process`,
        clause: '10.5',
        model: twoProcesses(
          `<s/><T1/><endEvent id="th">${definition}</endEvent>{s > t1 > th}`,
          `<startEvent id="s2">${definition}</startEvent><T2/><endEvent id="e2"/>{s2 > t2 > e2}`,
        ),
        ran: ['Task1', 'Task2'],
        outcome: 'completed',
      },
      {
        feature: `${kind}: boundary event, interrupting`,
        clause: '10.5',
        model: onEdge(definition, resting),
        messages: [{ name: kind === 'signal' ? 'Signal' : 'Message' }],
        ran: ['Task3'],
        outcome: 'completed',
      },
      {
        feature: `${kind}: boundary event, not interrupting, as often as it comes`,
        clause: '10.5',
        model: onEdge(definition, resting, beside),
        messages: [
          { at: 'PT1S', name: kind === 'signal' ? 'Signal' : 'Message' },
          { at: 'PT2S', name: kind === 'signal' ? 'Signal' : 'Message' },
          { at: 'PT3S', name: 'u' },
        ],
        until: 'PT9S',
        ran: ['Task3', 'Task3', 'Task1', 'Task2'],
        outcome: 'completed',
      },
      {
        feature: `${kind}: event sub-process, interrupting`,
        clause: '13.5',
        model: handled(definition, resting),
        messages: [{ name: kind === 'signal' ? 'Signal' : 'Message' }],
        ran: ['Task2', 'Task3'],
        outcome: 'completed',
      },
      {
        feature: `${kind}: event sub-process, not interrupting`,
        clause: '13.5',
        model: handled(definition, resting, along),
        messages: [
          { at: 'PT1S', name: kind === 'signal' ? 'Signal' : 'Message' },
          { at: 'PT2S', name: 'u' },
        ],
        until: 'PT9S',
        ran: ['Task2', 'Task1', 'Task3'],
        outcome: 'completed',
      },
    ];
  }),
  {
    feature: 'signal thrown inside reaches the boundary event, not interrupting',
    clause: '10.5',
    model: onEdge(event('signal', 'sig'), throwing(event('signal', 'sig')), beside),
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'signal thrown inside interrupts the sub-process that threw it',
    clause: '10.5',
    model: onEdge(event('signal', 'sig'), throwing(event('signal', 'sig'))),
    ran: ['Task3'],
    outcome: 'completed',
  },
  {
    feature: 'signal to a parallel branch that waits',
    clause: '10.5',
    model: model(
      `<s/><parallelGateway id="g"/><intermediateThrowEvent id="th">${event('signal', 'sig')}</intermediateThrowEvent><T1/><intermediateCatchEvent id="i">${event('signal', 'sig')}</intermediateCatchEvent><T2/><e/>{s > g > th > t1 > e}{g > t3 > i > t2 > e}<T3/>`,
      roots,
    ),
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'signal of another name is not heard',
    clause: '10.5',
    model: model(`<s/><intermediateCatchEvent id="i">${event('signal', 'sig2')}</intermediateCatchEvent><T1/><e/>{s > i > t1 > e}`, roots),
    messages: [{ name: 'Signal' }],
    ran: [],
    outcome: 'waiting',
    waiting: ['i'],
  },
  {
    feature: 'a payload goes into variables',
    clause: '10.5',
    model: model(
      `<s/><intermediateCatchEvent id="i">${event('message', 'msg')}</intermediateCatchEvent><exclusiveGateway id="g" default="g-t2"/><T1/><T2/><e/>{s > i > g}{g > t1 if paid = 5}{g > t2}{t1 > e}{t2 > e}`,
      roots,
    ),
    messages: [{ name: 'Message', variables: { paid: 5 } }],
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'link: the token jumps',
    clause: '10.5',
    model: model(
      '<s/><T1/><intermediateThrowEvent id="l1"><linkEventDefinition name="L"/></intermediateThrowEvent><intermediateCatchEvent id="l2"><linkEventDefinition name="L"/></intermediateCatchEvent><T2/><e/>{s > t1 > l1}{l2 > t2 > e}',
    ),
    ran: ['Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'link: several throw to one',
    clause: '10.5',
    model: model(
      '<s/><parallelGateway id="g"/><T1/><T2/><intermediateThrowEvent id="l1"><linkEventDefinition name="L"/></intermediateThrowEvent><intermediateThrowEvent id="l3"><linkEventDefinition name="L"/></intermediateThrowEvent><intermediateCatchEvent id="l2"><linkEventDefinition name="L"/></intermediateCatchEvent><T3/><e/>{s > g > t1 > l1}{g > t2 > l3}{l2 > t3 > e}',
    ),
    ran: ['Task1', 'Task2', 'Task3', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'multiple: any of the definitions is enough',
    clause: '10.5',
    model: model(
      `<s/><intermediateCatchEvent id="i">${event('signal', 'sig')}${event('message', 'msg')}</intermediateCatchEvent><T1/><e/>{s > i > t1 > e}`,
      roots,
    ),
    messages: [{ name: 'Message' }],
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'multiple: an end event throws everything',
    clause: '10.5',
    model: twoProcesses(
      `<s/><endEvent id="th">${event('signal', 'sig')}${event('message', 'msg')}</endEvent>{s > th}`,
      `<startEvent id="s2"/><parallelGateway id="g"/><intermediateCatchEvent id="i1">${event('signal', 'sig')}</intermediateCatchEvent><intermediateCatchEvent id="i2">${event('message', 'msg')}</intermediateCatchEvent><T1/><T2/><endEvent id="e2"/>{s2 > g > i1 > t1 > e2}{g > i2 > t2 > e2}`,
    ),
    also: ['q'],
    ran: ['Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'multiple: a start event begins by either definition',
    clause: '10.5',
    model: model(`<startEvent id="s">${event('signal', 'sig')}${event('signal', 'sig2')}</startEvent><T1/><e/>{s > t1 > e}`, roots),
    messages: [{ name: 'Signal2' }],
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'parallel multiple: all definitions are needed',
    clause: '10.5',
    model: model(
      `<s/><intermediateCatchEvent id="i" parallelMultiple="true">${event('signal', 'sig')}${event('signal', 'sig2')}</intermediateCatchEvent><T1/><e/>{s > i > t1 > e}`,
      roots,
    ),
    messages: [{ name: 'Signal' }, { name: 'Signal' }],
    ran: [],
    outcome: 'waiting',
    waiting: ['i'],
  },
  {
    feature: 'parallel multiple: goes on with the last of them',
    clause: '10.5',
    model: model(
      `<s/><intermediateCatchEvent id="i" parallelMultiple="true">${event('signal', 'sig')}${event('signal', 'sig2')}</intermediateCatchEvent><T1/><e/>{s > i > t1 > e}`,
      roots,
    ),
    messages: [{ name: 'Signal2' }, { name: 'Signal' }],
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'parallel multiple: start event',
    clause: '10.5',
    model: model(
      `<startEvent id="s" parallelMultiple="true">${event('signal', 'sig')}${event('message', 'msg')}</startEvent><T1/><e/>{s > t1 > e}`,
      roots,
    ),
    messages: [{ name: 'Message' }, { name: 'Signal' }],
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'parallel multiple: boundary event',
    clause: '10.5',
    model: onEdge(`${event('signal', 'sig')}${event('message', 'msg')}`, resting, 'parallelMultiple="true"'),
    messages: [{ name: 'Message' }, { name: 'Signal' }],
    ran: ['Task3'],
    outcome: 'completed',
  },
  {
    feature: 'parallel multiple: event sub-process',
    clause: '10.5',
    model: handled(`${event('signal', 'sig')}${event('message', 'msg')}`, resting, 'parallelMultiple="true"'),
    messages: [{ name: 'Message' }, { name: 'Signal' }],
    ran: ['Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'a start event that refers to a shared definition',
    clause: '8.4',
    model: model(
      '<startEvent id="s"><eventDefinitionRef>shared</eventDefinitionRef></startEvent><T1/><e/>{s > t1 > e}',
      `${roots}<signalEventDefinition id="shared" signalRef="sig"/>`,
    ),
    messages: [{ name: 'Signal' }],
    ran: ['Task1'],
    outcome: 'completed',
  },
];

export const failures: readonly ConformanceCase[] = [
  {
    feature: 'error: boundary event',
    clause: '10.5',
    model: onEdge(event('error', 'err'), ending(event('error', 'err'))),
    ran: ['Task1', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'error: boundary event that catches every code',
    clause: '10.5',
    model: onEdge(event('error'), ending(event('error', 'err2'))),
    ran: ['Task1', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'error: another code is not caught',
    clause: '10.5',
    model: onEdge(event('error', 'err2'), ending(event('error', 'err'))),
    ran: ['Task1'],
    outcome: 'failed',
    error: 'E1',
  },
  {
    feature: 'error: event sub-process',
    clause: '13.5',
    model: handled(event('error', 'err'), ending(event('error', 'err'))),
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'error: at the top level the process fails',
    clause: '13.5',
    model: model(`<s/><T1/><endEvent id="e">${event('error', 'err')}</endEvent>{s > t1 > e}`, roots),
    ran: ['Task1'],
    outcome: 'failed',
    error: 'E1',
  },
  {
    feature: 'error: event sub-process of the process itself',
    clause: '13.5',
    model: model(
      `<s/><T1/><endEvent id="e">${event('error', 'err')}</endEvent>{s > t1 > e}<subProcess id="h" triggeredByEvent="true"><startEvent id="hs">${event('error', 'err')}</startEvent><T2/><endEvent id="he"/>{hs > t2 > he}</subProcess>`,
      roots,
    ),
    ran: ['Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'error: the nearest catcher out of two levels',
    clause: '10.5',
    model: onEdge(
      event('error', 'err'),
      `<startEvent id="s1"/><subProcess id="y"><startEvent id="s2"/><endEvent id="e2">${event('error', 'err')}</endEvent>{s2 > e2}</subProcess><endEvent id="e1"/>{s1 > y > e1}` +
        `<boundaryEvent id="b1" attachedToRef="y">${event('error', 'err')}</boundaryEvent><T1/><endEvent id="e4"/>{b1 > t1 > e4}`,
    ),
    ran: ['Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'error: parallel branches are cancelled',
    clause: '10.5',
    model: onEdge(
      event('error', 'err'),
      `<startEvent id="s2"/><parallelGateway id="g"/><userTask id="u"/><endEvent id="e2"/><endEvent id="e5">${event('error', 'err')}</endEvent>{s2 > g > u > e2}{g > e5}`,
    ),
    ran: ['Task3'],
    outcome: 'completed',
  },
  {
    feature: 'escalation: boundary event, interrupting',
    clause: '10.5',
    model: onEdge(event('escalation', 'esc'), throwing(event('escalation', 'esc'))),
    ran: ['Task3'],
    outcome: 'completed',
  },
  {
    feature: 'escalation: boundary event, not interrupting',
    clause: '10.5',
    model: onEdge(event('escalation', 'esc'), throwing(event('escalation', 'esc')), beside),
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'escalation: end event, not interrupting',
    clause: '10.5',
    model: onEdge(event('escalation', 'esc'), ending(event('escalation', 'esc')), beside),
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'escalation: nobody minds',
    clause: '13.5',
    model: onEdge(event('escalation', 'esc2'), throwing(event('escalation', 'esc'))),
    ran: ['Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'escalation: catches every code',
    clause: '10.5',
    model: onEdge(event('escalation'), throwing(event('escalation', 'esc')), beside),
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'escalation: event sub-process, interrupting',
    clause: '13.5',
    model: handled(event('escalation', 'esc'), throwing(event('escalation', 'esc'))),
    ran: ['Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'escalation: event sub-process, not interrupting',
    clause: '13.5',
    model: handled(event('escalation', 'esc'), throwing(event('escalation', 'esc')), along),
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'terminate: ends the process at once',
    clause: '13.5',
    model: model(
      `<s/><parallelGateway id="g"/><userTask id="u"/><T1/><endEvent id="e"><terminateEventDefinition/></endEvent><endEvent id="e2"/>{s > g > t1 > e}{g > u > e2}`,
    ),
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'terminate: inside a sub-process ends it alone',
    clause: '13.5',
    model: model(
      '<s/><subProcess id="x"><startEvent id="s2"/><parallelGateway id="g"/><userTask id="u"/><endEvent id="e2"/><endEvent id="e3"><terminateEventDefinition/></endEvent>{s2 > g > u > e2}{g > e3}</subProcess><T2/><e/>{s > x > t2 > e}',
    ),
    ran: ['Task2'],
    outcome: 'completed',
  },
];

export const timersAndConditions: readonly ConformanceCase[] = [
  {
    feature: 'timer: duration',
    clause: '10.5',
    model: model(`<s/><intermediateCatchEvent id="i">${timer('timeDuration', 'PT10S')}</intermediateCatchEvent><T1/><e/>{s > i > t1 > e}`),
    until: 'PT10S',
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'timer: not yet due',
    clause: '10.5',
    model: model(`<s/><intermediateCatchEvent id="i">${timer('timeDuration', 'PT10S')}</intermediateCatchEvent><T1/><e/>{s > i > t1 > e}`),
    until: 'PT9S',
    ran: [],
    outcome: 'waiting',
    waiting: ['i'],
  },
  {
    feature: 'timer: a date that is past is due at once',
    clause: '10.5',
    model: model(
      `<s/><intermediateCatchEvent id="i">${timer('timeDate', '2020-02-29T00:00:00Z')}</intermediateCatchEvent><T1/><e/>{s > i > t1 > e}`,
    ),
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'timer: a date without a zone, calendar duration across February',
    clause: '10.5',
    model: model(
      `<s/><intermediateCatchEvent id="i">${timer('timeDate', '2026-01-31T00:00:00')}</intermediateCatchEvent><intermediateCatchEvent id="j">${timer('timeDuration', 'P1M')}</intermediateCatchEvent><T1/><e/>{s > i > j > t1 > e}`,
    ),
    until: 'P58D',
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'timer: a FEEL expression gives the duration',
    clause: '10.5',
    model: model(
      `<s/><intermediateCatchEvent id="i">${timer('timeDuration', '"PT" + string(n) + "S"')}</intermediateCatchEvent><T1/><e/>{s > i > t1 > e}`,
    ),
    variables: { n: 5 },
    until: 'PT5S',
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'timer: an expression that gives no duration fails',
    clause: '10.5',
    model: model(`<s/><intermediateCatchEvent id="i">${timer('timeDuration', 'n')}</intermediateCatchEvent><e/>{s > i > e}`),
    variables: { n: 'soon' },
    ran: [],
    outcome: 'failed',
    error: 'timer-value',
  },
  {
    feature: 'timer: start event',
    clause: '10.5',
    model: model(`<startEvent id="s">${timer('timeDuration', 'PT5S')}</startEvent><T1/><e/>{s > t1 > e}`),
    until: 'PT20S',
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'timer: a cycle begins the process again and again',
    clause: '10.5',
    model: model(`<startEvent id="s">${timer('timeCycle', 'R3/PT5S')}</startEvent><T1/><e/>{s > t1 > e}`),
    until: 'PT60S',
    ran: ['Task1', 'Task1', 'Task1'],
    outcome: 'completed',
  },
  {
    feature: 'timer: boundary event, interrupting',
    clause: '10.5',
    model: onEdge(timer('timeDuration', 'PT5S'), resting),
    until: 'PT5S',
    ran: ['Task3'],
    outcome: 'completed',
  },
  {
    feature: 'timer: boundary event, not interrupting, cycle without end',
    clause: '10.5',
    model: onEdge(timer('timeCycle', 'R/PT5S'), resting, beside),
    messages: [{ at: 'PT12S', name: 'u' }],
    until: 'PT60S',
    ran: ['Task3', 'Task3', 'Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'timer: event sub-process, cycle from a start, not interrupting',
    clause: '13.5',
    model: handled(timer('timeCycle', 'R2/2026-01-01T00:00:10Z/PT10S'), resting, along),
    messages: [{ at: 'PT50S', name: 'u' }],
    until: 'PT60S',
    ran: ['Task2', 'Task2', 'Task1', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'timer: event sub-process, interrupting',
    clause: '13.5',
    model: handled(timer('timeDuration', 'PT5S'), resting),
    until: 'PT60S',
    ran: ['Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'timer: event sub-process of the process itself',
    clause: '13.5',
    model: model(
      `<s/><userTask id="u"/><e/>{s > u > e}<subProcess id="h" triggeredByEvent="true"><startEvent id="hs">${timer('timeDuration', 'PT5S')}</startEvent><T2/><endEvent id="he"/>{hs > t2 > he}</subProcess>`,
    ),
    until: 'PT60S',
    ran: ['Task2'],
    outcome: 'completed',
  },
  {
    feature: 'conditional: catch event goes on at once when its condition holds',
    clause: '10.5',
    model: model(`<s/><intermediateCatchEvent id="i">${conditional('n > 1')}</intermediateCatchEvent><T1/><e/>{s > i > t1 > e}`),
    variables: { n: 2 },
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'conditional: catch event goes on when a variable changes',
    clause: '10.5',
    model: model(
      `<s/><parallelGateway id="g"/><intermediateCatchEvent id="i">${conditional('n > 1')}</intermediateCatchEvent><T1/><userTask id="u"/><e/>{s > g > i > t1 > e}{g > u > e}`,
    ),
    variables: { n: 0 },
    messages: [{ name: 'u', variables: { n: 2 } }],
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'conditional: start event',
    clause: '10.5',
    model: model(`<startEvent id="s">${conditional('n > 1')}</startEvent><T1/><e/>{s > t1 > e}`),
    variables: { n: 2 },
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'conditional: start event whose condition does not hold',
    clause: '10.5',
    model: model(`<startEvent id="s">${conditional('n > 1')}</startEvent><T1/><e/>{s > t1 > e}`),
    variables: { n: 1 },
    ran: [],
    outcome: 'waiting',
    waiting: ['s'],
  },
  {
    feature: 'conditional: boundary event, not interrupting, each time the condition turns true',
    clause: '10.5',
    model: onEdge(
      conditional('n > 1'),
      '<startEvent id="s2"/><userTask id="u1"/><userTask id="u2"/><userTask id="u3"/><T1/><endEvent id="e2"/>{s2 > u1 > u2 > u3 > t1 > e2}',
      beside,
    ),
    messages: [
      { name: 'u1', variables: { n: 2 } },
      { name: 'u2', variables: { n: 1 } },
      { name: 'u3', variables: { n: 3 } },
    ],
    ran: ['Task3', 'Task3', 'Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'conditional: event sub-process, interrupting',
    clause: '13.5',
    model: handled(conditional('n > 1'), resting),
    variables: { n: 2 },
    ran: ['Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'conditional: event sub-process, not interrupting',
    clause: '13.5',
    model: handled(conditional('n > 1'), resting, along),
    variables: { n: 2 },
    messages: [{ name: 'u' }],
    ran: ['Task2', 'Task1', 'Task3'],
    outcome: 'completed',
  },
];

const undo = (id: string, host: string, task: number): string =>
  `<boundaryEvent id="${id}" attachedToRef="${host}"><compensateEventDefinition/></boundaryEvent><T${task} isForCompensation="true"/><association id="${id}-a" sourceRef="${id}" targetRef="t${task}" associationDirection="One"/>`;
const compensate = '<compensateEventDefinition/>';

export const compensation: readonly ConformanceCase[] = [
  {
    feature: 'compensation: throw event undoes what was completed, last first',
    clause: '10.7',
    model: model(
      `<s/><T1/><T2/><intermediateThrowEvent id="th">${compensate}</intermediateThrowEvent><T5/><e/>{s > t1 > t2 > th > t5 > e}${undo('b1', 't1', 3)}${undo('b2', 't2', 4)}`,
    ),
    ran: ['Task1', 'Task2', 'Task4', 'Task3', 'Task5'],
    outcome: 'completed',
  },
  {
    feature: 'compensation: of one activity',
    clause: '10.7',
    model: model(
      `<s/><T1/><T2/><intermediateThrowEvent id="th"><compensateEventDefinition activityRef="t1"/></intermediateThrowEvent><T5/><e/>{s > t1 > t2 > th > t5 > e}${undo('b1', 't1', 3)}${undo('b2', 't2', 4)}`,
    ),
    ran: ['Task1', 'Task2', 'Task3', 'Task5'],
    outcome: 'completed',
  },
  {
    feature: 'compensation: what never completed is not undone',
    clause: '10.7',
    model: model(
      `<s/><intermediateThrowEvent id="th">${compensate}</intermediateThrowEvent><T1/><e/>{s > th > t1 > e}${undo('b1', 't1', 3)}`,
    ),
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'compensation: end event',
    clause: '10.7',
    model: model(`<s/><T1/><endEvent id="e">${compensate}</endEvent>{s > t1 > e}${undo('b1', 't1', 3)}`),
    ran: ['Task1', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'compensation: of a sub-process by its event sub-process',
    clause: '10.7',
    model: model(
      `<s/><subProcess id="x"><startEvent id="s2"/><T1/><endEvent id="e2"/>{s2 > t1 > e2}<subProcess id="h" triggeredByEvent="true"><startEvent id="hs">${compensate}</startEvent><T2/><endEvent id="he"/>{hs > t2 > he}</subProcess></subProcess>` +
        `<intermediateThrowEvent id="th"><compensateEventDefinition activityRef="x"/></intermediateThrowEvent><T3/><e/>{s > x > th > t3 > e}`,
    ),
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'compensation: of a sub-process undoes what was completed inside',
    clause: '10.7',
    model: model(
      `<s/><subProcess id="x"><startEvent id="s2"/><T1/><endEvent id="e2"/>{s2 > t1 > e2}${undo('b1', 't1', 2)}</subProcess><intermediateThrowEvent id="th">${compensate}</intermediateThrowEvent><T3/><e/>{s > x > th > t3 > e}`,
    ),
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'compensation: each instance of a loop',
    clause: '10.7',
    model: model(
      `<s/><subProcess id="x"><standardLoopCharacteristics loopMaximum="2"/><startEvent id="s2"/><T1/><endEvent id="e2"/>{s2 > t1 > e2}${undo('b1', 't1', 2)}</subProcess><endEvent id="e">${compensate}</endEvent>{s > x > e}`,
    ),
    ran: ['Task1', 'Task1', 'Task2', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'cancel: a transaction is undone and left by its cancel boundary event',
    clause: '10.3',
    model: model(
      `<s/><transaction id="x"><startEvent id="s2"/><T1/><endEvent id="e2"><cancelEventDefinition/></endEvent>{s2 > t1 > e2}${undo('b1', 't1', 2)}</transaction><T3/><e/>{s > x > t3 > e}` +
        '<boundaryEvent id="b" attachedToRef="x"><cancelEventDefinition/></boundaryEvent><T4/><endEvent id="e4"/>{b > t4 > e4}',
    ),
    ran: ['Task1', 'Task2', 'Task4'],
    outcome: 'completed',
  },
  {
    feature: 'cancel: without a cancel boundary event the process fails',
    clause: '10.3',
    model: model(
      '<s/><transaction id="x"><startEvent id="s2"/><T1/><endEvent id="e2"><cancelEventDefinition/></endEvent>{s2 > t1 > e2}</transaction><e/>{s > x > e}',
    ),
    ran: ['Task1'],
    outcome: 'failed',
    error: 'cancelled',
  },
  {
    feature: 'error: leaves a transaction without undoing',
    clause: '10.3',
    model: model(
      `<s/><transaction id="x"><startEvent id="s2"/><T1/><endEvent id="e2">${event('error', 'err')}</endEvent>{s2 > t1 > e2}${undo('b1', 't1', 2)}</transaction><T3/><e/>{s > x > t3 > e}<boundaryEvent id="b" attachedToRef="x">${event('error', 'err')}</boundaryEvent><T4/><endEvent id="e4"/>{b > t4 > e4}`,
      roots,
    ),
    ran: ['Task1', 'Task4'],
    outcome: 'completed',
  },
];
