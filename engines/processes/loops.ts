import { afterwards, beginInstance } from './activities.ts';
import { cancelItem, disarm } from './cancelling.ts';
import { armBoundaries } from './catching.ts';
import { rememberDone } from './compensation.ts';
import type { Variables } from './expressions.ts';
import type { Activity, Loop } from './plan.ts';
import { type Open, type Run, RunFailure } from './run.ts';
import type { Item } from './state.ts';
import { throwTriggers } from './throwing.ts';
import { leave } from './tokens.ts';
import { associated, setVariables, variablesAt } from './variables.ts';

type StandardLoop = Extract<Loop, { kind: 'standard' }>;
type Instances = Extract<Loop, { kind: 'instances' }>;

export function beginLoop(run: Run, node: Activity, loop: Loop, holder: number): void {
  const item = run.add('loop', node.id, holder);
  item.n = 0;
  if (loop.kind === 'instances') {
    item.total = cardinality(run, node, loop, holder);
    item.active = 0;
    item.completed = 0;
    if (loop.outputCollection !== undefined) item.results = [];
  }
  if (!armBoundaries(run, item.id, node)) return;
  if (loop.kind === 'standard') iterate(run, node, loop, item.id);
  else beginInstances(run, node, loop, item.id);
}

function iterate(run: Run, node: Activity, loop: StandardLoop, id: number): void {
  const item = run.open(id);
  const done = item.n ?? 0;
  if (loop.maximum !== undefined && loop.maximum < 0) throw new RunFailure('loop-maximum', node.id);
  const mayRun = loop.maximum === undefined || done < loop.maximum;
  const isAsked = loop.condition !== undefined && (loop.testBefore || done > 0);
  if (!mayRun || (isAsked && loop.condition?.evaluate(variablesAt(run, id, { loopCounter: done })) !== true)) {
    loopDone(run, node, id);
    return;
  }
  item.n = done + 1;
  beginInstance(run, node, id, done + 1, { loopCounter: done + 1 });
}

function cardinality(run: Run, node: Activity, loop: Instances, holder: number): number {
  const variables = outsideOf(run, node, holder);
  if (loop.collection !== undefined) {
    const values = loop.collection.evaluate(variables);
    if (!Array.isArray(values)) throw new RunFailure('loop-collection', node.id);
    return values.length;
  }
  const total = loop.cardinality?.evaluate(variables);
  if (typeof total !== 'number' || !Number.isInteger(total) || total < 0) throw new RunFailure('loop-cardinality', node.id);
  return total;
}

/** What the loop's own expressions see: the variables around it and the data inputs of the activity, which may be the list. */
const outsideOf = (run: Run, node: Activity, holder: number): Variables => {
  const around = variablesAt(run, holder);
  return node.inputs.length === 0 ? around : { ...around, ...associated(node.inputs, around) };
};

function beginInstances(run: Run, node: Activity, loop: Instances, id: number): void {
  const total = run.get(id).total ?? 0;
  if (total === 0) {
    loopDone(run, node, id);
    return;
  }
  const count = loop.sequential ? 1 : total;
  for (let i = 0; i < count && run.find(id) !== undefined; i++) nextInstance(run, node, loop, id);
}

function nextInstance(run: Run, node: Activity, loop: Instances, id: number): void {
  const item = run.open(id);
  const number = (item.n ?? 0) + 1;
  item.n = number;
  item.active = (item.active ?? 0) + 1;
  const values = loop.item === undefined ? undefined : loop.collection?.evaluate(outsideOf(run, node, item.up));
  const vars: Record<string, unknown> = { loopCounter: number };
  if (loop.item !== undefined) vars[loop.item] = Array.isArray(values) ? (values[number - 1] ?? null) : null;
  if (loop.outputItem !== undefined) vars[loop.outputItem] = null;
  beginInstance(run, node, id, number, vars);
}

/** One instance of a looped activity is done. */
export function instanceDone(run: Run, node: Activity, id: number, instance: Item): void {
  const loop = node.loop;
  if (loop === undefined) throw new RangeError(`${node.id} does not loop`);
  if (loop.kind === 'standard') {
    iterate(run, node, loop, id);
    return;
  }
  const item = run.open(id);
  item.active = (item.active ?? 1) - 1;
  item.completed = (item.completed ?? 0) + 1;
  if (item.results !== undefined && loop.outputItem !== undefined) gather(run, item, instance, loop.outputItem);
  if (loop.throws.length > 0 && !throwBehavior(run, node, loop, id)) return;
  if (loop.completion?.evaluate(variablesAt(run, id, counters(run.get(id)))) === true) {
    cutShort(run, node, id);
    return;
  }
  const now = run.get(id);
  if (loop.sequential && (now.n ?? 0) < (now.total ?? 0)) nextInstance(run, node, loop, id);
  else if (now.completed === now.total) loopDone(run, node, id);
}

function gather(run: Run, item: Open<Item>, instance: Item, name: string): void {
  const results = run.own(item.results);
  const place = (instance.n ?? 1) - 1;
  while (results.length < place) results.push(null);
  results[place] = instance.vars?.[name] ?? null;
  item.results = results;
}

/** The attributes a multi-instance activity shows to its expressions (BPMN 2.0.2, table 10.31). */
const counters = (item: Item): Readonly<Record<string, number>> => ({
  loopCounter: item.n ?? 0,
  numberOfInstances: item.total ?? 0,
  numberOfActiveInstances: item.active ?? 0,
  numberOfCompletedInstances: item.completed ?? 0,
  numberOfTerminatedInstances: item.terminated ?? 0,
});

/**
 * Throws what the behavior asks for as an instance completes; false if the activity is over with it.
 *
 * "An event thrown from an activity instance that is about to complete" (BPMN 2.0.2, table 10.30): if a boundary event of the
 * activity itself catches it and interrupts, what remains is cancelled, but the activity has completed, so that its own token
 * goes on beside the one of the boundary event.
 */
function throwBehavior(run: Run, node: Activity, loop: Instances, id: number): boolean {
  const holder = run.get(id).up;
  const drops = run.drops(holder);
  for (const one of loop.throws) {
    const item = run.find(id);
    if (item === undefined) break;
    const isDue =
      one.when === 'each' ||
      (one.when === 'first' ? item.completed === 1 : one.when.evaluate(variablesAt(run, id, counters(item))) === true);
    if (isDue) throwTriggers(run, node, id, one.triggers);
  }
  if (run.find(id) !== undefined) return true;
  const scope = run.find(holder);
  if (scope === undefined || run.drops(holder) !== drops || scope.as !== 'scope') return false;
  run.open(holder).live = (scope.live ?? 0) + 1;
  leave(run, node, holder, node.completionQuantity);
  return false;
}

function cutShort(run: Run, node: Activity, id: number): void {
  for (const item of run.items.filter((one) => one.up === id)) cancelItem(run, item.id);
  loopDone(run, node, id);
}

function loopDone(run: Run, node: Activity, id: number): void {
  const item = run.get(id);
  const name = node.loop?.kind === 'instances' ? node.loop.outputCollection : undefined;
  if (name !== undefined) {
    const results = { [name]: item.results ?? [] };
    setVariables(run, item.up, node.outputs.length === 0 ? results : associated(node.outputs, variablesAt(run, item.up, results)));
  }
  disarm(run, item);
  run.remove(id);
  if (node.undo !== undefined) rememberDone(run, node, item);
  afterwards(run, node, item.up);
}
