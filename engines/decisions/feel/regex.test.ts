import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileExpression } from '../expression.ts';
import { FeelLimitError } from './limits.ts';

const evaluate = (text: string, variables: Readonly<Record<string, unknown>> = {}): unknown => compileExpression(text).evaluate(variables);

// Examples of XQuery and XPath Functions and Operators 3.1, clauses 5.6.1–5.6.5, with null where XPath reports an error.
const EXAMPLES: readonly (readonly [text: string, expected: unknown])[] = [
  ['matches("abracadabra", "bra")', true],
  ['matches("abracadabra", "^a.*a$")', true],
  ['matches("abracadabra", "^bra")', false],
  ['matches("Kaum hat dies der Hahn gesehen,\\nFängt er auch schon an zu krähen:", "Kaum.*krähen")', false],
  ['matches("Kaum hat dies der Hahn gesehen,\\nFängt er auch schon an zu krähen:", "Kaum.*krähen", "s")', true],
  ['matches("a\\nb", "^b$")', false],
  ['matches("a\\nb", "^b$", "m")', true],
  ['matches("kiki", "Kiki", "i")', true],
  ['matches("helloworld", "hello world", "x")', true],
  ['matches("helloworld", "hello[ ]world", "x")', false],
  ['matches("hello world", "hello[ ]world", "x")', true],
  ['matches("hello world", "\\\\p{ IsBasicLatin }+", "x")', true],
  ['matches("abc", "(a)(b)\\\\3")', null],
  ['matches("abab", "^(ab)\\\\1$")', true],
  ['matches("abc", "[a-c-[b]]{3}")', false],
  ['matches("aca", "^[a-c-[b]]{3}$")', true],
  ['matches("a", "(?=a)")', null],
  ['matches("a", "a", "g")', null],
  ['matches("a", "[")', null],
  ['matches("a", "a**")', null],
  ['replace("abracadabra", "bra", "*")', 'a*cada*'],
  ['replace("abracadabra", "a.*a", "*")', '*'],
  ['replace("abracadabra", "a.*?a", "*")', '*c*bra'],
  ['replace("abracadabra", "a", "")', 'brcdbr'],
  ['replace("abracadabra", "a(.)", "a$1$1")', 'abbraccaddabbra'],
  ['replace("abracadabra", ".*?", "$1")', null],
  ['replace("AAAA", "A+", "b")', 'b'],
  ['replace("AAAA", "A+?", "b")', 'bbbb'],
  ['replace("darted", "^(.*?)d(.*)$", "$1c$2")', 'carted'],
  ['replace("a/b/c", "/", "$", "q")', 'a$b$c'],
  ['replace("a/b/c", "/", "$")', null],
  ['replace("abc", "b", "\\\\$")', 'a$c'],
  ['replace("abc", "b", "$12")', 'a2c'],
  ['split("The cat sat on the mat", "\\\\s+")', ['The', 'cat', 'sat', 'on', 'the', 'mat']],
  ['split("1, 15, 24, 50", ",\\\\s*")', ['1', '15', '24', '50']],
  ['split("abba", ".?")', null],
  ['split("京ICP备2021", "备")', ['京ICP', '2021']],
];

for (const [text, expected] of EXAMPLES) {
  test(`${text} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(evaluate(text), expected);
  });
}

test('a pattern that backtracks without end stops at a limit', () => {
  assert.throws(() => evaluate('matches(x, "(a+)+$")', { x: `${'a'.repeat(60)}!` }), FeelLimitError);
});

test('patterns that JavaScript and XPath read alike find the same', () => {
  const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '(a)', '(?:ab)', '(b|ab)');
  const pattern = fc
    .array(fc.tuple(atom, fc.constantFrom('', '*', '+', '?', '{1,2}', '*?', '+?')), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.map((part) => part.join('')).join(''));
  const subject = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(pattern, subject, (regex, text) => {
      assert.equal(evaluate('matches(text, regex)', { text, regex }), new RegExp(regex, 'u').test(text));
      const replaced = new RegExp(regex, 'u').test('') ? null : text.replaceAll(new RegExp(regex, 'gu'), '<$&>');
      assert.equal(evaluate('replace(text, regex, "<$0>")', { text, regex }), replaced);
    }),
  );
});
