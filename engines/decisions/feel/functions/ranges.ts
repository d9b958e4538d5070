import { compare } from '../comparison.ts';
import type { FeelFunction, FeelRange, FeelValue } from '../values.ts';
import { builtIn, type Domain, point, range, signature } from './signature.ts';

type Truth = boolean | null;

const and = (...parts: readonly Truth[]): Truth => (parts.includes(false) ? false : parts.includes(null) ? null : true);
const or = (...parts: readonly Truth[]): Truth => (parts.includes(true) ? true : parts.includes(null) ? null : false);

/** An end of a range: a value, or beyond all values on one side where the range is open-ended. */
interface End {
  readonly value: FeelValue;
  readonly beyond: -1 | 0 | 1;
}

const startOf = (of: FeelRange): End => ({ value: of.start, beyond: of.start === null ? -1 : 0 });
const endOf = (of: FeelRange): End => ({ value: of.end, beyond: of.end === null ? 1 : 0 });
const at = (value: FeelValue): End => ({ value, beyond: 0 });

function order(a: End, b: End): number | null {
  if (a.beyond !== 0 || b.beyond !== 0) return a.beyond - b.beyond;
  return compare(a.value, b.value) ?? null;
}

const less = (a: End, b: End): Truth => {
  const result = order(a, b);
  return result === null ? null : result < 0;
};
const equals = (a: End, b: End): Truth => {
  const result = order(a, b);
  return result === null ? null : result === 0;
};

const beforePoint = (a: FeelValue, b: FeelValue): Truth => less(at(a), at(b));
const pointBeforeRange = (p: FeelValue, r: FeelRange): Truth =>
  or(less(at(p), startOf(r)), and(equals(at(p), startOf(r)), !r.startIncluded));
const rangeBeforePoint = (r: FeelRange, p: FeelValue): Truth => or(less(endOf(r), at(p)), and(equals(endOf(r), at(p)), !r.endIncluded));
const beforeRange = (a: FeelRange, b: FeelRange): Truth =>
  or(less(endOf(a), startOf(b)), and(!a.endIncluded || !b.startIncluded, equals(endOf(a), startOf(b))));

const meets = (a: FeelRange, b: FeelRange): Truth => and(a.endIncluded, b.startIncluded, equals(endOf(a), startOf(b)));

/** Whether a ends after b begins. */
const reaches = (a: FeelRange, b: FeelRange): Truth =>
  or(less(startOf(b), endOf(a)), and(equals(endOf(a), startOf(b)), a.endIncluded, b.startIncluded));
const overlaps = (a: FeelRange, b: FeelRange): Truth => and(reaches(a, b), reaches(b, a));

const overlapsBefore = (a: FeelRange, b: FeelRange): Truth =>
  and(
    or(less(startOf(a), startOf(b)), and(equals(startOf(a), startOf(b)), a.startIncluded, !b.startIncluded)),
    reaches(a, b),
    or(less(endOf(a), endOf(b)), and(equals(endOf(a), endOf(b)), !a.endIncluded || b.endIncluded)),
  );

const overlapsAfter = (a: FeelRange, b: FeelRange): Truth =>
  and(
    or(less(startOf(b), startOf(a)), and(equals(startOf(b), startOf(a)), b.startIncluded, !a.startIncluded)),
    reaches(b, a),
    or(less(endOf(b), endOf(a)), and(equals(endOf(b), endOf(a)), !b.endIncluded || a.endIncluded)),
  );

const pointFinishes = (p: FeelValue, r: FeelRange): Truth => and(r.endIncluded, equals(endOf(r), at(p)));
const finishes = (a: FeelRange, b: FeelRange): Truth =>
  and(
    a.endIncluded === b.endIncluded,
    equals(endOf(a), endOf(b)),
    or(less(startOf(b), startOf(a)), and(equals(startOf(a), startOf(b)), !a.startIncluded || b.startIncluded)),
  );

const includesPoint = (r: FeelRange, p: FeelValue): Truth =>
  or(
    and(less(startOf(r), at(p)), less(at(p), endOf(r))),
    and(equals(startOf(r), at(p)), r.startIncluded),
    and(equals(endOf(r), at(p)), r.endIncluded),
  );
const includes = (a: FeelRange, b: FeelRange): Truth =>
  and(
    or(less(startOf(a), startOf(b)), and(equals(startOf(a), startOf(b)), a.startIncluded || !b.startIncluded)),
    or(less(endOf(b), endOf(a)), and(equals(endOf(a), endOf(b)), a.endIncluded || !b.endIncluded)),
  );

const pointStarts = (p: FeelValue, r: FeelRange): Truth => and(equals(startOf(r), at(p)), r.startIncluded);
const starts = (a: FeelRange, b: FeelRange): Truth =>
  and(
    equals(startOf(a), startOf(b)),
    a.startIncluded === b.startIncluded,
    or(less(endOf(a), endOf(b)), and(equals(endOf(a), endOf(b)), !a.endIncluded || b.endIncluded)),
  );

const coincides = (a: FeelRange, b: FeelRange): Truth =>
  and(equals(startOf(a), startOf(b)), a.startIncluded === b.startIncluded, equals(endOf(a), endOf(b)), a.endIncluded === b.endIncluded);

const RANGES: readonly [Domain<FeelRange>, Domain<FeelRange>] = [range, range];
const ranges = ['range1', 'range2'];

const ofRanges = (name: string, run: (a: FeelRange, b: FeelRange) => Truth): [string, FeelFunction] =>
  builtIn(name, signature(ranges, RANGES, run));

const flipped =
  <A extends FeelValue, B extends FeelValue>(run: (a: A, b: B) => Truth): ((b: B, a: A) => Truth) =>
  (b, a) =>
    run(a, b);

/** Range functions (DMN 1.5 §10.3.4.7, table 78). */
export const rangeFunctions = [
  builtIn(
    'before',
    signature(['point1', 'point2'], [point, point], beforePoint),
    signature(['point', 'range'], [point, range], pointBeforeRange),
    signature(['range', 'point'], [range, point], rangeBeforePoint),
    signature(ranges, RANGES, beforeRange),
  ),
  builtIn(
    'after',
    signature(['point1', 'point2'], [point, point], flipped(beforePoint)),
    signature(['point', 'range'], [point, range], flipped(rangeBeforePoint)),
    signature(['range', 'point'], [range, point], flipped(pointBeforeRange)),
    signature(ranges, RANGES, flipped(beforeRange)),
  ),
  ofRanges('meets', meets),
  ofRanges('met by', flipped(meets)),
  ofRanges('overlaps', overlaps),
  ofRanges('overlaps before', overlapsBefore),
  ofRanges('overlaps after', overlapsAfter),
  builtIn('finishes', signature(['point', 'range'], [point, range], pointFinishes), signature(ranges, RANGES, finishes)),
  builtIn(
    'finished by',
    signature(['range', 'point'], [range, point], flipped(pointFinishes)),
    signature(ranges, RANGES, flipped(finishes)),
  ),
  builtIn('includes', signature(['range', 'point'], [range, point], includesPoint), signature(ranges, RANGES, includes)),
  builtIn('during', signature(['point', 'range'], [point, range], flipped(includesPoint)), signature(ranges, RANGES, flipped(includes))),
  builtIn('starts', signature(['point', 'range'], [point, range], pointStarts), signature(ranges, RANGES, starts)),
  builtIn('started by', signature(['range', 'point'], [range, point], flipped(pointStarts)), signature(ranges, RANGES, flipped(starts))),
  builtIn(
    'coincides',
    signature(['point1', 'point2'], [point, point], (a, b) => equals(at(a), at(b))),
    signature(ranges, RANGES, coincides),
  ),
];
