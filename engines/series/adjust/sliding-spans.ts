import type { Deadline } from '../regarima/model.ts';
import { freeze, repeat } from './reruns.ts';
import type { AdjustSpec } from './specification.ts';
import type { WholeSeries } from './whole-series.ts';

/** Largest difference between spans, per cent, that leaves a value stable. */
const threshold = 3;
const spanCount = 4;
const yearsByFilter = { '3x1': 6, '3x3': 6, '3x5': 8, x11default: 8, msr: 8, '3x9': 11, '3x15': 17, stable: 8 } as const;

/** How an estimate moves between spans: share of months flagged, and the largest difference at each period. */
export interface SpanComparison {
  readonly flagged: number;
  readonly compared: number;
  /** Per cent of the months compared. */
  readonly percent: number;
  /** Over the span of the series; NaN where fewer than two spans have a value. */
  readonly differences: Float64Array;
}

/** Sliding spans (Findley, Monsell, Shulman and Pugh 1990): the same adjustment on four spans that start a year apart. */
export interface SlidingSpans {
  readonly spans: number;
  readonly length: number;
  /** Index of the first observation of the first span. */
  readonly first: number;
  readonly factors: SpanComparison;
  readonly calendar: SpanComparison | undefined;
  readonly periodChanges: SpanComparison;
  readonly yearChanges: SpanComparison;
}

function compare(rows: readonly (readonly [number, Float64Array])[], n: number, relative: boolean): SpanComparison {
  const differences = new Float64Array(n).fill(Number.NaN);
  let flagged = 0;
  let compared = 0;
  for (let t = 0; t < n; t += 1) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let count = 0;
    for (const [start, values] of rows) {
      const value = values[t - start];
      if (value === undefined || Number.isNaN(value)) continue;
      count += 1;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (count < 2) continue;
    compared += 1;
    const difference = relative ? (100 * (high - low)) / low : high - low;
    differences[t] = difference;
    if (difference > threshold) flagged += 1;
  }
  return { flagged, compared, percent: compared === 0 ? Number.NaN : (100 * flagged) / compared, differences };
}

function percentChanges(values: Float64Array, lag: number): Float64Array {
  return values.map((value, t) => (t < lag ? Number.NaN : (100 * (value - (values[t - lag] as number))) / (values[t - lag] as number)));
}

/**
 * Repeats a multiplicative adjustment with fixed coefficients on up to four spans; undefined for additive components (differences have no
 * scale of their own) and where fewer than two spans fit.
 */
export function slidingSpans(whole: WholeSeries, spec: AdjustSpec, limit: Deadline): SlidingSpans | undefined {
  const { series, part } = whole;
  if (part === undefined || part.x11.additive) return undefined;
  const { frequency } = series;
  const n = series.values.length;
  const years = Math.max(...part.x11.seasonalFilters.map((filter) => yearsByFilter[filter]));
  // Spans begin in the first month of a year and the last one ends with the series.
  const position = (((series.start + n) % frequency) + frequency) % frequency;
  const length = years * frequency + position;
  const spans = Math.min(spanCount, Math.floor((n - length) / frequency) + 1);
  if (spans < 2) return undefined;
  const frozen = freeze(whole, spec, true);
  const first = n - length - (spans - 1) * frequency;
  const runs = Array.from({ length: spans }, (_, k) => {
    const start = first + k * frequency;
    const run = repeat(series, frozen, start, start + length, limit);
    const cut = (values: Float64Array): Float64Array => values.subarray(run.spanStart, run.spanEnd);
    const final = run.part?.final;
    return {
      start,
      d10: cut(final?.d10 ?? new Float64Array()),
      calendar: cut(run.factors.calendar),
      d11: cut(final?.d11 ?? new Float64Array()),
    };
  });
  const rows = (pick: (run: (typeof runs)[number]) => Float64Array): (readonly [number, Float64Array])[] =>
    runs.map((run) => [run.start, pick(run)] as const);
  return {
    spans,
    length,
    first,
    factors: compare(
      rows((run) => run.d10),
      n,
      true,
    ),
    calendar: whole.factors.present.has('calendar')
      ? compare(
          rows((run) => run.calendar),
          n,
          true,
        )
      : undefined,
    periodChanges: compare(
      rows((run) => percentChanges(run.d11, 1)),
      n,
      false,
    ),
    yearChanges: compare(
      rows((run) => percentChanges(run.d11, frequency)),
      n,
      false,
    ),
  };
}
