import assert from 'node:assert/strict';
import type { Effect, Event, Observer, Perform, Plan, State, Step, TraceEntry } from '../index.ts';
import { start, step } from '../index.ts';

const begin = '2026-01-01T00:00:00Z';

/** Operations in the models of the properties: Count adds to x, all others succeed. */
export const perform: Perform = ({ operation, variables }) =>
  operation === 'Count' ? { variables: { x: Number(variables.x ?? 0) + 1 } } : {};

export interface Driven {
  readonly state: State;
  readonly trace: readonly TraceEntry[];
  readonly effects: readonly Effect[];
}

export interface Drive {
  readonly variables: Readonly<Record<string, unknown>>;
  /** which of the things that wait happens next, one number a step */
  readonly choices: readonly number[];
  /** what stands between two steps: nothing, or a way through JSON */
  readonly pause?: (state: State) => State;
  /** operations as effects, answered by the driver */
  readonly asEffects?: boolean;
}

/** Runs a process by letting one of the things that wait happen, step by step; every state on the way is checked. */
export function drive(plan: Plan, { variables, choices, pause = (state) => state, asEffects = false }: Drive): Driven {
  const trace: TraceEntry[] = [];
  const effects: Effect[] = [];
  const observe: Observer = (entry) => void trace.push(entry);
  const carried = asEffects ? undefined : perform;
  let now = Temporal.Instant.from(begin);
  const keep = (after: Step): State => {
    effects.push(...after.effects);
    checkState(plan, after.state);
    return deepFreeze(pause(after.state));
  };
  let state = keep(start(plan, { process: 'p', variables, now: begin }, observe, carried));
  for (const choice of choices) {
    const waiting = possible(plan, state);
    if (waiting.length === 0) break;
    now = now.add({ minutes: 1 });
    const event = { now: now.toString(), ...waiting[choice % waiting.length] } as Event;
    state = keep(step(plan, state, event, observe, carried));
  }
  return { state, trace, effects };
}

type WithoutNow<T> = T extends Event ? Omit<T, 'now'> : never;

/** Everything that can happen to a state, in a fixed order. */
function possible(plan: Plan, state: State): readonly WithoutNow<Event>[] {
  const found: WithoutNow<Event>[] = [];
  for (const item of state.items) {
    const node = plan.nodes.get(item.at);
    if (item.as === 'work' && node?.kind === 'activity')
      found.push(node.work.do === 'task' ? { type: 'taskCompleted', task: item.id } : { type: 'operationSucceeded', call: item.id });
    for (const timer of item.timers ?? []) found.push({ type: 'timerFired', timer: timer.id });
    if (item.as === 'wait' && node?.kind === 'catch')
      for (const trigger of node.triggers) {
        if (trigger.on === 'signal') found.push({ type: 'signal', name: trigger.name });
        if (trigger.on === 'conditional') found.push({ type: 'variablesChanged', variables: { x: 9 } });
      }
    if (item.up === 0 && item.id % 2 === 1) found.push({ type: 'message', name: 'Message2' });
  }
  // a process in which only its event sub-process could still be triggered has come to rest
  return found.some((event) => event.type !== 'message') ? found : [];
}

/** Tokens are never negative or lost: every scope counts exactly what is in it, and nothing lives after the end. */
export function checkState(plan: Plan, state: State): void {
  assert.equal(state.plan, plan.key);
  if (state.status !== 'active') assert.deepEqual(state.items, []);
  else assert.ok(state.items.length > 0, 'an active instance has something alive');
  let before = 0;
  for (const item of state.items) {
    assert.ok(item.id > before && item.id < state.next, 'items stand by rising id');
    before = item.id;
    const holder = state.items.find((one) => one.id === item.up);
    assert.ok(item.up === 0 || (holder !== undefined && holder.id < item.id), `what holds ${item.at} stands before it`);
    if (item.as === 'loop') {
      const alive = state.items.filter((one) => one.up === item.id).length;
      assert.ok(alive > 0, `the loop ${item.at} has an instance`);
      if (item.active !== undefined) assert.equal(alive, item.active);
    }
    if (item.as !== 'scope') continue;
    const waiting = Object.values(item.tokens ?? {});
    assert.ok(
      waiting.every((count) => Number.isInteger(count) && count > 0),
      'waiting tokens are counted from 1',
    );
    const inside = state.items.filter((one) => one.up === item.id).length + waiting.reduce((sum, count) => sum + count, 0);
    assert.equal(item.live, inside, `the scope ${item.at} counts what is in it`);
    const mayBeEmpty = item.waiting !== undefined;
    assert.ok(mayBeEmpty || inside > 0, `the scope ${item.at} has something alive`);
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
