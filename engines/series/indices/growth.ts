import { SeriesRefusal } from '../refusal.ts';

/** One unit in a comparison of two periods; NaN where it did not answer. */
export interface MatchedUnit {
  readonly current: number;
  readonly base: number;
  readonly weight: number;
}

/** Growth over the units that are in both periods. */
export interface MatchedGrowth {
  /** Per cent. */
  readonly growth: number;
  readonly matched: number;
  /** Share of all units that are in both periods. */
  readonly matchRate: number;
  /** Share of the base period's value that they carry. */
  readonly matchedValueShare: number;
}

/**
 * Growth on a comparable basis, G = Σ w·x(t) / Σ w·x(t−s) − 1 over the units with both values.
 *
 * @throws SeriesRefusal `no-matched-unit`, `base-is-zero`
 */
export function matchedGrowth(units: readonly MatchedUnit[]): MatchedGrowth {
  let current = 0;
  let base = 0;
  let allBase = 0;
  let matched = 0;
  for (const unit of units) {
    const hasBase = Number.isFinite(unit.base);
    if (hasBase) allBase += unit.weight * unit.base;
    if (!hasBase || !Number.isFinite(unit.current)) continue;
    matched++;
    current += unit.weight * unit.current;
    base += unit.weight * unit.base;
  }
  if (matched === 0) throw new SeriesRefusal('no-matched-unit', { field: 'units' });
  if (base === 0) throw new SeriesRefusal('base-is-zero', { field: 'units' });
  return { growth: 100 * (current / base - 1), matched, matchRate: matched / units.length, matchedValueShare: base / allBase };
}

/** Growth in per cent over `lag` periods; NaN where there is no base or it is zero. */
export function growthOver(values: Float64Array, lag: number): Float64Array {
  if (!Number.isInteger(lag) || lag < 1) throw new SeriesRefusal('lag-out-of-range', { field: 'spec.lag', values: { lag } });
  return values.map((value, t) => {
    const base = t < lag ? Number.NaN : (values[t - lag] as number);
    return base === 0 ? Number.NaN : 100 * (value / base - 1);
  });
}

/** Change of a growth rate from the period before, in percentage points. */
export const acceleration = (growth: Float64Array): Float64Array =>
  growth.map((rate, t) => (t === 0 ? Number.NaN : rate - (growth[t - 1] as number)));

/** A finding in figures reported from the beginning of the year. */
export interface CumulativeFinding {
  readonly position: number;
  readonly kind: 'falls';
}

/** Single periods from cumulative figures, with what does not fit. */
export interface SinglePeriods {
  readonly values: Float64Array;
  readonly findings: readonly CumulativeFinding[];
}

/**
 * Single months from year-to-date figures. January and February are collected together (Lunar New Year): with `isJoint` there is no
 * January figure and February's stays with the pair, so that both months are missing and none is made up; `joint` then gives the sum
 * of the two. A fall of the year-to-date figure of a flow that cannot be negative is a finding.
 *
 * @param values   year-to-date figures, NaN where missing
 * @param start    position of the first value in its year, 0 = January or the first quarter
 */
export function fromYearToDate(
  values: Float64Array,
  frequency: number,
  start: number,
  isJoint: boolean,
): SinglePeriods & { readonly joint: ReadonlyMap<number, number> } {
  const single = new Float64Array(values.length).fill(Number.NaN);
  const joint = new Map<number, number>();
  const findings: CumulativeFinding[] = [];
  const hasPair = isJoint && frequency === 12;
  for (let t = 0; t < values.length; t++) {
    const position = (start + t) % frequency;
    if (hasPair && position === 0) continue;
    if (hasPair && position === 1) {
      joint.set(t, values[t] as number);
      continue;
    }
    const before = position === 0 ? 0 : t === 0 ? Number.NaN : (values[t - 1] as number);
    single[t] = (values[t] as number) - before;
    if ((single[t] as number) < 0) findings.push({ position: t, kind: 'falls' });
  }
  return { values: single, joint, findings };
}

/** Year-to-date figures from single months; `joint` gives January and February together at February. */
export function toYearToDate(
  values: Float64Array,
  frequency: number,
  start: number,
  joint: ReadonlyMap<number, number> = new Map(),
): Float64Array {
  const cumulated = new Float64Array(values.length);
  let sum = Number.NaN;
  for (let t = 0; t < values.length; t++) {
    const position = (start + t) % frequency;
    const pair = position === 1 ? joint.get(t) : undefined;
    if (pair !== undefined) sum = pair;
    else sum = position === 0 ? (values[t] as number) : sum + (values[t] as number);
    cumulated[t] = sum;
  }
  return cumulated;
}

/**
 * Parts' contributions to the growth of their sum, in percentage points: 100·(x_j(t) − x_j(t−s)) / Σ x(t−s).
 *
 * @throws SeriesRefusal `base-is-zero`, `lengths-differ`, `not-finite`
 */
export function contributionsToGrowth(
  base: readonly number[],
  current: readonly number[],
): { readonly growth: number; readonly contributions: number[] } {
  if (base.length !== current.length)
    throw new SeriesRefusal('lengths-differ', { field: 'current', values: { length: current.length, wanted: base.length } });
  if (![...base, ...current].every(Number.isFinite)) throw new SeriesRefusal('not-finite', { field: 'base' });
  const total = base.reduce((sum, value) => sum + value, 0);
  if (total === 0) throw new SeriesRefusal('base-is-zero', { field: 'base' });
  const contributions = base.map((value, j) => (100 * ((current[j] as number) - value)) / total);
  return { growth: 100 * (current.reduce((sum, value) => sum + value, 0) / total - 1), contributions };
}

/**
 * Rescales an index to 100 in its reference periods; growth rates stay what they were.
 *
 * @throws SeriesRefusal `reference-empty` if no reference period has a positive mean
 */
export function rebase(values: Float64Array, from: number, to: number): Float64Array {
  const reference = values.slice(from, to).filter((value) => !Number.isNaN(value));
  const mean = reference.reduce((sum, value) => sum + value, 0) / reference.length;
  if (!(mean > 0)) throw new SeriesRefusal('reference-empty', { field: 'reference' });
  return values.map((value) => (100 * value) / mean);
}
