import { type Fields, objectAt, textsOf } from '../indices/reading.ts';
import { type Frequency, formatPeriod, type Series } from '../period.ts';
import type { RegArimaResult } from '../regarima/model.ts';
import { adjust } from './adjust.ts';
import { readSpecification, writeOrders } from './specification.ts';

/** JSON has no NaN: a cell without a value is null. */
export function plainTable(values: ArrayLike<number>): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? value : null));
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value instanceof Float64Array) return plainTable(value);
  if (Array.isArray(value)) return value.map(plainValue);
  return value;
}

/** The model as the batch door shows it; MA coefficients belong to 1 − θB. */
function plainModel(model: RegArimaResult): Record<string, unknown> {
  return {
    transform: model.transform,
    arima: writeOrders(model.orders),
    parameters: model.parameters,
    sigma2: model.sigma2,
    loglik: model.loglik,
    aic: model.aic,
    aicc: model.aicc,
    bic: model.bic,
    constant: model.hasConstant,
    outliers: model.outliers.map(({ type, period, name, estimate, se, t }) => ({
      type,
      period: formatPeriod(period, model.frequency as Frequency),
      name,
      estimate,
      se,
      t,
    })),
  };
}

/** Answers `{op: "adjust", spec}` for a series that has been read. */
export function adjustAnswer(series: Series, request: Fields): Record<string, unknown> {
  const spec = request.spec === undefined ? {} : objectAt(request, 'spec');
  const { tables, model, diagnostics, warnings, fallback } = adjust(series, readSpecification(spec, series.frequency));
  // Most callers want a few of some fifty tables, and writing them all costs more than computing them.
  const wanted = spec.tables === undefined || spec.tables === null ? undefined : new Set(textsOf(spec.tables, 'spec.tables'));
  const shown = Object.entries(tables).filter(([name]) => wanted === undefined || wanted.has(name));
  return {
    tables: Object.fromEntries(shown.map(([name, table]) => [name, plainTable(table)])),
    model: model === undefined ? null : plainModel(model),
    regression: model?.regression ?? [],
    forecast: (model?.forecasts ?? []).map(({ period, point, lower95, upper95 }) => ({
      period: formatPeriod(period, series.frequency),
      point,
      lower95,
      upper95,
    })),
    diagnostics: Object.fromEntries(Object.entries(diagnostics).map(([name, value]) => [name, plainValue(value)])),
    warnings,
    ...(fallback === undefined ? {} : { fallback }),
  };
}
