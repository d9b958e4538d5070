import type { SeatsResult } from '../seats/seats.ts';
import { seasonalityOfSeries, seasonalityOfStationary } from './qs.ts';
import { residualSeasonality } from './seasonality-tests.ts';
import type { AdjustSpec } from './specification.ts';
import { arSpectrum, type Spectrum, spectrumDiagnostics } from './spectrum.ts';
import type { WholeSeries, X11Part } from './whole-series.ts';

/** Observations of the last part of a series that QS and the spectrum look at: eight years of months, also for quarters. */
const recentObservations = 96;

const pair = (test: { readonly statistic: number; readonly probability: number } | undefined): readonly number[] | null =>
  test === undefined ? null : [test.statistic, test.probability];

/** Diagnostics of X-11 under the reference program's keys (F tests, tables F2 and F3). */
export function x11Diagnostics({ x11, final, quality }: X11Part, spec: AdjustSpec): Record<string, unknown> {
  const { spanStart, spanEnd } = x11.input;
  const residual = residualSeasonality(final.d11, spanStart, spanEnd, x11.layout.frequency);
  return {
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

/** Diagnostics of the model under the reference program's keys. */
export function modelDiagnostics(whole: WholeSeries): Record<string, unknown> {
  const { model } = whole;
  if (model === undefined) return {};
  const residuals = model.residualDiagnostics;
  const failing = residuals.ljungBox.filter((row) => residuals.failedLags.includes(row.lag));
  return {
    ...model.trail,
    nefobs: model.effectiveObservations,
    loglikelihood: model.loglik,
    aic: model.aic,
    aicc: model.aicc,
    bic: model.bic,
    hannanquinn: model.hannanQuinn,
    variance$mle: model.sigma2,
    variance$se: model.sigma2se,
    'outlier.total': model.outliers.length,
    lbq: residuals.ljungBox.map((row) => [row.lag, row.statistic, row.degrees, row.probability]),
    ...Object.fromEntries(failing.map((row) => [`lbq$${String(row.lag).padStart(2, '0')}`, [row.statistic, row.degrees, row.probability]])),
    lb2: residuals.squaredLjungBox.map((row) => [row.lag, row.statistic, row.degrees, row.probability]),
    skewness: residuals.skewness,
    kurtosis: residuals.kurtosis,
    a: residuals.geary,
    durbinwatson: residuals.durbinWatson,
    ...(model.forecastErrors === undefined ? {} : { 'aape.0': model.forecastErrors.mean, 'aape.years': model.forecastErrors.years }),
  };
}

/**
 * QS of the original, the adjusted series, the irregular and the residuals, each as it is and adjusted for extremes (`…evadj`), over the
 * whole span (`qs…`) and when it is longer over its last 96 observations (`qss…`): [statistic, p].
 */
export function seasonalityDiagnostics(whole: WholeSeries, part: X11Part): Record<string, unknown> {
  const { final, x11 } = part;
  const expected = x11.additive ? 0 : 1;
  const pseudo = whole.mode === 'pseudoadd';
  const n = final.original.length;
  const originalAdjusted = pseudo
    ? Float64Array.from(
        { length: n },
        (_, i) => (x11.tables.d12[i] as number) * ((final.d10[i] as number) + (final.plainIrregular[i] as number) - 1),
      )
    : x11.input.values;
  const adjustedForExtremes = final.e2.map((value, i) =>
    x11.additive ? value - (whole.factors.ls[i] as number) : value / (whole.factors.ls[i] as number),
  );
  return qsDiagnostics(whole, {
    level: { ori: final.original, orievadj: originalAdjusted, sadj: final.d11, sadjevadj: adjustedForExtremes },
    stationary: { irr: final.plainIrregular.map((value) => value - expected), irrevadj: final.e3.map((value) => value - expected) },
  });
}

/** The same of a SEATS decomposition: adjusted for outliers is what the model's own components say. */
export function seatsSeasonality(
  whole: WholeSeries,
  result: SeatsResult,
  tables: Readonly<Record<string, Float64Array>>,
): Record<string, unknown> {
  const expected = whole.model?.transform === 'log' ? 1 : 0;
  const span = (values: Float64Array): Float64Array => {
    // Components have no backcasts or forecasts; they are put where the span lies.
    const out = new Float64Array(whole.original.length);
    out.set(values, whole.spanStart);
    return out;
  };
  const about = (values: Float64Array): Float64Array => span(values.map((value) => value - expected));
  return qsDiagnostics(whole, {
    level: { ori: whole.original, orievadj: whole.linear, sadj: span(tables.s11 ?? result.adjusted), sadjevadj: span(result.adjusted) },
    stationary: { irr: about(tables.s13 ?? result.irregular), irrevadj: about(result.irregular) },
  });
}

interface QsSeries {
  readonly level: Readonly<Record<string, Float64Array>>;
  readonly stationary: Readonly<Record<string, Float64Array>>;
}

function qsDiagnostics(whole: WholeSeries, { level, stationary }: QsSeries): Record<string, unknown> {
  const { spanStart, spanEnd, model } = whole;
  const { frequency } = whole.series;
  const order = model === undefined ? 1 : model.orders.d + model.orders.D;
  const out: Record<string, unknown> = {};
  const recentStart = spanEnd - recentObservations;
  const parts = [['qs', spanStart] as const, ...(recentStart > spanStart ? [['qss', recentStart] as const] : [])];
  // Without a model there are no residuals; the reference program prints the statistic of nothing, 0 with p = 1.
  const residuals = model?.residuals ?? new Float64Array();
  for (const [prefix, from] of parts) {
    for (const [name, values] of Object.entries(level)) {
      out[`${prefix}${name}`] = pair(seasonalityOfSeries(values.subarray(from, spanEnd), frequency, order));
    }
    for (const [name, values] of Object.entries(stationary)) {
      out[`${prefix}${name}`] = pair(seasonalityOfStationary(values.subarray(from, spanEnd), frequency));
    }
    const last = prefix === 'qs' ? residuals : residuals.subarray(-recentObservations);
    out[`${prefix}rsd`] = pair(seasonalityOfStationary(last, frequency));
  }
  return out;
}

interface SpectralSeries {
  /** Original and adjusted series without outliers, in levels. */
  readonly original: Float64Array;
  readonly adjusted: Float64Array;
  /** Irregular without extremes, about 0. */
  readonly irregular: Float64Array;
  readonly log: boolean;
}

/** Spectra of an X-11 adjustment: table B1, table E2 without level shifts, table E3. */
export function spectralDiagnostics(whole: WholeSeries, { final, x11 }: X11Part): Record<string, unknown> {
  const { ls } = whole.factors;
  return spectrumKeys(whole, {
    original: x11.input.values,
    adjusted: final.e2.map((value, i) => (x11.additive ? value - (ls[i] as number) : value / (ls[i] as number))),
    irregular: final.e3.map((value) => value - (x11.additive ? 0 : 1)),
    log: !x11.additive,
  });
}

/** Spectra of a SEATS decomposition, of its components without outliers. */
export function seatsSpectra(whole: WholeSeries, result: SeatsResult): Record<string, unknown> {
  const log = whole.model?.transform === 'log';
  const span = (values: Float64Array): Float64Array => {
    const out = new Float64Array(whole.original.length);
    out.set(values, whole.spanStart);
    return out;
  };
  return spectrumKeys(whole, {
    original: whole.linear,
    adjusted: span(result.adjusted),
    irregular: span(result.irregular.map((value) => value - (log ? 1 : 0))),
    log,
  });
}

/** Three spectra of the last 96 observations and that of the residuals, with the lists of those that show a visually significant peak. */
function spectrumKeys(whole: WholeSeries, series: SpectralSeries): Record<string, unknown> {
  const { spanStart, spanEnd, model } = whole;
  const { frequency } = whole.series;
  const order = model === undefined ? 1 : Math.max(1, model.orders.d + model.orders.D - 1);
  const from = Math.max(spanStart, spanEnd - recentObservations);
  const change = (values: Float64Array): Float64Array => {
    let z = series.log ? values.slice(from, spanEnd).map(Math.log) : values.slice(from, spanEnd);
    for (let k = 0; k < order; k += 1) z = Float64Array.from({ length: z.length - 1 }, (_, i) => (z[i + 1] as number) - (z[i] as number));
    return z;
  };
  const found: Readonly<Record<'rsd' | 'ori' | 'sa' | 'irr', Spectrum | undefined>> = {
    rsd: model === undefined ? undefined : arSpectrum(model.residuals.subarray(-recentObservations), frequency),
    ori: arSpectrum(change(series.original), frequency),
    sa: arSpectrum(change(series.adjusted), frequency),
    irr: arSpectrum(series.irregular.slice(from, spanEnd), frequency),
  };
  const withPeak = (kind: 's' | 't', names: readonly (keyof typeof found)[]): string => {
    const list = names.filter((name) => found[name]?.significant.some((peak) => peak.startsWith(kind)));
    return list.length === 0 ? 'none' : list.join(' ');
  };
  return {
    ...Object.assign({}, ...Object.entries(found).map(([name, spectrum]) => spectrumDiagnostics(`spc${name}`, spectrum))),
    'peaks.seas': withPeak('s', ['rsd', 'sa', 'irr']),
    'peaks.td': withPeak('t', ['rsd', 'ori', 'sa', 'irr']),
  };
}
