import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishedRun, publishedSeries, publishedTable, relativeDifference, withPublished } from '../testing.ts';
import { adjust } from './adjust.ts';
import { readSpecification } from './specification.ts';

const names = ['AirPassengers', 'UKgas', 'cn_imports', 'us_retail_bookstores'];
const filters = { x11pure: (quarterly: boolean) => ({ seasonalma: 's3x5', trendma: quarterly ? 5 : 13 }), x11msr: () => ({}) };

/** True when a printed figure is the computed one, rounded to the digits printed. */
function printedAs(printed: number, computed: number): boolean {
  return Math.abs(printed - computed) <= 0.0051 * Math.max(1, Math.abs(printed) / 10);
}

for (const run of ['x11pure', 'x11msr'] as const) {
  for (const name of names) {
    test(`${run}, ${name}: every table equals the reference program's to 1e-9`, withPublished, () => {
      const series = publishedSeries(name);
      const spec = { mode: 'mult', transform: 'none', arima: null, x11: filters[run](series.frequency === 4) };
      const { tables } = adjust(series, readSpecification(spec, series.frequency));
      for (const [table, wanted] of Object.entries(publishedTable(`x13/${run}/${name}.csv`).columns)) {
        const difference = relativeDifference(wanted, tables[table]);
        assert.ok(difference < 1e-9, `${table} differs by ${difference}`);
      }
    });
    test(`${run}, ${name}: F tests, table F2 and M1 to Q are those printed`, withPublished, () => {
      const series = publishedSeries(name);
      const spec = { mode: 'mult', transform: 'none', arima: null, x11: filters[run](series.frequency === 4) };
      const { diagnostics } = adjust(series, readSpecification(spec, series.frequency));
      for (const [key, printed] of Object.entries(publishedRun(run, name).diagnostics)) {
        if (!/^(f2|f3|d11|sfmsr|finaltrendma)/.test(key)) continue;
        const mine = [diagnostics[key]].flat();
        [printed].flat().forEach((value, i) => {
          const computed = diagnostics[key] instanceof Float64Array ? diagnostics[key][i] : mine[i];
          if (typeof value === 'number')
            assert.ok(printedAs(value, Number(computed)), `${key}[${i}] is printed ${value}, computed ${computed}`);
          else assert.equal(computed, value, key);
        });
      }
    });
  }
}
