import { type ConformanceCase, event, model, roots } from './model.ts';
import { along, beside, ending, handled, onEdge, throwing } from './surroundings.ts';

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
