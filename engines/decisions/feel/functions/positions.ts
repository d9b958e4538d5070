import { type FeelNumber, roundTo } from '../decimal.ts';

/** A number without its fraction, as positions, lengths and scales are read; undefined beyond safe integers. */
export const wholeOf = (n: FeelNumber): number | undefined => {
  const rounded = roundTo(n, 0, 'down');
  return typeof rounded === 'number' ? rounded : undefined;
};

/**
 * The index from 0 of a position from 1, or from the end when negative.
 * Undefined outside [-length..length] and for 0 (DMN 1.5, tables 74 and 75, footnote 1).
 */
export function indexOf(position: FeelNumber, length: number): number | undefined {
  const at = wholeOf(position);
  if (at === undefined || at === 0 || Math.abs(at) > length) return undefined;
  return at > 0 ? at - 1 : length + at;
}
