import { type ConformanceCase, event, expression, model, roots, timer } from './model.ts';

const a = { test: 'a' };
const b = { test: 'b' };
const ab = { test: 'ab' };
const c = { test: 'c' };
const hasA = 'contains(test, "a")';
const hasB = 'contains(test, "b")';

const diamond = (split: string, join: string, conditions: readonly [string, string] | undefined, attributes = ''): string => {
  const [one, two] = conditions === undefined ? ['', ''] : conditions.map((text) => ` if ${text}`);
  return model(
    `<s/><${split} id="g" ${attributes}/><T1/><T2/><${join} id="h"/><T3/><e/>{s > g}{g > t1${one}}{g > t2${two}}{t1 > h}{t2 > h}{h > t3 > e}`,
  );
};
const exclusive = 'exclusiveGateway';
const inclusive = 'inclusiveGateway';
const parallel = 'parallelGateway';
const both = [hasA, hasB] as const;
const complex = (condition: string): string =>
  `<s/><parallelGateway id="g"/><T1/><T2/><userTask id="u"/><complexGateway id="h">${expression('activationCondition', condition)}</complexGateway><T3/><e/>` +
  '{s > g > t1 > h > t3 > e}{g > t2 > h}{g > u > h}';
const eventBased = (attributes: string, start: string): string =>
  `${start}<eventBasedGateway id="g" ${attributes}/><intermediateCatchEvent id="i1">${event('signal', 'sig')}</intermediateCatchEvent><intermediateCatchEvent id="i2">${event('message', 'msg')}</intermediateCatchEvent>` +
  `<T1/><T2/><e/><endEvent id="e2"/>{g > i1 > t1 > e}{g > i2 > t2 > e2}`;

export const gateways: readonly ConformanceCase[] = [
  {
    feature: 'exclusive: the first flow whose condition holds',
    clause: '13.4',
    model: diamond(exclusive, exclusive, both),
    variables: ab,
    ran: ['Task1', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'exclusive: the second flow',
    clause: '13.4',
    model: diamond(exclusive, exclusive, both),
    variables: b,
    ran: ['Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'exclusive: no way out and no default fails',
    clause: '13.4',
    model: diamond(exclusive, exclusive, both),
    variables: c,
    ran: [],
    outcome: 'failed',
    error: 'no-flow-chosen',
  },
  {
    feature: 'exclusive: default flow',
    clause: '13.4',
    model: model(
      `<s/><exclusiveGateway id="g" default="g-t2"/><T1/><T2/><e/><endEvent id="e2"/>{s > g}{g > t1 if ${hasA}}{g > t2}{t1 > e}{t2 > e2}`,
    ),
    variables: c,
    ran: ['Task2'],
    outcome: 'completed',
  },
  {
    feature: 'exclusive: a condition whose variable is missing does not hold',
    clause: '13.4',
    model: model(
      `<s/><exclusiveGateway id="g" default="g-t2"/><T1/><T2/><e/><endEvent id="e2"/>{s > g}{g > t1 if absent > 3}{g > t2}{t1 > e}{t2 > e2}`,
    ),
    ran: ['Task2'],
    outcome: 'completed',
  },
  {
    feature: 'exclusive join passes every token on',
    clause: '13.4',
    model: diamond(parallel, exclusive, undefined),
    ran: ['Task1', 'Task2', 'Task3', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'parallel: split and join',
    clause: '13.4',
    model: diamond(parallel, parallel, undefined),
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'parallel join after an exclusive split waits for ever',
    clause: '13.4',
    model: diamond(exclusive, parallel, both),
    variables: a,
    ran: ['Task1'],
    outcome: 'waiting',
    waiting: ['h'],
  },
  {
    feature: 'parallel: joins and splits at once',
    clause: '13.4',
    model: model(
      '<s/><parallelGateway id="g"/><T1/><T2/><parallelGateway id="h"/><T3/><T4/><e/><endEvent id="e2"/>{s > g > t1 > h > t3 > e}{g > t2 > h > t4 > e2}',
    ),
    ran: ['Task1', 'Task2', 'Task3', 'Task4'],
    outcome: 'completed',
  },
  {
    feature: 'inclusive: one flow',
    clause: '13.4',
    model: diamond(inclusive, inclusive, both),
    variables: a,
    ran: ['Task1', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'inclusive: both flows join to one token',
    clause: '13.4',
    model: diamond(inclusive, inclusive, both),
    variables: ab,
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'inclusive: no flow fails',
    clause: '13.4',
    model: diamond(inclusive, inclusive, both),
    variables: c,
    ran: [],
    outcome: 'failed',
    error: 'no-flow-chosen',
  },
  {
    feature: 'inclusive: default only when no other',
    clause: '13.4',
    model: model(
      `<s/><inclusiveGateway id="g" default="g-t3"/><T1/><T2/><T3/><inclusiveGateway id="h"/><T4/><e/>{s > g}{g > t1 if ${hasA}}{g > t2 if ${hasB}}{g > t3}{t1 > h}{t2 > h}{t3 > h}{h > t4 > e}`,
    ),
    variables: ab,
    ran: ['Task1', 'Task2', 'Task4'],
    outcome: 'completed',
  },
  {
    feature: 'inclusive join after an exclusive split',
    clause: '13.4',
    model: diamond(exclusive, inclusive, both),
    variables: b,
    ran: ['Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'inclusive join after a parallel split',
    clause: '13.4',
    model: diamond(parallel, inclusive, undefined),
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'inclusive split, exclusive join',
    clause: '13.4',
    model: diamond(inclusive, exclusive, both),
    variables: ab,
    ran: ['Task1', 'Task2', 'Task3', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'inclusive split, parallel join, both taken',
    clause: '13.4',
    model: diamond(inclusive, parallel, both),
    variables: ab,
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'inclusive split, parallel join, one taken',
    clause: '13.4',
    model: diamond(inclusive, parallel, both),
    variables: b,
    ran: ['Task2'],
    outcome: 'waiting',
    waiting: ['h'],
  },
  {
    feature: 'inclusive join waits for a token that may still come',
    clause: 'table 13.3',
    model: model(
      '<s/><parallelGateway id="g"/><T1/><userTask id="u"/><inclusiveGateway id="h"/><T2/><e/>{s > g > t1 > h > t2 > e}{g > u > h}',
    ),
    ran: ['Task1'],
    outcome: 'waiting',
    waiting: ['h', 'u'],
  },
  {
    feature: 'inclusive join inside a loop: the token of the next round is not waited for',
    clause: 'table 13.3',
    model: model(
      `<s/><inclusiveGateway id="h"/><scriptTask id="i"><script>Increment</script></scriptTask><exclusiveGateway id="g" default="g-t1"/><T1/><e/>{s > h > i > g}{g > h if count < 3}{g > t1 > e}`,
    ),
    variables: { count: 0 },
    operations: { Increment: { set: { count: 'count + 1' } } },
    ran: ['Increment', 'Increment', 'Increment', 'Task1'],
    outcome: 'completed',
  },
  {
    feature: 'inclusive joins in two parallel branches of a loop do not block each other',
    clause: 'table 13.3',
    model: model(
      `<s/><inclusiveGateway id="split"/><T1/><T2/><inclusiveGateway id="join"/><exclusiveGateway id="again" default="again-t3"/><scriptTask id="i"><script>Increment</script></scriptTask><T3/><e/>` +
        '{s > split}{split > t1 if count < 2}{split > t2 if true}{t1 > join}{t2 > join}{join > i > again}{again > split if count < 2}{again > t3 > e}',
    ),
    variables: { count: 0 },
    operations: { Increment: { set: { count: 'count + 1' } } },
    ran: ['Task1', 'Task2', 'Increment', 'Task1', 'Task2', 'Increment', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'complex join: two of three go on',
    clause: '13.4',
    model: model(complex('activationCount >= 2')),
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'waiting',
    waiting: ['u'],
  },
  {
    feature: 'complex join: the late token is taken at the reset',
    clause: '13.4',
    model: model(complex('activationCount >= 2')),
    messages: [{ name: 'u' }],
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'complex split takes every flow whose condition holds',
    clause: '13.4',
    model: model(
      `<s/><complexGateway id="g"/><T1/><T2/><T3/><e/>{s > g}{g > t1 if ${hasA}}{g > t2 if ${hasB}}{g > t3 if false}{t1 > e}{t2 > e}{t3 > e}`,
    ),
    variables: ab,
    ran: ['Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'event-based: the first event wins',
    clause: '13.4',
    model: model(eventBased('', '<s/>{s > g}'), roots),
    messages: [
      { at: 'PT1S', name: 'Message' },
      { at: 'PT2S', name: 'Signal' },
    ],
    until: 'PT5S',
    ran: ['Task2'],
    outcome: 'completed',
  },
  {
    feature: 'event-based: timer against receive task',
    clause: '13.4',
    model: model(
      `<s/><eventBasedGateway id="g"/><receiveTask id="r" messageRef="msg"/><intermediateCatchEvent id="i">${timer('timeDuration', 'PT3S')}</intermediateCatchEvent><T1/><T2/><e/>{s > g > r > t1 > e}{g > i > t2 > e}`,
      roots,
    ),
    messages: [{ at: 'PT4S', name: 'Message' }],
    until: 'PT5S',
    ran: ['Task2'],
    outcome: 'completed',
  },
  {
    feature: 'event-based that begins the process, exclusive',
    clause: '13.4',
    model: model(eventBased('instantiate="true"', ''), roots),
    messages: [{ name: 'Signal' }],
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'event-based that begins the process, parallel: all events are needed',
    clause: '13.4',
    model: model(eventBased('instantiate="true" eventGatewayType="Parallel"', ''), roots),
    messages: [{ name: 'Message' }],
    ran: ['Task2'],
    outcome: 'waiting',
    waiting: ['g'],
  },
  {
    feature: 'event-based that begins the process, parallel: the other event comes later',
    clause: '13.4',
    model: model(eventBased('instantiate="true" eventGatewayType="Parallel"', ''), roots),
    messages: [
      { at: 'PT1S', name: 'Message' },
      { at: 'PT2S', name: 'Signal' },
    ],
    until: 'PT5S',
    ran: ['Task2', 'Task1'],
    outcome: 'completed',
  },
];
