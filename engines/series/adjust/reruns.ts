import type { PeriodIndex, Series } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import type { Deadline, RegArimaResult } from '../regarima/model.ts';
import type { SeasonalFilter } from '../x11/seasonal-filter.ts';
import type { AdjustSpec } from './specification.ts';
import { adjustWhole, type WholeSeries } from './whole-series.ts';

/** Regressors of a model by the names that a spec takes, what was tested or found automatically included. */
function regressorNames(model: RegArimaResult, spec: AdjustSpec): string[] {
  const names = new Set(spec.regression);
  const has = (pattern: RegExp): boolean => [...names].some((name) => pattern.test(name));
  const contrasts = model.regression.filter(({ group }) => group === 'Trading Day').length;
  if (contrasts > 0 && !has(/^td/i)) names.add(contrasts === 1 ? 'td1coef' : 'td');
  for (const { group } of model.regression) {
    const easter = /^Easter\[(\d+)\]$/.exec(group);
    if (easter !== null && !has(/^easter/i)) names.add(`easter[${easter[1]}]`);
    if (group === 'Constant') names.add('const');
  }
  return [...names];
}

/** What stays the same when the adjustment of a series is repeated on a part of it. */
export interface Frozen {
  readonly spec: AdjustSpec;
  readonly outliers: readonly { readonly name: string; readonly period: PeriodIndex }[];
}

/** Freezes transform, model, regressors and seasonal filter of a finished adjustment; ARMA coefficients too where asked. */
export function freeze(whole: WholeSeries, spec: AdjustSpec, fixCoefficients: boolean): Frozen {
  const { model, part } = whole;
  const seasonal: readonly SeasonalFilter[] | undefined = part?.x11.seasonalFilters;
  return {
    spec: {
      ...spec,
      mode: whole.mode,
      ...(model === undefined
        ? {}
        : {
            transform: model.transform,
            arima: model.orders,
            regression: regressorNames(model, spec),
            ...(fixCoefficients ? { fixedParameters: model.parameters.map(({ estimate }) => estimate) } : {}),
          }),
      outliers: [],
      aictest: [],
      x11: spec.x11 === undefined || seasonal === undefined ? spec.x11 : { ...spec.x11, seasonal },
      history: false,
      slidingSpans: false,
    },
    outliers: (model?.outliers ?? []).map(({ name, period }) => ({ name, period })),
  };
}

/** Repeats a frozen adjustment on observations `from` to `to` (exclusive) of the series; outliers outside are left out. */
export function repeat(series: Series, frozen: Frozen, from: number, to: number, limit: Deadline): WholeSeries {
  if (limit.reached()) throw new SeriesRefusal('time-limit', { field: 'spec.timeLimit_ms' });
  const inside = frozen.outliers.filter(({ period }) => period >= series.start + from && period < series.start + to);
  const user = frozen.spec.user.map((one) => ({ ...one, start: one.start ?? series.start }));
  return adjustWhole(
    { start: series.start + from, frequency: series.frequency, values: series.values.slice(from, to) },
    { ...frozen.spec, user, regression: [...frozen.spec.regression, ...inside.map(({ name }) => name)] },
    limit,
  );
}
