export { type Compiled, type CompileOptions, compile } from './compile.ts';
export type { Expression, Variables } from './expressions.ts';
export { type Migrated, type MigrationRequest, migrate } from './migrate.ts';
export type { Activity, Attributes, Finding, Flow, Node, Plan, Scope, TaskKind, TimerRule, Trigger } from './plan.ts';
export type { Call, CallResult, Effect, Event, Failure, Observer, Perform, State, Step, TraceEntry } from './state.ts';
export { type StartRequest, start, step, watch } from './step.ts';
