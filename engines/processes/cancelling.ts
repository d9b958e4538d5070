import type { Run } from './run.ts';
import type { Item, Timer } from './state.ts';
import { consume } from './tokens.ts';

/** Stops the timers of an item that ends. */
export function disarm(run: Run, item: Item): void {
  for (const timer of item.timers ?? []) run.effects.push({ type: 'cancelTimer', timer: timer.id, element: timer.at });
}

export function disarmHandlers(run: Run, id: number): void {
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
