import { enterActivity, finishActivity } from './activities.ts';
import { fireConditions, waitAt } from './catching.ts';
import { undoNext } from './compensation.ts';
import { arriveAtJoin, fireJoins } from './joins.ts';
import type { Flow, Node } from './plan.ts';
import { type Run, RunFailure } from './run.ts';
import type { Item } from './state.ts';
import { throwAt } from './throwing.ts';
import { variablesAt } from './variables.ts';

/**
 * Moves tokens until none can move: conditions are asked as soon as variables changed, then tokens flow, then joins go on that
 * nothing more can reach, and last comes one throw at a time, so that what is thrown meets every event that could already wait
 * for it.
 */
export function drain(run: Run): void {
  while (run.status === 'active') {
    if (run.dirty) fireConditions(run);
    const token = run.take();
    if (token !== undefined) {
      run.count(token.node.id);
      if (token.done !== undefined) {
        if (run.find(token.done) !== undefined) finishActivity(run, token.done);
      } else if (token.undo !== undefined) {
        if (run.find(token.undo) !== undefined) undoNext(run, token.undo);
      } else arrive(run, token.node, token.scope, token.by);
    } else if (!run.dirty && !fireJoins(run)) {
      const deferred = run.takeDeferred();
      if (deferred === undefined) return;
      deferred.act(run);
    }
  }
}

function arrive(run: Run, node: Node, scope: number, by: string | undefined): void {
  switch (node.kind) {
    case 'activity':
      enterActivity(run, node, scope);
      return;
    case 'start':
      run.trace(node.id, 'enter');
      run.trace(node.id, 'leave');
      leave(run, node, scope);
      return;
    case 'exclusive':
      run.trace(node.id, 'enter');
      run.trace(node.id, 'leave');
      exclusive(run, node, scope);
      return;
    case 'parallel':
    case 'inclusive':
    case 'complex':
      arriveAtJoin(run, node, scope, by);
      return;
    case 'eventBased':
    case 'catch':
      waitAt(run, node, scope);
      return;
    case 'throw':
    case 'end':
      throwAt(run, node, scope);
      return;
    case 'link':
      run.trace(node.id, 'enter');
      run.trace(node.id, 'leave');
      node.target === undefined ? leave(run, node, scope) : run.push(node.target, scope, undefined);
      return;
    case 'boundary':
      throw new RangeError(`a token cannot arrive at the boundary event ${node.id}`);
  }
}

/** One token leaves a node that is no gateway: along every flow whose condition holds, or the default one, or it ends here. */
export function leave(run: Run, node: Node, scope: number, quantity = 1): void {
  const [only] = node.outgoing;
  if (only === undefined) {
    consume(run, scope, 1);
    return;
  }
  if (node.outgoing.length === 1 && only.condition === undefined && quantity === 1) {
    run.push(only.target, scope, only.id);
    return;
  }
  send(run, node, scope, chosen(run, node, scope), quantity);
}

/** The flows a token takes: those without a condition, those whose condition holds, else the default flow. */
export function chosen(run: Run, node: Node, scope: number, more?: Readonly<Record<string, unknown>>): readonly Flow[] {
  const conditional = node.outgoing.filter((flow) => flow.condition !== undefined && flow !== node.defaultFlow);
  const plain = node.outgoing.filter((flow) => flow.condition === undefined && flow !== node.defaultFlow);
  if (conditional.length === 0) return node.defaultFlow === undefined ? plain : [...plain, node.defaultFlow];
  const variables = variablesAt(run, scope, more);
  const holding = conditional.filter((flow) => flow.condition?.evaluate(variables) === true);
  if (holding.length === 0 && node.defaultFlow !== undefined) return [...plain, node.defaultFlow];
  if (holding.length === 0 && plain.length === 0) throw new RunFailure('no-flow-chosen', node.id);
  return node.outgoing.filter((flow) => plain.includes(flow) || holding.includes(flow));
}

/** Sends tokens along flows in place of the one that is here. */
export function send(run: Run, node: Node, scope: number, flows: readonly Flow[], quantity: number): void {
  const total = flows.length * quantity;
  const item = run.open(scope);
  item.live = (item.live ?? 0) + total - 1;
  for (const flow of flows)
    for (let i = 0; i < quantity; i++) {
      run.count(node.id);
      run.push(flow.target, scope, flow.id);
    }
  if (total === 0) endIfEmpty(run, run.get(scope));
}

function exclusive(run: Run, node: Node, scope: number): void {
  if (node.outgoing.length < 2) {
    leave(run, node, scope);
    return;
  }
  let variables: Readonly<Record<string, unknown>> | undefined;
  for (const flow of node.outgoing) {
    if (flow === node.defaultFlow) continue;
    variables ??= variablesAt(run, scope);
    if (flow.condition === undefined || flow.condition.evaluate(variables) === true) {
      run.push(flow.target, scope, flow.id);
      return;
    }
  }
  if (node.defaultFlow === undefined) throw new RunFailure('no-flow-chosen', node.id);
  run.push(node.defaultFlow.target, scope, node.defaultFlow.id);
}

/** Takes tokens out of a scope, which ends when nothing is left in it. */
export function consume(run: Run, scope: number, tokens: number): void {
  const item = run.open(scope);
  item.live = (item.live ?? 0) - tokens;
  endIfEmpty(run, item);
}

function endIfEmpty(run: Run, item: Item): void {
  if (item.live !== 0) return;
  if (item.up !== 0) {
    finishActivity(run, item.id);
    return;
  }
  run.trace(item.at, 'leave');
  run.items = [];
  run.status = 'completed';
  run.effects.push({ type: 'completed' });
}
