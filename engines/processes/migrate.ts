import { listening } from './listening.ts';
import type { Activity, Finding, Node, Plan } from './plan.ts';
import { insideOf, Run } from './run.ts';
import type { Done, Effect, Item, State, Timer } from './state.ts';
import { startTimer } from './timing.ts';

export interface MigrationRequest {
  /** the present, an ISO 8601 instant: timers of events that are new run from it */
  readonly now: string;
  /** old id → new id of elements and flows that were renamed; the others keep their ids */
  readonly renamed?: Readonly<Record<string, string>>;
}

export type Migrated =
  | { readonly ok: true; readonly state: State; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly refusals: readonly Finding[] };

/**
 * Carries a running state over to another version of its model.
 *
 * Everything that lives keeps living at the element of the same id, or the one it was renamed to: tasks stay open, timers run on.
 * Timers of boundary events and event sub-processes that are new begin now, those of removed ones are cancelled.
 * Refused, with every reason, where no safe place exists: an element with something alive is gone, of another kind or inside
 * another sub-process, a join with waiting tokens has other flows, or work that could be undone no longer could.
 *
 * @throws RangeError if the state does not belong to the plan `from`
 */
export function migrate(from: Plan, to: Plan, state: State, request: MigrationRequest): Migrated {
  if (state.plan !== from.key) throw new RangeError(`the state belongs to plan ${state.plan}, not ${from.key}`);
  const renamed = (id: string): string => request.renamed?.[id] ?? id;
  const process = to.processes.get(renamed(state.process));
  if (process === undefined)
    return { ok: false, refusals: [{ code: 'element-missing', element: state.process, reason: 'the new model has no such process' }] };
  const refusals = state.items.flatMap((item) => checkItem(from, to, state, item, renamed));
  if (refusals.length > 0) return { ok: false, refusals };
  const fresh = Object.fromEntries(process.data.map((name) => [name, null]));
  const moved: State = {
    ...state,
    plan: to.key,
    process: process.id,
    variables: { ...fresh, ...state.variables },
    items: state.items.map((item) => moveItem(item, renamed)),
  };
  return { ok: true, ...rearm(to, moved, request.now, new Set([...from.nodes.keys()].map(renamed))) };
}

type Renamed = (id: string) => string;

function checkItem(from: Plan, to: Plan, state: State, item: Item, renamed: Renamed): readonly Finding[] {
  const id = renamed(item.at);
  const refuse = (code: string, reason: string): readonly Finding[] => [{ code, element: item.at, reason }];
  const undone = [...(item.done ?? []), ...(item.todo ?? [])].flatMap((done) => checkDone(to, done, renamed));
  if (item.up === 0) return [...undone, ...checkInside(from, to, item, renamed)];
  const before = from.nodes.get(item.at);
  const after = to.nodes.get(id);
  if (before === undefined || after === undefined)
    return refuse('element-missing', `the new model has no element "${id}", where the instance is`);
  if (nature(before) !== nature(after)) return refuse('element-kind', `it was ${nature(before)} and is ${nature(after)} in the new model`);
  const holder = state.items.find((one) => one.id === item.up);
  const isInLoop = holder?.as === 'loop' || holder?.as === 'undo';
  if (holder !== undefined && !isInLoop && insideOf(to, renamed(holder.at)) !== after.scope)
    return refuse('element-moved', 'it stands inside another process or sub-process in the new model');
  const met = Object.entries(item.met ?? {}).filter(([event]) => triggerCount(from, event) !== triggerCount(to, renamed(event)));
  const changed = met.map(
    ([event]): Finding => ({
      code: 'events-changed',
      element: event,
      reason: 'some of its events have come, and the new model asks for others',
    }),
  );
  return [...undone, ...changed, ...(item.as === 'scope' ? checkInside(from, to, item, renamed) : [])];
}

/** What must stay the same for something alive at an element to go on there. */
function nature(node: Node): string {
  if (node.kind === 'catch') return `a catch event for ${node.triggers.map((trigger) => trigger.on).join(', ')}`;
  if (node.kind !== 'activity') return `a ${node.kind}`;
  const loop =
    node.loop === undefined
      ? ''
      : node.loop.kind === 'standard'
        ? ' in a loop'
        : ` with ${node.loop.sequential ? 'sequential' : 'parallel'} instances`;
  const work =
    node.work.do === 'task' ? `a ${node.work.task} task` : node.work.do === 'scope' ? `a ${scopeKind(node)}` : `a task to ${node.work.do}`;
  return `${work}${loop}`;
}

const scopeKind = (node: Activity): string => {
  if (node.work.do !== 'scope') return 'task';
  if (node.work.scope.isProcess) return `call of ${node.work.scope.id}`;
  return node.transaction ? 'transaction' : node.work.scope.adHoc !== undefined ? 'ad-hoc sub-process' : 'sub-process';
};

const triggerCount = (plan: Plan, id: string): number => {
  const node = plan.nodes.get(id);
  return node !== undefined && 'triggers' in node ? node.triggers.length : 0;
};

/** Tokens that wait before joins: the flow, its end, and for joins that need all of them every other flow must be there still. */
function checkInside(from: Plan, to: Plan, item: Item, renamed: Renamed): readonly Finding[] {
  const found: Finding[] = [];
  for (const key of [...Object.keys(item.tokens ?? {}), ...Object.values(item.resets ?? {}).flat()]) {
    const join = from.flows.get(key)?.target ?? from.nodes.get(key);
    const after = to.flows.get(renamed(key))?.target ?? to.nodes.get(renamed(key));
    if (join === undefined || after === undefined || renamed(join.id) !== after.id || nature(join) !== nature(after))
      found.push({
        code: 'token-place',
        element: key,
        reason: 'a token waits on this flow, and the new model has none to the same element',
      });
    else if (join.kind !== 'inclusive' && !sameFlows(join, after, renamed))
      found.push({
        code: 'join-changed',
        element: join.id,
        reason: 'tokens wait before this join, and the new model has other flows into it',
      });
  }
  return found;
}

const sameFlows = (before: Node, after: Node, renamed: Renamed): boolean =>
  before.incoming.length === after.incoming.length &&
  before.incoming.every((flow) => after.incoming.some((one) => one.id === renamed(flow.id)));

function checkDone(to: Plan, done: Done, renamed: Renamed): readonly Finding[] {
  const node = to.nodes.get(renamed(done.at));
  const refuse = (reason: string): readonly Finding[] => [{ code: 'compensation-missing', element: done.at, reason }];
  if (node?.kind !== 'activity') return refuse('it was completed and can be undone; the new model has no such activity');
  if (node.undo === undefined && node.work.do !== 'scope')
    return refuse('it was completed and can be undone; the new model cannot undo it');
  return (done.done ?? []).flatMap((inner) => checkDone(to, inner, renamed));
}

function moveItem(item: Item, renamed: Renamed): Item {
  const keys = <T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [renamed(key), value]));
  const event = (key: string): string => `${renamed(key.slice(0, key.lastIndexOf(':')))}${key.slice(key.lastIndexOf(':'))}`;
  const { tokens, resets, done, todo, timers, held, met, waiting } = item;
  return {
    ...item,
    at: renamed(item.at),
    ...(tokens === undefined ? {} : { tokens: keys(tokens) }),
    ...(resets === undefined
      ? {}
      : { resets: Object.fromEntries(Object.entries(resets).map(([id, flows]) => [renamed(id), flows.map(renamed)])) }),
    ...(done === undefined ? {} : { done: done.map((one) => moveDone(one, renamed)) }),
    ...(todo === undefined ? {} : { todo: todo.map((one) => moveDone(one, renamed)) }),
    ...(timers === undefined ? {} : { timers: timers.map((timer) => ({ ...timer, at: renamed(timer.at) })) }),
    ...(held === undefined ? {} : { held: held.map(event) }),
    ...(met === undefined ? {} : { met: keys(met) }),
    ...(waiting === undefined ? {} : { waiting: waiting.map(renamed) }),
  };
}

const moveDone = (done: Done, renamed: Renamed): Done => ({
  ...done,
  at: renamed(done.at),
  ...(done.done === undefined ? {} : { done: done.done.map((inner) => moveDone(inner, renamed)) }),
});

/** Cancels timers whose events are gone and starts those of events that are new; an event the old model had may be spent. */
function rearm(
  plan: Plan,
  state: State,
  now: string,
  known: ReadonlySet<string>,
): { readonly state: State; readonly effects: readonly Effect[] } {
  const run = new Run(plan, state, now);
  for (const { id } of state.items) {
    const heard = listening(run, run.get(id));
    const isHeard = (timer: Timer): boolean =>
      heard.some(({ node, triggers }) => node.id === timer.at && triggers[timer.def ?? 0]?.on === 'timer');
    const timers = run.get(id).timers ?? [];
    const kept = timers.filter(isHeard);
    if (kept.length < timers.length) {
      for (const timer of timers) if (!isHeard(timer)) run.effects.push({ type: 'cancelTimer', timer: timer.id, element: timer.at });
      run.open(id).timers = kept;
    }
    for (const { node, triggers } of heard)
      for (const [def, trigger] of triggers.entries())
        if (trigger.on === 'timer' && !known.has(node.id)) startTimer(run, id, node, def, trigger);
  }
  return { state: run.result(), effects: run.effects };
}
