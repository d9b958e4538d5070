import type { Expression } from './expressions.ts';

/** Something found in a model: which element, what kind of mistake, and why in words. */
export interface Finding {
  readonly code: string;
  /** id of the element; the name of its type when it has no id */
  readonly element: string;
  readonly reason: string;
}

export type Attributes = Readonly<Record<string, string>>;

/** When a timer is due: ISO 8601 text, a FEEL expression giving one, a named clock, or working days the caller counts. */
export type TimerRule =
  | { readonly kind: 'date' | 'duration' | 'cycle'; readonly value: string | Expression }
  | { readonly kind: 'clock'; readonly clock: string; readonly beside: IsoRule | undefined }
  | { readonly kind: 'workingDays'; readonly days: number | Expression; readonly beside: IsoRule | undefined };

/** An ISO 8601 text beside a clock or working days tells those who know neither when the timer is about due. */
export interface IsoRule {
  readonly kind: 'date' | 'duration' | 'cycle';
  readonly value: string | Expression;
}

/** One event definition, resolved. */
export type Trigger =
  | { readonly on: 'message'; readonly id: string | undefined; readonly name: string }
  | { readonly on: 'signal'; readonly id: string | undefined; readonly name: string }
  | { readonly on: 'timer'; readonly rule: TimerRule; readonly attributes: Attributes }
  | { readonly on: 'conditional'; readonly condition: Expression }
  | { readonly on: 'error'; readonly code: string | undefined }
  | { readonly on: 'escalation'; readonly code: string | undefined }
  | { readonly on: 'compensate'; readonly activity: string | undefined; readonly wait: boolean }
  | { readonly on: 'cancel' }
  | { readonly on: 'terminate' };

export interface Flow {
  readonly id: string;
  readonly source: Node;
  readonly target: Node;
  readonly condition: Expression | undefined;
}

interface NodeBase {
  readonly id: string;
  readonly name: string | undefined;
  /** the process or sub-process that directly holds the element */
  readonly scope: Scope;
  readonly incoming: readonly Flow[];
  /** in the order in which conditions are asked */
  readonly outgoing: readonly Flow[];
  readonly defaultFlow: Flow | undefined;
  readonly attributes: Attributes;
}

/** Moves a value between data of the process and data of one element (BPMN data association). */
export interface Association {
  readonly from: Expression | undefined;
  readonly to: string;
}

/** An event that waits: start, intermediate catch or boundary. */
export interface CatchEvent extends NodeBase {
  readonly kind: 'start' | 'catch' | 'boundary';
  readonly triggers: readonly Trigger[];
  readonly parallelMultiple: boolean;
  readonly interrupting: boolean;
  /** boundary only: the activity it sits on */
  readonly host: Activity | undefined;
  /** compensation boundary only: the activity that undoes the host */
  readonly undo: Activity | undefined;
  /** where the payload's fields go */
  readonly outputs: readonly Association[];
}

/** An event that acts: intermediate throw or end. */
export interface ThrowEvent extends NodeBase {
  readonly kind: 'throw' | 'end';
  readonly triggers: readonly Trigger[];
  readonly inputs: readonly Association[];
}

/** A link: the token jumps to the catching link of the same name. */
export interface LinkEvent extends NodeBase {
  readonly kind: 'link';
  readonly target: Node | undefined;
}

export interface Gateway extends NodeBase {
  readonly kind: 'exclusive' | 'parallel' | 'inclusive' | 'complex' | 'eventBased';
  /** complex only */
  readonly activation: Expression | undefined;
  /** event-based only: the process starts here */
  readonly instantiate: boolean;
  /** event-based only: all events are needed, not the first */
  readonly allEvents: boolean;
}

export type TaskKind = 'user' | 'manual' | 'receive';

export type Work =
  | { readonly do: 'nothing' }
  | { readonly do: 'task'; readonly task: TaskKind; readonly message: Trigger | undefined; readonly instantiate: boolean }
  | { readonly do: 'operation'; readonly operation: string; readonly sends: Trigger | undefined }
  | { readonly do: 'send'; readonly sends: Trigger }
  | { readonly do: 'decision'; readonly decision: string }
  | { readonly do: 'scope'; readonly scope: Scope };

/** What a multi-instance activity throws as its instances complete. */
export interface LoopThrow {
  readonly when: 'each' | 'first' | Expression;
  readonly triggers: readonly Trigger[];
}

export type Loop =
  | {
      readonly kind: 'standard';
      readonly testBefore: boolean;
      readonly maximum: number | undefined;
      readonly condition: Expression | undefined;
    }
  | {
      readonly kind: 'instances';
      readonly sequential: boolean;
      readonly cardinality: Expression | undefined;
      readonly collection: Expression | undefined;
      readonly item: string | undefined;
      readonly outputCollection: string | undefined;
      readonly outputItem: string | undefined;
      readonly completion: Expression | undefined;
      readonly throws: readonly LoopThrow[];
    };

export interface Activity extends NodeBase {
  readonly kind: 'activity';
  readonly work: Work;
  readonly loop: Loop | undefined;
  readonly startQuantity: number;
  readonly completionQuantity: number;
  readonly forCompensation: boolean;
  /** boundary events but those of compensation */
  readonly boundaries: readonly CatchEvent[];
  readonly undo: Activity | undefined;
  /** event sub-process only: its start event */
  readonly trigger: CatchEvent | undefined;
  /** names that live only as long as the activity */
  readonly locals: readonly string[];
  readonly inputs: readonly Association[];
  readonly outputs: readonly Association[];
  readonly transaction: boolean;
}

export type Node = CatchEvent | ThrowEvent | LinkEvent | Gateway | Activity;

export interface AdHoc {
  readonly sequential: boolean;
  readonly completion: Expression | undefined;
  readonly cancelRemaining: boolean;
}

/** How messages find the instance they are for: both sides must give the same value. */
export interface Correlation {
  readonly message: string;
  readonly ofMessage: Expression;
  readonly ofInstance: Expression;
}

/** A process, or the inside of a sub-process. */
export interface Scope {
  readonly id: string;
  readonly name: string | undefined;
  readonly isProcess: boolean;
  readonly nodes: readonly Node[];
  readonly flows: readonly Flow[];
  /** what gets a token when the scope is entered without a trigger */
  readonly starts: readonly Node[];
  /** start events, receive tasks and gateways by which an event begins the process */
  readonly triggered: readonly Node[];
  /** event sub-processes */
  readonly handlers: readonly Activity[];
  /** names of properties and data objects */
  readonly data: readonly string[];
  readonly adHoc: AdHoc | undefined;
  readonly transaction: boolean;
  readonly executable: boolean;
  readonly correlations: readonly Correlation[];
}

/** A compiled model. Nothing in it changes after `compile`; any number of running states share it. */
export interface Plan {
  /** changes with every change of the model's text that can matter */
  readonly key: string;
  readonly processes: ReadonlyMap<string, Scope>;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly flows: ReadonlyMap<string, Flow>;
  /** throwing element → elements its message is drawn to */
  readonly messageFlows: ReadonlyMap<string, readonly string[]>;
  /** id of a data object, property or data input → the variable that holds it */
  readonly dataNames: ReadonlyMap<string, string>;
  readonly hasConditions: boolean;
  readonly hasAdHoc: boolean;
  readonly timeZone: string;
  readonly stepLimit: number;
  readonly warnings: readonly Finding[];
}
