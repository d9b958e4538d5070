import { type ConformanceCase, event, model, roots } from './model.ts';

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
