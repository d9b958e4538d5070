import { compare, equal, isIn } from './comparison.ts';
import { ordered } from './compile-operators.ts';
import type { Test } from './compile-tests.ts';
import { Decimal, type FeelNumber } from './decimal.ts';
import type { ComparisonOperator, Syntax } from './syntax.ts';
import { type FeelRange, type FeelValue, isNumber } from './values.ts';

/** The nearest double of a number, or NaN for anything else: most tests of numbers are decided by it. */
const near = (value: FeelValue): number => (typeof value === 'number' ? value : value instanceof Decimal ? value.near : Number.NaN);

/** Texts between commas, the commonest cell of all: one look-up instead of a test each. */
export function textsTest(tests: readonly Syntax[]): Test | undefined {
  if (tests.length < 2) return undefined;
  const texts = new Set<string>();
  for (const test of tests) {
    if (test.is !== 'literal' || typeof test.value !== 'string') return undefined;
    texts.add(test.value);
  }
  return (_, value) => {
    if (typeof value === 'string') return texts.has(value);
    if (value === null) return false;
    // A list of one text stands for it.
    let outcome: boolean | null = false;
    for (const text of texts) {
      const same = equal(value, text);
      if (same === true) return true;
      if (same === null) outcome = null;
    }
    return outcome;
  };
}

/** A range between constant numbers. Doubles decide unless a value is as near to an end as doubles can tell. */
export function numberRangeTest(range: FeelRange): Test | undefined {
  if (!isNumber(range.start) || !isNumber(range.end)) return undefined;
  const [low, high] = [near(range.start), near(range.end)];
  return (_, value) => {
    const double = near(value);
    if (double > low && double < high) return true;
    if (double < low || double > high) return false;
    return isIn(value, range);
  };
}

/** `< 10` and the like with a constant number. */
export function numberTest(operator: ComparisonOperator, bound: FeelValue): Test | undefined {
  if (operator === '=' || operator === '!=' || !isNumber(bound)) return undefined;
  const double = near(bound);
  const answers = ordered[operator];
  return (_, value) => {
    const tested = near(value);
    if (tested < double || tested > double) return answers(tested - double);
    if (!isNumber(value)) return ofListOfOne(value, bound, answers);
    const order = compare(value, bound);
    return order === undefined ? null : answers(order);
  };
}

/** A value that is no number: a list of one may stand for one. */
function ofListOfOne(value: FeelValue, bound: FeelNumber, answers: (order: number) => boolean): boolean | null {
  const only = Array.isArray(value) && value.length === 1 ? (value[0] as FeelValue) : null;
  const order = compare(only, bound);
  return order === undefined ? null : answers(order);
}
