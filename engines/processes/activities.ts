import { adHocEmptied, beginAdHoc, leaveInAdHoc } from './ad-hoc.ts';
import { disarm } from './cancelling.ts';
import { armBoundaries, armHandlers } from './catching.ts';
import { rememberDone } from './compensation.ts';
import type { Variables } from './expressions.ts';
import { beginLoop, instanceDone } from './loops.ts';
import type { Activity, Node, Work } from './plan.ts';
import { type Run, RunFailure } from './run.ts';
import type { Item } from './state.ts';
import { raiseError, sendMessage } from './throwing.ts';
import { consume, leave } from './tokens.ts';
import { bringIn, carryOut, declareData, setVariables, variablesAt } from './variables.ts';

/** Scopes and loops inside each other in a running instance; models nest to 200 at most, the rest is calls. */
const maximumDepth = 500;

/** A token reaches an activity: it begins once as many tokens are there as it wants. */
export function enterActivity(run: Run, node: Activity, holder: number): void {
  if (node.startQuantity < 1 || node.completionQuantity < 1) throw new RunFailure('quantity', node.id);
  if (node.startQuantity > 1 && !hasQuantity(run, node, holder)) return;
  if (node.loop === undefined) beginInstance(run, node, holder, undefined, undefined);
  else beginLoop(run, node, node.loop, holder);
}

function hasQuantity(run: Run, node: Activity, holder: number): boolean {
  const scope = run.open(holder);
  const there = (scope.tokens?.[node.id] ?? 0) + 1;
  const { [node.id]: _waiting, ...others } = scope.tokens ?? {};
  const isEnough = there >= node.startQuantity;
  const tokens = isEnough ? others : { ...others, [node.id]: there };
  if (Object.keys(tokens).length > 0) scope.tokens = tokens;
  else delete scope.tokens;
  if (isEnough) scope.live = (scope.live ?? 0) - node.startQuantity + 1;
  return isEnough;
}

/** What the trace and the effects call the operation of an activity. */
export const operationOf = (work: Work): string | undefined =>
  work.do === 'operation' ? work.operation : work.do === 'decision' ? work.decision : undefined;

/** Begins one instance of an activity; `number` and `vars` come from the loop it belongs to. */
export function beginInstance(run: Run, node: Activity, holder: number, number: number | undefined, vars: Variables | undefined): void {
  const work = node.work;
  run.count(node.id);
  run.trace(node.id, 'enter', operationOf(work));
  if (work.do === 'nothing' && node.boundaries.length === 0 && node.inputs.length + node.outputs.length === 0 && node.loop === undefined) {
    run.trace(node.id, 'leave');
    afterwards(run, node, holder);
    return;
  }
  const item = run.add(work.do === 'scope' ? 'scope' : 'work', node.id, holder);
  if (number !== undefined) item.n = number;
  if (vars !== undefined) item.vars = vars;
  if (node.inputs.length + node.locals.length > 0) bringIn(run, item, node);
  if (node.loop === undefined && !armBoundaries(run, item.id, node)) return;
  if (work.do === 'scope') {
    beginScope(run, item.id);
    return;
  }
  begin(run, node, work, item);
}

function begin(run: Run, node: Activity, work: Exclude<Work, { do: 'scope' }>, item: Item): void {
  const common = { element: node.id, attributes: node.attributes, ...(item.n === undefined ? {} : { instance: item.n }) };
  switch (work.do) {
    case 'task':
      return void run.effects.push({ type: 'createTask', task: item.id, name: node.name, kind: work.task, ...common });
    case 'operation':
      if (performed(run, node, item, work.operation)) return;
      return void run.effects.push({ type: 'callOperation', call: item.id, operation: work.operation, ...common });
    case 'decision':
      if (performed(run, node, item, work.decision)) return;
      return void run.effects.push({ type: 'evaluateDecision', call: item.id, decision: work.decision, ...common });
    case 'send':
      run.defer(node, item.id, () => {
        sendMessage(run, node, work.sends, item.id);
        finishActivity(run, item.id);
      });
      return;
    case 'nothing':
      finishSoon(run, node, item);
      return;
  }
}

/** Work that took no time ends at once; inside a loop it ends in its turn, so that many rounds do not grow the call stack. */
function finishSoon(run: Run, node: Activity, item: Item): void {
  if (node.loop === undefined) finishActivity(run, item.id);
  else run.pushDone(node, item.id, run.scopeOf(item.up).id);
}

/** Carries out at once what the caller can do at once; false if it becomes an effect. */
function performed(run: Run, node: Activity, item: Item, operation: string): boolean {
  if (run.perform === undefined) return false;
  const result = run.perform({ element: node.id, operation, attributes: node.attributes, variables: variablesAt(run, item.id) });
  if (result === undefined) return false;
  if ('error' in result) raiseError(run, node.id, item.id, result.error, undefined);
  else {
    if (result.variables !== undefined) setVariables(run, item.id, result.variables);
    finishSoon(run, node, item);
  }
  return true;
}

/** Starts the inside of a scope item that exists: its data, its event sub-processes, then its first tokens. */
export function beginScope(run: Run, id: number, starts: readonly Node[] = run.inside(run.get(id)).starts): void {
  const item = run.open(id);
  const inside = run.inside(item);
  if (inside.isProcess && item.up !== 0) checkDepth(run, item);
  declareData(run, item, inside);
  if (!armHandlers(run, id, inside)) return;
  if (inside.adHoc !== undefined) {
    beginAdHoc(run, id, inside);
    return;
  }
  for (const begun of starts) run.push(begun, id, undefined);
  item.live = (item.live ?? 0) + starts.length;
  if (inside.starts.length > 0 || inside.triggered.length > 0) return;
  item.live = 1;
  consume(run, id, 1);
}

/** Processes that call each other in a circle end here, before they fill the memory. */
function checkDepth(run: Run, item: Item): void {
  let depth = 0;
  for (let around = run.find(item.up); around !== undefined; around = run.find(around.up)) depth++;
  if (depth > maximumDepth) throw new RunFailure('call-depth', item.at);
}

/** The work of an item is done: its results are carried out and what held it goes on. */
export function finishActivity(run: Run, id: number): void {
  const item = run.get(id);
  const node = run.node(item.at);
  if (node.kind !== 'activity') throw new RangeError(`${item.at} is no activity`);
  if (item.as === 'scope' && run.inside(item).adHoc !== undefined && !adHocEmptied(run, id)) return;
  if (node.work.do === 'operation' && node.work.sends !== undefined) sendMessage(run, node, node.work.sends, id);
  run.trace(node.id, 'leave', operationOf(node.work));
  carryOut(run, item, node);
  disarm(run, item);
  run.remove(id);
  const holder = run.get(item.up);
  if (node.loop === undefined || item.as === 'scope') rememberDone(run, node, item);
  if (holder.as === 'loop' && holder.at === node.id) instanceDone(run, node, holder.id, item);
  else afterwards(run, node, item.up);
}

/** Goes on after an activity as a whole. */
export function afterwards(run: Run, node: Activity, holderId: number): void {
  const holder = run.get(holderId);
  if (holder.as === 'undo') {
    run.pushUndo(node, holderId, run.scopeOf(holderId).id);
    return;
  }
  if (node.trigger !== undefined) {
    consume(run, holderId, 1);
    return;
  }
  if (run.inside(holder).adHoc !== undefined) {
    leaveInAdHoc(run, node, holderId);
    return;
  }
  leave(run, node, holderId, node.completionQuantity);
}

/** A task or operation is done from outside. */
export function completeWork(run: Run, item: Item, variables: Variables | undefined): void {
  if (variables !== undefined) setVariables(run, item.id, variables);
  finishActivity(run, item.id);
}
