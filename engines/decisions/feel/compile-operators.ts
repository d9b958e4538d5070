import { add, divide, exponentiate, multiply, negate, subtract } from './arithmetic.ts';
import { compare, equal } from './comparison.ts';
import { DecimalOverflow } from './decimal.ts';
import type { Evaluate } from './scope.ts';
import type { ArithmeticOperator, ComparisonOperator } from './syntax.ts';
import { type FeelValue, isList } from './values.ts';

type Operation = (a: FeelValue, b: FeelValue) => FeelValue;

const operations: Readonly<Record<ArithmeticOperator, Operation>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '**': exponentiate,
};

/** A list of one stands for its item where the operator does not take lists (DMN 1.5 §10.3.2.9.4). */
const only = (value: FeelValue): FeelValue => (isList(value) && value.length === 1 ? (value[0] ?? null) : value);

/** A result outside decimal128 is null. */
function careful(operation: Operation, a: FeelValue, b: FeelValue): FeelValue {
  try {
    return operation(only(a), only(b));
  } catch (error) {
    if (error instanceof DecimalOverflow) return null;
    throw error;
  }
}

/** The operation on two evaluated sides; whole numbers that stay safe never leave doubles, where they are exact. */
export function compileArithmetic(operator: ArithmeticOperator, left: Evaluate, right: Evaluate): Evaluate {
  const operation = operations[operator];
  switch (operator) {
    case '+':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') {
          const sum = a + b;
          if (Number.isSafeInteger(sum)) return sum;
        }
        return careful(operation, a, b);
      };
    case '-':
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        if (typeof a === 'number' && typeof b === 'number') {
          const difference = a - b;
          if (Number.isSafeInteger(difference)) return difference;
        }
        return careful(operation, a, b);
      };
    default:
      return (frame) => careful(operation, left(frame), right(frame));
  }
}

export const compileNegation =
  (of: Evaluate): Evaluate =>
  (frame) =>
    negate(only(of(frame)));

/** How an order answers an operator. */
export const ordered: Readonly<Record<'<' | '<=' | '>' | '>=', (order: number) => boolean>> = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** `a operator b` for evaluated sides; null where it is not defined. */
export function compareBy(operator: ComparisonOperator, a: FeelValue, b: FeelValue): boolean | null {
  if (operator === '=') return equal(a, b);
  if (operator === '!=') {
    const result = equal(a, b);
    return result === null ? null : !result;
  }
  const order = compare(only(a), only(b));
  return order === undefined ? null : ordered[operator](order);
}

export function compileComparison(operator: ComparisonOperator, left: Evaluate, right: Evaluate): Evaluate {
  switch (operator) {
    case '=':
      return (frame) => equal(left(frame), right(frame));
    case '!=':
      return (frame) => compareBy('!=', left(frame), right(frame));
    default: {
      const answers = ordered[operator];
      return (frame) => {
        const a = left(frame);
        const b = right(frame);
        return typeof a === 'number' && typeof b === 'number' ? answers(a - b) : compareBy(operator, a, b);
      };
    }
  }
}

/** Ternary `and` and `or` (DMN 1.5, table 50): whatever is neither true nor false counts as unknown. */
export function compileLogic(is: 'and' | 'or', left: Evaluate, right: Evaluate): Evaluate {
  const decisive = is === 'or';
  return (frame) => {
    const a = left(frame);
    if (a === decisive) return decisive;
    const b = right(frame);
    if (b === decisive) return decisive;
    return typeof a === 'boolean' && typeof b === 'boolean' ? !decisive : null;
  };
}
