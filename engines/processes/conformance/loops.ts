import { type ConformanceCase, event, expression, model, roots } from './model.ts';

const loop = (inside: string, task = '<script>Task1</script>', rest = ''): string =>
  model(`<s/><scriptTask id="t1">${inside}${task}</scriptTask><T2/><e/>{s > t1 > t2 > e}${rest}`, roots);
const standard = (attributes: string, condition?: string): string =>
  `<standardLoopCharacteristics ${attributes}>${condition === undefined ? '' : expression('loopCondition', condition)}</standardLoopCharacteristics>`;
const instances = (cardinality: string, attributes = '', inside = ''): string =>
  `<multiInstanceLoopCharacteristics ${attributes}>${expression('loopCardinality', cardinality)}${inside}</multiInstanceLoopCharacteristics>`;
const increment = '<script>Increment</script>';
const operations = { Increment: { set: { count: 'count + 1' } } };
const throwing = (behavior: string): string =>
  `<s/><scriptTask id="t1">${behavior}<script>Task1</script></scriptTask><T2/><T3/><e/><endEvent id="e2"/>{s > t1 > t2 > e}` +
  `<boundaryEvent id="b" attachedToRef="t1" cancelActivity="false">${event('signal', 'sig')}</boundaryEvent>{b > t3 > e2}`;
const behaviorRoots = `${roots}<signalEventDefinition id="thrown" signalRef="sig"/>`;

export const loops: readonly ConformanceCase[] = [
  {
    feature: 'loop with a maximum',
    clause: '10.3',
    model: loop(standard('loopMaximum="3"')),
    ran: ['Task1', 'Task1', 'Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'loop with a condition',
    clause: '10.3',
    model: loop(standard('', 'count < 2'), increment),
    variables: { count: 0 },
    operations,
    ran: ['Increment', 'Increment', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'loop with condition and maximum: the earlier ends it',
    clause: '10.3',
    model: loop(standard('loopMaximum="2"', 'count < 5'), increment),
    variables: { count: 0 },
    operations,
    ran: ['Increment', 'Increment', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'loop asked after the first round runs at least once',
    clause: '10.3',
    model: loop(standard('testBefore="false"', 'false')),
    ran: ['Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'loop asked before the first round may not run at all',
    clause: '10.3',
    model: loop(standard('testBefore="true"', 'false')),
    ran: ['Task2'],
    outcome: 'completed',
  },
  {
    feature: 'loop that counts its own rounds',
    clause: '10.3',
    model: loop(standard('testBefore="true"', 'loopCounter < 3')),
    ran: ['Task1', 'Task1', 'Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'loop over a sub-process',
    clause: '10.3',
    model: model(
      `<s/><subProcess id="x">${standard('loopMaximum="2"')}<startEvent id="s2"/><T1/><endEvent id="e2"/>{s2 > t1 > e2}</subProcess><T2/><e/>{s > x > t2 > e}`,
    ),
    ran: ['Task1', 'Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'loop with a negative maximum fails when reached',
    clause: '10.3',
    model: loop(standard('loopMaximum="-1"')),
    ran: [],
    outcome: 'failed',
    error: 'loop-maximum',
  },
  {
    feature: 'multi-instance, parallel',
    clause: '10.3',
    model: loop(instances('3')),
    ran: ['Task1', 'Task1', 'Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'multi-instance, sequential',
    clause: '10.3',
    model: loop(instances('count * 2', 'isSequential="true"')),
    variables: { count: 1 },
    ran: ['Task1', 'Task1', 'Task2'],
    outcome: 'completed',
  },
  { feature: 'multi-instance without instances', clause: '10.3', model: loop(instances('0')), ran: ['Task2'], outcome: 'completed' },
  {
    feature: 'multi-instance cut short by its completion condition, sequential',
    clause: '10.3',
    model: loop(instances('5', 'isSequential="true"', expression('completionCondition', 'numberOfCompletedInstances >= 2'))),
    ran: ['Task1', 'Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'multi-instance cut short by its completion condition, parallel: waiting instances are cancelled',
    clause: '10.3',
    model: model(
      `<s/><userTask id="u">${instances('3', '', expression('completionCondition', 'numberOfCompletedInstances = 1'))}</userTask><T2/><e/>{s > u > t2 > e}`,
    ),
    messages: [{ name: 'u' }],
    ran: ['Task2'],
    outcome: 'completed',
  },
  {
    feature: 'multi-instance with a cardinality that is no number fails',
    clause: '10.3',
    model: loop(instances('"many"')),
    ran: [],
    outcome: 'failed',
    error: 'loop-cardinality',
  },
  {
    feature: 'multi-instance over a list, results gathered in order',
    clause: '10.3',
    model: model(
      '<s/><scriptTask id="t1"><multiInstanceLoopCharacteristics mandate:collection="list" mandate:item="one" mandate:result="double" mandate:results="doubled"/><script>Double</script></scriptTask>' +
        '<exclusiveGateway id="g" default="g-t2"/><T1/><T2/><e/><endEvent id="e2"/>{s > t1 > g}{g > t1x if doubled = [2, 4, 6]}{g > t2 > e2}<scriptTask id="t1x"><script>Task3</script></scriptTask>{t1x > e}'.replace(
          '<T1/>',
          '',
        ),
    ),
    variables: { list: [1, 2, 3] },
    operations: { Double: { set: { double: 'one * 2' } } },
    ran: ['Double', 'Double', 'Double', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'multi-instance behavior None throws for each instance',
    clause: '10.3',
    model: model(throwing(instances('3', 'isSequential="true" behavior="None" noneBehaviorEventRef="thrown"')), behaviorRoots),
    ran: ['Task1', 'Task1', 'Task1', 'Task2', 'Task3', 'Task3', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'multi-instance behavior One throws for the first instance',
    clause: '10.3',
    model: model(throwing(instances('3', 'isSequential="true" behavior="One" oneBehaviorEventRef="thrown"')), behaviorRoots),
    ran: ['Task1', 'Task1', 'Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'multi-instance behavior All throws nothing',
    clause: '10.3',
    model: model(throwing(instances('2', 'behavior="All"')), behaviorRoots),
    ran: ['Task1', 'Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'multi-instance behavior Complex throws where its condition holds',
    clause: '10.3',
    model: model(
      throwing(
        instances(
          '3',
          'isSequential="true" behavior="Complex"',
          `<complexBehaviorDefinition>${expression('condition', 'numberOfCompletedInstances = 2')}<event id="thrower"><signalEventDefinition signalRef="sig"/></event></complexBehaviorDefinition>`,
        ).replace(/<(\/?)event\b/g, '<$1event'),
      ),
      behaviorRoots,
    ),
    ran: ['Task1', 'Task1', 'Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
];
