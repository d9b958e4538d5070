import { type ConformanceCase, event, model, roots } from './model.ts';
import { along, beside, handled, onEdge, resting, throwing, throwsTo, twoProcesses } from './surroundings.ts';

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
