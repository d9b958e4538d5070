import { type Fields, objectAt } from '../indices/reading.ts';
import type { Series } from '../period.ts';
import { adjust } from './adjust.ts';
import { readSpecification } from './specification.ts';

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

/** Answers `{op: "adjust", spec}` for a series that has been read. */
export function adjustAnswer(series: Series, request: Fields): Record<string, unknown> {
  const spec = request.spec === undefined ? {} : objectAt(request, 'spec');
  const result = adjust(series, readSpecification(spec, series.frequency));
  return {
    tables: Object.fromEntries(Object.entries(result.tables).map(([name, table]) => [name, plainTable(table)])),
    diagnostics: Object.fromEntries(Object.entries(result.diagnostics).map(([name, value]) => [name, plainValue(value)])),
    warnings: result.warnings,
  };
}
