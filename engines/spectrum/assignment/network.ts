import type { Constraint, Problem, Variable } from './problem.ts';

/**
 * The search's view of a problem: variables tied by an equality that must hold become one node with pairs of frequencies as values,
 * which halves the problem of duplex links; every other constraint becomes a table of costs between two nodes.
 */
export type Network = {
  readonly nodes: readonly Node[];
  /** Values of node n are numbered from `offsets[n]` up to, without, `offsets[n + 1]`. */
  readonly offsets: Int32Array;
  /** Cost of each value by itself: presets left and constraints within the node. */
  readonly ownCost: Float64Array;
  /** Edges of node n: `edgeStart[n]` up to, without, `edgeStart[n + 1]`. */
  readonly edgeStart: Int32Array;
  readonly edgeTo: Int32Array;
  /** Cost table of an edge, row by value of the node, column by value of the other; equal tables are shared. */
  readonly edgeTable: readonly Float64Array[];
  /** Cost of violating what must hold; larger than all other costs together. */
  readonly hard: number;
};

export type Node = {
  /** Places of its variables in the problem, one or two. */
  readonly variables: readonly number[];
  /** Frequencies of those variables, one tuple per value. */
  readonly values: readonly (readonly number[])[];
};

/** Which constraint leaves a node without values: the problem has no solution. */
export class EmptyNodeError extends Error {}

/** @throws EmptyNodeError when an equality, a preset or a domain leaves a variable without values */
export function buildNetwork(problem: Problem): Network {
  const { nodes, nodeOf, inner, outer } = collapse(problem);
  const hard = hardCost(problem);
  const offsets = new Int32Array(nodes.length + 1);
  nodes.forEach((node, n) => {
    offsets[n + 1] = (offsets[n] as number) + node.values.length;
  });
  const ownCost = new Float64Array(offsets[nodes.length] as number);
  nodes.forEach((node, n) => {
    node.values.forEach((tuple, v) => {
      ownCost[(offsets[n] as number) + v] = valueCost(problem, node, tuple, inner[n] as readonly Constraint[], hard);
    });
  });
  const pairs = new Map<number, Constraint[]>();
  for (const constraint of outer) {
    const a = nodeOf[constraint.i] as number;
    const b = nodeOf[constraint.j] as number;
    const key = Math.min(a, b) * nodes.length + Math.max(a, b);
    const list = pairs.get(key);
    if (list === undefined) pairs.set(key, [constraint]);
    else list.push(constraint);
  }
  return { nodes, offsets, ownCost, hard, ...edges(problem, nodes, nodeOf, pairs, hard) };
}

/** Every cost that can arise, and one more, so that no sum of soft costs outweighs one hard violation. */
function hardCost({ constraints, variables, violationCosts, mobilityCosts }: Problem): number {
  let sum = 1;
  for (const { weightClass } of constraints) if (weightClass > 0) sum += violationCosts[weightClass - 1] as number;
  for (const { mobility } of variables) if (mobility !== undefined && mobility > 0) sum += mobilityCosts[mobility - 1] as number;
  return sum;
}

/** Values a variable may take: its domain, or its preset alone where that must stay. */
export function admitted({ id, domain, preset, mobility }: Variable): readonly number[] {
  if (mobility !== 0 || preset === undefined) return domain;
  if (!domain.includes(preset)) throw new EmptyNodeError(`variable ${id} must stay at ${preset}, which is not in its domain`);
  return [preset];
}

type Collapsed = {
  readonly nodes: readonly Node[];
  readonly nodeOf: Int32Array;
  readonly inner: readonly (readonly Constraint[])[];
  readonly outer: readonly Constraint[];
};

function collapse({ variables, constraints }: Problem): Collapsed {
  const partner = new Map<number, number>();
  for (const { i, j, operator, weightClass } of constraints)
    if (operator === '=' && weightClass === 0 && !partner.has(i) && !partner.has(j)) {
      partner.set(i, j);
      partner.set(j, i);
    }
  const nodeOf = new Int32Array(variables.length).fill(-1);
  const nodes: { variables: readonly number[]; values: (readonly number[])[] }[] = [];
  variables.forEach((variable, place) => {
    if (nodeOf[place] !== -1) return;
    const other = partner.get(place);
    const members = other === undefined ? [place] : [place, other];
    for (const member of members) nodeOf[member] = nodes.length;
    const first = admitted(variable);
    const second = other === undefined ? undefined : admitted(variables[other] as Variable);
    nodes.push({
      variables: members,
      values: second === undefined ? first.map((f) => [f]) : first.flatMap((f) => second.map((g) => [f, g])),
    });
  });
  const inner: Constraint[][] = nodes.map(() => []);
  const outer: Constraint[] = [];
  for (const constraint of constraints) {
    const n = nodeOf[constraint.i] as number;
    if (n === nodeOf[constraint.j]) (inner[n] as Constraint[]).push(constraint);
    else outer.push(constraint);
  }
  nodes.forEach((node, n) => {
    const must = (inner[n] as readonly Constraint[]).filter(({ weightClass }) => weightClass === 0);
    node.values = node.values.filter((tuple) => must.every((constraint) => holds(constraint, node.variables, tuple)));
    if (node.values.length === 0) {
      const names = node.variables.map((place) => variables[place]?.id).join(' and ');
      throw new EmptyNodeError(`variables ${names} have no frequencies that satisfy the constraint between them`);
    }
  });
  return { nodes, nodeOf, inner, outer };
}

const satisfied = ({ operator, deviation }: Constraint, f: number, g: number): boolean =>
  operator === '>' ? Math.abs(f - g) > deviation : Math.abs(f - g) === deviation;

const holds = (constraint: Constraint, variables: readonly number[], tuple: readonly number[]): boolean =>
  satisfied(constraint, tuple[variables.indexOf(constraint.i)] as number, tuple[variables.indexOf(constraint.j)] as number);

const costOf = (problem: Problem, { weightClass }: Constraint, hard: number): number =>
  weightClass === 0 ? hard : (problem.violationCosts[weightClass - 1] as number);

function valueCost(problem: Problem, node: Node, tuple: readonly number[], inner: readonly Constraint[], hard: number): number {
  let cost = 0;
  node.variables.forEach((place, k) => {
    const { preset, mobility } = problem.variables[place] as Variable;
    if (preset !== undefined && mobility !== undefined && mobility > 0 && tuple[k] !== preset)
      cost += problem.mobilityCosts[mobility - 1] as number;
  });
  for (const constraint of inner) if (!holds(constraint, node.variables, tuple)) cost += costOf(problem, constraint, hard);
  return cost;
}

function edges(
  problem: Problem,
  nodes: readonly Node[],
  nodeOf: Int32Array,
  pairs: ReadonlyMap<number, readonly Constraint[]>,
  hard: number,
): Pick<Network, 'edgeStart' | 'edgeTo' | 'edgeTable'> {
  const tables = new Map<string, Float64Array>();
  const valueNames = new Map<string, number>();
  const nameOf = nodes.map((node) => {
    const text = JSON.stringify(node.values);
    const name = valueNames.get(text) ?? valueNames.size;
    valueNames.set(text, name);
    return name;
  });
  const lists: { readonly to: number; readonly table: Float64Array }[][] = nodes.map(() => []);
  const makeTable = (from: number, to: number, constraints: readonly Constraint[]): Float64Array => {
    const a = nodes[from] as Node;
    const b = nodes[to] as Node;
    const oriented = constraints.map((constraint) => {
      const straight = nodeOf[constraint.i] === from;
      const [near, far] = straight ? [constraint.i, constraint.j] : [constraint.j, constraint.i];
      return { constraint, k: a.variables.indexOf(near), l: b.variables.indexOf(far), cost: costOf(problem, constraint, hard) };
    });
    const signature = oriented.map(({ constraint: c, k, l, cost }) => `${k}${l}${c.operator}${c.deviation}:${cost}`).sort();
    const key = `${nameOf[from]} ${nameOf[to]} ${signature.join(' ')}`;
    const known = tables.get(key);
    if (known !== undefined) return known;
    const table = new Float64Array(a.values.length * b.values.length);
    a.values.forEach((tuple, v) => {
      b.values.forEach((other, w) => {
        let cost = 0;
        for (const { constraint, k, l, cost: c } of oriented) if (!satisfied(constraint, tuple[k] as number, other[l] as number)) cost += c;
        table[v * b.values.length + w] = cost;
      });
    });
    tables.set(key, table);
    return table;
  };
  for (const [key, constraints] of pairs) {
    const a = Math.floor(key / nodes.length);
    const b = key % nodes.length;
    (lists[a] as { to: number; table: Float64Array }[]).push({ to: b, table: makeTable(a, b, constraints) });
    (lists[b] as { to: number; table: Float64Array }[]).push({ to: a, table: makeTable(b, a, constraints) });
  }
  const edgeStart = new Int32Array(nodes.length + 1);
  lists.forEach((list, n) => {
    edgeStart[n + 1] = (edgeStart[n] as number) + list.length;
  });
  const flat = lists.flat();
  return { edgeStart, edgeTo: Int32Array.from(flat, ({ to }) => to), edgeTable: flat.map(({ table }) => table) };
}

/** The frequencies of all variables for a choice of one value per node. */
export function frequenciesOf({ nodes }: Network, choice: ArrayLike<number>, variables: number): Float64Array {
  const out = new Float64Array(variables);
  nodes.forEach((node, n) => {
    node.variables.forEach((place, k) => {
      out[place] = (node.values[choice[n] as number] as readonly number[])[k] as number;
    });
  });
  return out;
}
