import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parsePeriod, type Series } from '../period.ts';
import { describeOrders } from './automatic.ts';
import type { RegArimaSpec } from './model.ts';
import { fitRegArima } from './regarima.ts';

const folder = join(import.meta.dirname, '../../../../shared/testdata/statistics');
const skip = existsSync(folder) ? false : 'the published series and reference outputs are not beside this project';
const airline = { p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1 };

interface Reference {
  readonly diagnostics: Readonly<Record<string, number | string | readonly number[]>>;
  readonly regression: readonly { readonly group: string; readonly variable: string; readonly estimate: number; readonly se: number }[];
  readonly arima: readonly { readonly operator: string; readonly lag: number; readonly estimate: number; readonly se: number }[];
  readonly forecast?: readonly { readonly point: number; readonly lower95: number; readonly upper95: number }[];
}

function read(name: string): Series {
  const rows = readFileSync(join(folder, `series/${name}.csv`), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const frequency = rows[0]![0]!.includes('Q') ? 4 : 12;
  return { start: parsePeriod(rows[0]![0]!, frequency), frequency, values: Float64Array.from(rows, (row) => Number(row[1])) };
}

const reference = (run: string, name: string): Reference => JSON.parse(readFileSync(join(folder, `x13/${run}/${name}.json`), 'utf8'));

/** Holds a run to the reference: coefficients 1e-3, log likelihood 0.01, regression 2 % of its error, forecasts 0.1 %. */
function agree(run: string, name: string, spec: Partial<RegArimaSpec>): void {
  const series = read(name);
  const want = reference(run, name);
  const got = fitRegArima(series, { transform: 'log', arima: airline, forecast: 3 * series.frequency, backcast: 0, ...spec });
  const { loglikelihood, aicc, arimamdl } = want.diagnostics;
  assert.equal(describeOrders(got.orders), arimamdl);
  assert.ok(Math.abs(got.loglik - Number(loglikelihood)) < 0.01, `log likelihood ${got.loglik}, reference ${loglikelihood}`);
  assert.ok(Math.abs(got.aicc - Number(aicc)) < 0.02, `AICc ${got.aicc}, reference ${aicc}`);
  assert.equal(got.parameters.length, want.arima.length);
  for (const [i, parameter] of want.arima.entries()) {
    assert.equal(got.parameters[i]!.lag, parameter.lag);
    assert.ok(Math.abs(got.parameters[i]!.estimate - parameter.estimate) < 1e-3);
    assert.ok(Math.abs(got.parameters[i]!.se / parameter.se - 1) < 0.01);
  }
  assert.deepEqual(
    got.regression.map(({ variable }) => variable),
    want.regression.map(({ variable }) => variable),
  );
  for (const [i, row] of want.regression.entries()) {
    assert.equal(got.regression[i]!.group, row.group);
    assert.ok(Math.abs(got.regression[i]!.estimate - row.estimate) < 0.02 * row.se, `${row.variable} ${got.regression[i]!.estimate}`);
    assert.ok(Math.abs(got.regression[i]!.se / row.se - 1) < 0.01);
  }
  for (const [i, point] of (want.forecast ?? []).entries()) {
    assert.ok(Math.abs(got.forecasts[i]!.point / point.point - 1) < 1e-3);
    assert.ok(Math.abs(got.forecasts[i]!.lower95 / point.lower95 - 1) < 1e-3);
    assert.ok(Math.abs(got.forecasts[i]!.upper95 / point.upper95 - 1) < 1e-3);
  }
  const failed = Object.keys(want.diagnostics)
    .filter((key) => key.startsWith('lbq$'))
    .map((key) => Number(key.slice(4)));
  if (series.frequency === 12) assert.deepEqual(got.residualDiagnostics.failedLags, failed);
  for (const lag of failed) {
    const [statistic] = want.diagnostics[`lbq$${String(lag).padStart(2, '0')}`] as readonly number[];
    const mine = got.residualDiagnostics.ljungBox.find((row) => row.lag === lag);
    if (mine !== undefined) assert.ok(Math.abs(mine.statistic - statistic!) < 0.01);
  }
  assert.ok(Math.abs(got.residualDiagnostics.skewness - Number.parseFloat(String(want.diagnostics.skewness))) < 1e-3);
  assert.ok(Math.abs(got.residualDiagnostics.kurtosis - Number.parseFloat(String(want.diagnostics.kurtosis))) < 1e-3);
}

const monthly = ['AirPassengers', 'cn_imports', 'us_retail_bookstores'];
const all = [...monthly, 'UKgas'];

for (const name of all) {
  test(`${name}: the airline model is that of the reference`, { skip }, () => agree('airline', name, {}));
  test(`${name}: the automatic choice is that of the reference`, { skip }, () =>
    agree('auto', name, { transform: 'auto', arima: 'auto', outliers: ['ao', 'ls', 'tc'], aictest: ['td', 'easter'] }),
  );
}
for (const name of monthly) {
  test(`${name}: trading day and Easter are those of the reference`, { skip }, () =>
    agree('tdeaster', name, { regression: ['td', 'easter[8]'] }),
  );
}

test('Chinese imports: three windows around the New Year and outliers are those of the reference', { skip }, () => {
  const rows = readFileSync(join(folder, 'x13/cny/cn_imports_regressors.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
  const user = ['cnypre', 'cnyweek', 'cnypost'].map((variable, i) => ({
    name: variable,
    group: 'holiday' as const,
    start: parsePeriod(rows[0]![0]!, 12),
    values: rows.map((row) => Number(row[i + 1])),
  }));
  agree('cny', 'cn_imports', { regression: ['td'], user, outliers: ['ao', 'ls', 'tc'] });
});

test('calendar and holiday factors are the tables td and hol of the reference', { skip }, () => {
  const series = read('us_retail_bookstores');
  const result = fitRegArima(series, { transform: 'log', arima: airline, regression: ['td', 'easter[8]'], forecast: 12, backcast: 12 });
  const [head, ...rows] = readFileSync(join(folder, 'x13/tdeaster/us_retail_bookstores.csv'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  const column = (name: string) => rows.map((row) => Number(row[head!.indexOf(name)]));
  for (const [t, hol] of column('hol').entries()) assert.ok(Math.abs(Math.exp(result.effects.holiday[t]!) / hol - 1) < 1e-6);
  for (const [t, d18] of column('d18').entries()) assert.ok(Math.abs(Math.exp(result.effects.calendar[t]!) / d18 - 1) < 1e-6);
});

test('linearised series, effects and prior factors give the original back', { skip }, () => {
  const series = read('cn_imports');
  const result = fitRegArima(series, {
    transform: 'log',
    arima: airline,
    regression: ['td', 'easter[8]', 'LS2008.Nov'],
    forecast: 12,
    backcast: 24,
  });
  for (const [t, value] of series.values.entries()) {
    const sum = result.linearised[t]! + result.effects.calendar[t]! + result.effects.ls[t]!;
    assert.ok(Math.abs(Math.exp(sum) / value - 1) < 1e-12);
  }
  assert.equal(result.linearised.length, series.values.length + 12);
  assert.equal(result.backcasts.length, 24);
  assert.equal(result.backcasts[23]!.period, series.start - 1);
});
