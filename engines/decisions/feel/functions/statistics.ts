import { add, compareNumbers, divide, type FeelNumber, multiply, subtract } from '../decimal.ts';
import { sqrt } from '../decimal-functions.ts';
import { charge } from '../limits.ts';
import { type FeelFunction, type FeelList, type FeelValue, isList, isNumber } from '../values.ts';
import { any, builtIn, list, signature } from './signature.ts';

const total = (numbers: readonly FeelNumber[]): FeelNumber => numbers.reduce(add, 0);

function mean(numbers: readonly FeelNumber[]): FeelValue {
  return divide(total(numbers), numbers.length) ?? null;
}

const sorted = (numbers: readonly FeelNumber[]): FeelNumber[] => numbers.toSorted(compareNumbers);

function median(numbers: readonly FeelNumber[]): FeelValue {
  const order = sorted(numbers);
  const middle = order.length >> 1;
  const upper = order[middle] ?? 0;
  return order.length % 2 === 1 ? upper : (divide(add(order[middle - 1] ?? 0, upper), 2) ?? null);
}

/** The sample standard deviation: null for fewer than two numbers. */
function deviation(numbers: readonly FeelNumber[]): FeelValue {
  const average = divide(total(numbers), numbers.length);
  if (average === undefined) return null;
  const squares = numbers.map((n) => subtract(n, average)).map((n) => multiply(n, n));
  const variance = divide(total(squares), numbers.length - 1);
  return variance === undefined ? null : (sqrt(variance) ?? null);
}

/** The numbers met most often, ascending. */
function modes(numbers: readonly FeelNumber[]): FeelValue {
  const counts: { value: FeelNumber; count: number }[] = [];
  for (const value of sorted(numbers)) {
    const last = counts.at(-1);
    if (last !== undefined && compareNumbers(last.value, value) === 0) last.count++;
    else counts.push({ value, count: 1 });
  }
  const most = counts.reduce((highest, { count }) => Math.max(highest, count), 0);
  return counts.filter(({ count }) => count === most).map(({ value }) => value);
}

/** A function of numbers in a list, or as arguments; anything but numbers makes it null. */
function ofNumbers(name: string, ifEmpty: FeelValue, run: (numbers: readonly FeelNumber[]) => FeelValue): [string, FeelFunction] {
  const ofList = (items: FeelList): FeelValue => {
    charge(items.length);
    return items.length === 0 ? ifEmpty : items.every(isNumber) ? run(items) : null;
  };
  return builtIn(
    name,
    signature(['list'], [list], ofList),
    signature(['list'], [any], (items) => (isList(items) && items.length > 1 ? ofList(items) : null), true),
  );
}

/** List functions of numbers (DMN 1.5 §10.3.4.4). */
export const statisticalFunctions = [
  ofNumbers('sum', null, total),
  ofNumbers('mean', null, mean),
  ofNumbers('product', null, (numbers) => numbers.reduce(multiply, 1)),
  ofNumbers('median', null, median),
  ofNumbers('stddev', null, (numbers) => (numbers.length < 2 ? null : deviation(numbers))),
  ofNumbers('mode', [], modes),
];
