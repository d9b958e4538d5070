import { afterwards, beginScope, enterActivity } from './activities.ts';
import { fire } from './catching.ts';
import type { Activity, ThrowEvent } from './plan.ts';
import { insideOf, type Run, RunFailure } from './run.ts';
import type { Done, Item } from './state.ts';
import { afterThrow } from './throwing.ts';
import { consume } from './tokens.ts';

/** Remembers a completed activity in the scope around it if there is something to undo it with. */
export function rememberDone(run: Run, node: Activity, item: Item): void {
  if (node.trigger !== undefined || node.forCompensation) return;
  const record = doneRecord(run, node, item);
  if (record === undefined || run.find(item.up) === undefined) return;
  const scope = run.open(run.scopeOf(item.up).id);
  const done = run.own(scope.done);
  done.push(record);
  scope.done = done;
}

function doneRecord(run: Run, node: Activity, item: Item): Done | undefined {
  if (node.undo !== undefined) return node.loop !== undefined && item.as !== 'loop' ? undefined : { at: node.id };
  if (item.as !== 'scope') return undefined;
  const undoes = insideOf(run.plan, node.id).handlers.some(isUndoHandler);
  if (!undoes && item.done === undefined) return undefined;
  return { at: node.id, ...(item.vars === undefined ? {} : { vars: item.vars }), ...(item.done === undefined ? {} : { done: item.done }) };
}

const isUndoHandler = (handler: Activity): boolean => handler.trigger?.triggers.some((trigger) => trigger.on === 'compensate') === true;

/**
 * Begins to undo what was completed: one activity, or everything of the scope, last first.
 * True if there is something to wait for.
 */
export function beginUndo(run: Run, node: ThrowEvent, scopeId: number, activity: string | undefined, waits: boolean): boolean {
  const todo = takeDone(run, scopeId, activity);
  if (todo.length === 0) return false;
  const item = run.add('undo', node.id, scopeId);
  item.todo = todo;
  if (!waits) {
    item.after = 'detached';
    const scope = run.open(scopeId);
    scope.live = (scope.live ?? 0) + 1;
  }
  undoNext(run, item.id);
  return waits;
}

/** Takes the records out, so that nothing is undone twice. Handlers see the scope they belong to, and those around it. */
function takeDone(run: Run, scopeId: number, activity: string | undefined): readonly Done[] {
  for (let item = run.find(scopeId); item !== undefined; item = run.find(item.up)) {
    if (item.as !== 'scope') continue;
    run.countLook(item.done?.length);
    const wanted = (item.done ?? []).filter((record) => activity === undefined || record.at === activity);
    const node = run.plan.nodes.get(item.at);
    const isHandler = node?.kind === 'activity' && node.trigger !== undefined;
    if (wanted.length > 0) {
      const open = run.open(item.id);
      const taken = new Set(wanted);
      const kept = (item.done ?? []).filter((record) => !taken.has(record));
      if (kept.length > 0) open.done = kept;
      else delete open.done;
      return wanted;
    }
    if (activity === undefined && !isHandler) return [];
  }
  return [];
}

/** Undoes the last record that is left, or ends the compensation. */
export function undoNext(run: Run, id: number): void {
  const item = run.open(id);
  const todo = run.own(item.todo);
  const record = todo.pop();
  item.todo = todo;
  if (record === undefined) {
    undoDone(run, id);
    return;
  }
  const node = run.node(record.at);
  if (node.kind !== 'activity') throw new RangeError(`${record.at} is no activity`);
  if (node.undo !== undefined) {
    enterActivity(run, node.undo, id);
    return;
  }
  const handler = insideOf(run.plan, node.id).handlers.find(isUndoHandler);
  if (handler?.trigger !== undefined) {
    undoInside(run, handler, id, record);
    return;
  }
  const inner = run.add('undo', node.id, id);
  inner.todo = record.done ?? [];
  if (record.vars !== undefined) inner.vars = record.vars;
  undoNext(run, inner.id);
}

function undoInside(run: Run, handler: Activity, id: number, record: Done): void {
  const scope = run.add('scope', handler.id, id);
  if (record.vars !== undefined) scope.vars = record.vars;
  if (record.done !== undefined) scope.done = record.done;
  run.trace(handler.id, 'enter');
  beginHandler(run, handler, scope.id);
}

/** The inside of an event sub-process begins at its start event, whatever triggered it. */
export function beginHandler(run: Run, handler: Activity, id: number): void {
  if (handler.trigger === undefined) throw new RangeError(`${handler.id} is no event sub-process`);
  run.trace(handler.trigger.id, 'catch');
  beginScope(run, id);
}

function undoDone(run: Run, id: number): void {
  const item = run.get(id);
  run.remove(id);
  const holder = run.get(item.up);
  if (holder.as === 'undo') {
    undoNext(run, holder.id);
    return;
  }
  if (item.after === 'detached') {
    consume(run, holder.id, 1);
    return;
  }
  if (item.after === 'cancel') {
    cancelled(run, holder);
    return;
  }
  const node = run.node(item.at);
  if (node.kind === 'throw' || node.kind === 'end') afterThrow(run, node, holder.id);
  else if (node.kind === 'activity') afterwards(run, node, holder.id);
}

/** A transaction is undone: its cancel boundary event goes on, or nobody caught the cancellation. */
function cancelled(run: Run, transaction: Item): void {
  const node = run.node(transaction.at);
  const boundary =
    node.kind === 'activity' ? node.boundaries.find((one) => one.triggers.some((trigger) => trigger.on === 'cancel')) : undefined;
  const host = run.get(transaction.up).as === 'loop' ? transaction.up : transaction.id;
  if (boundary === undefined) throw new RunFailure('cancelled', transaction.at);
  fire(run, host, boundary, 0, undefined);
}
