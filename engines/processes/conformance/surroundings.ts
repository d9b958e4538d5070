import { model, roots } from './model.ts';

/** A sub-process with `inside`, an event `trigger` on its edge that leads to Task3, and Task2 after it. */
export const onEdge = (trigger: string, inside: string, attributes = ''): string =>
  model(
    `<s/><subProcess id="x">${inside}</subProcess><T2/><e/>{s > x > t2 > e}` +
      `<boundaryEvent id="b" attachedToRef="x" ${attributes}>${trigger}</boundaryEvent><T3/><endEvent id="e3"/>{b > t3 > e3}`,
    roots,
  );
export const beside = 'cancelActivity="false"';
export const throwing = (definition: string, after = '<T1/>', path = '{s2 > th > t1 > e2}'): string =>
  `<startEvent id="s2"/><intermediateThrowEvent id="th">${definition}</intermediateThrowEvent>${after}<endEvent id="e2"/>${path}`;
export const ending = (definition: string): string => `<startEvent id="s2"/><T1/><endEvent id="e2">${definition}</endEvent>{s2 > t1 > e2}`;
export const resting = '<startEvent id="s2"/><userTask id="u"/><T1/><endEvent id="e2"/>{s2 > u > t1 > e2}';

/** A process whose sub-process holds an event sub-process that runs Task2. */
export const handled = (trigger: string, inside: string, attributes = ''): string =>
  model(
    `<s/><subProcess id="x">${inside}<subProcess id="h" triggeredByEvent="true"><startEvent id="hs" ${attributes}>${trigger}</startEvent><T2/><endEvent id="he"/>{hs > t2 > he}</subProcess></subProcess><T3/><e/>{s > x > t3 > e}`,
    roots,
  );
export const along = 'isInterrupting="false"';

export const twoProcesses = (main: string, other: string, flows = ''): string =>
  model(
    `<collaboration id="c"><participant id="pp" processRef="p"/><participant id="pq" processRef="q"/>${flows}</collaboration><process id="p">${main}</process><process id="q">${other}</process>`,
    roots,
  );
export const throwsTo = (definition: string): string =>
  `<s/><intermediateThrowEvent id="th">${definition}</intermediateThrowEvent><T1/><e/>{s > th > t1 > e}`;
