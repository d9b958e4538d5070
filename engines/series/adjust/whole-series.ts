import type { Series } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import type { Deadline, RegArimaResult } from '../regarima/model.ts';
import { fitRegArima } from '../regarima/regarima.ts';
import { decompose } from '../x11/decomposition.ts';
import type { X11Mode } from '../x11/mode.ts';
import type { X11Result } from '../x11/model.ts';
import { factorsOf } from './effects.ts';
import { noFactors, type PriorFactors } from './factors.ts';
import { type FinalTables, finalTables } from './final-tables.ts';
import { type Measures, measures } from './measures.ts';
import type { AdjustSpec } from './specification.ts';

/** The X-11 part of an adjustment. */
export interface X11Part {
  readonly x11: X11Result;
  readonly final: FinalTables;
  readonly quality: Measures;
}

/** One adjustment exactly as asked for, without any fallback. */
export interface WholeSeries {
  readonly series: Series;
  readonly mode: X11Mode;
  readonly model: RegArimaResult | undefined;
  readonly factors: PriorFactors;
  /** Backcasts, span and forecasts on the original scale. */
  readonly original: Float64Array;
  /** The same without the effects of the model: table B1. */
  readonly linear: Float64Array;
  readonly spanStart: number;
  readonly spanEnd: number;
  readonly part: X11Part | undefined;
}

function modelOf(series: Series, spec: AdjustSpec, limit: Deadline): RegArimaResult | undefined {
  if (spec.arima === undefined) return undefined;
  return fitRegArima(
    series,
    {
      transform: spec.transform,
      arima: spec.arima,
      regression: spec.regression,
      user: spec.user,
      outliers: spec.outliers,
      aictest: spec.aictest,
      automatic: spec.automatic,
      forecast: spec.forecast,
      backcast: spec.backcast,
      ...(spec.fixedParameters === undefined ? {} : { fixed: { parameters: spec.fixedParameters } }),
      ...(spec.criticalValue === undefined ? {} : { criticalValue: spec.criticalValue }),
      ...(spec.aicdiff === undefined ? {} : { aicdiff: spec.aicdiff }),
    },
    limit,
  );
}

/** The mode as asked for; when left open multiplicative, or after a transform test as it decided. */
function modeOf(spec: AdjustSpec, model: RegArimaResult | undefined): X11Mode {
  if (spec.mode !== undefined) return spec.mode;
  return spec.transform === 'auto' && model !== undefined && model.transform === 'none' ? 'add' : 'mult';
}

/**
 * Model, prior adjustment and X-11 of one series.
 *
 * @throws SeriesRefusal when the method as asked for cannot be applied
 */
export function adjustWhole(series: Series, spec: AdjustSpec, limit: Deadline): WholeSeries {
  const model = modelOf(series, spec, limit);
  if (limit.reached()) throw new SeriesRefusal('time-limit', { field: 'spec.timeLimit_ms', values: { limit: spec.timeLimitMs } });
  const mode = modeOf(spec, model);
  const additive = mode === 'add';
  if (model === undefined) {
    const gap = series.values.findIndex((value) => Number.isNaN(value));
    if (gap >= 0) throw new SeriesRefusal('missing-values', { field: 'values', values: { index: gap } });
    const factors = noFactors(series.values.length, additive);
    const span = { spanStart: 0, spanEnd: series.values.length };
    const part = x11Part(series, series.values, series.values, factors, { ...span, offset: 0 }, spec, mode);
    return { series, mode, model, factors, original: series.values, linear: series.values, ...span, part };
  }
  const before = spec.appendBackcasts ? spec.backcast : 0;
  const after = spec.appendForecasts ? spec.forecast : 0;
  const n = series.values.length;
  const original = new Float64Array(spec.backcast + n + spec.forecast);
  model.backcasts.forEach((row, i) => {
    original[i] = row.point;
  });
  original.set(model.completed, spec.backcast);
  model.forecasts.forEach((row, i) => {
    original[spec.backcast + n + i] = row.point;
  });
  const factors = factorsOf(model, original, additive);
  const linear = original.slice();
  for (const name of ['calendar', 'ao', 'ls', 'tc', 'so', 'user', 'seasonal'] as const) {
    const factor = factors[name];
    for (let i = 0; i < linear.length; i += 1)
      linear[i] = additive ? (linear[i] as number) - (factor[i] as number) : (linear[i] as number) / (factor[i] as number);
  }
  const cut = (values: Float64Array): Float64Array => values.subarray(spec.backcast - before, spec.backcast + n + after);
  const cutFactors: PriorFactors = {
    ...(Object.fromEntries(
      Object.entries(factors).map(([name, value]) => [name, value instanceof Float64Array ? cut(value) : value]),
    ) as unknown as PriorFactors),
  };
  const span = { spanStart: before, spanEnd: before + n };
  const part = x11Part(series, cut(original), cut(linear), cutFactors, { ...span, offset: before }, spec, mode);
  return { series, mode, model, factors: cutFactors, original: cut(original), linear: cut(linear), ...span, part };
}

function x11Part(
  series: Series,
  original: Float64Array,
  linear: Float64Array,
  factors: PriorFactors,
  span: { readonly spanStart: number; readonly spanEnd: number; readonly offset: number },
  spec: AdjustSpec,
  mode: X11Mode,
): X11Part | undefined {
  if (spec.x11 === undefined) return undefined;
  const x11 = decompose(
    { values: linear, start: series.start - span.offset, frequency: series.frequency, spanStart: span.spanStart, spanEnd: span.spanEnd },
    { ...spec.x11, mode },
  );
  const final = finalTables(original, x11, factors, mode === 'pseudoadd');
  return { x11, final, quality: measures(x11, final, factors, { logadd: mode === 'logadd' }) };
}
