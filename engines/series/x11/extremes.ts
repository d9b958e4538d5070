import type { Layout } from './seasonal.ts';

/**
 * How the spread of the irregular is measured: over five calendar years ("none"), for each calendar month over all years ("all"), so only
 * where Cochran's test says that the months differ ("signif"), or in two groups of months ("select").
 */
export type CalendarSigma = 'none' | 'all' | 'signif' | 'select';

/** Limits between which an irregular loses weight, in standard deviations: full weight up to `lower`, none beyond `upper`. */
export interface ExtremeRule {
  readonly lower: number;
  readonly upper: number;
  readonly calendarSigma: CalendarSigma;
  /** Calendar positions (0-based) of the first group of "select". */
  readonly group: readonly number[];
}

/** Where the irregular exists, and whether its expected value is 0 (additive) or 1. */
export interface IrregularSpan {
  readonly from: number;
  readonly to: number;
  readonly expected: 0 | 1;
}

const fullYears = 5;

/**
 * Tables B17 and C17: the weight of each irregular, 1 (ordinary) to 0 (extreme); points outside the span have weight 1.
 *
 * Two passes: the second leaves those beyond the upper limit out of the standard deviation. The mean is taken as known, so the divisor is
 * the number of values. The deviation of a calendar year comes from the five years around it; the first and last three years share one.
 */
export function extremeWeights(
  weights: Float64Array,
  irregular: Float64Array,
  span: IrregularSpan,
  rule: ExtremeRule,
  layout: Layout,
): void {
  weights.fill(1);
  const byMonth = rule.calendarSigma === 'all' || (rule.calendarSigma === 'signif' && monthsDiffer(irregular, span, layout));
  for (const pass of [1, 2] as const) {
    if (rule.calendarSigma === 'select') weighGroups(weights, irregular, span, rule, layout, pass);
    else if (byMonth) weighMonths(weights, irregular, span, rule, layout, pass);
    else weighYears(weights, irregular, span, rule, layout, pass);
  }
  for (let i = span.from; i < span.to; i += 1) if ((weights[i] as number) < 0) weights[i] = 0;
}

/** Writes the weight of one value: −1 marks a value that the second pass leaves out of its standard deviation. */
function weigh(weights: Float64Array, i: number, deviation: number, rule: ExtremeRule, pass: 1 | 2): void {
  if (deviation > rule.upper) weights[i] = pass === 1 ? 0 : -1;
  else if (pass === 2) weights[i] = deviation > rule.lower ? (rule.upper - deviation) / (rule.upper - rule.lower) : 1;
}

function spread(
  weights: Float64Array,
  irregular: Float64Array,
  from: number,
  to: number,
  step: number,
  expected: number,
  pass: 1 | 2,
): number {
  let sum = 0;
  let count = 0;
  for (let i = from; i < to; i += step) {
    if (pass === 2 && weights[i] === 0) continue;
    sum += ((irregular[i] as number) - expected) ** 2;
    count += 1;
  }
  return count === 0 ? 0 : Math.sqrt(sum / count);
}

function weighYears(
  weights: Float64Array,
  irregular: Float64Array,
  span: IrregularSpan,
  rule: ExtremeRule,
  layout: Layout,
  pass: 1 | 2,
): void {
  const { frequency, offset } = layout;
  const { from, to, expected } = span;
  // Everything below counts positions from the January (first quarter) of the year in which index 0 lies.
  const first = from + offset;
  const end = to + offset;
  const firstYear = Math.floor(first / frequency) * frequency;
  const firstFullYear = Math.ceil(first / frequency) * frequency;
  const endOfFullYears = Math.floor(end / frequency) * frequency;
  const lastWindow = endOfFullYears - fullYears * frequency;
  let lastStart = Math.ceil(end / frequency) * frequency - fullYears * frequency;
  if (lastWindow < firstFullYear) lastStart = firstYear;
  // Deviations of pass 2 are taken from the weights of pass 1, so they are all measured before any weight changes.
  const steps: { from: number; to: number; sigma: number }[] = [];
  for (let year = firstYear; year <= Math.max(lastStart, firstYear); year += frequency) {
    const only = lastStart <= firstYear;
    const head = year <= firstYear;
    const tail = year >= lastStart;
    const windowFrom = only || head ? first : tail ? lastWindow : year;
    const windowTo = only || (tail && !head) ? end : head ? firstFullYear + fullYears * frequency : year + fullYears * frequency;
    const targetFrom = only || head ? first : tail ? lastStart + 2 * frequency : year + 2 * frequency;
    const targetTo = only || (tail && !head) ? end : year + 3 * frequency;
    const sigma = spread(weights, irregular, windowFrom - offset, Math.min(windowTo, end) - offset, 1, expected, pass);
    steps.push({ from: targetFrom - offset, to: Math.min(targetTo, end) - offset, sigma });
  }
  for (const step of steps) {
    if (step.sigma === 0) continue;
    for (let i = step.from; i < step.to; i += 1) weigh(weights, i, Math.abs((irregular[i] as number) - expected) / step.sigma, rule, pass);
  }
}

function weighMonths(
  weights: Float64Array,
  irregular: Float64Array,
  span: IrregularSpan,
  rule: ExtremeRule,
  layout: Layout,
  pass: 1 | 2,
): void {
  for (let start = span.from; start < span.from + layout.frequency; start += 1) {
    const sigma = spread(weights, irregular, start, span.to, layout.frequency, span.expected, pass);
    if (sigma === 0) continue;
    for (let i = start; i < span.to; i += layout.frequency)
      weigh(weights, i, Math.abs((irregular[i] as number) - span.expected) / sigma, rule, pass);
  }
}

function weighGroups(
  weights: Float64Array,
  irregular: Float64Array,
  span: IrregularSpan,
  rule: ExtremeRule,
  layout: Layout,
  pass: 1 | 2,
): void {
  const inGroup = (i: number): boolean => rule.group.includes((i + layout.offset) % layout.frequency);
  const sigmas = [true, false].map((wanted) => {
    let sum = 0;
    let count = 0;
    for (let i = span.from; i < span.to; i += 1) {
      if (inGroup(i) !== wanted || (pass === 2 && weights[i] === 0)) continue;
      sum += ((irregular[i] as number) - span.expected) ** 2;
      count += 1;
    }
    return count === 0 ? 0 : Math.sqrt(sum / count);
  });
  for (let i = span.from; i < span.to; i += 1) {
    const sigma = sigmas[inGroup(i) ? 0 : 1] as number;
    if (sigma > 0) weigh(weights, i, Math.abs((irregular[i] as number) - span.expected) / sigma, rule, pass);
  }
}

// Critical values of Cochran's test at 5 % for 12 and 4 variances, by the number of values a variance (2, 3, … 11, 17, 37, 145, beyond).
const cochranSizes = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 17, 37, 145];
const cochranTwelve = [0.541, 0.3924, 0.3264, 0.288, 0.2624, 0.2439, 0.2299, 0.2187, 0.2098, 0.202, 0.1737, 0.1403, 0.11, 0.0833];
const cochranFour = [0.9065, 0.7679, 0.6841, 0.6287, 0.5895, 0.5598, 0.5365, 0.5175, 0.5017, 0.4884, 0.4366, 0.372, 0.3093, 0.25];

/** Cochran's test of equal variance of the months at 5 %. */
function monthsDiffer(irregular: Float64Array, span: IrregularSpan, layout: Layout): boolean {
  let total = 0;
  let largest = 0;
  let smallestCount = Number.POSITIVE_INFINITY;
  for (let start = span.from; start < span.from + layout.frequency; start += 1) {
    let sum = 0;
    let squares = 0;
    let count = 0;
    for (let i = start; i < span.to; i += layout.frequency) {
      sum += irregular[i] as number;
      squares += (irregular[i] as number) ** 2;
      count += 1;
    }
    const variance = count < 2 ? 0 : (squares - (sum * sum) / count) / (count - 1);
    total += variance;
    largest = Math.max(largest, variance);
    smallestCount = Math.min(smallestCount, count);
  }
  const table = layout.frequency === 12 ? cochranTwelve : cochranFour;
  const at = cochranSizes.findIndex((size) => size >= smallestCount);
  return total > 0 && largest / total >= (table[at === -1 ? table.length - 1 : at] as number);
}

/**
 * Tables B4, B9 (and D9): an SI whose irregular lost weight becomes (w·SI + four full-weight SI nearest in its month) ÷ (w + 4): two on
 * each side, or more from the other where one side has fewer. With fewer than four such values it becomes the mean of the month's SI.
 */
export function replaceExtremes(si: Float64Array, weights: Float64Array, from: number, to: number, layout: Layout): void {
  const { frequency } = layout;
  const original = si.slice(from, to);
  for (let i = from; i < to; i += 1) {
    const weight = weights[i] as number;
    if (weight >= 1) continue;
    let sum = 0;
    let before = 0;
    let after = 0;
    let left = i - frequency;
    let right = i + frequency;
    const nextLeft = (): number => {
      while (left >= from && (weights[left] as number) < 1) left -= frequency;
      return left;
    };
    const nextRight = (): number => {
      while (right < to && (weights[right] as number) < 1) right += frequency;
      return right;
    };
    while (before < 2 && nextLeft() >= from) {
      sum += original[left - from] as number;
      before += 1;
      left -= frequency;
    }
    while (before + after < 4 && nextRight() < to && (after < 2 || before < 2)) {
      sum += original[right - from] as number;
      after += 1;
      right += frequency;
    }
    while (before + after < 4 && nextLeft() >= from) {
      sum += original[left - from] as number;
      before += 1;
      left -= frequency;
    }
    si[i] =
      before + after === 4
        ? (weight * (original[i - from] as number) + sum) / (weight + 4)
        : monthMean(original, (i - from) % frequency, frequency);
  }
}

function monthMean(values: Float64Array, start: number, step: number): number {
  let sum = 0;
  let count = 0;
  for (let i = start; i < values.length; i += step) {
    sum += values[i] as number;
    count += 1;
  }
  return sum / count;
}
