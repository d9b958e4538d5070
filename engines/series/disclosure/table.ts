import { SeriesRefusal } from '../refusal.ts';

/** The code of the margin over a whole dimension. */
export const TOTAL = 'Total';

/** More cells than this are refused: the audit solves two linear programmes for each unsafe one. */
const MOST_CELLS = 60_000;

/** One classification of a table, a tree: total, groupings, leaves. */
export interface Dimension {
  readonly name: string;
  /** Parents before their children. */
  readonly codes: readonly string[];
  readonly position: ReadonlyMap<string, number>;
  /** Position of the parent, −1 at the root. */
  readonly parent: Int32Array;
  /** Positions of the children, empty for a leaf. */
  readonly children: readonly (readonly number[])[];
}

/** All cells of a table with its margins, numbered row by row. */
export interface TableShape {
  readonly dimensions: readonly Dimension[];
  readonly strides: readonly number[];
  readonly cells: number;
}

/** One sum of a table: the cell is what its parts add up to. */
export interface Sum {
  readonly whole: number;
  readonly parts: readonly number[];
}

/**
 * The tree of a classification from the codes seen and a map from code to parent.
 *
 * Codes without a parent belong to "Total"; no margin is added where a single root already stands above all others.
 *
 * @throws SeriesRefusal `hierarchy-cyclic` if a code is its own ancestor, or the total has a parent
 */
export function dimensionOf(name: string, seen: Iterable<string>, parents: Readonly<Record<string, string>> = {}): Dimension {
  if (Object.hasOwn(parents, TOTAL))
    throw new SeriesRefusal('hierarchy-cyclic', { field: `dimensions.${name}.parents`, values: { code: TOTAL } });
  const children = new Map<string, string[]>();
  const roots: string[] = [];
  const known = new Set<string>();
  const add = (code: string): void => {
    for (let at: string | undefined = code; at !== undefined && !known.has(at); at = parentOf(parents, at)) {
      known.add(at);
      const above = parentOf(parents, at);
      if (above === undefined) roots.push(at);
      else children.set(above, [...(children.get(above) ?? []), at]);
    }
  };
  const all = new Set([...seen, ...Object.keys(parents), ...Object.values(parents)]);
  const sorted = [...all].filter((code) => code !== TOTAL).sort(byCode);
  for (const code of sorted) add(code);
  if (all.has(TOTAL)) add(TOTAL);

  const soleRoot = roots.length === 1 && children.has(roots[0] as string) ? (roots[0] as string) : undefined;
  const top = soleRoot ?? TOTAL;
  if (soleRoot === undefined) children.set(TOTAL, [...(children.get(TOTAL) ?? []), ...roots.filter((code) => code !== TOTAL)].sort(byCode));
  const codes: string[] = [];
  const parent: number[] = [];
  const walk = (code: string, above: number): void => {
    const position = codes.push(code) - 1;
    parent.push(above);
    for (const child of children.get(code) ?? []) walk(child, position);
  };
  walk(top, -1);
  const missing = sorted.find((code) => !codes.includes(code));
  if (missing !== undefined)
    throw new SeriesRefusal('hierarchy-cyclic', { field: `dimensions.${name}.parents`, values: { code: missing } });

  const position = new Map(codes.map((code, i) => [code, i]));
  const below: number[][] = codes.map(() => []);
  parent.forEach((above, i) => {
    if (above >= 0) below[above]?.push(i);
  });
  return { name, codes, position, parent: Int32Array.from(parent), children: below };
}

const parentOf = (parents: Readonly<Record<string, string>>, code: string): string | undefined =>
  Object.hasOwn(parents, code) ? parents[code] : undefined;

/** @throws SeriesRefusal `table-too-large` beyond 60,000 cells */
export function shapeOf(dimensions: readonly Dimension[]): TableShape {
  const strides = new Array<number>(dimensions.length);
  let cells = 1;
  for (let d = dimensions.length - 1; d >= 0; d--) {
    strides[d] = cells;
    cells *= (dimensions[d] as Dimension).codes.length;
  }
  if (cells > MOST_CELLS) throw new SeriesRefusal('table-too-large', { field: 'dimensions', values: { cells, most: MOST_CELLS } });
  return { dimensions, strides, cells };
}

/** The codes of a cell, one a dimension. */
export function keysOf(shape: TableShape, cell: number): string[] {
  return shape.dimensions.map((dimension, d) => dimension.codes[positionIn(shape, cell, d)] as string);
}

/** The number of the cell with these codes, or undefined where a code is unknown. */
export function cellOf(shape: TableShape, keys: readonly string[]): number | undefined {
  if (keys.length !== shape.dimensions.length) return undefined;
  let cell = 0;
  for (const [d, dimension] of shape.dimensions.entries()) {
    const at = dimension.position.get(keys[d] as string);
    if (at === undefined) return undefined;
    cell += at * (shape.strides[d] as number);
  }
  return cell;
}

export const positionIn = (shape: TableShape, cell: number, d: number): number =>
  Math.floor(cell / (shape.strides[d] as number)) % (shape.dimensions[d] as Dimension).codes.length;

/** Every cell to which a contribution to the leaf cell belongs, itself among them: the product of the paths to the roots. */
export function cellsAbove(shape: TableShape, leaf: number): number[] {
  let cells = [0];
  for (const [d, dimension] of shape.dimensions.entries()) {
    const stride = shape.strides[d] as number;
    const next: number[] = [];
    for (let at = positionIn(shape, leaf, d); at >= 0; at = dimension.parent[at] as number) {
      for (const cell of cells) next.push(cell + at * stride);
    }
    cells = next;
  }
  return cells;
}

/**
 * The sums that define all margins from the leaves, without any that follows from the others: along each dimension the earlier
 * dimensions stand at their leaves only. As many sums as there are margins.
 */
export function sumsOf(shape: TableShape): Sum[] {
  const sums: Sum[] = [];
  for (let d = 0; d < shape.dimensions.length; d++) {
    const stride = shape.strides[d] as number;
    for (let cell = 0; cell < shape.cells; cell++) {
      const at = positionIn(shape, cell, d);
      const children = shape.dimensions[d]?.children[at] as readonly number[];
      if (children.length === 0 || !isLeafBefore(shape, cell, d)) continue;
      sums.push({ whole: cell, parts: children.map((child) => cell + (child - at) * stride) });
    }
  }
  return sums;
}

/** All sums that a reader of the table can form, redundant ones included. */
export function allSumsOf(shape: TableShape): Sum[] {
  const sums: Sum[] = [];
  for (let d = 0; d < shape.dimensions.length; d++) {
    const stride = shape.strides[d] as number;
    for (let cell = 0; cell < shape.cells; cell++) {
      const at = positionIn(shape, cell, d);
      const children = shape.dimensions[d]?.children[at] as readonly number[];
      if (children.length > 0) sums.push({ whole: cell, parts: children.map((child) => cell + (child - at) * stride) });
    }
  }
  return sums;
}

function isLeafBefore(shape: TableShape, cell: number, before: number): boolean {
  for (let d = 0; d < before; d++) {
    if ((shape.dimensions[d]?.children[positionIn(shape, cell, d)]?.length ?? 0) > 0) return false;
  }
  return true;
}

/** Whether a cell is no margin in any dimension. */
export const isLeaf = (shape: TableShape, cell: number): boolean => isLeafBefore(shape, cell, shape.dimensions.length);

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
