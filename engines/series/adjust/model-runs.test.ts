import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePeriod } from '../period.ts';
import { publishedRun, publishedSeries, publishedTable, relativeDifference, withPublished } from '../testing.ts';
import { adjust } from './adjust.ts';
import { readSpecification } from './specification.ts';

const monthly = ['AirPassengers', 'cn_imports', 'us_retail_bookstores'];
const all = [...monthly, 'UKgas'];
const airline = '(0 1 1)(0 1 1)';

interface Run {
  readonly names: readonly string[];
  readonly spec: (quarterly: boolean) => Record<string, unknown>;
}

const runs: Readonly<Record<string, Run>> = {
  airline: { names: all, spec: (quarterly) => ({ transform: 'log', mode: 'mult', arima: airline, forecast: quarterly ? 12 : 36 }) },
  tdeaster: {
    names: monthly,
    spec: () => ({ transform: 'log', mode: 'mult', arima: airline, regression: ['td', 'easter[8]'], forecast: 36 }),
  },
  seats: { names: all, spec: (quarterly) => ({ transform: 'log', arima: airline, seats: true, forecast: quarterly ? 12 : 36 }) },
};

// Weights of extremes stand on a slope of 1 / sigma: they magnify the last digits of the coefficients.
const tolerance = (table: string): number => (table === 'c17' ? 5e-3 : 5e-5);

for (const [run, { names, spec }] of Object.entries(runs)) {
  for (const name of names) {
    test(`${run}, ${name}: tables equal the reference program's to 5e-5`, withPublished, () => {
      const series = publishedSeries(name);
      const { tables, fallback } = adjust(series, readSpecification(spec(series.frequency === 4), series.frequency));
      assert.equal(fallback, undefined);
      for (const [table, wanted] of Object.entries(publishedTable(`x13/${run}/${name}.csv`).columns)) {
        const difference = relativeDifference(wanted, tables[table]);
        assert.ok(difference < tolerance(table), `${table} differs by ${difference}`);
      }
    });
  }
}

test(
  'imports of China: windows around the New Year as user regressors, outliers found, tables of the reference program',
  withPublished,
  () => {
    const series = publishedSeries('cn_imports');
    const { columns } = publishedTable('x13/cny/cn_imports_regressors.csv');
    const user = Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, [...values]]));
    const usertype = Object.fromEntries(Object.keys(columns).map((name) => [name, 'holiday']));
    const spec = { transform: 'log', arima: airline, regression: ['td'], user, usertype, outliers: ['ao', 'ls', 'tc'], forecast: 36 };
    const { tables, diagnostics } = adjust(series, readSpecification(spec, 12));
    for (const [table, wanted] of Object.entries(publishedTable('x13/cny/cn_imports.csv').columns)) {
      const difference = relativeDifference(wanted, tables[table]);
      assert.ok(difference < tolerance(table), `${table} differs by ${difference}`);
    }
    // No seasonality is left in what is adjusted (statistics of the acceptance checklist: p > 0.05).
    assert.ok(((diagnostics.qssadj as readonly number[])[1] as number) > 0.05);
  },
);

test('QS, spectra and summary measures of airline runs are those printed', withPublished, () => {
  for (const name of all) {
    const series = publishedSeries(name);
    const { diagnostics } = adjust(series, readSpecification(runs.airline?.spec(series.frequency === 4) ?? {}, series.frequency));
    for (const [key, printed] of Object.entries(publishedRun('airline', name).diagnostics)) {
      if (!/^(qs(?!log)|f2|f3|d11|peaks\.(seas|td)$|spc(ori|sa|irr)\.[st]\.dom|aicc|loglik|lbq)/.test(key)) continue;
      const value = diagnostics[key];
      const mine = value instanceof Float64Array ? [...value] : [value].flat();
      [printed].flat().forEach((figure, i) => {
        if (typeof figure === 'number')
          assert.ok(
            Math.abs(figure - Number(mine[i])) <= 0.0101 * Math.max(1, Math.abs(figure) / 5),
            `${name} ${key}[${i}]: ${figure}, ${mine[i]}`,
          );
        else assert.equal(mine[i], figure, `${name} ${key}`);
      });
    }
  }
});

interface Rows {
  readonly rows: readonly (readonly (string | number | null)[])[];
}

test('sliding spans and revision history of air passengers equal the reference program', withPublished, () => {
  const series = publishedSeries('AirPassengers');
  const spec = {
    transform: 'log',
    mode: 'mult',
    arima: airline,
    x11: { seasonalma: 's3x5', trendma: 13 },
    forecast: 12,
    history: true,
    slidingspans: true,
  };
  const { tables, diagnostics } = adjust(series, readSpecification(spec, 12));
  const printed = publishedRun('stab', 'AirPassengers');
  assert.deepEqual(diagnostics.ssa, [4, 96, 1, 1950]);
  for (const key of ['s2.a.per', 's2.d.per', 's2.e.per']) {
    const [flagged, compared] = printed.diagnostics[key] as readonly number[];
    assert.deepEqual((diagnostics[key] as readonly number[]).slice(0, 2), [flagged, compared], key);
  }
  const columns = [
    ['sae', 'history_sa_estimates', 1, 0.002],
    ['sar', 'history_sa_revisions', 1, 0.001],
    ['trr', 'history_trend_revisions', 1, 0.002],
    ['sfs', 'sliding_spans_sf', 5, 0.001],
    ['chs', 'sliding_spans_changes', 5, 0.001],
  ] as const;
  for (const [table, source, column, within] of columns) {
    let compared = 0;
    for (const row of (printed[source] as Rows).rows) {
      const wanted = row[column];
      if (typeof wanted !== 'number') continue;
      const date = String(row[0]);
      const at = parsePeriod(`${date.slice(0, 4)}-${date.slice(4)}`, 12) - series.start;
      assert.ok(Math.abs((tables[table]?.[at] ?? Number.NaN) - wanted) < within, `${table} ${date}`);
      compared += 1;
    }
    assert.ok(compared > 40, table);
  }
});
