export type { Act, Actor, CaseRow } from './act.ts';
export { type Completion, completeTask, endClock, endDueClocks, type Finding, submitCase, withdrawCase } from './cases.ts';
export { compileProcedure, loadProcedures, type Procedure, type ProcedureLibrary, readProcedureFolder } from './library.ts';
export type { StepRole } from './tables.ts';
export { handOver, holdersOfTasks, listTasksInHand, mayTake, putBack, type TaskInHand, takeInHand } from './task-holders.ts';
export { type Trial, tryExamples } from './try-examples.ts';
export { tryVerification } from './verification.ts';
