import type { Building } from './building.ts';
import { allScopes } from './check.ts';
import type { CatchEvent, Flow, Node, Scope } from './plan.ts';
import { mayReach } from './reach.ts';

/** Larger scopes, and more markings than this in one scope, are not searched for deadlocks: loading must stay quick. */
const mostFlows = 300;
const mostMarkings = 3_000;
/** More tokens on one flow than this mean that a loop keeps making them; such a scope has no end to search. */
const mostTokens = 3;

/** Warns of elements that no token can reach and of joins at which tokens can get stuck. */
export function warnUnsound(building: Building): void {
  for (const scope of allScopes(building)) {
    const reached = reachedIn(scope);
    for (const node of scope.nodes)
      if (!reached.has(node)) building.warn(node.id, 'unreachable', 'no token can reach this element: no path leads here from a start');
    for (const node of stuckIn(scope))
      building.warn(node.id, 'deadlock', 'tokens may wait here for ever: some way of running the model never brings the others');
  }
}

function reachedIn(scope: Scope): ReadonlySet<Node> {
  const reached = new Set<Node>();
  const open: Node[] = [...scope.starts, ...scope.triggered, ...scope.handlers];
  const boundaries = Map.groupBy(
    scope.nodes.filter((node): node is CatchEvent => node.kind === 'boundary'),
    (node) => node.host,
  );
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (reached.has(node)) continue;
    reached.add(node);
    for (const flow of node.outgoing) open.push(flow.target);
    if (node.kind === 'link' && node.target !== undefined) open.push(node.target);
    if (node.kind === 'boundary' && node.undo !== undefined) open.push(node.undo);
    if (node.kind === 'activity') open.push(...(boundaries.get(node) ?? []));
  }
  return reached;
}

type Marking = ReadonlyMap<Flow, number>;

/**
 * Joins that hold a token in a marking where nothing can move. The scope is played as a Petri net in which every
 * choice is open; what is not a choice is played in one order only, which finds the same dead ends with far fewer markings.
 */
function stuckIn(scope: Scope): ReadonlySet<Node> {
  const stuck = new Set<Node>();
  const isJoin = (node: Node): boolean => (node.kind === 'parallel' || node.kind === 'inclusive') && node.incoming.length > 1;
  const isOpaque = (node: Node): boolean => node.kind === 'complex' || (node.kind === 'activity' && node.startQuantity !== 1);
  if (scope.flows.length > mostFlows || !scope.nodes.some(isJoin) || scope.nodes.some(isOpaque)) return stuck;
  const seen = new Set<string>();
  const open: Marking[] = beginnings(scope);
  const places = new Map(scope.flows.map((flow, place) => [flow, place]));
  for (let marking = open.pop(); marking !== undefined && seen.size < mostMarkings; marking = open.pop()) {
    const key = [...marking].map(([flow, count]) => `${places.get(flow)}:${count}`).sort();
    if (seen.has(key.join())) continue;
    seen.add(key.join());
    const next = successors(marking);
    if (next.some((one) => [...one.values()].some((count) => count > mostTokens))) return new Set();
    open.push(...next);
    if (next.length === 0) for (const { target } of marking.keys()) if (isJoin(target)) stuck.add(target);
  }
  return stuck;
}

function beginnings(scope: Scope): Marking[] {
  const begun = (nodes: readonly Node[]): Marking[] =>
    nodes.reduce<Marking[]>(
      (markings, node) => markings.flatMap((marking) => outcomes(node).map((flows) => put(marking, flows))),
      [new Map()],
    );
  return [...(scope.starts.length === 0 ? [] : begun(scope.starts)), ...scope.triggered.flatMap((node) => begun([node]))];
}

/** The markings after one move; of moves without a choice only the first. */
function successors(marking: Marking): Marking[] {
  const choices: Marking[][] = [];
  for (const [flow] of marking) {
    const node = flow.target;
    if (node.kind === 'inclusive' && node.incoming.length > 1) continue;
    if (node.kind === 'parallel' && !node.incoming.every((one) => marking.has(one))) continue;
    const rest = node.kind === 'parallel' ? take(marking, node.incoming) : take(marking, [flow]);
    const clears =
      node.kind === 'end' &&
      node.triggers.some((trigger) => trigger.on === 'terminate' || trigger.on === 'error' || trigger.on === 'cancel');
    const moved = clears ? [new Map()] : outcomes(node).map((flows) => put(rest, flows));
    if (moved.length === 1) return moved;
    choices.push(moved);
  }
  if (choices.length > 0) return choices[0] ?? [];
  const waiting = new Set([...marking.keys()].map((flow) => flow.target));
  for (const node of waiting) {
    const others = [...waiting].filter((other) => other !== node);
    if (node.kind !== 'inclusive' || mayReach(node, others, (flow) => marking.has(flow))) continue;
    const there = node.incoming.filter((flow) => marking.has(flow));
    return outcomes(node).map((flows) => put(take(marking, there), flows));
  }
  return [];
}

/** Every set of flows a token can leave along. */
function outcomes(node: Node): readonly (readonly Flow[])[] {
  if (node.kind === 'link' && node.target !== undefined) return outcomes(node.target);
  const ways =
    node.kind === 'exclusive' || (node.kind === 'eventBased' && !node.allEvents) ? node.outgoing.map((flow) => [flow]) : split(node);
  const left = ways.length === 0 ? [[]] : ways;
  if (node.kind !== 'activity') return left;
  const interrupted = node.boundaries.flatMap((boundary) =>
    outcomes(boundary).flatMap((flows) => (boundary.interrupting ? [flows] : left.map((own) => [...own, ...flows]))),
  );
  return [...left, ...interrupted];
}

function split(node: Node): readonly (readonly Flow[])[] {
  const sure =
    node.kind === 'parallel' ? node.outgoing : node.outgoing.filter((flow) => flow.condition === undefined && flow !== node.defaultFlow);
  const maybe = node.kind === 'parallel' ? [] : node.outgoing.filter((flow) => flow.condition !== undefined && flow !== node.defaultFlow);
  if (maybe.length === 0) return [node.defaultFlow === undefined ? sure : [...sure, node.defaultFlow]];
  const subsets = maybe.length > 4 ? [...maybe.map((flow) => [flow]), maybe] : powerSet(maybe).filter((chosen) => chosen.length > 0);
  const none = node.defaultFlow === undefined ? sure : [...sure, node.defaultFlow];
  return [...subsets.map((chosen) => [...sure, ...chosen]), ...(none.length > 0 ? [none] : [])];
}

function powerSet(flows: readonly Flow[]): readonly (readonly Flow[])[] {
  const sets: Flow[][] = [[]];
  for (const flow of flows) for (const set of [...sets]) sets.push([...set, flow]);
  return sets;
}

function put(marking: Marking, flows: readonly Flow[]): Marking {
  const after = new Map(marking);
  for (const flow of flows) after.set(flow, (after.get(flow) ?? 0) + 1);
  return after;
}

function take(marking: Marking, flows: readonly Flow[]): Marking {
  const after = new Map(marking);
  for (const flow of flows) {
    const left = (after.get(flow) ?? 0) - 1;
    if (left > 0) after.set(flow, left);
    else after.delete(flow);
  }
  return after;
}
