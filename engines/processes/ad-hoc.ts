import { finishActivity } from './activities.ts';
import { cancelContents } from './cancelling.ts';
import type { Activity, Scope } from './plan.ts';
import type { Run } from './run.ts';
import { consume, leave } from './tokens.ts';
import { variablesAt } from './variables.ts';

/**
 * An ad-hoc sub-process begins each of its activities without incoming flows, all at once or one after another as its ordering
 * says. A round in which variables changed but the completion condition still fails is followed by another; after one that
 * changed nothing it waits for a change.
 */
export function beginAdHoc(run: Run, id: number, inside: Scope): void {
  const item = run.open(id);
  const ids = inside.starts.map((node) => node.id);
  const now = inside.adHoc?.sequential === true ? ids.slice(0, 1) : ids;
  item.waiting = ids.slice(now.length);
  delete item.changed;
  item.live = now.length;
  for (const start of now) run.push(run.node(start), id, undefined);
}

/** After each activity the completion condition is asked (BPMN 2.0.2, 13.3.5). */
export function leaveInAdHoc(run: Run, node: Activity, id: number): void {
  const item = run.open(id);
  const adHoc = run.inside(item).adHoc;
  if (item.closing === true) {
    consume(run, id, 1);
    return;
  }
  if (!isComplete(run, id)) {
    leave(run, node, id, node.completionQuantity);
    return;
  }
  item.closing = true;
  item.waiting = [];
  if (adHoc?.cancelRemaining !== true) {
    consume(run, id, 1);
    return;
  }
  cancelContents(run, id);
  finishActivity(run, id);
}

const isComplete = (run: Run, id: number): boolean => {
  const completion = run.inside(run.get(id)).adHoc?.completion;
  return completion !== undefined && completion.evaluate(variablesAt(run, id)) === true;
};

/** Nothing is left inside: true if the sub-process ends, false if it goes on or waits. */
export function adHocEmptied(run: Run, id: number): boolean {
  const item = run.open(id);
  const inside = run.inside(item);
  const [following, ...later] = item.waiting ?? [];
  if (item.closing === true || inside.starts.length === 0) return true;
  if (following !== undefined) {
    item.waiting = later;
    item.live = 1;
    run.push(run.node(following), id, undefined);
    return false;
  }
  if (inside.adHoc?.completion === undefined || isComplete(run, id)) return true;
  if (item.changed === true) beginAdHoc(run, id, inside);
  return false;
}

/** A variable changed from outside: an ad-hoc sub-process that waited may be complete, or begin again. */
export function reviveAdHoc(run: Run): void {
  for (const item of [...run.items])
    if (item.waiting !== undefined && item.live === 0 && run.find(item.id) !== undefined) finishActivity(run, item.id);
}
