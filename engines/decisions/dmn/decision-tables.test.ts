import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { explanationText } from '../explanation.ts';
import { compileModel } from '../model.ts';
import { decision, definitions, input, type TableText, table } from './model-texts.ts';

const modelOf = (text: TableText, inputs = ['x']): ReturnType<typeof compileModel> =>
  compileModel(definitions([...inputs.map((name) => input(name)), decision('d', table(text), { inputs })]));

const decide = (text: TableText, x: unknown): unknown => modelOf(text).decide('d', { x }).result;

const overlapping = [
  ['>= 10', '"ten"'],
  ['>= 100', '"hundred"'],
  ['< 0', '"negative"'],
];

// DMN 1.5 §8.2.10 and §8.2.11: what each hit policy answers when two rules match, and when none does.
for (const [hitPolicy, both, none] of [
  ['UNIQUE', null, null],
  ['FIRST', 'ten', null],
  ['ANY', null, null],
  ['PRIORITY', 'hundred', null],
  ['COLLECT', ['ten', 'hundred'], null],
  ['RULE ORDER', ['ten', 'hundred'], null],
  ['OUTPUT ORDER', ['hundred', 'ten'], null],
] as const) {
  test(`hit policy ${hitPolicy} over two matching rules gives ${JSON.stringify(both)}`, () => {
    const text = { hitPolicy, inputs: ['x'], outputs: [{ values: '"hundred","ten","negative"' }], rules: overlapping };
    assert.deepEqual(decide(text, 200), both);
    assert.deepEqual(decide(text, 5), none);
    const single = decide(text, 50);
    assert.deepEqual(single, Array.isArray(both) ? ['ten'] : 'ten');
  });
}

for (const [aggregation, expected] of [
  ['SUM', 0.3],
  ['COUNT', 2],
  ['MIN', 0.1],
  ['MAX', 0.2],
] as const) {
  test(`COLLECT with ${aggregation} counts in decimals`, () => {
    const rules = [
      ['> 1', '0.1'],
      ['> 2', '0.2'],
    ];
    assert.equal(decide({ hitPolicy: 'COLLECT', aggregation, inputs: ['x'], outputs: [{}], rules }, 3), expected);
  });
}

test('the default output answers when no rule matches', () => {
  const outputs = [
    { name: 'a', otherwise: '1' },
    { name: 'b', otherwise: '"none"' },
  ];
  assert.deepEqual(decide({ inputs: ['x'], outputs, rules: [['1', '2', '"one"']] }, 7), { a: 1, b: 'none' });
});

test('a value outside the input values meets no rule, not even one that asks nothing', () => {
  const text = { inputs: ['x: "a","b"'], outputs: [{}], rules: [['-', '1']] };
  assert.equal(decide(text, 'a'), 1);
  assert.equal(decide(text, 'c'), null);
});

test('the explanation names the rule, what it asked and the values', () => {
  const { explanation } = modelOf({ inputs: ['x'], outputs: [{}], rules: overlapping.slice(0, 1) }).decide('d', { x: 12.5 });
  const [explained] = explanation.tables;
  assert.deepEqual(explained?.matched, [{ number: 1, id: 'rule1', because: [{ expression: 'x', test: '>= 10', value: 12.5 }] }]);
  assert.match(explanationText(explanation), /rule 1 \(rule1\) matched\n {4}x = 12\.5 meets >= 10/);
  assert.deepEqual(JSON.parse(JSON.stringify(explanation)), explanation, 'it is plain data');
});

test('two rules that match in a UNIQUE table are named', () => {
  const { explanation } = modelOf({ inputs: ['x'], outputs: [{}], rules: overlapping }).decide('d', { x: 200 });
  assert.match(explanation.errors[0]?.message ?? '', /rules 1, 2 match/);
});

test('gaps and overlaps are found with an example', () => {
  const [overlap, gap, ...more] = modelOf({ inputs: ['x'], outputs: [{}], rules: overlapping }).warnings;
  assert.deepEqual(more, []);
  assert.deepEqual(overlap?.rules, [1, 2]);
  assert.deepEqual(overlap?.example, { x: 100 });
  assert.deepEqual(gap?.kind, 'gap');
  assert.deepEqual(gap?.example, { x: 0 });
});

const cell = fc.oneof(
  fc.constant('-'),
  fc.integer({ min: 0, max: 9 }).map(String),
  fc.tuple(fc.constantFrom('<', '<=', '>', '>='), fc.integer({ min: 0, max: 9 })).map(([operator, n]) => `${operator} ${n}`),
  fc
    .tuple(fc.constantFrom('[', '('), fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 4 }), fc.constantFrom(']', ')'))
    .map(([open, low, length, close]) => `${open}${low}..${low + length}${close}`),
  fc.integer({ min: 0, max: 9 }).map((n) => `not(${n}, ${n + 1})`),
);
const rulesOfTwo = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 5 });
/** Halves lie between the ends that cells can name. */
const half = fc.integer({ min: -2, max: 22 }).map((n) => n / 2);
const numbered = (rules: readonly (readonly [string, string])[]): string[][] => rules.map(([a, b], i) => [a, b, String(i + 1)]);
const tableOf = (rules: readonly (readonly [string, string])[], hitPolicy: string): ReturnType<typeof compileModel> =>
  modelOf({ hitPolicy, inputs: ['x', 'y'], outputs: [{}], rules: numbered(rules) }, ['x', 'y']);

test('a UNIQUE table answers only what exactly one of its rules alone would answer', () => {
  fc.assert(
    fc.property(rulesOfTwo, half, half, (rules, x, y) => {
      const hits = rules.flatMap((rule, i) => (tableOf([rule], 'UNIQUE').decide('d', { x, y }).result === null ? [] : [i + 1]));
      assert.deepEqual(tableOf(rules, 'COLLECT').decide('d', { x, y }).result, hits.length === 0 ? null : hits);
      assert.equal(tableOf(rules, 'UNIQUE').decide('d', { x, y }).result, hits.length === 1 ? hits[0] : null);
      assert.equal(tableOf(rules, 'FIRST').decide('d', { x, y }).result, hits[0] ?? null);
    }),
    { numRuns: 50 },
  );
});

test('a table without warnings matches exactly one rule everywhere, and every warning is true', () => {
  fc.assert(
    fc.property(rulesOfTwo, fc.array(fc.tuple(half, half), { minLength: 30, maxLength: 30 }), (rules, points) => {
      const { warnings } = tableOf(rules, 'UNIQUE');
      const all = tableOf(rules, 'COLLECT');
      const hits = (x: unknown, y: unknown): unknown[] => (all.decide('d', { x, y }).result as unknown[] | null) ?? [];
      for (const { kind, example, rules: named } of warnings) {
        const found = hits(example.x ?? 0.25, example.y ?? 0.25);
        if (kind === 'gap') assert.deepEqual(found, []);
        else for (const rule of named) assert.ok(found.includes(rule));
      }
      const gap = warnings.some(({ kind }) => kind === 'gap');
      const overlap = warnings.some(({ kind }) => kind === 'overlap');
      for (const [x, y] of points) {
        const count = hits(x, y).length;
        if (!gap) assert.ok(count > 0);
        if (!overlap) assert.ok(count < 2);
      }
    }),
    { numRuns: 50 },
  );
});
