import { afterwards, beginScope, completeWork } from './activities.ts';
import { cancelContents, disarm, stop } from './cancelling.ts';
import { armWatch, resumeGateway } from './catching.ts';
import type { Variables } from './expressions.ts';
import type { Node, Plan, Scope } from './plan.ts';
import { Run, RunFailure } from './run.ts';
import type { Event, Observer, Perform, State, Step } from './state.ts';
import { broadcast, raiseError, receive } from './throwing.ts';
import { fireTimer } from './timing.ts';
import { drain } from './tokens.ts';
import { setVariables } from './variables.ts';

export interface StartRequest {
  /** id of the process */
  readonly process: string;
  readonly variables?: Variables;
  /** the present, an ISO 8601 instant */
  readonly now: string;
  /** the event that begins the instance, as `beginInstance` told it; without it the process begins at its plain start event */
  readonly by?: { readonly element: string; readonly variables?: Variables };
}

const empty = (plan: Plan, process: string, variables: Variables): State => ({
  plan: plan.key,
  process,
  status: 'active',
  variables,
  items: [],
  next: 1,
});

function processOf(plan: Plan, id: string): Scope {
  const scope = plan.processes.get(id);
  if (scope === undefined) throw new RangeError(`the plan has no process "${id}"`);
  return scope;
}

/**
 * Begins an instance of a process.
 *
 * A process without a plain start event begins only by an event: see `watch`. Such a process started without `by` begins at
 * none of its events and throws.
 *
 * @param observe is told what happens, in order
 * @param perform carries out within the step what can be done at once; what it leaves becomes an effect
 * @throws RangeError if the plan has no such process or element, or `now` is no instant
 */
export function start(plan: Plan, request: StartRequest, observe?: Observer, perform?: Perform): Step {
  const scope = processOf(plan, request.process);
  const { by } = request;
  const begins = by === undefined ? undefined : scope.triggered.find((node) => beginsBy(node, by.element));
  if (by !== undefined && begins === undefined) throw new RangeError(`no event of "${request.process}" begins it at "${by.element}"`);
  if (by === undefined && scope.starts.length === 0 && scope.triggered.length > 0)
    throw new RangeError(`"${request.process}" begins only by an event: ${scope.triggered.map((node) => node.id).join(', ')}`);
  const run = new Run(plan, empty(plan, request.process, request.variables ?? {}), request.now, observe, perform);
  return carry(run, () => {
    const root = run.add('scope', scope.id, 0);
    run.trace(scope.id, 'enter');
    if (begins === undefined || by === undefined) beginScope(run, root.id);
    else beginBy(run, begins, by.element, root.id, by.variables);
  });
}

const beginsBy = (node: Node, element: string): boolean =>
  node.id === element || (node.kind === 'eventBased' && node.outgoing.some((flow) => flow.target.id === element));

function beginBy(run: Run, node: Node, element: string, root: number, variables: Variables | undefined): void {
  beginScope(run, root, []);
  if (run.find(root) === undefined) return;
  const scope = run.open(root);
  scope.live = (scope.live ?? 0) + 1;
  if (variables !== undefined) setVariables(run, root, variables);
  if (node.kind === 'eventBased') {
    resumeGateway(run, node, element, root);
    return;
  }
  if (node.kind !== 'activity') {
    run.push(node, root, undefined);
    return;
  }
  run.trace(node.id, 'enter');
  run.trace(node.id, 'catch');
  run.trace(node.id, 'leave');
  afterwards(run, node, root);
}

/**
 * Waits for the events by which a process begins: start events with triggers, instantiating receive tasks and gateways. The
 * state takes events through `step` like any other; each start shows as an effect `beginInstance`, and the watch goes on.
 *
 * @throws RangeError if the plan has no such process
 */
export function watch(plan: Plan, request: Omit<StartRequest, 'by'>, observe?: Observer): Step {
  const scope = processOf(plan, request.process);
  const state: State = { ...empty(plan, request.process, request.variables ?? {}), watching: true };
  const run = new Run(plan, state, request.now, observe);
  return carry(run, () => {
    const root = run.add('scope', scope.id, 0);
    for (const node of scope.triggered) armWatch(run, node, root.id);
  });
}

/**
 * Takes one event. Pure: the same plan, state and event give the same result, and the state given stays as it was.
 *
 * An event nobody waits for (a task already cancelled, a message for somebody else, an instance that has ended) gives back the
 * very same state and no effects. An instance that goes wrong ends with status `failed`, the code and the element:
 * `step-limit` when it moves without end, `call-depth` when processes call each other without end, `expression-limit` when an
 * expression does not end, `no-flow-chosen` when a gateway has no way out, `timer-value`, `loop-cardinality`,
 * `loop-collection`, `loop-maximum`, `quantity` when a value cannot be used, `cancelled` when a cancellation is not caught,
 * and the code of any error nobody catches.
 *
 * @throws RangeError if the state belongs to another plan (see `migrate`) or `now` is no instant
 */
export function step(plan: Plan, state: State, event: Event, observe?: Observer, perform?: Perform): Step {
  if (state.plan !== plan.key) throw new RangeError(`the state belongs to plan ${state.plan}, not ${plan.key}`);
  if (state.status !== 'active') return { state, effects: [] };
  const run = new Run(plan, state, event.now, observe, perform);
  let isHeard = false;
  const after = carry(run, () => {
    isHeard = take(run, event);
  });
  return isHeard || run.error !== undefined ? after : { state, effects: [] };
}

/** Gives an event to whoever waits for it; false if nobody does. */
function take(run: Run, event: Event): boolean {
  switch (event.type) {
    case 'taskCompleted':
      return completeItem(run, event.task, 'task', event.variables);
    case 'operationSucceeded':
      return completeItem(run, event.call, 'call', event.variables);
    case 'operationFailed': {
      const item = run.find(event.call);
      if (!isWork(run, event.call, 'call') || item === undefined) return false;
      if (event.variables !== undefined) setVariables(run, item.id, event.variables);
      raiseError(run, item.at, item.id, event.code, undefined);
      return true;
    }
    case 'timerFired':
      return fireTimer(run, event.timer);
    case 'message':
      return receive(run, event.name, event.target, event.variables ?? {});
    case 'signal':
      return broadcast(run, event.name, event.variables ?? {});
    case 'variablesChanged':
      setVariables(run, run.items[0]?.id ?? 0, event.variables);
      return true;
    case 'cancel':
      end(run, 'cancelled');
      run.effects.push({ type: 'cancelled' });
      return true;
  }
}

function isWork(run: Run, id: number, what: 'task' | 'call'): boolean {
  const item = run.find(id);
  const node = item?.as === 'work' ? run.node(item.at) : undefined;
  if (node?.kind !== 'activity') return false;
  return (node.work.do === 'task') === (what === 'task');
}

function completeItem(run: Run, id: number, what: 'task' | 'call', variables: Variables | undefined): boolean {
  if (!isWork(run, id, what)) return false;
  completeWork(run, run.get(id), variables);
  return true;
}

/** Acts, then lets everything move that can; an instance that goes wrong ends as failed. */
function carry(run: Run, act: () => void): Step {
  try {
    act();
    drain(run);
  } catch (error) {
    if (!(error instanceof RunFailure)) throw error;
    end(run, 'failed');
    run.error = error.failure;
    run.effects.push({ type: 'failed', error: error.failure });
  }
  return { state: run.result(), effects: run.effects };
}

/** Ends the instance from outside: whatever the caller still does for it is to stop. */
function end(run: Run, status: 'failed' | 'cancelled'): void {
  const [root] = run.items;
  if (root !== undefined) {
    cancelContents(run, root.id);
    disarm(run, run.get(root.id));
    stop(run, { ...root, timers: [] });
  }
  run.items = [];
  run.status = status;
}
