import { formatPeriod, type Series } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import type { ArimaOrders, Deadline, RegArimaResult } from '../regarima/model.ts';
import type { SeatsModel } from '../seats/allocation.ts';
import { seats } from '../seats/seats.ts';
import {
  modelDiagnostics,
  seasonalityDiagnostics,
  seatsSeasonality,
  seatsSpectra,
  spectralDiagnostics,
  x11Diagnostics,
} from './diagnostics.ts';
import { trafficLight } from './light.ts';
import { resultTables, seatsTables } from './result-tables.ts';
import { type AdjustSpec, writeOrders } from './specification.ts';
import { stabilityDiagnostics } from './stability.ts';
import type { Warning } from './warning.ts';
import { adjustWhole, type WholeSeries } from './whole-series.ts';

/** What replaced the method asked for, and why. */
export interface Fallback {
  readonly from: string;
  readonly to: string;
  readonly reasons: readonly (Warning & { readonly rung: string })[];
}

/** One adjustment: tables over the span by the reference program's names in lower case. */
export interface Adjustment {
  readonly tables: Readonly<Record<string, Float64Array>>;
  readonly model: RegArimaResult | undefined;
  readonly diagnostics: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
  readonly fallback: Fallback | undefined;
}

const airline: ArimaOrders = { p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1 };

interface Rung {
  readonly name: string;
  readonly spec: AdjustSpec;
}

/** The methods tried in turn: as asked for, the airline model, X-11 without a model, the same with adding components. */
function ladder(spec: AdjustSpec): readonly Rung[] {
  const asked = spec.arima === 'auto' ? 'auto' : spec.arima === undefined ? `x11-${spec.mode ?? 'mult'}` : writeOrders(spec.arima);
  const rungs: Rung[] = [{ name: asked, spec }];
  const plain: AdjustSpec = { ...spec, outliers: [], aictest: [], arima: airline };
  if (spec.arima !== undefined && asked !== writeOrders(airline)) rungs.push({ name: 'airline', spec: plain });
  if (spec.arima !== undefined && spec.regression.length + spec.user.length > 0) {
    rungs.push({ name: 'airline-without-regression', spec: { ...plain, regression: [], user: [] } });
  }
  const x11 = spec.x11 ?? { seasonal: 'msr', trend: 'auto', sigmaLimits: [1.5, 2.5], calendarSigma: 'none', sigmaGroup: [] };
  const bare: AdjustSpec = { ...spec, arima: undefined, x11, seats: false };
  if (spec.arima !== undefined) rungs.push({ name: 'x11', spec: bare });
  if (spec.mode !== 'add') rungs.push({ name: 'x11-add', spec: { ...bare, mode: 'add' } });
  return rungs;
}

function deadline(milliseconds: number): Deadline {
  const end = performance.now() + milliseconds;
  return { reached: () => performance.now() > end };
}

/**
 * Adjusts a series for season as asked for; where that fails it takes the next rung of a ladder (automatic model, airline model, X-11
 * without a model, additive X-11, the series as it is) and says in `fallback` which and why.
 */
export function adjust(series: Series, spec: AdjustSpec): Adjustment {
  if (spec.x11 === undefined && !spec.seats) throw new SeriesRefusal('nothing-asked', { field: 'spec.x11' });
  if (spec.seats && spec.arima === undefined) throw new SeriesRefusal('model-missing', { field: 'spec.arima' });
  const rungs = [...ladder(spec)];
  const reasons: (Warning & { rung: string })[] = [];
  const limit = deadline(spec.timeLimitMs);
  for (const [i, rung] of rungs.entries()) {
    try {
      const result = complete(adjustWhole(series, rung.spec, rung.spec.arima === undefined ? { reached: () => false } : limit), rung.spec);
      const fallback = i === 0 ? undefined : { from: rungs[0]?.name ?? '', to: rung.name, reasons };
      const stability = stabilityDiagnostics(result.whole, rung.spec, limit);
      const diagnostics = { ...result.diagnostics, ...stability.diagnostics };
      const { light, reasons: lightReasons } = trafficLight(diagnostics, fallback?.to);
      return {
        tables: { ...result.tables, ...stability.tables },
        model: result.model,
        diagnostics: { ...diagnostics, light, lightReasons },
        warnings: [...reasons.map(warningOf), ...result.warnings, ...stability.warnings],
        fallback,
      };
    } catch (error) {
      if (!(error instanceof SeriesRefusal)) throw error;
      // A mistake in the request is not mended by another method.
      if (requestMistakes.has(error.code)) throw error;
      // What has no logarithm may still have the model, in level.
      if (error.code === 'not-positive' && rung.spec.arima !== undefined && rung.spec.mode !== 'add') {
        rungs.splice(i + 1, 0, { name: `${rung.name}-in-level`, spec: { ...rung.spec, transform: 'none', mode: 'add' } });
      }
      reasons.push({
        rung: rung.name,
        code: error.code,
        ...(error.field === undefined ? {} : { field: error.field }),
        ...(Object.keys(error.values).length === 0 ? {} : { values: error.values }),
      });
    }
  }
  return {
    tables: { a1: series.values, d11: series.values },
    model: undefined,
    diagnostics: { nobs: series.values.length, light: 'bad', lightReasons: ['not-adjusted'] },
    warnings: reasons.map(warningOf),
    fallback: { from: rungs[0]?.name ?? '', to: 'raw', reasons },
  };
}

const requestMistakes = new Set(['regression-unknown', 'regressor-too-short', 'regressor-not-finite', 'outlier-outside-span']);

const warningOf = ({ code, field, values }: Warning): Warning => ({
  code,
  ...(field === undefined ? {} : { field }),
  ...(values === undefined ? {} : { values }),
});

function seatsModel(model: RegArimaResult): SeatsModel {
  const of = (operator: 'AR' | 'MA', factor: 'Nonseasonal' | 'Seasonal', order: number, step: number): Float64Array => {
    const out = new Float64Array(order);
    for (const row of model.parameters) if (row.operator === operator && row.factor === factor) out[row.lag / step - 1] = row.estimate;
    return out;
  };
  const { p, d, q, P, D, Q } = model.orders;
  return {
    phi: of('AR', 'Nonseasonal', p, 1),
    theta: of('MA', 'Nonseasonal', q, 1),
    seasonalPhi: of('AR', 'Seasonal', P, model.frequency),
    seasonalTheta: of('MA', 'Seasonal', Q, model.frequency),
    d,
    D,
    frequency: model.frequency,
    sigma2: model.sigma2,
    withMean: model.hasConstant,
  };
}

/** Tables and diagnostics of an adjustment that succeeded. */
function complete(whole: WholeSeries, spec: AdjustSpec): Omit<Adjustment, 'fallback'> & { readonly whole: WholeSeries } {
  const { series, model, part } = whole;
  const tables = resultTables(whole);
  const warnings: Warning[] = (model?.warnings ?? []).map((code) => ({ code }));
  const diagnostics: Record<string, unknown> = {
    span: [formatPeriod(series.start, series.frequency), formatPeriod(series.start + series.values.length - 1, series.frequency)],
    nobs: series.values.length,
    samode: whole.mode,
    ...modelDiagnostics(whole),
  };
  if (part !== undefined) {
    Object.assign(diagnostics, x11Diagnostics(part, spec), seasonalityDiagnostics(whole, part), spectralDiagnostics(whole, part));
  }
  if (spec.seats && model !== undefined) {
    const result = seats(
      seatsModel(model),
      model.linearised.subarray(0, series.values.length),
      model.transform === 'log' ? 'multiplicative' : 'additive',
    );
    Object.assign(tables, seatsTables(whole, result));
    if (part === undefined) Object.assign(diagnostics, seatsSeasonality(whole, result, tables), seatsSpectra(whole, result));
    if (result.fallback !== undefined) warnings.push({ code: `seats-${result.fallback.reason}`, values: { to: result.fallback.to } });
  }
  return { tables, model, diagnostics, warnings, whole };
}
