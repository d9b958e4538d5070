import { compare } from './comparison.ts';
import { charge } from './limits.ts';
import type { FeelFunction, FeelList, FeelValue } from './values.ts';

/**
 * A stable merge sort by an ordering function, or by the natural order where none is given (DMN 1.5 §10.3.4.9).
 * A merge sort asks each question once and ends whatever the function answers.
 *
 * @returns undefined where the function does not answer true or false, or items are not comparable
 */
export function sortBy(items: FeelList, precedes: FeelFunction | null): FeelValue[] | undefined {
  const asked = precedes === null ? naturally : (a: FeelValue, b: FeelValue): FeelValue => precedes.apply([a, b]);
  if (items.length < 2) return [...items];
  const middle = items.length >> 1;
  const left = sortBy(items.slice(0, middle), precedes);
  const right = sortBy(items.slice(middle), precedes);
  if (left === undefined || right === undefined) return undefined;
  const merged: FeelValue[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    charge(1);
    // The right item goes first only if it must: equal items keep their order.
    const rightFirst = asked(right[j] ?? null, left[i] ?? null);
    if (typeof rightFirst !== 'boolean') return undefined;
    merged.push((rightFirst ? right[j++] : left[i++]) ?? null);
  }
  return [...merged, ...left.slice(i), ...right.slice(j)];
}

function naturally(a: FeelValue, b: FeelValue): FeelValue {
  const order = compare(a, b);
  return order === undefined ? null : order < 0;
}
