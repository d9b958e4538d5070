import type { Variables } from './expressions.ts';
import type { Node, Plan, Scope } from './plan.ts';
import type { Effect, Failure, Item, Observer, Perform, State } from './state.ts';

export type Open<T> = { -readonly [K in keyof T]: T[K] };

/** A token on its way to a node, inside a scope item. `by` is the flow it came on. */
interface Token {
  readonly node: Node;
  readonly scope: number;
  readonly by: string | undefined;
  /** the item whose work is done: its activity ends when its turn comes */
  readonly done?: number;
  /** the compensation that goes on */
  readonly undo?: number;
}

/** Work put off until no token can move: what is thrown must meet everybody who can already wait for it. */
export interface Deferred {
  readonly node: Node;
  readonly scope: number;
  readonly act: (run: Run) => void;
}

/** Thrown inside a step when the instance cannot go on; `step` turns it into a failed state. */
export class RunFailure extends Error {
  readonly failure: Failure;
  constructor(code: string, element: string) {
    super(`${code} at ${element}`);
    this.failure = { code, element };
  }
}

/**
 * One step under way: a copy of the state that is changed in place, item by item as they are touched.
 * The state given stays as it was.
 */
export class Run {
  readonly plan: Plan;
  readonly now: string;
  readonly effects: Effect[] = [];
  readonly observe: Observer | undefined;
  readonly perform: Perform | undefined;
  readonly watching: boolean;
  items: Item[];
  variables: Variables;
  status: State['status'];
  error: Failure | undefined;
  next: number;
  dirty = false;
  readonly #process: string;
  readonly #planKey: string;
  readonly #owned = new Set<number>();
  // made when first needed: most steps need none of them, and making them costs more than the step
  #ownedLists: WeakSet<object> | undefined;
  #queue: Token[] = [];
  #head = 0;
  #deferred: Deferred[] = [];
  #deferredHead = 0;
  #moves = 0;
  #drops: Map<number, number> | undefined;

  constructor(plan: Plan, state: State, now: string, observe?: Observer, perform?: Perform) {
    this.plan = plan;
    this.now = now;
    this.observe = observe;
    this.perform = perform;
    this.watching = state.watching === true;
    this.items = state.items.slice();
    this.variables = state.variables;
    this.status = state.status;
    this.next = state.next;
    this.#process = state.process;
    this.#planKey = state.plan;
  }

  result(): State {
    const base = {
      plan: this.#planKey,
      process: this.#process,
      status: this.status,
      variables: this.variables,
      items: this.items,
      next: this.next,
      ...(this.watching ? { watching: true as const } : {}),
    };
    return this.error === undefined ? base : { ...base, error: this.error };
  }

  /** Counts one move; models that run in circles without ever waiting end here. */
  count(element: string): void {
    if (++this.#moves > this.plan.stepLimit) throw new RunFailure('step-limit', element);
  }

  /** Counts a look through a list, which costs the more the longer it is: a hundred items looked at are a move. */
  countLook(length = this.items.length): void {
    this.#moves += length / 100;
    if (this.#moves > this.plan.stepLimit) throw new RunFailure('step-limit', this.items[0]?.at ?? this.#process);
  }

  /** The list itself if this step made it, else a copy: long lists that grow by one must not be copied each time. */
  own<T>(list: readonly T[] | undefined): T[] {
    if (list !== undefined && this.#ownedLists?.has(list) === true) return list as T[];
    const copy = list === undefined ? [] : [...list];
    this.#ownedLists ??= new WeakSet();
    this.#ownedLists.add(copy);
    return copy;
  }

  /** The same for counts by name. */
  ownCounts(counts: Readonly<Record<string, number>> | undefined): Record<string, number> {
    if (counts !== undefined && this.#ownedLists?.has(counts) === true) return counts as Record<string, number>;
    const copy = { ...counts };
    this.#ownedLists ??= new WeakSet();
    this.#ownedLists.add(copy);
    return copy;
  }

  #place(id: number): number {
    let low = 0;
    let high = this.items.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const found = (this.items[middle] as Item).id;
      if (found === id) return middle;
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  find(id: number): Item | undefined {
    return this.items[this.#place(id)];
  }

  get(id: number): Item {
    const item = this.find(id);
    if (item === undefined) throw new RangeError(`no item ${id}`);
    return item;
  }

  /** The item, ready to be changed. */
  open(id: number): Open<Item> {
    const place = this.#place(id);
    const item = this.items[place];
    if (item === undefined) throw new RangeError(`no item ${id}`);
    if (this.#owned.has(id)) return item;
    const copy = { ...item };
    this.#owned.add(id);
    this.items[place] = copy;
    return copy;
  }

  add(as: Item['as'], at: string, up: number): Open<Item> {
    const item: Open<Item> = { id: this.next++, as, at, up };
    this.#owned.add(item.id);
    this.items.push(item);
    return item;
  }

  remove(id: number): void {
    const place = this.#place(id);
    if (place >= 0) this.items.splice(place, 1);
  }

  /** The nearest scope item that holds an item: the item itself if it is one. */
  scopeOf(id: number): Item {
    let item = this.get(id);
    while (item.as !== 'scope') item = this.get(item.up);
    return item;
  }

  /** The inside that a scope item runs. */
  inside(item: Item): Scope {
    return insideOf(this.plan, item.at);
  }

  node(id: string): Node {
    const node = this.plan.nodes.get(id);
    if (node === undefined) throw new RangeError(`the plan has no element ${id}`);
    return node;
  }

  /** Sends tokens into a scope that has already counted them. */
  push(node: Node, scope: number, by: string | undefined): void {
    this.#queue.push({ node, scope, by });
  }

  /** Lets the activity of an item end when its turn comes: loops that never wait must not grow the call stack. */
  pushDone(node: Node, item: number, scope: number): void {
    this.#queue.push({ node, scope, by: undefined, done: item });
  }

  /** Lets a compensation go on in its turn, for the same reason. */
  pushUndo(node: Node, item: number, scope: number): void {
    this.#queue.push({ node, scope, by: undefined, undo: item });
  }

  take(): Token | undefined {
    const token = this.#queue[this.#head];
    if (token === undefined) {
      this.#queue.length = 0;
      this.#head = 0;
      return undefined;
    }
    this.#head++;
    return token;
  }

  defer(node: Node, scope: number, act: (run: Run) => void): void {
    this.#deferred.push({ node, scope, act });
  }

  takeDeferred(): Deferred | undefined {
    const deferred = this.#deferred[this.#deferredHead];
    if (deferred === undefined) this.#deferred = [];
    this.#deferredHead = deferred === undefined ? 0 : this.#deferredHead + 1;
    return deferred;
  }

  /** Where tokens are parked until what they throw can be thrown. */
  parked(scope: number): readonly Node[] {
    return this.#deferred
      .slice(this.#deferredHead)
      .filter((one) => one.scope === scope)
      .map((one) => one.node);
  }

  /** How often the tokens of a scope were dropped: tells a token that acts whether it was swept away by its own act. */
  drops(scope: number): number {
    return this.#drops?.get(scope) ?? 0;
  }

  /** Forgets tokens directly inside an item. */
  dropTokens(scope: number): void {
    this.#drops ??= new Map();
    this.#drops.set(scope, this.drops(scope) + 1);
    this.#queue = this.#queue.slice(this.#head).filter((token) => token.scope !== scope);
    this.#head = 0;
    this.#deferred = this.#deferred.slice(this.#deferredHead).filter((one) => one.scope !== scope);
    this.#deferredHead = 0;
  }

  trace(element: string, event: 'enter' | 'leave' | 'cancel' | 'throw' | 'catch', operation?: string): void {
    if (this.observe !== undefined) this.observe(operation === undefined ? { element, event } : { element, event, operation });
  }
}

/** The inside of a process by its id, or of a sub-process or call activity by its own. */
export function insideOf(plan: Plan, element: string): Scope {
  const node = plan.nodes.get(element);
  if (node?.kind === 'activity' && node.work.do === 'scope') return node.work.scope;
  const process = plan.processes.get(element);
  if (process === undefined) throw new RangeError(`the plan has no process or sub-process ${element}`);
  return process;
}
