import { finishActivity } from './activities.ts';
import { reviveAdHoc } from './ad-hoc.ts';
import { beginHandler } from './compensation.ts';
import type { Variables } from './expressions.ts';
import type { Activity, Attributes, CatchEvent, Gateway, Node, Scope, TimerRule, Trigger } from './plan.ts';
import { type Run, RunFailure } from './run.ts';
import type { Item, Timer } from './state.ts';
import { later, schedule } from './timers.ts';
import { consume, leave } from './tokens.ts';
import { associated, setVariables, variablesAt } from './variables.ts';

/** An element that waits for events on behalf of an item. */
export interface Listening {
  readonly node: CatchEvent | Activity;
  readonly triggers: readonly Trigger[];
}

/** A token arrives at an event that waits, or at a gateway whose events wait for it. */
export function waitAt(run: Run, node: CatchEvent | Gateway, scope: number): void {
  run.trace(node.id, 'enter');
  const item = run.add('wait', node.id, scope);
  for (const one of listening(run, item)) if (!arm(run, item.id, one)) return;
}

/** Everything an item listens to now. */
export function listening(run: Run, item: Item): readonly Listening[] {
  const node = run.plan.nodes.get(item.at);
  if (item.as === 'wait') return node?.kind === 'eventBased' ? gatewayTargets(item, node) : node === undefined ? [] : itself(node);
  const found: Listening[] = [];
  if (node?.kind === 'activity') {
    if (item.as === 'work') found.push(...itself(node));
    if (ownsBoundaries(run, item, node))
      for (const boundary of node.boundaries) found.push({ node: boundary, triggers: boundary.triggers });
  }
  if (item.as === 'scope' && item.closing !== true)
    for (const { trigger } of run.inside(item).handlers)
      if (trigger !== undefined) found.push({ node: trigger, triggers: trigger.triggers });
  return found;
}

const itself = (node: Node): readonly Listening[] => {
  if (node.kind === 'catch' || node.kind === 'start') return [{ node, triggers: node.triggers }];
  if (node.kind === 'activity' && node.work.do === 'task' && node.work.message !== undefined)
    return [{ node, triggers: [node.work.message] }];
  return [];
};

const gatewayTargets = (item: Item, gateway: Gateway): readonly Listening[] =>
  gateway.outgoing.filter((flow) => item.met?.[flow.target.id] === undefined).flatMap((flow) => itself(flow.target));

/** Boundary events sit on the activity as a whole: on the loop, not on its instances. */
const ownsBoundaries = (run: Run, item: Item, node: Activity): boolean =>
  node.boundaries.length > 0 &&
  (item.as === 'loop' || ((item.as === 'work' || item.as === 'scope') && (node.loop === undefined || run.find(item.up)?.as !== 'loop')));

/** Arms the boundary events of an item; false if one of them ended it at once. */
export function armBoundaries(run: Run, id: number, node: Activity): boolean {
  for (const boundary of node.boundaries) if (!arm(run, id, { node: boundary, triggers: boundary.triggers })) return false;
  return true;
}

/** Arms the event sub-processes of a scope; false if one of them took over at once. */
export function armHandlers(run: Run, id: number, inside: Scope): boolean {
  for (const { trigger } of inside.handlers)
    if (trigger !== undefined && !arm(run, id, { node: trigger, triggers: trigger.triggers })) return false;
  return true;
}

function arm(run: Run, id: number, { node, triggers }: Listening): boolean {
  for (const [def, trigger] of triggers.entries()) {
    if (trigger.on === 'timer') startTimer(run, id, node, def, trigger);
    if (trigger.on === 'conditional' && trigger.condition.evaluate(variablesAt(run, id)) === true) {
      hold(run, id, `${node.id}:${def}`);
      fire(run, id, node, def, undefined);
      const item = run.find(id);
      if (item === undefined || item.closing === true) return false;
    }
  }
  return true;
}

function startTimer(run: Run, id: number, node: Node, def: number, trigger: Extract<Trigger, { on: 'timer' }>): void {
  const timer = run.next++;
  const item = run.open(id);
  const { attributes, rule } = trigger;
  const common = { type: 'startTimer', timer, element: node.id, attributes } as const;
  const base = { id: timer, at: node.id, ...(def === 0 ? {} : { def }) };
  if (rule.kind === 'clock' || rule.kind === 'workingDays') {
    item.timers = [...(item.timers ?? []), base];
    if (rule.kind === 'workingDays') run.effects.push({ ...common, workingDays: workingDays(run, id, node, rule.days) });
    else run.effects.push({ ...common, clock: rule.clock });
    return;
  }
  const { first, every, left } = scheduled(run, id, node, rule);
  item.timers = [...(item.timers ?? []), { ...base, due: first, ...(every === undefined ? {} : { every, left }) }];
  run.effects.push({ ...common, due: first });
}

function workingDays(run: Run, id: number, node: Node, days: Extract<TimerRule, { kind: 'workingDays' }>['days']): number {
  const value = typeof days === 'number' ? days : days.evaluate(variablesAt(run, id));
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) throw new RunFailure('timer-value', node.id);
  return value;
}

function scheduled(
  run: Run,
  id: number,
  node: Node,
  rule: Extract<TimerRule, { kind: 'date' | 'duration' | 'cycle' }>,
): ReturnType<typeof schedule> {
  const value = typeof rule.value === 'string' ? rule.value : rule.value.evaluate(variablesAt(run, id));
  try {
    return schedule(rule.kind, String(value), run.now, run.plan.timeZone);
  } catch {
    throw new RunFailure('timer-value', node.id);
  }
}

/** A timer came due: it is set again if it repeats, then its event fires. False if the timer is not running any more. */
export function fireTimer(run: Run, timer: number): boolean {
  for (const item of run.items) {
    const found = item.timers?.find((one) => one.id === timer);
    if (found === undefined) continue;
    const heard = listening(run, item).find((one) => one.node.id === found.at);
    rewind(run, item.id, found);
    if (heard !== undefined) fire(run, item.id, heard.node, found.def ?? 0, undefined);
    return true;
  }
  return false;
}

function rewind(run: Run, id: number, timer: Timer): void {
  const item = run.open(id);
  const others = (item.timers ?? []).filter((one) => one.id !== timer.id);
  if (timer.every === undefined || timer.due === undefined || timer.left === undefined || timer.left === 0) {
    if (others.length > 0) item.timers = others;
    else delete item.timers;
    return;
  }
  const again = {
    ...timer,
    id: run.next++,
    due: later(timer.due, timer.every, run.plan.timeZone),
    left: timer.left === -1 ? -1 : timer.left - 1,
  };
  item.timers = [...others, again];
  const trigger = attributesOf(run.node(timer.at), timer.def ?? 0);
  run.effects.push({ type: 'startTimer', timer: again.id, element: timer.at, due: again.due, attributes: trigger });
}

function attributesOf(node: Node, def: number): Attributes {
  const trigger = 'triggers' in node ? node.triggers[def] : undefined;
  return trigger?.on === 'timer' ? trigger.attributes : node.attributes;
}

const hold = (run: Run, id: number, key: string): void => {
  const item = run.open(id);
  item.held = [...(item.held ?? []), key];
};

/** Asks every conditional event again after variables changed; one fires when its condition turns from false to true. */
export function fireConditions(run: Run): boolean {
  if (!run.dirty) return false;
  run.dirty = false;
  reviveAdHoc(run);
  if (!run.plan.hasConditions) return true;
  for (const { id } of [...run.items]) {
    const item = run.find(id);
    if (item !== undefined) askConditions(run, item);
  }
  return true;
}

function askConditions(run: Run, item: Item): void {
  for (const { node, triggers } of listening(run, item))
    for (const [def, trigger] of triggers.entries()) {
      const current = run.find(item.id);
      if (current === undefined || trigger.on !== 'conditional') continue;
      const key = `${node.id}:${def}`;
      const held = current.held?.includes(key) === true;
      const holds = trigger.condition.evaluate(variablesAt(run, item.id)) === true;
      if (holds === held) continue;
      if (holds) hold(run, item.id, key);
      else run.open(item.id).held = (current.held ?? []).filter((one) => one !== key);
      if (holds) fire(run, item.id, node, def, undefined);
    }
}

/** An event that an item listened to has come: what waited goes on, an activity is interrupted, an event sub-process begins. */
export function fire(run: Run, id: number, node: CatchEvent | Activity, def: number, payload: Variables | undefined): void {
  if (node.kind !== 'activity' && node.parallelMultiple && !allMet(run, id, node, def)) {
    take(run, id, node, payload);
    return;
  }
  if (run.watching) return void beginWatched(run, node, payload);
  take(run, id, node, payload);
  if (node.kind === 'boundary') {
    fireBoundary(run, id, node);
    return;
  }
  if (node.kind === 'start') {
    fireHandler(run, id, node);
    return;
  }
  const item = run.get(id);
  const holder = item.at === node.id ? undefined : run.node(item.at);
  if (holder?.kind === 'eventBased') {
    fireGateway(run, item, holder, node);
    return;
  }
  run.trace(node.id, 'catch');
  if (node.kind === 'activity') {
    finishActivity(run, id);
    return;
  }
  disarm(run, item);
  run.remove(id);
  run.trace(node.id, 'leave');
  leave(run, node, item.up);
}

/** A watch stays and listens on; the instance that begins is a state of its own. */
function beginWatched(run: Run, node: CatchEvent | Activity, payload: Variables | undefined): void {
  const [root] = run.items;
  if (root !== undefined) run.effects.push({ type: 'beginInstance', process: root.at, element: node.id, variables: payload ?? {} });
}

function allMet(run: Run, id: number, node: CatchEvent, def: number): boolean {
  const item = run.open(id);
  const met = [...new Set([...(item.met?.[node.id] ?? []), def])];
  const { [node.id]: _before, ...others } = item.met ?? {};
  const complete = met.length === node.triggers.length;
  item.met = complete ? others : { ...others, [node.id]: met };
  return complete;
}

/** Takes in what the event carries: through the associations of the event, or by name. */
function take(run: Run, id: number, node: CatchEvent | Activity, payload: Variables | undefined): void {
  if (payload === undefined) return;
  const isMapped = node.kind !== 'activity' && node.outputs.length > 0;
  setVariables(run, id, isMapped ? associated(node.outputs, { ...variablesAt(run, id), ...payload }) : payload);
}

function fireBoundary(run: Run, id: number, node: CatchEvent): void {
  const { up } = run.get(id);
  run.trace(node.id, 'catch');
  if (node.interrupting) cancelItem(run, id);
  else {
    const scope = run.open(up);
    scope.live = (scope.live ?? 0) + 1;
  }
  run.trace(node.id, 'leave');
  leave(run, node, up);
}

function fireHandler(run: Run, id: number, node: CatchEvent): void {
  const handler = run.node(node.scope.id);
  if (handler.kind !== 'activity') throw new RangeError(`${handler.id} is no event sub-process`);
  if (node.interrupting) {
    cancelContents(run, id);
    disarmHandlers(run, id);
  }
  const scope = run.open(id);
  if (node.interrupting) scope.closing = true;
  scope.live = (scope.live ?? 0) + 1;
  const item = run.add('scope', handler.id, id);
  run.trace(handler.id, 'enter');
  beginHandler(run, handler, item.id);
}

function fireGateway(run: Run, item: Item, gateway: Gateway, node: CatchEvent | Activity): void {
  const isLast = !gateway.allEvents || gatewayTargets(item, gateway).length === 1;
  if (isLast) {
    disarm(run, item);
    run.remove(item.id);
    run.trace(gateway.id, 'leave');
  } else {
    const open = run.open(item.id);
    open.met = { ...open.met, [node.id]: [0] };
    const scope = run.open(item.up);
    scope.live = (scope.live ?? 0) + 1;
  }
  run.trace(node.id, 'enter');
  run.trace(node.id, 'catch');
  run.trace(node.id, 'leave');
  leave(run, node, item.up, node.kind === 'activity' ? node.completionQuantity : 1);
}

/** An instance begun by one event of an event-based gateway; where all its events are needed it waits for the others. */
export function resumeGateway(run: Run, gateway: Gateway, element: string, scope: number): void {
  const target = gateway.outgoing.find((flow) => flow.target.id === element)?.target;
  if (target?.kind !== 'catch' && target?.kind !== 'activity') throw new RangeError(`${gateway.id} does not wait for ${element}`);
  run.trace(gateway.id, 'enter');
  const item = run.add('wait', gateway.id, scope);
  fireGateway(run, item, gateway, target);
  const waits = run.find(item.id);
  if (waits !== undefined) for (const one of listening(run, waits)) if (!arm(run, item.id, one)) return;
}

/** Waits for one of the events by which a process begins. */
export function armWatch(run: Run, node: Node, root: number): void {
  const item = run.add('wait', node.id, root);
  for (const one of listening(run, item)) arm(run, item.id, one);
}

/** Stops the timers of an item that ends. */
export function disarm(run: Run, item: Item): void {
  for (const timer of item.timers ?? []) run.effects.push({ type: 'cancelTimer', timer: timer.id, element: timer.at });
}

function disarmHandlers(run: Run, id: number): void {
  const item = run.open(id);
  const starts = new Set(run.inside(item).handlers.map((handler) => handler.trigger?.id));
  const stays = (timer: Timer): boolean => !starts.has(timer.at);
  disarm(run, { ...item, timers: (item.timers ?? []).filter((timer) => !stays(timer)) });
  if (item.timers !== undefined) item.timers = item.timers.filter(stays);
}

/** Removes an item and everything inside it, and says what the caller must stop. */
export function cancelItem(run: Run, id: number): void {
  const item = run.get(id);
  cancelInside(run, id);
  stop(run, item);
  run.remove(id);
}

/** Empties a scope and leaves it standing. */
export function cancelContents(run: Run, id: number): void {
  cancelInside(run, id);
  const scope = run.open(id);
  scope.live = 0;
  delete scope.tokens;
  delete scope.resets;
}

/** What is inside an item has a higher number than it, so one pass finds it all. */
function cancelInside(run: Run, id: number): void {
  const inside = new Set([id]);
  for (const item of run.items) if (inside.has(item.up)) inside.add(item.id);
  for (const one of inside) run.dropTokens(one);
  inside.delete(id);
  if (inside.size === 0) return;
  for (const item of run.items) if (inside.has(item.id)) stop(run, item);
  run.items = run.items.filter((item) => !inside.has(item.id));
}

export function stop(run: Run, item: Item): void {
  disarm(run, item);
  if (item.as === 'undo') return;
  run.trace(item.at, 'cancel');
  const node = run.plan.nodes.get(item.at);
  if (item.as !== 'work' || node?.kind !== 'activity') return;
  if (node.work.do === 'task') run.effects.push({ type: 'cancelTask', task: item.id, element: item.at });
  if (node.work.do === 'operation' || node.work.do === 'decision')
    run.effects.push({ type: 'cancelOperation', call: item.id, element: item.at });
}

/** Ends a scope at once, as a terminate end event does. */
export function terminate(run: Run, id: number): void {
  cancelContents(run, id);
  run.open(id).live = 1;
  consume(run, id, 1);
}
