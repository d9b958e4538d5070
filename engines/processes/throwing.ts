import { cancelContents, terminate } from './cancelling.ts';
import { fire } from './catching.ts';
import { beginUndo, undoNext } from './compensation.ts';
import type { Variables } from './expressions.ts';
import { listening } from './listening.ts';
import type { CatchEvent, Node, ThrowEvent, Trigger } from './plan.ts';
import { type Run, RunFailure } from './run.ts';
import type { Item } from './state.ts';
import { consume, leave } from './tokens.ts';
import { associated, variablesAt } from './variables.ts';

/** Errors, cancellation and termination sweep the token away; whatever else an event throws is thrown before them. */
const sweeps = new Set<Trigger['on']>(['error', 'cancel', 'terminate']);

/** A token reaches an event that acts. Messages and signals wait until nothing else moves. */
export function throwAt(run: Run, node: ThrowEvent, scope: number): void {
  run.trace(node.id, 'enter');
  if (node.triggers.some((trigger) => trigger.on === 'message' || trigger.on === 'signal'))
    run.defer(node, scope, () => act(run, node, scope));
  else act(run, node, scope);
}

function act(run: Run, node: ThrowEvent, scope: number): void {
  const drops = run.drops(scope);
  const ordered = [...node.triggers].sort((a, b) => Number(sweeps.has(a.on)) - Number(sweeps.has(b.on)));
  let waits = false;
  for (const trigger of ordered) {
    if (trigger.on === 'compensate') {
      run.trace(node.id, 'throw');
      waits = beginUndo(run, node, scope, trigger.activity, trigger.wait) || waits;
    } else throwOne(run, node, scope, trigger);
    if (run.status !== 'active' || run.find(scope) === undefined || run.drops(scope) !== drops) return;
  }
  if (!waits) afterThrow(run, node, scope);
}

/** Goes on when everything was thrown and, where asked, undone. */
export function afterThrow(run: Run, node: ThrowEvent, scope: number): void {
  run.trace(node.id, 'leave');
  if (node.kind === 'end') consume(run, scope, 1);
  else leave(run, node, scope);
}

/** Throws on behalf of an activity. */
export function throwTriggers(run: Run, node: Node, from: number, triggers: readonly Trigger[]): void {
  for (const trigger of triggers) if (run.find(from) !== undefined) throwOne(run, node, from, trigger);
}

function throwOne(run: Run, node: Node, from: number, trigger: Trigger): void {
  run.count(node.id);
  run.trace(node.id, 'throw');
  switch (trigger.on) {
    case 'message':
      sendMessage(run, node, trigger, from);
      return;
    case 'signal':
      run.effects.push({ type: 'throwSignal', element: node.id, name: trigger.name, variables: payload(run, node, from) });
      return void broadcast(run, trigger.name, payload(run, node, from));
    case 'escalation':
      raiseEscalation(run, node, from, trigger.code);
      return;
    case 'error':
      raiseError(run, node.id, from, trigger.code, undefined);
      return;
    case 'terminate':
      terminate(run, run.scopeOf(from).id);
      return;
    case 'cancel':
      cancelTransaction(run, node, from);
      return;
    case 'timer':
    case 'conditional':
    case 'compensate':
      throw new RangeError(`${node.id} cannot throw ${trigger.on}`);
  }
}

const payload = (run: Run, node: Node, from: number): Variables =>
  (node.kind === 'throw' || node.kind === 'end') && node.inputs.length > 0 ? associated(node.inputs, variablesAt(run, from)) : {};

export function sendMessage(run: Run, node: Node, trigger: Trigger, from: number): void {
  if (trigger.on !== 'message') return;
  const targets = run.plan.messageFlows.get(node.id) ?? [];
  run.effects.push({ type: 'throwMessage', element: node.id, name: trigger.name, targets, variables: payload(run, node, from) });
}

/** Gives a signal to everybody in this instance who waits for it; true if anybody did. */
export function broadcast(run: Run, name: string, variables: Variables): boolean {
  run.countLook();
  const hits: { readonly id: number; readonly node: CatchEvent | Parameters<typeof fire>[2]; readonly def: number }[] = [];
  for (const item of run.items)
    for (const { node, triggers } of listening(run, item))
      for (const [def, trigger] of triggers.entries())
        if (trigger.on === 'signal' && (trigger.name === name || trigger.id === name)) hits.push({ id: item.id, node, def });
  for (const { id, node, def } of hits) {
    const item = run.find(id);
    if (item !== undefined && listening(run, item).some((one) => one.node === node)) fire(run, id, node, def, variables);
  }
  return hits.length > 0;
}

/** Gives a message to the first who waits for it; false if nobody does, or it belongs to another instance. */
export function receive(run: Run, name: string, target: string | undefined, variables: Variables): boolean {
  for (const item of run.items)
    for (const { node, triggers } of listening(run, item))
      for (const [def, trigger] of triggers.entries()) {
        if (trigger.on !== 'message') continue;
        const isNamed = target === undefined ? [trigger.name, trigger.id, node.id, node.name].includes(name) : node.id === target;
        if (!isNamed || !correlates(run, item, trigger.id, variables)) continue;
        fire(run, item.id, node, def, variables);
        return true;
      }
  return false;
}

function correlates(run: Run, item: Item, message: string | undefined, variables: Variables): boolean {
  const [root] = run.items;
  const process = root && run.plan.processes.get(root.at);
  return (process?.correlations ?? []).every(
    (one) => one.message !== message || same(one.ofMessage.evaluate(variables), one.ofInstance.evaluate(variablesAt(run, item.id))),
  );
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Who would catch an error or escalation at one item: the event sub-processes inside it, then its boundary events. */
function catcher(run: Run, item: Item, on: 'error' | 'escalation', code: string | undefined): CatchEvent | undefined {
  const fits = (wanted: (caught: string | undefined) => boolean): CatchEvent | undefined => {
    for (const { node, triggers } of listening(run, item))
      if (node.kind !== 'activity' && triggers.some((trigger) => trigger.on === on && wanted(trigger.code))) return node;
    return undefined;
  };
  return (code === undefined ? undefined : fits((caught) => caught === code)) ?? fits((caught) => caught === undefined);
}

/** An error looks for its catcher outwards; uncaught it ends the instance. */
export function raiseError(run: Run, element: string, from: number, code: string | undefined, variables: Variables | undefined): void {
  for (let item = run.find(from); item !== undefined; item = run.find(item.up)) {
    const node = catcher(run, item, 'error', code);
    if (node === undefined) continue;
    run.effects.push({ type: 'throwError', element, code: code ?? '', caught: node.id });
    fire(run, item.id, node, defOf(node, 'error'), variables);
    return;
  }
  run.effects.push({ type: 'throwError', element, code: code ?? '', caught: undefined });
  throw new RunFailure(code ?? 'error', element);
}

const defOf = (node: CatchEvent, on: Trigger['on']): number => node.triggers.findIndex((trigger) => trigger.on === on);

/** An escalation looks outwards too, but if nobody minds it is over. */
function raiseEscalation(run: Run, thrower: Node, from: number, code: string | undefined): void {
  for (let item = run.find(from); item !== undefined; item = run.find(item.up)) {
    const node = catcher(run, item, 'escalation', code);
    if (node === undefined) continue;
    run.effects.push({ type: 'throwEscalation', element: thrower.id, code: code ?? '', caught: node.id });
    fire(run, item.id, node, defOf(node, 'escalation'), payload(run, thrower, from));
    return;
  }
  run.effects.push({ type: 'throwEscalation', element: thrower.id, code: code ?? '', caught: undefined });
}

/** Stops the nearest transaction, undoes what it completed, and leaves through its cancel boundary event. */
function cancelTransaction(run: Run, node: Node, from: number): void {
  let item = run.find(from);
  while (item !== undefined && !(item.as === 'scope' && run.inside(item).transaction)) item = run.find(item.up);
  if (item === undefined) throw new RunFailure('cancelled', node.id);
  cancelContents(run, item.id);
  const transaction = run.open(item.id);
  transaction.closing = true;
  transaction.live = 1;
  const undo = run.add('undo', item.at, item.id);
  undo.after = 'cancel';
  undo.todo = transaction.done ?? [];
  delete transaction.done;
  undoNext(run, undo.id);
}
