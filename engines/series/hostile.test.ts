import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answer } from './batch.ts';

const noFiles = (): string => {
  throw new Error('no file is read for a series');
};
const ask = (request: Record<string, unknown>): Promise<Record<string, unknown>> => answer(request, noFiles);
const airline = { transform: 'log', arima: '(0 1 1)(0 1 1)' };
const automatic = { transform: 'auto', arima: 'auto', aictest: ['td', 'easter'], outliers: ['ao', 'ls', 'tc'], timeLimit_ms: 3000 };
const adjustment = (values: readonly (number | null)[], spec: Record<string, unknown> = airline): Promise<Record<string, unknown>> =>
  ask({ op: 'adjust', start: '2000-01', frequency: 12, values, spec });

/** Deterministic wiggle about a seasonal level, positive. */
const seasonal = (n: number, level = 100): number[] =>
  Array.from({ length: n }, (_, t) => level * (1 + 0.2 * Math.sin((2 * Math.PI * t) / 12) + 0.01 * (((t * 7919) % 101) / 101)));

interface Told {
  readonly error?: { readonly code: string; readonly field?: string };
  readonly fallback?: { readonly to: string; readonly reasons: readonly { readonly code: string }[] };
  readonly warnings?: readonly { readonly code: string }[];
  readonly tables?: Readonly<Record<string, readonly (number | null)[]>>;
  readonly model?: { readonly arima: string; readonly transform: string } | null;
}

/** Every code that an answer names as its reason. */
function reasonsOf(told: Told): string[] {
  return [...(told.error === undefined ? [] : [told.error.code]), ...(told.fallback?.reasons ?? []).map(({ code }) => code)];
}

const cases: readonly (readonly [string, () => Promise<Record<string, unknown>>, string])[] = [
  ['no value at all', () => adjustment([]), 'series-empty'],
  ['nothing but gaps', () => adjustment(new Array(60).fill(null)), 'all-missing'],
  ['ten observations', () => adjustment(seasonal(10)), 'series-too-short'],
  ['a constant', () => adjustment(new Array(120).fill(5)), 'series-constant'],
  ['a zero under logarithms', () => adjustment([0, ...seasonal(119)]), 'not-positive'],
  ['a negative value in multiplying components', () => adjustment([-1, ...seasonal(119)], { mode: 'mult' }), 'not-positive'],
  ['a gap without a model', () => adjustment([null, ...seasonal(119)], {}), 'missing-values'],
  ['a regressor that is too short', () => adjustment(seasonal(120), { ...airline, user: { strike: [0, 1] } }), 'regressor-too-short'],
  [
    'collinear regressors',
    () => adjustment(seasonal(120), { ...airline, user: { a: seasonal(132), b: seasonal(132) }, forecast: 12 }),
    'regressors-collinear',
  ],
  ['an unknown regressor', () => adjustment(seasonal(120), { ...airline, regression: ['moon'] }), 'regression-unknown'],
  ['an unreadable model', () => adjustment(seasonal(120), { arima: '(0 1' }), 'model-unreadable'],
  ['an even trend filter', () => adjustment(seasonal(120), { x11: { trendma: 12 } }), 'out-of-range'],
  ['an unknown seasonal filter', () => adjustment(seasonal(120), { x11: { seasonalma: 's4x4' } }), 'value-unknown'],
  ['limits that fall', () => adjustment(seasonal(120), { x11: { sigmalim: [2.5, 1.5] } }), 'out-of-range'],
  ['text for a number', () => adjustment(['x' as unknown as number, ...seasonal(119)]), 'field-of-wrong-type'],
  ['weeks', () => ask({ op: 'stl', start: '2000-01', frequency: 52, values: seasonal(120) }), 'frequency-unknown'],
  ['a start that is no month', () => ask({ op: 'stl', start: '2000-13', frequency: 12, values: seasonal(120) }), 'period-malformed'],
  ['periods out of order', () => ask({ op: 'stl', frequency: 12, periods: ['2000-02', '2000-01'], values: [1, 2] }), 'periods-unsorted'],
  ['a period twice', () => ask({ op: 'stl', frequency: 12, periods: ['2000-01', '2000-01'], values: [1, 2] }), 'periods-duplicated'],
  ['more values than periods', () => ask({ op: 'stl', frequency: 12, periods: ['2000-01'], values: [1, 2] }), 'periods-and-values-differ'],
  ['an unknown question', () => ask({ op: 'guess' }), 'op-unknown'],
];

for (const [name, made, code] of cases) {
  test(`${name}: the answer names ${code}`, async () => {
    const told = (await made()) as Told;
    assert.ok(reasonsOf(told).includes(code), JSON.stringify(told).slice(0, 300));
    // Either there is an error or there is something to publish, never neither.
    assert.ok(told.error !== undefined || told.tables?.a1 !== undefined);
  });
}

test('a period left out of the list of periods is a missing value, which a model fills', async () => {
  const values = seasonal(72);
  const periods = values.map((_, t) => `${2000 + Math.floor(t / 12)}-${String((t % 12) + 1).padStart(2, '0')}`);
  const without = (list: readonly unknown[]): unknown[] => list.filter((__, t) => t !== 30);
  const told = (await ask({ op: 'adjust', frequency: 12, periods: without(periods), values: without(values), spec: airline })) as Told;
  assert.equal(told.tables?.a1?.[30], null);
  assert.ok(Math.abs((told.tables?.d11?.[30] as number) - 100) < 10);
});

test('a value that is not positive leaves the model in place, in level and with adding components', async () => {
  const told = (await adjustment([0, ...seasonal(119)])) as Told;
  assert.equal(told.fallback?.to, '(0 1 1)(0 1 1)-in-level');
  assert.deepEqual([told.model?.arima, told.model?.transform], ['(0 1 1)(0 1 1)', 'none']);
  const { d10, d12, d13, a1 } = told.tables as Record<string, number[]>;
  a1?.forEach((value, t) => {
    assert.ok(Math.abs((d10?.[t] ?? 0) + (d12?.[t] ?? 0) + (d13?.[t] ?? 0) - value) < 1e-8);
  });
});

test('a series whose years are numbered from 1 is taken', async () => {
  const told = (await ask({ op: 'stl', start: '1-01', frequency: 12, values: seasonal(72), spec: { periodic: true } })) as Told;
  assert.equal(told.tables?.trend?.length, 72);
});

test('only the tables asked for come back, and one that there is not is simply absent', async () => {
  const told = (await adjustment(seasonal(120), { tables: ['d11', 's11'] })) as Told;
  assert.deepEqual(Object.keys(told.tables ?? {}), ['d11']);
});

test('a step of a million neither stops the run nor leaves it without an answer', async () => {
  const told = (await adjustment([...seasonal(60), ...seasonal(60, 1e8)], automatic)) as Told;
  assert.equal(told.error, undefined);
  assert.equal(told.tables?.d11?.length, 120);
});

test('10,000 observations are adjusted within the limit of time', async () => {
  const started = performance.now();
  const told = (await adjustment(seasonal(10_000), { ...airline, timeLimit_ms: 2000 })) as Told;
  assert.ok(told.tables?.d11?.length === 10_000, JSON.stringify(told.error ?? {}));
  assert.ok(performance.now() - started < 8000);
});

test('a limit of no time falls to X-11 without a model and says why', async () => {
  const told = (await adjustment(seasonal(120), { ...airline, timeLimit_ms: 0 })) as Told;
  assert.equal(told.fallback?.to, 'x11');
  assert.ok(told.fallback?.reasons.every(({ code }) => code === 'time-limit'));
});

const wildValue = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -1e3, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom(1e12, -1e12, 1e-12) },
);
const anySpec = fc.record(
  {
    transform: fc.constantFrom('log', 'none', 'auto'),
    mode: fc.constantFrom('mult', 'add', 'logadd', 'pseudoadd'),
    arima: fc.constantFrom('(0 1 1)(0 1 1)', '(2 1 0)(1 0 0)', '(0 0 0)', null),
    regression: fc.subarray(['td', 'easter[8]', 'lpyear', 'const']),
    x11: fc.record({ seasonalma: fc.constantFrom('s3x1', 's3x3', 's3x5', 's3x9', 's3x15', 'stable', 'msr', 'x11default') }),
  },
  { requiredKeys: [] },
);

test('whatever the series and the spec, there is an answer with reasons, in bounded time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wildValue, { maxLength: 90 }), anySpec, fc.constantFrom(12, 4), async (values, spec, frequency) => {
      const start = frequency === 12 ? '1999-11' : '1999-Q3';
      const started = performance.now();
      const told = (await ask({ op: 'adjust', start, frequency, values, spec: { ...spec, timeLimit_ms: 500 } })) as Told;
      assert.ok(performance.now() - started < 4000);
      if (told.error !== undefined) return assert.match(told.error.code, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.equal(told.tables?.d11?.length, values.length);
      if (told.fallback !== undefined) assert.ok(told.fallback.reasons.length > 0);
    }),
    { numRuns: 40 },
  );
});
