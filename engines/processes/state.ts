import type { Variables } from './expressions.ts';
import type { Attributes, TaskKind } from './plan.ts';

/** A timer that runs: `due` is absent when a clock or working days of the caller decide. */
export interface Timer {
  readonly id: number;
  /** the event it belongs to, and which of its definitions */
  readonly at: string;
  readonly def?: number;
  readonly due?: string;
  /** the distance of a repeating timer, and the runs still to come after this one; -1: without end */
  readonly every?: string;
  readonly left?: number;
}

/** A completed activity that can still be undone. */
export interface Done {
  readonly at: string;
  readonly vars?: Variables;
  /** what was completed inside it */
  readonly done?: readonly Done[];
}

/**
 * One thing alive in a running instance. `as` tells what:
 * - `scope` the inside of a process, sub-process or called process
 * - `work` a task, operation or decision that waits for its outcome
 * - `wait` an intermediate event or event-based gateway that waits
 * - `loop` the whole of a looped or multi-instance activity; its instances are items of their own
 * - `undo` a compensation that runs, one activity after another
 */
export interface Item {
  readonly id: number;
  readonly as: 'scope' | 'work' | 'wait' | 'loop' | 'undo';
  /** id of the element */
  readonly at: string;
  /** id of the item that holds this one; 0 for the root */
  readonly up: number;
  /** scope: tokens and items directly inside */
  readonly live?: number;
  /** scope: tokens that wait on flows into joins */
  readonly tokens?: Readonly<Record<string, number>>;
  /** scope: complex gateways that wait for their reset → flows already consumed */
  readonly resets?: Readonly<Record<string, readonly string[]>>;
  readonly done?: readonly Done[];
  /** scope: an interrupting event sub-process has taken over */
  readonly closing?: true;
  readonly vars?: Variables;
  readonly timers?: readonly Timer[];
  /** conditional events whose condition held when last asked */
  readonly held?: readonly string[];
  /** parallel multiple events: definitions already met */
  readonly met?: Readonly<Record<string, readonly number[]>>;
  /** loop: instances in all (multi-instance) */
  readonly total?: number;
  /** loop: instances begun; instance: its number, from 1 */
  readonly n?: number;
  readonly active?: number;
  readonly completed?: number;
  readonly terminated?: number;
  /** loop: results gathered, by instance */
  readonly results?: readonly unknown[];
  /** undo: what is left to undo, last first */
  readonly todo?: readonly Done[];
  /** undo: cancels the transaction when finished; detached: nobody waits for it */
  readonly after?: 'cancel' | 'detached';
  /** ad-hoc: activities not yet begun in this round, and whether a variable changed in it */
  readonly waiting?: readonly string[];
  readonly changed?: true;
}

export interface Failure {
  readonly code: string;
  readonly element: string;
}

/** A running or finished instance: plain JSON. */
export interface State {
  readonly plan: string;
  readonly process: string;
  readonly status: 'active' | 'completed' | 'failed' | 'cancelled';
  readonly variables: Variables;
  /** by rising id; what holds an item stands before it */
  readonly items: readonly Item[];
  readonly next: number;
  readonly error?: Failure;
  /** no instance yet: it waits for the events by which a process begins */
  readonly watching?: true;
}

/** What happened, told to `step`. `now` is an ISO 8601 instant. */
export type Event =
  | { readonly type: 'taskCompleted'; readonly now: string; readonly task: number; readonly variables?: Variables }
  | { readonly type: 'operationSucceeded'; readonly now: string; readonly call: number; readonly variables?: Variables }
  | { readonly type: 'operationFailed'; readonly now: string; readonly call: number; readonly code: string; readonly variables?: Variables }
  | { readonly type: 'timerFired'; readonly now: string; readonly timer: number }
  | { readonly type: 'message'; readonly now: string; readonly name: string; readonly target?: string; readonly variables?: Variables }
  | { readonly type: 'signal'; readonly now: string; readonly name: string; readonly variables?: Variables }
  | { readonly type: 'variablesChanged'; readonly now: string; readonly variables: Variables }
  | { readonly type: 'cancel'; readonly now: string };

/** What the caller is to do, in this order. */
export type Effect =
  | {
      readonly type: 'createTask';
      readonly task: number;
      readonly element: string;
      readonly name: string | undefined;
      readonly kind: TaskKind;
      readonly attributes: Attributes;
      /** number of the instance in a loop */
      readonly instance?: number;
    }
  | { readonly type: 'cancelTask'; readonly task: number; readonly element: string }
  | {
      readonly type: 'callOperation';
      readonly call: number;
      readonly element: string;
      readonly operation: string;
      readonly attributes: Attributes;
      readonly instance?: number;
    }
  | {
      readonly type: 'evaluateDecision';
      readonly call: number;
      readonly element: string;
      readonly decision: string;
      readonly attributes: Attributes;
      readonly instance?: number;
    }
  | { readonly type: 'cancelOperation'; readonly call: number; readonly element: string }
  | {
      readonly type: 'startTimer';
      readonly timer: number;
      readonly element: string;
      /** instant in ISO 8601; beside a clock or working days only what the model says to those who know neither */
      readonly due?: string;
      readonly clock?: string;
      readonly workingDays?: number;
      readonly attributes: Attributes;
    }
  | { readonly type: 'cancelTimer'; readonly timer: number; readonly element: string }
  | {
      readonly type: 'throwMessage';
      readonly element: string;
      readonly name: string;
      readonly targets: readonly string[];
      readonly variables: Variables;
    }
  | { readonly type: 'throwSignal'; readonly element: string; readonly name: string; readonly variables: Variables }
  | { readonly type: 'throwError'; readonly element: string; readonly code: string; readonly caught: string | undefined }
  | { readonly type: 'throwEscalation'; readonly element: string; readonly code: string; readonly caught: string | undefined }
  /** of `watch`: an event came by which the process begins; give it to `start` as `by` */
  | { readonly type: 'beginInstance'; readonly process: string; readonly element: string; readonly variables: Variables }
  | { readonly type: 'completed' }
  | { readonly type: 'cancelled' }
  | { readonly type: 'failed'; readonly error: Failure };

export interface Step {
  readonly state: State;
  readonly effects: readonly Effect[];
}

export interface TraceEntry {
  readonly element: string;
  readonly event: 'enter' | 'leave' | 'cancel' | 'throw' | 'catch';
  readonly operation?: string;
}

/** Is told everything that happens in a step, in order. */
export type Observer = (entry: TraceEntry) => void;

/** An operation or decision that a step meets. */
export interface Call {
  readonly element: string;
  readonly operation: string;
  readonly attributes: Attributes;
  /** what the activity sees */
  readonly variables: Variables;
}

export type CallResult = { readonly variables?: Variables } | { readonly error: string };

/**
 * Carries an operation out within the step, if it can be done at once and changes nothing outside; undefined leaves it to the
 * caller as an effect.
 */
export type Perform = (call: Call) => CallResult | undefined;
