import { putIn, takeOut } from '../x11/mode.ts';
import type { X11Result } from '../x11/model.ts';
import type { PriorFactors } from './factors.ts';

/**
 * The final tables of part D and the tables of part E: effects removed before X-11 are put back where they belong. Outliers and user
 * effects stay in the adjusted series (level shifts also in the trend, additive and temporary outliers in the irregular); calendar
 * effects are removed with the season.
 */
export interface FinalTables {
  /** Original with forecasts, and the same without calendar effects (a18). */
  readonly original: Float64Array;
  readonly calendarAdjusted: Float64Array;
  readonly d10: Float64Array;
  readonly d11: Float64Array;
  readonly d12: Float64Array;
  readonly d13: Float64Array;
  readonly d16: Float64Array;
  /** Trend and irregular without outlier effects, as the measures of part F want them. */
  readonly plainTrend: Float64Array;
  readonly plainIrregular: Float64Array;
  readonly e1: Float64Array;
  readonly e2: Float64Array;
  readonly e3: Float64Array;
  readonly e11: Float64Array;
  readonly e18: Float64Array;
  readonly eeb: Float64Array;
}

export function finalTables(original: Float64Array, x11: X11Result, factors: PriorFactors, pseudo: boolean): FinalTables {
  const n = original.length;
  const { additive, tables } = x11;
  const expected = additive ? 0 : 1;
  const make = (): Float64Array => new Float64Array(n);
  const d10 = make();
  putIn(d10, tables.d10, factors.so, 0, n, additive);
  putIn(d10, d10, factors.seasonal, 0, n, additive);
  const d16 = make();
  putIn(d16, d10, factors.calendar, 0, n, additive);
  const d11 = make();
  if (pseudo) for (let i = 0; i < n; i += 1) d11[i] = (original[i] as number) - (tables.d12[i] as number) * ((d10[i] as number) - 1);
  else takeOut(d11, original, d10, 0, n, additive);
  takeOut(d11, d11, factors.calendar, 0, n, additive);
  const calendarAdjusted = make();
  takeOut(calendarAdjusted, original, factors.calendar, 0, n, additive);
  const plainIrregular = make();
  takeOut(plainIrregular, d11, tables.d12, 0, n, additive);
  for (const factor of [factors.ls, factors.ao, factors.tc, factors.user]) takeOut(plainIrregular, plainIrregular, factor, 0, n, additive);
  const d12 = make();
  putIn(d12, tables.d12, factors.ls, 0, n, additive);
  const d13 = make();
  putIn(d13, plainIrregular, factors.ao, 0, n, additive);
  putIn(d13, d13, factors.tc, 0, n, additive);
  const e1 = make();
  const e2 = make();
  const e3 = make();
  for (let i = 0; i < n; i += 1) {
    const ordinary = (tables.c17[i] as number) > 0;
    e1[i] = ordinary
      ? (original[i] as number)
      : additive
        ? (original[i] as number) - (plainIrregular[i] as number)
        : (original[i] as number) / (plainIrregular[i] as number);
    e2[i] = ordinary ? (d11[i] as number) : (d12[i] as number);
    e3[i] = ordinary ? (plainIrregular[i] as number) : expected;
  }
  for (const table of [e1, e2]) for (const factor of [factors.ao, factors.tc]) takeOut(table, table, factor, 0, n, additive);
  const e11 = Float64Array.from(original, (value, i) => value - (e1[i] as number) + (e2[i] as number));
  const e18 = Float64Array.from(original, (value, i) => (d11[i] === 0 ? (value === 0 ? 1 : Number.NaN) : value / (d11[i] as number)));
  const eeb = Float64Array.from(original, (value, i) => value - (d11[i] as number));
  return { original, calendarAdjusted, d10, d11, d12, d13, d16, plainTrend: tables.d12, plainIrregular, e1, e2, e3, e11, e18, eeb };
}

/** Changes from period to period on [from, to): per cent, or differences when additive (tables E5 to E8); NaN before the second value. */
export function changes(values: Float64Array, from: number, to: number, additive: boolean): Float64Array {
  const out = new Float64Array(values.length).fill(Number.NaN);
  for (let i = from + 1; i < to; i += 1)
    out[i] = additive
      ? (values[i] as number) - (values[i - 1] as number)
      : (100 * ((values[i] as number) - (values[i - 1] as number))) / (values[i - 1] as number);
  return out;
}

/** Table E4: annual totals of original to adjusted, and of the two modified for extremes, as per cent or differences; complete calendar years. */
export function annualTotals(
  final: FinalTables,
  span: { readonly from: number; readonly to: number },
  layout: { readonly frequency: number; readonly offset: number },
  additive: boolean,
): readonly { readonly year: number; readonly unmodified: number; readonly modified: number }[] {
  const { frequency, offset } = layout;
  const first = Math.ceil((span.from + offset) / frequency) * frequency - offset;
  const rows: { year: number; unmodified: number; modified: number }[] = [];
  for (let start = first; start + frequency <= span.to; start += frequency) {
    const total = (values: Float64Array): number => {
      let sum = 0;
      for (let i = start; i < start + frequency; i += 1) sum += values[i] as number;
      return sum;
    };
    const compare = (a: number, b: number): number => (additive ? a - b : (100 * a) / b);
    rows.push({
      year: (start + offset) / frequency,
      unmodified: compare(total(final.original), total(final.d11)),
      modified: compare(total(final.e1), total(final.e2)),
    });
  }
  return rows;
}
