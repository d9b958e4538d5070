import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SeriesRefusal } from '../refusal.ts';
import { type ForecastMethod, type ForecastRow, forecast } from './forecast.ts';
import { generator } from './random.ts';
import { referenceLines, referenceSkip } from './reference.ts';

const methods: readonly ForecastMethod[] = ['snaive', 'theta', 'ets', 'arima', 'combination'];
const spec = (method: ForecastMethod, horizon = 12) => ({ method, horizon, levels: [80, 95] });
const refusal = (code: string) => (error: unknown) => error instanceof SeriesRefusal && error.code === code;

test('the combination beats the best method of the M3 competition, and its intervals hold', { skip: referenceSkip }, () => {
  // A third of the 40 series of the sample; the published best mean over all 1,428 monthly series is 13.89 (Theta).
  const rows = (referenceLines('m3/m3_monthly.jsonl') as { x: number[]; future: number[] }[]).filter((_, at) => at % 3 === 0);
  let error = 0;
  let inside = 0;
  for (const row of rows) {
    const answer = forecast({ start: 24_000, frequency: 12, values: Float64Array.from(row.x) }, spec('combination', 18));
    row.future.forEach((truth, step) => {
      const { point, lower95, upper95 } = answer.forecast[step] as ForecastRow & { lower95: number; upper95: number };
      error += (200 * Math.abs(truth - point)) / (Math.abs(truth) + Math.abs(point)) / 18 / rows.length;
      if (lower95 <= truth && truth <= upper95) inside += 1 / 18 / rows.length;
    });
  }
  assert.ok(error < 13.89, `sMAPE ${error}`);
  assert.ok(inside > 0.9 && inside < 0.99, `coverage ${inside}`);
});

test('every method answers every period with bounds in order, whatever the series', () => {
  const series = fc.record({
    seed: fc.integer({ min: 1, max: 1e6 }),
    length: fc.integer({ min: 3, max: 60 }),
    level: fc.constantFrom(-100, 0, 100, 1e7),
    noise: fc.constantFrom(0, 1e-3, 5, 1e6),
    step: fc.constantFrom(0, 1e6),
    missing: fc.boolean(),
    frequency: fc.constantFrom(4 as const, 12 as const),
  });
  fc.assert(
    fc.property(series, fc.constantFrom(...methods), fc.constantFrom('none' as const, 'log' as const), (made, method, transform) => {
      const random = generator(made.seed);
      const values = Float64Array.from(
        { length: made.length },
        (_, t) => made.level + made.noise * random.normal() + (t > made.length / 2 ? made.step : 0),
      );
      if (made.missing && made.length > 6) values.fill(Number.NaN, 2, 4);
      const answer = forecast({ start: 24_000, frequency: made.frequency, values }, { ...spec(method, 5), transform });
      assert.equal(answer.forecast.length, 5);
      for (const row of answer.forecast) {
        const { lower95, lower80, point, upper80, upper95 } = row as ForecastRow & Record<string, number>;
        const inOrder = [lower95, lower80, point, upper80, upper95] as number[];
        assert.ok(inOrder.every(Number.isFinite), JSON.stringify(row));
        assert.ok(
          inOrder.every((bound, at) => at === 0 || bound >= (inOrder[at - 1] as number) - 1e-9 * Math.abs(bound)),
          JSON.stringify(row),
        );
      }
    }),
    { numRuns: 150 },
  );
});

test('the same request has the same answer', () => {
  const values = Float64Array.from({ length: 72 }, (_, t) => 100 + t + 10 * Math.sin(t / 2));
  const series = { start: 24_000, frequency: 12 as const, values };
  assert.deepEqual(forecast(series, spec('combination')), forecast(series, spec('combination')));
});

test('a constant series is carried forward with a warning', () => {
  for (const method of methods) {
    const answer = forecast({ start: 24_000, frequency: 12, values: new Float64Array(40).fill(7) }, spec(method));
    assert.deepEqual(answer.warnings, ['series-constant']);
    assert.deepEqual(answer.forecast[11], { period: '2004-04', point: 7, lower80: 7, upper80: 7, lower95: 7, upper95: 7 });
  }
});

test('a gap is bridged, a missing end is forecast and left out', () => {
  const values = Float64Array.from({ length: 48 }, (_, t) => 200 + 20 * Math.sin((t * Math.PI) / 6));
  values[20] = Number.NaN;
  values.fill(Number.NaN, 46);
  const answer = forecast({ start: 24_000, frequency: 12, values }, spec('snaive', 2));
  assert.deepEqual(answer.warnings, ['missing-interpolated']);
  assert.deepEqual(
    answer.forecast.map((row) => row.period),
    ['2004-01', '2004-02'],
  );
  assert.equal(answer.forecast[0]?.point, values[36]);
});

test('what cannot be forecast is refused by name', () => {
  const series = (list: number[]) => ({ start: 0, frequency: 12 as const, values: Float64Array.from(list) });
  assert.throws(() => forecast(series([]), spec('theta')), refusal('all-missing'));
  assert.throws(() => forecast(series([Number.NaN, Number.NaN]), spec('theta')), refusal('all-missing'));
  assert.throws(() => forecast(series([1, 2]), spec('theta')), refusal('series-too-short'));
  assert.throws(() => forecast(series([1, 2, Number.POSITIVE_INFINITY]), spec('ets')), refusal('not-finite'));
  assert.throws(() => forecast(series([1, 2, 1e300]), spec('ets')), refusal('value-out-of-range'));
  assert.throws(() => forecast(series([1, 2, 3]), spec('ets', 0)), refusal('horizon-out-of-range'));
  assert.throws(() => forecast(series([1, 2, 3]), { ...spec('ets'), levels: [100] }), refusal('level-out-of-range'));
  assert.throws(() => forecast(series([1, 2, 3]), { ...spec('ets'), method: 'toString' as ForecastMethod }), refusal('method-unknown'));
  assert.deepEqual(forecast(series([1, 0, 3, 2, 5]), { ...spec('theta', 1), transform: 'log' }).warnings, ['log-left-out']);
});
