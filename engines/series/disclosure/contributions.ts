import { SeriesRefusal } from '../refusal.ts';
import { cellOf, cellsAbove, type Dimension, dimensionOf, isLeaf, shapeOf, type TableShape } from './table.ts';

/** A classification as asked for: the column of the records that holds its codes, and the parent of each code below the top. */
export interface DimensionRequest {
  readonly name: string;
  readonly column: string;
  readonly parents?: Readonly<Record<string, string>>;
  /** Codes that belong to the table even where no record has them. */
  readonly codes?: readonly string[];
}

/** Which columns of the records mean what. */
export interface Columns {
  readonly value: string;
  /** Enterprise group: contributions of one group to a cell count as one. Without it each record stands for itself. */
  readonly group?: string | undefined;
  /** Sampling weight: a unit of weight w counts as w equal units. */
  readonly weight?: string | undefined;
  /** True where the unit agreed in writing to be shown. */
  readonly waiver?: string | undefined;
}

export type MicrodataRow = Readonly<Record<string, unknown>>;

/** What one group gives to one cell. */
export interface Contribution {
  readonly group: number;
  /** The amount by which it is judged: the absolute value of the group's sum in the cell. */
  size: number;
  /** Number of equal units it stands for, 1 without sampling weights. */
  readonly copies: number;
  readonly waived: boolean;
}

/** A table made of records: the published values and who stands behind each. */
export interface ContributionTable {
  readonly shape: TableShape;
  readonly values: Float64Array;
  /** Contributing groups of each cell, largest first. */
  readonly contributions: readonly (readonly Contribution[])[];
  /** Whether any record is negative: then a cell has no natural lower bound. */
  readonly hasNegative: boolean;
}

/**
 * Sums records into a table with all its margins and keeps each cell's contributions by enterprise group.
 *
 * @throws SeriesRefusal `microdata-empty`, `column-missing`, `value-not-a-number`, `weight-not-positive`, `code-not-a-leaf`
 */
export function tabulate(rows: readonly MicrodataRow[], requests: readonly DimensionRequest[], columns: Columns): ContributionTable {
  if (rows.length === 0) throw new SeriesRefusal('microdata-empty', { field: 'microdata' });
  if (requests.length === 0 || requests.length > 4)
    throw new SeriesRefusal('dimensions-out-of-range', { field: 'dimensions', values: { least: 1, most: 4, got: requests.length } });
  const dimensions = requests.map((request) => dimensionFrom(rows, request));
  const shape = shapeOf(dimensions);
  const values = new Float64Array(shape.cells);
  const amounts = Array.from({ length: shape.cells }, () => new Map<number, { sum: number; copies: number; waived: boolean }>());
  const groups = new Map<string, number>();
  let hasNegative = false;

  rows.forEach((row, i) => {
    const amount = numberIn(row, columns.value, i);
    const weight = columns.weight === undefined ? 1 : numberIn(row, columns.weight, i);
    if (weight <= 0) throw new SeriesRefusal('weight-not-positive', { field: columns.weight ?? 'weight', values: { row: i + 1, weight } });
    const name = columns.group === undefined ? '' : textIn(row, columns.group, i);
    const key = name === '' ? `#${i}` : `=${name}`; // a unit without a group is a group of its own
    const group = groups.get(key) ?? groups.size;
    groups.set(key, group);
    const waived = columns.waiver !== undefined && isYes(row[columns.waiver]);
    if (amount < 0) hasNegative = true;
    const leaf = cellOf(
      shape,
      requests.map((request) => textIn(row, request.column, i)),
    );
    if (leaf === undefined || !isLeaf(shape, leaf))
      throw new SeriesRefusal('code-not-a-leaf', { field: 'microdata', values: { row: i + 1 } });
    for (const cell of cellsAbove(shape, leaf)) {
      values[cell] = (values[cell] as number) + amount * weight;
      const known = amounts[cell]?.get(group);
      // A group with several units in a cell is one respondent; it is shown only if all its units agreed.
      if (known === undefined)
        amounts[cell]?.set(group, {
          sum: amount * (columns.group === undefined ? 1 : weight),
          copies: columns.group === undefined ? weight : 1,
          waived,
        });
      else {
        known.sum += amount * weight;
        known.waived &&= waived;
      }
    }
  });
  // Adding doubles leaves noise in the last place: 0.1 + 0.2 is published as 0.3.
  for (let cell = 0; cell < shape.cells; cell++) values[cell] = Number((values[cell] as number).toPrecision(15));
  const contributions = amounts.map((cell) =>
    [...cell].map(([group, { sum, copies, waived }]) => ({ group, size: Math.abs(sum), copies, waived })).sort((a, b) => b.size - a.size),
  );
  return { shape, values, contributions, hasNegative };
}

function dimensionFrom(rows: readonly MicrodataRow[], request: DimensionRequest): Dimension {
  const seen = new Set(request.codes ?? []);
  rows.forEach((row, i) => {
    const code = textIn(row, request.column, i);
    if (code === '') throw new SeriesRefusal('code-missing', { field: request.column, values: { row: i + 1 } });
    seen.add(code);
  });
  return dimensionOf(request.name, seen, request.parents);
}

function textIn(row: MicrodataRow, column: string, i: number): string {
  const value = Object.hasOwn(row, column) ? row[column] : undefined;
  if (value === undefined) throw new SeriesRefusal('column-missing', { field: column, values: { row: i + 1 } });
  return value === null ? '' : String(value);
}

function numberIn(row: MicrodataRow, column: string, i: number): number {
  const text = textIn(row, column, i);
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new SeriesRefusal('value-not-a-number', { field: column, values: { row: i + 1, value: text } });
  return value;
}

const isYes = (value: unknown): boolean => value === true || value === 1 || /^(1|true|yes|y)$/i.test(String(value ?? ''));
