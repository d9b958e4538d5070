import { type ConformanceCase, event, expression, model, roots, timer } from './model.ts';

const increment = '<script>Increment</script>';
const operations = { Increment: { set: { count: 'count + 1' } } };

export const activities: readonly ConformanceCase[] = [
  {
    feature: 'task, manual and user task: those with people wait',
    clause: '10.3',
    model: model('<s/><task id="a"/><T1/><userTask id="u" name="Look"/><manualTask id="m"/><e/>{s > a > t1 > u > m > e}'),
    messages: [{ name: 'Look' }],
    ran: ['Task1'],
    outcome: 'waiting',
    waiting: ['m'],
  },
  {
    feature: 'service task names an operation of an interface',
    clause: '10.3',
    model: model(
      '<s/><serviceTask id="a" operationRef="op"/><e/>{s > a > e}',
      '<message id="msg"/><interface id="i" name="i"><operation id="op" name="Task1"><inMessageRef>msg</inMessageRef></operation></interface>',
    ),
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'business rule task asks for a decision',
    clause: '10.3',
    model: model('<s/><businessRuleTask id="a" mandate:decision="Rules"/><e/>{s > a > e}'),
    ran: ['Rules'],
    outcome: 'completed',
  },
  {
    feature: 'send task to receive task of another process',
    clause: '10.3',
    model: model(
      `<process id="p"><s/><T1/><sendTask id="send" messageRef="msg"/><e/>{s > t1 > send > e}</process>` +
        `<process id="q"><receiveTask id="r" messageRef="msg"/><T2/><endEvent id="e2"/>{r > t2 > e2}</process>`,
      roots,
    ),
    also: ['q'],
    ran: ['Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'receive task waits for its message',
    clause: '10.3',
    model: model('<s/><receiveTask id="r" messageRef="msg"/><T1/><e/>{s > r > t1 > e}', roots),
    messages: [{ at: 'PT1S', name: 'Message2' }],
    until: 'PT2S',
    ran: [],
    outcome: 'waiting',
    waiting: ['r'],
  },
  {
    feature: 'receive task that begins a process',
    clause: '10.3',
    model: model('<receiveTask id="r" messageRef="msg" instantiate="true"/><T1/><e/>{r > t1 > e}', roots),
    messages: [{ at: 'PT1S', name: 'Message' }],
    until: 'PT2S',
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'call of a process',
    clause: '10.3',
    model: model(
      '<process id="p"><s/><callActivity id="c" calledElement="q"/><T2/><e/>{s > c > t2 > e}</process><process id="q"><startEvent id="s2"/><T1/><endEvent id="e2"/>{s2 > t1 > e2}</process>',
    ),
    ran: ['Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'call of a global script task',
    clause: '10.3',
    model: model(
      '<s/><callActivity id="c" calledElement="g"/><T2/><e/>{s > c > t2 > e}',
      '<globalScriptTask id="g"><script>Task1</script></globalScriptTask>',
    ),
    ran: ['Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'call of a global user task waits',
    clause: '10.3',
    model: model('<s/><callActivity id="c" calledElement="g"/><T2/><e/>{s > c > t2 > e}', '<globalUserTask id="g" name="G"/>'),
    ran: [],
    outcome: 'waiting',
    waiting: ['c'],
  },
  {
    feature: 'error of a called process caught at the call',
    clause: '10.3',
    model: model(
      `<process id="p"><s/><callActivity id="c" calledElement="q"/><T2/><e/>{s > c > t2 > e}<boundaryEvent id="b" attachedToRef="c">${event('error', 'err')}</boundaryEvent><T3/><endEvent id="e3"/>{b > t3 > e3}</process>` +
        `<process id="q"><startEvent id="s2"/><T1/><endEvent id="e2">${event('error', 'err')}</endEvent>{s2 > t1 > e2}</process>`,
      roots,
    ),
    ran: ['Task1', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'sub-process',
    clause: '10.3',
    model: model(
      '<s/><subProcess id="x"><startEvent id="s2"/><T1/><endEvent id="e2"/>{s2 > t1 > e2}</subProcess><T2/><e/>{s > x > t2 > e}',
    ),
    ran: ['Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'sub-process without start and end events',
    clause: '10.3',
    model: model('<s/><subProcess id="x"><T1/><T2/></subProcess><T3/><e/>{s > x > t3 > e}'),
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'transaction that ends well',
    clause: '10.3',
    model: model(
      '<s/><transaction id="x"><startEvent id="s2"/><T1/><endEvent id="e2"/>{s2 > t1 > e2}</transaction><T2/><e/>{s > x > t2 > e}',
    ),
    ran: ['Task1', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'ad-hoc sub-process, parallel, all activities once',
    clause: '10.3',
    model: model('<s/><adHocSubProcess id="x" ordering="Parallel"><T1/><T2/></adHocSubProcess><T3/><e/>{s > x > t3 > e}'),
    ran: ['Task1', 'Task2', 'Task3'],
    outcome: 'completed',
  },
  {
    feature: 'ad-hoc sub-process, sequential, completed by its condition before the rest begins',
    clause: '13.3',
    model: model(
      `<s/><adHocSubProcess id="x" ordering="Sequential"><scriptTask id="i">${increment}</scriptTask><T1/>${expression('completionCondition', 'count >= 1')}</adHocSubProcess><T2/><e/>{s > x > t2 > e}`,
    ),
    variables: { count: 0 },
    operations,
    ran: ['Increment', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'ad-hoc sub-process cancels what still runs when its condition holds',
    clause: '13.3',
    model: model(
      `<s/><adHocSubProcess id="x"><userTask id="u"/><scriptTask id="i">${increment}</scriptTask>${expression('completionCondition', 'count >= 1')}</adHocSubProcess><T2/><e/>{s > x > t2 > e}`,
    ),
    variables: { count: 0 },
    operations,
    ran: ['Increment', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'ad-hoc sub-process lets what still runs end when it may not cancel',
    clause: '13.3',
    model: model(
      `<s/><adHocSubProcess id="x" cancelRemainingInstances="false"><userTask id="u"/><scriptTask id="i">${increment}</scriptTask>${expression('completionCondition', 'count >= 1')}</adHocSubProcess><T2/><e/>{s > x > t2 > e}`,
    ),
    variables: { count: 0 },
    operations,
    ran: ['Increment'],
    outcome: 'waiting',
    waiting: ['u'],
  },
  {
    feature: 'start quantity: the activity begins when enough tokens are there',
    clause: 'table 10.3',
    model: model('<s/><parallelGateway id="g"/><T1 startQuantity="2"/><e/>{s > g > a > t1 > e}<task id="a"/><task id="b"/>{g > b > t1}'),
    ran: ['Task1'],
    outcome: 'completed',
  },
  {
    feature: 'start quantity: too few tokens wait',
    clause: 'table 10.3',
    model: model('<s/><T1 startQuantity="2"/><e/>{s > t1 > e}'),
    ran: [],
    outcome: 'waiting',
    waiting: ['t1'],
  },
  {
    feature: 'completion quantity: as many tokens leave',
    clause: 'table 10.3',
    model: model('<s/><T1 completionQuantity="3"/><T2/><e/>{s > t1 > t2 > e}'),
    ran: ['Task1', 'Task2', 'Task2', 'Task2'],
    outcome: 'completed',
  },
  {
    feature: 'start quantity 0 fails when reached',
    clause: 'table 10.3',
    model: model('<s/><T1 startQuantity="0"/><e/>{s > t1 > e}'),
    ran: [],
    outcome: 'failed',
    error: 'quantity',
  },
  {
    feature: 'an operation that fails is an error at its task',
    clause: '10.5',
    model: model(
      `<s/><scriptTask id="t1"><script>Broken</script></scriptTask><T2/><e/>{s > t1 > t2 > e}<boundaryEvent id="b" attachedToRef="t1">${event('error', 'err')}</boundaryEvent><T3/><endEvent id="e3"/>{b > t3 > e3}`,
      roots,
    ),
    operations: { Broken: { error: 'E1' } },
    ran: ['Task3'],
    outcome: 'completed',
  },
  {
    feature: 'an operation that fails without a catcher fails the process',
    clause: '10.5',
    model: model('<s/><scriptTask id="t1"><script>Broken</script></scriptTask><T2/><e/>{s > t1 > t2 > e}'),
    operations: { Broken: { error: 'E1' } },
    ran: [],
    outcome: 'failed',
    error: 'E1',
  },
  {
    feature: 'a task with a timer boundary is done in time: the timer goes',
    clause: '10.5',
    model: model(
      `<s/><userTask id="u"/><T1/><e/>{s > u > t1 > e}<boundaryEvent id="b" attachedToRef="u">${timer('timeDuration', 'PT10S')}</boundaryEvent><T2/><endEvent id="e2"/>{b > t2 > e2}`,
    ),
    messages: [{ at: 'PT5S', name: 'u' }],
    until: 'PT60S',
    ran: ['Task1'],
    outcome: 'completed',
  },
];
