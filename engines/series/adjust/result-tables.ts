import type { SeatsResult } from '../seats/seats.ts';
import { changes } from './final-tables.ts';
import type { WholeSeries } from './whole-series.ts';

const effectTables = { td: 'tradingDay', hol: 'holiday', ao: 'ao', ls: 'ls', tc: 'tc', so: 'so', usr: 'user' } as const;

/** The tables of an adjustment over its span, under the reference program's names; one that does not apply is absent. */
export function resultTables(whole: WholeSeries): Record<string, Float64Array> {
  const { factors, part, spanStart, spanEnd, series } = whole;
  const all: Record<string, Float64Array> = { a1: whole.original, b1: whole.linear };
  for (const [name, effect] of Object.entries(effectTables)) if (factors.present.has(effect)) all[name] = factors[effect];
  if (part !== undefined) {
    const { x11, final, quality } = part;
    const { additive } = x11;
    const { d10, d11, d12, d13, d16, e1, e2, e3, e11, e18, eeb } = final;
    Object.assign(all, x11.tables, { b1: whole.linear, d10, d11, d12, d13, d16, e1, e2, e3, e11, e18, eeb, f1: quality.average });
    all.e5 = changes(final.original, spanStart, spanEnd, additive);
    all.e6 = changes(d11, spanStart, spanEnd, additive);
    all.e7 = changes(d12, spanStart, spanEnd, additive);
    all.e8 = changes(final.calendarAdjusted, spanStart, spanEnd, additive);
    if (factors.present.has('calendar')) Object.assign(all, { d18: factors.calendar, a18: final.calendarAdjusted });
  }
  const tables = Object.fromEntries(Object.entries(all).map(([name, table]) => [name, table.subarray(spanStart, spanEnd)]));
  // The original as it was given: what was missing stays missing in a1.
  tables.a1 = series.values;
  return tables;
}

/** Tables s10 to s18: outliers and user effects return to the components they belong to, calendar effects go with the season. */
export function seatsTables(whole: WholeSeries, result: SeatsResult): Record<string, Float64Array> {
  const { factors, spanStart, spanEnd, model } = whole;
  const log = model?.transform === 'log';
  const combine = (values: Float64Array, names: readonly ('calendar' | 'ao' | 'ls' | 'tc' | 'so' | 'user' | 'seasonal')[]): Float64Array =>
    values.map((value, t) => {
      let out = value;
      for (const name of names) out = log ? out * (factors[name][spanStart + t] as number) : out + (factors[name][spanStart + t] as number);
      return out;
    });
  const s10 = combine(result.seasonal, ['so', 'seasonal']);
  const s11 = combine(result.adjusted, ['ao', 'ls', 'tc', 'user']);
  const original = whole.original.subarray(spanStart, spanEnd);
  return {
    s10,
    s11,
    s12: combine(result.trend, ['ls']),
    s13: combine(result.irregular, ['ao', 'tc']),
    ...(result.transitory === undefined ? {} : { s14: result.transitory }),
    s16: combine(s10, ['calendar']),
    s18: original.map((value, t) => (log ? value / (s11[t] as number) : value - (s11[t] as number))),
  };
}
