import type { Variables } from './expressions.ts';
import type { Plan } from './plan.ts';
import type { Effect, Event, Failure, Observer, Perform, State, Step } from './state.ts';
import { start, step, watch } from './step.ts';

export interface SimulatedMessage {
  /** ISO 8601 instant */
  readonly at: string;
  /** name of a message or signal, or id or name of a task that waits */
  readonly name: string;
  readonly variables?: Variables;
}

export interface SimulationRequest {
  readonly process: string;
  readonly variables: Variables;
  /** processes started with it */
  readonly also: readonly string[];
  /** ISO 8601 instants; what is due later than the end does not happen */
  readonly begin: string;
  readonly end: string;
  readonly messages: readonly SimulatedMessage[];
  readonly perform: Perform;
}

export interface SimulatedEntry {
  readonly at: string;
  readonly element: string;
  readonly event: 'enter' | 'leave' | 'cancel' | 'throw' | 'catch';
  readonly operation?: string;
}

export interface Simulated {
  readonly outcome: 'completed' | 'waiting' | 'failed';
  readonly error?: Failure;
  readonly waiting: readonly string[];
  readonly variables: Variables;
  readonly trace: readonly SimulatedEntry[];
}

interface Actor {
  readonly process: string;
  state: State | undefined;
}

interface PendingTimer {
  readonly actor: Actor;
  readonly timer: number;
  /** milliseconds since 1970 */
  readonly due: number;
  readonly order: number;
}

/** More happenings or trace entries than this end a simulation: a cycle without end, or processes that start each other. */
const mostHappenings = 100_000;
const mostEntries = 500_000;

/** Thrown when a simulation goes past its limits. */
export class SimulationLimitError extends RangeError {}

/**
 * Runs processes of one plan against a simulated clock, delivering messages and signals between them. Every process that can
 * begin by an event is watched, so that what one process throws can begin another.
 *
 * Nothing here is random: equal requests give equal runs.
 *
 * @throws RangeError if a process is not in the plan
 * @throws SimulationLimitError if the run does not end within 100,000 happenings and 500,000 entries of the trace
 */
export function simulate(plan: Plan, request: SimulationRequest): Simulated {
  return new Simulation(plan, request).run();
}

class Simulation {
  readonly #plan: Plan;
  readonly #request: SimulationRequest;
  /** watches, and instances in the order of their beginning; those that have ended are only kept for the answer */
  readonly #watches: Actor[] = [];
  readonly #instances: Actor[] = [];
  readonly #living = new Set<Actor>();
  readonly #trace: SimulatedEntry[] = [];
  readonly #thrown: { readonly by: Actor; readonly effect: Effect }[] = [];
  readonly #timers: PendingTimer[] = [];
  #now: string;
  #happened = 0;
  #ordered = 0;

  constructor(plan: Plan, request: SimulationRequest) {
    this.#plan = plan;
    this.#request = request;
    this.#now = request.begin;
  }

  run(): Simulated {
    const { process, also, variables } = this.#request;
    for (const scope of this.#plan.processes.values()) if (scope.triggered.length > 0) this.#watch(scope.id, variables);
    for (const id of also) this.#begin(id, variables);
    const main = this.#begin(process, variables);
    this.#deliver(); // only now, so that what one throws at its beginning meets the others
    const messages = [...this.#request.messages].sort((a, b) => Temporal.Instant.compare(a.at, b.at));
    const end = Temporal.Instant.from(this.#request.end).epochMilliseconds;
    for (;;) {
      const due = this.#nextTimer();
      const message = messages[0];
      const sent = message === undefined ? Number.POSITIVE_INFINITY : Temporal.Instant.from(message.at).epochMilliseconds;
      if (Math.min(due?.due ?? Number.POSITIVE_INFINITY, sent) > end) break;
      if (message !== undefined && sent < (due?.due ?? Number.POSITIVE_INFINITY)) {
        messages.shift();
        this.#advance(sent);
        this.#tell(message);
      } else if (due !== undefined) {
        this.#timers.splice(this.#timers.indexOf(due), 1);
        this.#advance(due.due);
        this.#take(due.actor, { type: 'timerFired', now: this.#now, timer: due.timer });
      }
      this.#deliver();
    }
    return this.#result(main);
  }

  #watch(process: string, variables: Variables): void {
    const actor: Actor = { process, state: undefined };
    this.#adopt(actor, watch(this.#plan, { process, variables, now: this.#now }));
  }

  /** A process that begins by an event only is watched already; asking for it adds nothing. */
  #begin(process: string, variables: Variables): Actor | undefined {
    const scope = this.#plan.processes.get(process);
    if (scope === undefined) throw new RangeError(`the model has no process "${process}"`);
    if (scope.starts.length === 0 && scope.triggered.length > 0) return this.#instanceOf(process);
    const actor: Actor = { process, state: undefined };
    this.#adopt(actor, start(this.#plan, { process, variables, now: this.#now }, this.#observe, this.#request.perform));
    return actor;
  }

  #instanceOf(process: string): Actor | undefined {
    return this.#instances.find((actor) => actor.process === process);
  }

  readonly #observe: Observer = (entry) => {
    if (this.#trace.length >= mostEntries) throw new SimulationLimitError(`more than ${mostEntries} entries of the trace`);
    this.#trace.push({ at: this.#now, ...entry });
  };

  #advance(to: number): void {
    const now = Temporal.Instant.from(this.#now).epochMilliseconds;
    if (to > now) this.#now = Temporal.Instant.fromEpochMilliseconds(to).toString();
  }

  #nextTimer(): PendingTimer | undefined {
    let first: PendingTimer | undefined;
    for (const timer of this.#timers)
      if (first === undefined || timer.due < first.due || (timer.due === first.due && timer.order < first.order)) first = timer;
    return first;
  }

  #count(): void {
    if (++this.#happened > mostHappenings) throw new SimulationLimitError(`more than ${mostHappenings} happenings`);
  }

  #take(actor: Actor, event: Event): boolean {
    this.#count();
    const before = actor.state;
    if (before === undefined) return false;
    const after = step(this.#plan, before, event, this.#observe, this.#request.perform);
    this.#adopt(actor, after);
    return after.state !== before;
  }

  /** Takes over a new state and does what it asks for; what it throws waits until it stands still. */
  #adopt(actor: Actor, { state, effects }: Step): void {
    if (state.watching !== true && actor.state === undefined) this.#instances.push(actor);
    if (state.watching === true && actor.state === undefined) this.#watches.push(actor);
    actor.state = state;
    if (state.watching !== true && state.status === 'active') this.#living.add(actor);
    else this.#living.delete(actor);
    for (const effect of effects) {
      if (effect.type === 'startTimer' && effect.due !== undefined)
        this.#timers.push({
          actor,
          timer: effect.timer,
          due: Temporal.Instant.from(effect.due).epochMilliseconds,
          order: this.#ordered++,
        });
      else if (effect.type === 'cancelTimer') {
        const place = this.#timers.findIndex((one) => one.actor === actor && one.timer === effect.timer);
        if (place >= 0) this.#timers.splice(place, 1);
      } else if (effect.type === 'throwMessage' || effect.type === 'throwSignal' || effect.type === 'beginInstance')
        this.#thrown.push({ by: actor, effect });
    }
  }

  #deliver(): void {
    for (let next = this.#thrown.shift(); next !== undefined; next = this.#thrown.shift()) {
      this.#count();
      const { by, effect } = next;
      if (effect.type === 'beginInstance') {
        const { process, element, variables } = effect;
        const actor: Actor = { process, state: undefined };
        const request = { process, variables: this.#request.variables, now: this.#now, by: { element, variables } };
        this.#adopt(actor, start(this.#plan, request, this.#observe, this.#request.perform));
      } else if (effect.type === 'throwSignal') this.#signal(effect.name, effect.variables, by);
      else if (effect.type === 'throwMessage') this.#message(effect.name, effect.targets, effect.variables);
    }
  }

  /** Whoever threw a signal has heard it already, within its own step. */
  #signal(name: string, variables: Variables, by: Actor | undefined): boolean {
    const heardBy = new Set<string>();
    for (const actor of [...this.#living, ...this.#watches]) {
      const isFilled = actor.state?.watching === true && this.#needsAllEvents(actor.process) && heardBy.has(actor.process);
      if (actor === by || isFilled) continue;
      if (this.#take(actor, { type: 'signal', now: this.#now, name, variables })) heardBy.add(actor.process);
    }
    return heardBy.size > 0;
  }

  /** An instance that still needs an event of the gateway that began it takes it, rather than a new instance. */
  #needsAllEvents(process: string): boolean {
    return this.#plan.processes.get(process)?.triggered.some((node) => node.kind === 'eventBased' && node.allEvents) === true;
  }

  /** A message goes to the first who waits for it: running instances before processes it would begin. */
  #message(name: string, targets: readonly string[], variables: Variables): boolean {
    const wanted = targets.length === 0 ? [undefined] : targets;
    const order = [...this.#living, ...this.#watches];
    for (const target of wanted)
      for (const actor of order) {
        const event: Event = { type: 'message', now: this.#now, name, variables, ...(target === undefined ? {} : { target }) };
        if (this.#take(actor, event)) return true;
      }
    return false;
  }

  #tell({ name, variables = {} }: SimulatedMessage): void {
    if (this.#message(name, [], variables) || this.#signal(name, variables, undefined)) return;
    for (const actor of this.#living) {
      const item = actor.state?.items.find((one) => one.as === 'work' && (one.at === name || this.#plan.nodes.get(one.at)?.name === name));
      if (item !== undefined && this.#take(actor, { type: 'taskCompleted', now: this.#now, task: item.id, variables })) return;
    }
  }

  #result(started: Actor | undefined): Simulated {
    const main = started ?? this.#instanceOf(this.#request.process);
    const running = this.#instances;
    const failed = [main, ...running].find((actor) => actor?.state?.status === 'failed')?.state;
    const waits = [...this.#living].flatMap((actor) => actor.state ?? []);
    const outcome = failed !== undefined ? 'failed' : main === undefined || waits.length > 0 ? 'waiting' : 'completed';
    const watched = main === undefined ? (this.#plan.processes.get(this.#request.process)?.triggered ?? []).map((node) => node.id) : [];
    return {
      outcome,
      ...(failed?.error === undefined ? {} : { error: failed.error }),
      waiting: [...watched, ...waits.flatMap((state) => this.#waiting(state))],
      variables: main?.state?.variables ?? this.#request.variables,
      trace: this.#trace,
    };
  }

  #waiting(state: State): readonly string[] {
    const found: string[] = [];
    for (const item of state.items) {
      if (item.as === 'work' || item.as === 'wait') found.push(item.at);
      for (const flow of Object.keys(item.tokens ?? {})) found.push(this.#plan.flows.get(flow)?.target.id ?? flow);
    }
    return [...new Set(found)];
  }
}
