import { type Fields, numberOr, objectAt } from '../indices/reading.ts';
import type { Series } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import { stl } from './stl.ts';

const defaultSeasonalWindow = 7;

function windowOr(spec: Fields, field: string): number | undefined {
  const length = numberOr(spec, field, undefined);
  if (length !== undefined && (!Number.isInteger(length) || length < 3 || length % 2 === 0)) {
    throw new SeriesRefusal('out-of-range', { field: `spec.${field}`, values: { got: length, wanted: 'odd, 3 or more' } });
  }
  return length;
}

/** Answers `{op: "stl", spec: {periodic, seasonalWindow?, trendWindow?, robust}}` with the tables seasonal, trend, remainder and weights. */
export function stlAnswer(series: Series, request: Fields): Record<string, unknown> {
  const spec = request.spec === undefined ? {} : objectAt(request, 'spec');
  const trendWindow = windowOr(spec, 'trendWindow');
  const result = stl(series, {
    periodic: spec.periodic === true,
    robust: spec.robust === true,
    seasonalWindow: windowOr(spec, 'seasonalWindow') ?? defaultSeasonalWindow,
    ...(trendWindow === undefined ? {} : { trendWindow }),
  });
  return {
    tables: Object.fromEntries(Object.entries(result).map(([name, table]: [string, Float64Array]) => [name, Array.from(table)])),
    warnings: [],
  };
}
