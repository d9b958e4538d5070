import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decision, definitions, input, knowledge, literal, table } from './dmn/model-texts.ts';
import { compileExpression, DecisionModelError, FeelLimitError, FeelSyntaxError } from './index.ts';
import { compileModel } from './model.ts';

/** Runs to a value or to an error that has a name; anything else fails the test. */
function survives(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof FeelSyntaxError || error instanceof FeelLimitError || error instanceof DecisionModelError)) throw error;
  }
}

const evaluate = (text: string): unknown => compileExpression(text).evaluate({ x: [1, 2, { a: 1 }], i: 3, s: 'text' });

const TOKENS =
  '( ) [ ] { } .. , : . + - * / ** = != < <= > >= and or not in between for x i s return if then else some every satisfies function external instance of null true 1 0.5 99999999999999999999 "a" "(a+)+" @"2020-01-01" @"P1D" ? item partial sort sum count list<number> replace matches 1..1000 date append concatenate flatten'.split(
    ' ',
  );

const TEXTS = [
  'if x[1] > 0.5 then {a b: 1, c: a b + 1}.c else null',
  'for i in 1..10, j in [i..12] return if i = j then partial else i * j',
  'some r in x satisfies r instance of context<a: number>',
  'sort(x, function(a, b) a < b)[item != null and a > 0].a',
  'replace(s, "(t)(e)?", "$2$1", "i") + string(date("2024-02-29") + duration("P1Y"))',
  'sum([1, 2.5, i ** 3][item between 1 and 30]) in (> 10, [1..5), not(3))',
];

test('no sequence of tokens does more than fail by name', () => {
  const text = fc
    .tuple(fc.array(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 15 }), fc.constantFrom(' ', ''))
    .map(([tokens, glue]) => tokens.join(glue));
  fc.assert(
    fc.property(text, (each) => survives(() => evaluate(each))),
    { numRuns: 1500 },
  );
});

/** A text with pieces cut out and put in. */
const mutated = (texts: readonly string[], pieces: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 6 }), fc.constantFrom('', ...pieces)), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    .map(([text, changes]) =>
      changes.reduce((changed, [place, length, piece]) => {
        const at = Math.floor(place * changed.length);
        return changed.slice(0, at) + piece + changed.slice(at + length);
      }, text),
    );

test('no change to a right text does more than fail by name', () => {
  fc.assert(
    fc.property(mutated(TEXTS, TOKENS), (text) => survives(() => evaluate(text))),
    { numRuns: 1500 },
  );
});

const MODEL = definitions([
  input('x', 'number'),
  knowledge('double', ['n: number'], literal('n * 2')),
  decision(
    'd',
    table({
      inputs: ['x: [0..100]'],
      outputs: [{ name: 'a', type: 'number', otherwise: '0' }],
      rules: [
        ['< 5', 'double(x)'],
        ['>= 5', 'x'],
      ],
    }),
    {
      inputs: ['x'],
      knowledge: ['double'],
    },
  ),
  decision('e', `<context><contextEntry><variable name="k"/>${literal('d + 1')}</contextEntry></context>`, { decisions: ['d'] }),
]);

test('no change to a right model does more than fail by name', () => {
  const pieces = [
    '<',
    '>',
    '&',
    '&amp;',
    '"',
    '/',
    '<list>',
    '</text>',
    '#_e',
    ' isCollection="true"',
    '<!DOCTYPE x>',
    '<![CDATA[',
    '\u0000',
  ];
  fc.assert(
    fc.property(mutated([MODEL], pieces), (text) =>
      survives(() => {
        const model = compileModel(text, { lenient: true });
        assert.ok(Array.isArray(model.warnings));
        for (const { name } of model.describe().decisions) model.decide(name, { x: 3 });
      }),
    ),
    { numRuns: 400 },
  );
});

// Each is known to exhaust an evaluator that takes no care: nesting, chains, cross products, doubling, backtracking, huge numbers.
const HOSTILE: Readonly<Record<string, string>> = {
  parentheses: '('.repeat(100_000),
  'a chain of operators': Array(100_000).fill('1').join('+').slice(0, 199_999),
  'tests within tests': '1 in (1 in (1 in (1 in '.repeat(6) + '('.repeat(30),
  'a function within functions': `${'function(x) '.repeat(5000)}x`,
  'a cross product': 'for a in 1..1000, b in 1..1000, c in 1..1000 return a',
  'a search without end': 'some a in 1..100000 satisfies some b in 1..100000 satisfies a * b = -1',
  'a doubling text': 'for i in 1..60 return if i = 1 then "abcdefgh" else partial[-1] + partial[-1]',
  'a doubling list': 'for i in 1..60 return if i = 1 then [1] else concatenate(partial[-1], partial[-1])',
  'the results so far in each result': 'for i in 1..10000 return partial',
  'a nested value': 'for i in 1..5000 return [partial[-1]]',
  'a pattern that backtracks': `matches("${'a'.repeat(40)}!", "(a+)+$")`,
  'a function that calls itself': '{f: function(g, n) g(g, n + 1), r: f(f, 1)}.r',
};

for (const [what, text] of Object.entries(HOSTILE)) {
  test(`${what}: stopped by a limit`, () => {
    assert.throws(
      () => evaluate(text),
      (error) => error instanceof FeelLimitError || error instanceof FeelSyntaxError,
    );
  });
}

test('numbers that no decimal holds are null, near none are zero', () => {
  assert.deepEqual(evaluate('[10 ** 7000, 10 ** -7000, exp(999999999), 1.0000001 ** -999999999999]'), [null, 0, null, null]);
});

test('a model is refused for its depth and its size', () => {
  assert.throws(() => compileModel('<a>'.repeat(100_000)), /nested deeper/);
  assert.throws(() => compileModel(`<a>${' '.repeat(20_000_001)}</a>`), /longer than/);
});

test('a table of ten thousand rules compiles and decides', () => {
  const rules = Array.from({ length: 10_000 }, (_, i) => [`[${i}..${i + 1})`, String(i)]);
  const model = compileModel(definitions([input('x'), decision('d', table({ inputs: ['x'], outputs: [{}], rules }), { inputs: ['x'] })]));
  assert.equal(model.decide('d', { x: 9999.5 }).result, 9999);
  assert.deepEqual(
    model.warnings.map(({ kind }) => kind),
    ['unsearched'],
  );
});
