import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cusum, ewma } from './alarms.ts';
import { cycleAnswer } from './batch.ts';
import { conferenceBoard, diffusionOver, leadOf, oecdComposite } from './composite.ts';
import { doubleHodrickPrescott, hodrickPrescott, lambdaFor, spencer } from './filters.ts';
import { compositeLight, type Limits, lightsOf, limitsFrom } from './lights.ts';
import { markovRegimes } from './regimes.ts';
import { bryBoschan, turningRules } from './turning-points.ts';

const near = (got: number, want: number, tolerance: number): void => assert.ok(Math.abs(got - want) <= tolerance, `${got} is not ${want}`);
const wave = (length: number, period: number, amplitude: number, shift = 0): Float64Array =>
  Float64Array.from({ length }, (_, t) => amplitude * Math.sin((2 * Math.PI * (t + shift)) / period));

test('λ of the OECD for cycles of 10 years and of 1 year in months', () => {
  near(lambdaFor(120), 133_107.94, 0.005);
  near(lambdaFor(12), 13.93, 0.005);
});

test('the Hodrick–Prescott trend solves its own equations, and a straight line is its own trend', () => {
  const value = fc.double({ min: -1000, max: 1000, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 5, maxLength: 60 }), fc.double({ min: 0.1, max: 1e5, noNaN: true }), (drawn, lambda) => {
      const y = Float64Array.from(drawn);
      const trend = hodrickPrescott(y, lambda);
      const second = Float64Array.from(
        { length: y.length - 2 },
        (_, t) => (trend[t] as number) - 2 * (trend[t + 1] as number) + (trend[t + 2] as number),
      );
      for (let t = 0; t < y.length; t++) {
        const bend = (second[t] ?? 0) - 2 * (second[t - 1] ?? 0) + (second[t - 2] ?? 0);
        near((trend[t] as number) + lambda * bend, y[t] as number, 1e-5 * (1 + lambda * 1e-3));
      }
    }),
  );
  const line = Float64Array.from({ length: 50 }, (_, t) => 3 + 2 * t);
  hodrickPrescott(line, 1600).forEach((value, t) => {
    near(value, line[t] as number, 1e-6);
  });
});

test('a missing value does not bend a straight trend', () => {
  const line = Float64Array.from({ length: 40 }, (_, t) => (t === 7 || t === 39 ? Number.NaN : 5 + t));
  hodrickPrescott(line, 14_400).forEach((value, t) => {
    near(value, 5 + t, 1e-5);
  });
});

test('the double filter keeps a cycle of 40 months and drops the trend and the noise of 3 months', () => {
  const cycle = wave(240, 40, 10);
  const noise = wave(240, 3, 4);
  const values = cycle.map((value, t) => 100 + 0.5 * t + value + (noise[t] as number));
  const found = doubleHodrickPrescott(values, 12, 120).cycle;
  for (let t = 60; t < 180; t++) near(found[t] as number, cycle[t] as number, 1.2);
});

test("Spencer's curve leaves a cubic as it is", () => {
  const cubic = Float64Array.from({ length: 40 }, (_, t) => 1 + t - 0.2 * t ** 2 + 0.004 * t ** 3);
  const smooth = spencer(cubic);
  for (let t = 7; t < 33; t++) near(smooth[t] as number, cubic[t] as number, 1e-9);
});

test('the turns of a known cycle are dated to the month', () => {
  // A cycle of 48 months: peaks at 12, 60, 108, …, troughs at 36, 84, ….
  const values = wave(240, 48, 10).map((value, t) => 200 + value + 0.4 * Math.sin(t * 2.3));
  const { turns } = bryBoschan(values, 12);
  assert.deepEqual(
    turns.map(({ kind }) => kind),
    ['peak', 'trough', 'peak', 'trough', 'peak', 'trough', 'peak', 'trough', 'peak', 'trough'],
  );
  turns.forEach(({ position, kind }, i) => {
    near(position, 12 + 24 * i, 3);
    const extreme = values.slice(Math.max(0, position - 4), position + 5);
    assert.equal(values[position], kind === 'peak' ? Math.max(...extreme) : Math.min(...extreme));
  });
});

test('one wild month makes no cycle', () => {
  const values = Float64Array.from({ length: 120 }, (_, t) => 100 + t + (t === 60 ? -60 : 0));
  assert.deepEqual(bryBoschan(values, 12).turns, []);
});

test('turns alternate, lie away from the ends, and make phases and cycles of the least length', () => {
  const steps = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 80, maxLength: 300 });
  for (const frequency of [12, 4] as const) {
    const rules = turningRules[frequency];
    fc.assert(
      fc.property(steps, (drawn) => {
        let level = 100;
        const values = Float64Array.from(drawn, (step) => (level += step));
        fc.pre(values.some((value) => value !== values[0]));
        const { turns } = bryBoschan(values, frequency);
        turns.forEach(({ position, kind }, i) => {
          assert.ok(position >= rules.margin && position < values.length - rules.margin);
          const [before, twice] = [turns[i - 1], turns[i - 2]];
          if (before !== undefined) {
            assert.notEqual(before.kind, kind);
            assert.ok(position - before.position >= rules.phase);
            assert.ok((kind === 'peak') === (values[position] as number) > (values[before.position] as number));
          }
          if (twice !== undefined) assert.ok(position - twice.position >= rules.cycle);
        });
      }),
      { numRuns: 150 },
    );
  }
});

test('a composite of one series moves as the series does; inverted it moves against it', () => {
  const values = Float64Array.of(100, 104, 102, 110, 107);
  const one = { name: 'orders', values, isRate: false, isInverted: false };
  const { index, weights } = conferenceBoard([one]);
  assert.deepEqual([...weights], [1]);
  index.forEach((value, t) => {
    near(value, values[t] as number, 1e-9);
  });
  const against = conferenceBoard([{ ...one, isInverted: true }]).index;
  against.forEach((value, t) => {
    near(value, 1e4 / (values[t] as number), 1e-9);
  });
});

test('components weigh by the inverse of their spread, and a month without 60 % of them has no value', () => {
  const calm = Float64Array.of(100, 101, 100, 101, 100, 101);
  const wild = Float64Array.of(100, 110, 100, 110, Number.NaN, Number.NaN);
  const { weights, index } = conferenceBoard([
    { name: 'calm', values: calm, isRate: false, isInverted: false },
    { name: 'wild', values: wild, isRate: false, isInverted: false },
  ]);
  assert.ok((weights[0] as number) > 8 * (weights[1] as number));
  near((weights[0] as number) + (weights[1] as number), 1, 1e-12);
  assert.ok(Number.isNaN(index[4]) && Number.isFinite(index[3]));
});

test('the OECD composite lies around 100 with the amplitude of its reference', () => {
  const reference = wave(240, 60, 8).map((value, t) => 200 + 0.3 * t + value);
  const leading = wave(240, 60, 30, 6).map((value) => 1000 + value);
  const { index } = oecdComposite([{ name: 'leading', values: leading, isRate: false, isInverted: false }], 12, 120, reference);
  near(index.reduce((sum, value) => sum + value, 0) / 240, 100, 0.5);
  const { trend, cycle } = doubleHodrickPrescott(reference, 12, 120);
  const spread = (row: Float64Array): number => row.reduce((sum, value) => sum + Math.abs(value), 0) / row.length;
  near(spread(index.map((value) => value - 100)), spread(cycle.map((value, t) => (100 * value) / (trend[t] as number))), 1e-9);
  assert.deepEqual(leadOf(leading, wave(240, 60, 8), 12).lead, 6);
});

test('diffusion over a span counts half of what stays', () => {
  const rows = [Float64Array.of(1, 2, 3), Float64Array.of(5, 5, 4), Float64Array.of(3, 2, 9), Float64Array.of(1, 1, 1)];
  assert.deepEqual([...diffusionOver(rows, 1)], [Number.NaN, 50, 62.5]);
});

test('a light changes after two months, or at once when it is far beyond the limit', () => {
  const limits: Limits = [0, 2, 6, 9];
  const found = lightsOf(Float64Array.of(4, 7, 4, 6.5, 6.5, 20, Number.NaN), limits, { periods: 2, margin: 10 });
  assert.deepEqual(found.raw, [3, 4, 3, 4, 4, 5, 0]);
  assert.deepEqual(found.shown, [3, 3, 3, 3, 4, 5, 0]);
  assert.deepEqual(compositeLight([5, 5, 4, 0]), { score: (100 * 14) / 15, light: 5 });
  const history = Float64Array.from({ length: 101 }, (_, t) => t);
  assert.deepEqual(limitsFrom(history), [10, 25, 75, 90]);
});

test('CUSUM and EWMA raise their alarm on a shift and not before', () => {
  const errors = Float64Array.from({ length: 30 }, (_, t) => (t < 15 ? 0 : 1.5));
  const { alarms, up } = cusum(errors);
  assert.deepEqual(alarms[0], { position: 20, direction: 'up' }); // 1 a month above k: passes 5 at the sixth
  assert.equal(up[19], 5);
  assert.ok(ewma(errors).alarms.every((position) => position > 15));
  assert.ok(ewma(errors).alarms.length > 0);
});

test('two regimes far apart are told apart and the lower one is contraction', () => {
  const low = (t: number): boolean => t % 50 >= 35;
  const values = Float64Array.from({ length: 200 }, (_, t) => (low(t) ? -2 : 3) + 0.6 * Math.sin(t * 12.9898));
  const found = markovRegimes(values);
  near(found.means[0], -2, 0.15);
  near(found.means[1], 3, 0.1);
  found.smoothed.forEach((probability, t) => {
    assert.equal(probability > 0.5, low(t), `month ${t}`);
  });
  near(found.stay[0], 1 - 1 / 15, 0.03);
});

test('a request is answered with periods, a short series with its reason', () => {
  const values = [...wave(120, 40, 10)].map((value) => 100 + value);
  const answer = cycleAnswer({ start: '2015-01', frequency: 12, values, spec: { method: 'turning-points' } });
  assert.deepEqual((answer.turns as unknown[])[0], { period: '2015-11', kind: 'peak' });
  assert.throws(() => cycleAnswer({ start: '2015-01', frequency: 12, values: values.slice(0, 20), spec: { method: 'turning-points' } }), {
    code: 'series-too-short',
  });
});
