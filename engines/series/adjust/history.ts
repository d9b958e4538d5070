import type { PeriodIndex } from '../period.ts';
import type { Deadline } from '../regarima/model.ts';
import { freeze, repeat } from './reruns.ts';
import type { AdjustSpec } from './specification.ts';
import type { WholeSeries } from './whole-series.ts';

const startYears = { '3x1': 6, '3x3': 6, '3x5': 8, x11default: 8, msr: 8, '3x9': 12, '3x15': 18, stable: 8 } as const;

/** How the estimates of one period changed from the first to the last. */
export interface RevisionRow {
  readonly period: PeriodIndex;
  readonly concurrentAdjusted: number;
  readonly finalAdjusted: number;
  /** Per cent of the concurrent estimate, or a difference when additive. */
  readonly adjustedRevision: number;
  readonly trendRevision: number;
  /** Of the change from the period before, percentage points or units. */
  readonly changeRevision: number;
}

/** Revision history (Findley and others 1998): the adjustment as it would have been made at every period of the last years. */
export interface RevisionHistory {
  readonly rows: readonly RevisionRow[];
  readonly meanAbsoluteAdjusted: number;
  readonly meanAbsoluteTrend: number;
  readonly meanAbsoluteChange: number;
  /** Revision of the adjusted series 1, 2, 12 and 24 periods (quarters: 1, 2, 4, 8) after the concurrent estimate: mean absolute. */
  readonly byLag: readonly { readonly lag: number; readonly meanAbsolute: number }[];
  /** Running sums of squared forecast errors, one and a year of periods ahead. */
  readonly forecastErrors: readonly { readonly period: PeriodIndex; readonly one: number; readonly year: number }[];
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;

/**
 * Repeats the adjustment on the series cut off at each period of its last years; model and outliers stay, coefficients are estimated anew.
 * Undefined where the series is too short for a first estimate.
 */
export function revisionHistory(whole: WholeSeries, spec: AdjustSpec, limit: Deadline): RevisionHistory | undefined {
  const { series, part, model } = whole;
  if (part === undefined) return undefined;
  const { frequency } = series;
  const n = series.values.length;
  const years = Math.max(...part.x11.seasonalFilters.map((filter) => startYears[filter]));
  const position = ((series.start % frequency) + frequency) % frequency;
  const first = years * frequency + (position === 0 ? 0 : frequency - position);
  if (first >= n - 1) return undefined;
  const frozen = freeze(whole, spec, false);
  const additive = part.x11.additive;
  const revision = (from: number, to: number): number => (additive ? to - from : (100 * (to - from)) / from);
  const spanOf = (run: WholeSeries, values: Float64Array | undefined): Float64Array =>
    (values ?? new Float64Array()).subarray(run.spanStart, run.spanEnd);
  const final = spanOf(whole, part.final.d11);
  const finalTrend = spanOf(whole, part.final.d12);
  const rows: RevisionRow[] = [];
  const lags = [1, 2, frequency, 2 * frequency];
  const estimates: Float64Array[] = [];
  const errors: { period: PeriodIndex; one: number; year: number }[] = [];
  const ahead: { at: number; one: number | undefined; year: number | undefined }[] = [];
  let one = 0;
  let year = 0;
  for (let end = first + 1; end < n; end += 1) {
    const t = end - 1;
    const run = repeat(series, frozen, 0, end, limit);
    const adjusted = spanOf(run, run.part?.final.d11);
    const trend = spanOf(run, run.part?.final.d12);
    estimates.push(adjusted);
    const concurrent = adjusted[t] as number;
    rows.push({
      period: series.start + t,
      concurrentAdjusted: concurrent,
      finalAdjusted: final[t] as number,
      adjustedRevision: revision(concurrent, final[t] as number),
      trendRevision: revision(trend[t] as number, finalTrend[t] as number),
      changeRevision: revision(final[t - 1] as number, final[t] as number) - revision(adjusted[t - 1] as number, concurrent),
    });
    ahead.push({ at: t, one: run.model?.forecasts[0]?.point, year: run.model?.forecasts[frequency - 1]?.point });
  }
  if (model !== undefined) {
    for (let t = first + 1; t < n; t += 1) {
      const near = ahead.find((row) => row.at === t - 1)?.one;
      const far = ahead.find((row) => row.at === t - frequency)?.year;
      if (near !== undefined) one += ((series.values[t] as number) - near) ** 2;
      if (far !== undefined) year += ((series.values[t] as number) - far) ** 2;
      errors.push({ period: series.start + t, one, year });
    }
  }
  return {
    rows,
    meanAbsoluteAdjusted: mean(rows.map((row) => row.adjustedRevision)),
    meanAbsoluteTrend: mean(rows.map((row) => row.trendRevision)),
    meanAbsoluteChange: mean(rows.map((row) => row.changeRevision)),
    byLag: lags.map((lag) => {
      const moved: number[] = [];
      for (let i = 0; i + lag < estimates.length; i += 1) {
        const t = first + i;
        moved.push(revision((estimates[i] as Float64Array)[t] as number, (estimates[i + lag] as Float64Array)[t] as number));
      }
      return { lag, meanAbsolute: mean(moved) };
    }),
    forecastErrors: errors,
  };
}
