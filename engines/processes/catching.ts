import { finishActivity } from './activities.ts';
import { reviveAdHoc } from './ad-hoc.ts';
import { cancelContents, cancelItem, disarm, disarmHandlers } from './cancelling.ts';
import { beginHandler } from './compensation.ts';
import type { Variables } from './expressions.ts';
import { gatewayTargets, type Listening, listening } from './listening.ts';
import type { Activity, CatchEvent, Gateway, Node, Scope } from './plan.ts';
import type { Run } from './run.ts';
import type { Item } from './state.ts';
import { startTimer } from './timing.ts';
import { leave } from './tokens.ts';
import { associated, setVariables, variablesAt } from './variables.ts';

/** A token arrives at an event that waits, or at a gateway whose events wait for it. */
export function waitAt(run: Run, node: CatchEvent | Gateway, scope: number): void {
  run.trace(node.id, 'enter');
  const item = run.add('wait', node.id, scope);
  for (const one of listening(run, item)) if (!arm(run, item.id, one)) return;
}

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

const hold = (run: Run, id: number, key: string): void => {
  const item = run.open(id);
  item.held = [...(item.held ?? []), key];
};

/** Asks every conditional event again after variables changed; one fires when its condition turns from false to true. */
export function fireConditions(run: Run): void {
  run.dirty = false;
  if (run.plan.hasAdHoc) reviveAdHoc(run);
  if (!run.plan.hasConditions) return;
  run.countLook();
  for (const { id } of [...run.items]) {
    const item = run.find(id);
    if (item !== undefined) askConditions(run, item);
  }
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
