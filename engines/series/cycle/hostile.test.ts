import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { auditAnswer, suppressAnswer } from '../disclosure/batch.ts';
import { indexAnswer } from '../indices/batch.ts';
import { SeriesRefusal } from '../refusal.ts';
import { cycleAnswer } from './batch.ts';

/** Right, nearly right and wrong values for any field. */
const number = fc.oneof(fc.integer({ min: -3, max: 130 }), fc.double(), fc.constant(0));
const series = fc.array(fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -5, max: 200 }) }, fc.constant(null)), { maxLength: 70 });
const anything = fc.oneof(
  number,
  series,
  fc.array(series, { maxLength: 4 }),
  fc.string({ maxLength: 6 }),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constant(undefined),
);
const named = (fields: readonly string[]): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(fields.map((field) => [field, anything])), { requiredKeys: [] });
const request = (spec: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> =>
  fc.record({
    start: fc.oneof(fc.constant('2001-03'), fc.constant('2001-Q2'), fc.string()),
    frequency: fc.constantFrom(12, 4, 7),
    values: fc.oneof(series, anything),
    spec,
  });

/** What is answered can be written as JSON without a NaN; what is refused is refused by name. */
async function answersOrRefuses(answer: () => unknown): Promise<void> {
  try {
    const given = await answer();
    assert.ok(JSON.stringify(given).length > 1);
  } catch (error) {
    assert.ok(error instanceof SeriesRefusal, String((error as Error).stack));
  }
}

const methods = [
  'denton',
  'chow-lin',
  'fernandez',
  'litterman',
  'chain',
  'contributions',
  'rebase',
  'growth',
  'matched-growth',
  'from-ytd',
  'to-ytd',
  'deflate',
  'jevons',
  'lowe',
  'chained-jevons',
  'diffusion',
  'pmi',
  'telecom-volume',
  'none',
];
const fields = [
  'benchmarks',
  'form',
  'conversion',
  'indicators',
  'constant',
  'quantities',
  'weights',
  'linking',
  'decimals',
  'base',
  'current',
  'from',
  'to',
  'lag',
  'units',
  'joint',
  'prices',
  'input',
  'inputPrices',
  'carry',
  'answers',
  'components',
  'year',
];

test('an index request that makes no sense is refused by name', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...methods), request(named(fields)), async (method, asked) => {
      await answersOrRefuses(() => indexAnswer({ ...asked, spec: { ...(asked.spec as object), method } }));
    }),
    { numRuns: 600 },
  );
});

const cycles = [
  'hp',
  'double-hp',
  'turning-points',
  'conference-board',
  'oecd',
  'lead',
  'diffusion',
  'lights',
  'cusum',
  'ewma',
  'markov',
  'none',
];
const component = fc.record({
  name: fc.string({ maxLength: 3 }),
  values: fc.oneof(series, anything),
  kind: fc.constantFrom('level', 'rate', 'x'),
  inverted: fc.boolean(),
  limits: anything,
});

test('a cycle request that makes no sense is refused by name', async () => {
  const spec = fc.record({
    components: fc.oneof(fc.array(component, { maxLength: 3 }), anything),
    indicators: fc.oneof(fc.array(component, { maxLength: 3 }), anything),
    rest: named([
      'lambda',
      'period',
      'shortest',
      'longest',
      'detrend',
      'rebase',
      'coverage',
      'reference',
      'most',
      'spans',
      'periods',
      'margin',
      'bands',
      'k',
      'h',
      'weight',
      'width',
    ]),
  });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...cycles), request(spec), async (method, asked) => {
      const { rest, ...lists } = asked.spec as { rest: object };
      await answersOrRefuses(() => cycleAnswer({ ...asked, spec: { ...rest, ...lists, method } }));
    }),
    { numRuns: 600 },
  );
});

test('a table that makes no sense is refused by name', async () => {
  const code = fc.constantFrom('a', 'b', 'G', 'Total', '', '__proto__');
  const row = fc.record({ d: code, e: code, v: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: -9, max: 99 }) }, anything) });
  const parents = fc.dictionary(code, code, { maxKeys: 3 });
  const suppress = fc.record({
    microdata: fc.array(row, { maxLength: 8 }),
    dimensions: fc.oneof(
      fc.tuple(fc.record({ name: fc.constant('d'), parents }), fc.record({ name: fc.constant('e'), parents })),
      anything,
    ),
    value: fc.constantFrom('v', 'w'),
    rule: fc.constantFrom<unknown>({ p: 10 }, { threshold: 2 }, { n: 1, k: 50 }, { p: -1 }, null, 7),
    rest: named(['group', 'publish', 'previous', 'audit']),
  });
  await fc.assert(
    fc.asyncProperty(suppress, async ({ rest, ...spec }) => {
      await answersOrRefuses(() => suppressAnswer({ spec: { ...rest, ...spec } }, () => 'd,e,v\n'));
    }),
    { numRuns: 120 },
  );
  const cell = fc.record({
    keys: fc.oneof(fc.tuple(code), fc.tuple(code, code), anything),
    value: anything,
    status: fc.constantFrom('open', 'primary', 'secondary', 'x'),
    protection: anything,
  });
  const reference = fc.oneof(fc.record({ keys: fc.tuple(code) }), anything);
  const audit = fc.record({
    dimensions: fc.tuple(fc.record({ name: fc.constant('d'), parents })),
    cells: fc.array(cell, { maxLength: 5 }),
    growth: fc.oneof(fc.array(fc.record({ of: reference, on: reference, rate: number, decimals: number }), { maxLength: 1 }), anything),
    rest: named(['rounding', 'signed', 'equal', 'facts', 'bounds']),
  });
  await fc.assert(
    fc.asyncProperty(audit, async ({ rest, ...spec }) => {
      await answersOrRefuses(() => auditAnswer({ spec: { ...rest, ...spec } }, () => ''));
    }),
    { numRuns: 600 },
  );
});
