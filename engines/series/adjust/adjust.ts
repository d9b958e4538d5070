import { formatPeriod, type Series } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import { decompose } from '../x11/decomposition.ts';
import type { X11Result } from '../x11/model.ts';
import { noFactors, type PriorFactors } from './factors.ts';
import { changes, type FinalTables, finalTables } from './final-tables.ts';
import { type Measures, measures } from './measures.ts';
import { residualSeasonality } from './seasonality-tests.ts';
import type { AdjustSpec } from './specification.ts';

/** Why a rung of the ladder was left, or what a reader should know. */
export interface Warning {
  readonly code: string;
  readonly field?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** One adjustment: tables over the span by the reference program's names in lower case. */
export interface Adjustment {
  readonly tables: Readonly<Record<string, Float64Array>>;
  readonly diagnostics: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}

/**
 * Adjusts a series for season by X-11.
 *
 * @throws SeriesRefusal with the reason when the method as asked for cannot be applied
 */
export function adjust(series: Series, spec: AdjustSpec): Adjustment {
  const gap = series.values.findIndex((value) => Number.isNaN(value));
  if (gap >= 0) {
    throw new SeriesRefusal('missing-values', { field: 'values', values: { period: formatPeriod(series.start + gap, series.frequency) } });
  }
  if (spec.arima !== undefined) throw new SeriesRefusal('model-not-offered', { field: 'spec.arima' });
  if (spec.x11 === undefined) throw new SeriesRefusal('nothing-asked', { field: 'spec.x11' });
  const mode = spec.mode ?? 'mult';
  const additive = mode === 'add';
  const values = series.values;
  const x11 = decompose(
    { values, start: series.start, frequency: series.frequency, spanStart: 0, spanEnd: values.length },
    { ...spec.x11, mode },
  );
  const factors = noFactors(values.length, additive);
  const final = finalTables(values, x11, factors, mode === 'pseudoadd');
  const quality = measures(x11, final, factors, { pseudo: mode === 'pseudoadd', logadd: mode === 'logadd' });
  return { tables: spanTables(x11, final, quality, factors), diagnostics: x11Diagnostics(x11, final, quality, spec), warnings: [] };
}

/** The tables over the span; a table that does not apply is absent. */
function spanTables(x11: X11Result, final: FinalTables, quality: Measures, factors: PriorFactors): Record<string, Float64Array> {
  const { spanStart, spanEnd } = x11.input;
  const { additive } = x11;
  const all: Record<string, Float64Array> = {
    a1: final.original,
    ...x11.tables,
    b1: x11.input.values,
    d10: final.d10,
    d11: final.d11,
    d12: final.d12,
    d13: final.d13,
    d16: final.d16,
    e1: final.e1,
    e2: final.e2,
    e3: final.e3,
    e5: changes(final.original, spanStart, spanEnd, additive),
    e6: changes(final.d11, spanStart, spanEnd, additive),
    e7: changes(final.d12, spanStart, spanEnd, additive),
    e8: changes(final.calendarAdjusted, spanStart, spanEnd, additive),
    e11: final.e11,
    e18: final.e18,
    eeb: final.eeb,
    f1: quality.average,
  };
  if (factors.present.has('calendar')) {
    all.d18 = factors.calendar;
    all.a18 = final.calendarAdjusted;
  }
  return Object.fromEntries(Object.entries(all).map(([name, table]) => [name, table.subarray(spanStart, spanEnd)]));
}

const pair = (test: { readonly statistic: number; readonly probability: number } | undefined): readonly number[] | null =>
  test === undefined ? null : [test.statistic, test.probability];

/** Diagnostics of X-11 under the reference program's keys. */
function x11Diagnostics(x11: X11Result, final: FinalTables, quality: Measures, spec: AdjustSpec): Record<string, unknown> {
  const { spanStart, spanEnd } = x11.input;
  const residual = residualSeasonality(final.d11, spanStart, spanEnd, x11.layout.frequency);
  return {
    nobs: spanEnd - spanStart,
    siglim: spec.x11?.sigmaLimits,
    ...(x11.chosenFilter === undefined ? {} : { sfmsr: x11.chosenFilter }),
    ...Object.fromEntries(x11.filterRatios.map((ratio, i) => [`autosf.msr${String(i + 1).padStart(2, '0')}`, ratio])),
    ...(spec.x11?.trend === 'auto' ? { finaltrendma: x11.trendLength } : {}),
    'd11.f': pair(residual.all),
    'd11.3y.f': pair(residual.lastThreeYears),
    'f2.d': quality.durations,
    'f2.e': quality.ratios,
    'f2.mcd': quality.monthsForCyclicalDominance,
    'f2.f': quality.shares,
    'f2.ic': x11.trendRatio,
    'f2.is': x11.moving.ratio,
    'f2.fsb1': pair(quality.stableB1),
    'f2.fsd8': pair(quality.stableD8),
    'f2.kw': pair(quality.ranks),
    'f2.msf': pair(quality.moving),
    'f2.idseasonal': quality.identifiable,
    ...Object.fromEntries(quality.m.map((value, i) => [`f3.m${String(i + 1).padStart(2, '0')}`, value])),
    'f3.q': quality.q,
    'f3.qm2': quality.qWithoutM2,
    'f3.fail': quality.failures,
  };
}
