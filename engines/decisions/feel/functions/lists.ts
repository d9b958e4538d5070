import { compare, equal, identical } from '../comparison.ts';
import { Decimal, type FeelNumber } from '../decimal.ts';
import { charge, chargeItems } from '../limits.ts';
import { sortBy } from '../sorting.ts';
import { type FeelFunction, type FeelList, type FeelValue, isList } from '../values.ts';
import { indexOf, wholeOf } from './positions.ts';
import { aFunction, any, builtIn, list, number, optional, signature } from './signature.ts';

const same = (a: FeelValue, b: FeelValue): boolean => equal(a, b) === true;

function contains(items: FeelList, element: FeelValue): boolean {
  charge(items.length);
  return items.some((item) => same(item, element));
}

/** The least item by `order`; null where some are not comparable. */
function extreme(items: FeelList, order: 1 | -1): FeelValue {
  charge(items.length);
  let best: FeelValue = items[0] ?? null;
  for (const item of items) {
    const compared = compare(item, best);
    if (compared === undefined) return null;
    if (compared * order < 0) best = item;
  }
  return best;
}

/** `all` and `any`: ternary conjunction and disjunction. */
function conclude(items: FeelList, decisive: boolean): boolean | null {
  charge(items.length);
  if (items.includes(decisive)) return decisive;
  return items.every((item) => item === !decisive) ? !decisive : null;
}

function sublist(items: FeelList, start: FeelNumber, length: FeelNumber | null): FeelValue {
  const from = indexOf(start, items.length);
  if (from === undefined) return null;
  const count = length === null ? items.length - from : wholeOf(length);
  return count === undefined || count < 1 || from + count > items.length ? null : items.slice(from, from + count);
}

function concatenate(lists: FeelList): FeelValue {
  const joined: FeelValue[] = [];
  for (const each of lists) {
    const items = list(each);
    if (items === undefined) return null;
    chargeItems(joined.length + items.length);
    for (const item of items) joined.push(item);
  }
  return joined;
}

function distinct(items: FeelList): FeelValue {
  const kept: FeelValue[] = [];
  const seen = new Set<FeelValue>();
  for (const item of items) {
    // Safe integers, strings, booleans and null are equal only when identical: no search needed.
    if (typeof item !== 'object' || item === null || item instanceof Decimal) {
      charge(1);
      // Equal decimals have equal digits and exponents.
      const key = item instanceof Decimal ? `${item.coefficient}e${item.exponent}d` : item;
      if (seen.has(key)) continue;
      seen.add(key);
      kept.push(item);
    } else {
      charge(kept.length);
      if (!kept.some((known) => same(known, item) || identical(known, item))) kept.push(item);
    }
  }
  return kept;
}

function flatten(items: FeelList): FeelValue[] {
  const flat: FeelValue[] = [];
  const visit = (each: FeelList): void => {
    for (const item of each) {
      charge(1);
      if (isList(item)) visit(item);
      else flat.push(item);
    }
  };
  visit(items);
  return flat;
}

function replaceWhere(items: FeelList, match: FeelFunction, newItem: FeelValue): FeelValue {
  const replaced: FeelValue[] = [];
  for (const item of items) {
    charge(1);
    const matches = match.apply([item, newItem]);
    if (typeof matches !== 'boolean') return null;
    replaced.push(matches ? newItem : item);
  }
  return replaced;
}

function atPosition(items: FeelList, position: FeelNumber, change: (copy: FeelValue[], index: number) => void): FeelValue {
  const index = indexOf(position, items.length);
  if (index === undefined) return null;
  const copy = [...items];
  chargeItems(copy.length + 1);
  change(copy, index);
  return copy;
}

/** A function of a list, or of its items as arguments. */
const ofItems = (name: string, run: (items: FeelList) => FeelValue): [string, FeelFunction] =>
  builtIn(
    name,
    signature(['list'], [list], run),
    signature(['list'], [any], (items) => (isList(items) && items.length > 1 ? run(items) : null), true),
  );

/** List functions but those of numbers alone (DMN 1.5 §10.3.4.4). */
export const listFunctions = [
  builtIn('list contains', signature(['list', 'element'], [list, any], contains)),
  builtIn(
    'count',
    signature(['list'], [list], (items) => items.length),
  ),
  ofItems('min', (items) => extreme(items, 1)),
  ofItems('max', (items) => extreme(items, -1)),
  ofItems('all', (items) => conclude(items, false)),
  ofItems('any', (items) => conclude(items, true)),
  builtIn('sublist', signature(['list', 'start position', 'length?'], [list, number, optional(number)], sublist)),
  builtIn(
    'append',
    signature(['list', 'item'], [list, any], (items, added) => (isList(added) ? concatenate([items, added]) : null), true),
  ),
  builtIn(
    'concatenate',
    signature(['list'], [any], (lists) => (isList(lists) ? concatenate(lists) : null), true),
  ),
  builtIn(
    'union',
    signature(
      ['list'],
      [any],
      (lists) => {
        const joined = isList(lists) ? concatenate(lists) : null;
        return isList(joined) ? distinct(joined) : null;
      },
      true,
    ),
  ),
  builtIn(
    'insert before',
    signature(['list', 'position', 'newItem'], [list, number, any], (items, position, newItem) =>
      atPosition(items, position, (copy, index) => copy.splice(index, 0, newItem)),
    ),
  ),
  builtIn(
    'remove',
    signature(['list', 'position'], [list, number], (items, position) =>
      atPosition(items, position, (copy, index) => copy.splice(index, 1)),
    ),
  ),
  builtIn(
    'list replace',
    signature(['list', 'position', 'newItem'], [list, number, any], (items, position, newItem) =>
      atPosition(items, position, (copy, index) => copy.splice(index, 1, newItem)),
    ),
    signature(['list', 'match', 'newItem'], [list, aFunction, any], replaceWhere),
  ),
  builtIn(
    'reverse',
    signature(['list'], [list], (items) => items.toReversed()),
  ),
  builtIn(
    'index of',
    signature(['list', 'match'], [list, any], (items, match) => {
      charge(items.length);
      return items.flatMap((item, i) => (same(item, match) ? [i + 1] : []));
    }),
  ),
  builtIn('distinct values', signature(['list'], [list], distinct)),
  builtIn('flatten', signature(['list'], [list], flatten)),
  builtIn(
    'sort',
    signature(['list', 'precedes?'], [list, optional(aFunction)], (items, precedes) => sortBy(items, precedes) ?? null),
  ),
];
