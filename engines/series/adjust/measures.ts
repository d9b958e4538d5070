import { putIn, takeOut } from '../x11/mode.ts';
import type { X11Result } from '../x11/model.ts';
import type { PriorFactors } from './factors.ts';
import type { FinalTables } from './final-tables.ts';
import { identifiableSeasonality, kruskalWallis, movingSeasonalityTest, stableSeasonality, type TestResult } from './seasonality-tests.ts';

/** The summary measures of table F2 and the quality statistics of table F3. */
export interface Measures {
  /** Average duration of run: adjusted, irregular, trend, months-for-cyclical-dominance average. */
  readonly durations: readonly [number, number, number, number];
  /** I/C by span, 1 to 12 months (4 quarters). */
  readonly ratios: Float64Array;
  readonly monthsForCyclicalDominance: number;
  /** Shares of the stationary part's variance, per cent: irregular, trend, seasonal, prior, calendar, total. */
  readonly shares: readonly [number, number, number, number, number, number];
  /** Table F1, NaN at the ends. */
  readonly average: Float64Array;
  readonly stableB1: TestResult;
  readonly stableD8: TestResult;
  readonly ranks: TestResult;
  readonly moving: TestResult | undefined;
  readonly identifiable: 'yes' | 'probably no' | 'no';
  /** M1 to M11; NaN where one is not computed. */
  readonly m: readonly number[];
  readonly q: number;
  readonly qWithoutM2: number;
  readonly failures: number;
}

const qualityWeights = [10, 11, 10, 8, 11, 10, 18, 7, 7, 4, 4];

/** Average absolute change over spans of 1 to s periods, per cent or differences. */
function averageChanges(values: Float64Array, from: number, to: number, spans: number, additive: boolean): Float64Array {
  const out = new Float64Array(spans);
  for (let k = 1; k <= spans; k += 1) {
    let sum = 0;
    for (let i = from; i < to - k; i += 1) {
      const change = (values[i + k] as number) - (values[i] as number);
      sum += Math.abs(additive ? change : (100 * change) / (values[i] as number));
    }
    out[k - 1] = sum / (to - k - from);
  }
  return out;
}

/** Average duration of run: how many periods a series goes on rising or falling. */
export function averageDuration(values: Float64Array, from: number, to: number): number {
  let runs = 1;
  let direction = 0;
  for (let i = from + 1; i < to; i += 1) {
    const change = Math.sign((values[i] as number) - (values[i - 1] as number));
    if (change === 0 || change === direction) continue;
    if (direction !== 0) runs += 1;
    direction = change;
  }
  return (to - 1 - from) / runs;
}

/** Variance about the mean (or about the expected value): of relative deviations when multiplicative, in units of per cent squared. */
function variance(values: Float64Array, from: number, to: number, known: boolean, additive: boolean): number {
  const n = to - from;
  let mean = 0;
  if (!known) for (let i = from; i < to; i += 1) mean += (additive ? (values[i] as number) : Math.log(values[i] as number)) / n;
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += ((additive ? (values[i] as number) : Math.log(values[i] as number)) - mean) ** 2;
  return sum / n;
}

/** Tables F1 to F3 of the span. */
export function measures(x11: X11Result, final: FinalTables, factors: PriorFactors, options: { readonly logadd: boolean }): Measures {
  const { additive, layout, input } = x11;
  const { frequency } = layout;
  const from = input.spanStart;
  const to = input.spanEnd;
  const n = final.original.length;
  const expected = additive ? 0 : 1;
  const scratch = new Float64Array(n);
  const without = (values: Float64Array, removed: readonly Float64Array[]): Float64Array => {
    const out = values.slice();
    for (const factor of removed) takeOut(out, out, factor, 0, n, additive);
    return out;
  };
  const outliers = [factors.ls, factors.ao, factors.tc, factors.user];
  const change = (values: Float64Array): Float64Array => averageChanges(values, from, to, frequency, additive);
  const squared = (values: Float64Array): Float64Array => change(values).map((x) => x * x);

  const prior = new Float64Array(n).fill(expected);
  for (const factor of outliers) putIn(prior, prior, factor, 0, n, additive);
  const parts = [final.e3, final.plainTrend, final.d10, prior, factors.calendar].map(squared);
  const shareOver = (part: number, span: number): number => {
    let total = 0;
    for (const one of parts) total += one[span - 1] as number;
    return ((parts[part] as Float64Array)[span - 1] as number) / total;
  };
  const irregularChange = change(final.plainIrregular);
  const trendChange = change(final.plainTrend);
  const ratios = irregularChange.map((value, k) => value / (trendChange[k] as number));

  let dominance = frequency as number;
  while (dominance >= 1 && (ratios[dominance - 1] as number) < 1) dominance -= 1;
  dominance = Math.min(dominance + 1, frequency);
  const average = new Float64Array(n).fill(Number.NaN);
  const terms = Math.min(dominance, 6);
  const cleaned = without(final.d11, outliers);
  const half = Math.floor(terms / 2);
  const averageFrom = from + half;
  const averageTo = to - half;
  dominanceAverage(final.d11, terms, average, from, n);
  average.fill(Number.NaN, Math.max(averageTo, averageFrom));

  // Variance of each component about its linear (or exponential) growth, relative to the modified original.
  let slope = 0;
  for (let i = from; i < to; i += 1)
    slope += (additive ? (final.plainTrend[i] as number) : Math.log(final.plainTrend[i] as number)) * (2 * i - from - (to - 1));
  const length = to - from;
  slope = (6 * slope) / (length * (length * length - 1));
  const growth = Float64Array.from({ length: n }, (_, i) => (additive ? slope * (i - from + 1) : Math.exp(slope * (i - from + 1))));
  takeOut(scratch, final.e1, growth, 0, n, additive);
  const whole = variance(scratch, from, to, false, additive) / 100;
  takeOut(scratch, final.plainTrend, growth, 0, n, additive);
  const vTrend = variance(scratch, from, to, false, additive) / whole;
  const vIrregular = variance(final.e3, from, to, true, additive) / whole;
  const vSeasonal = variance(final.d10, from, to, true, additive) / whole;
  const vPrior = factors.present.size > 0 ? variance(prior, from, to, false, additive) / whole : 0;
  const vCalendar = factors.present.has('calendar') ? variance(factors.calendar, from, to, true, additive) / whole : 0;

  const offset = layout.offset;
  const halfYear = frequency / 2;
  // Log-additive runs test the logarithms that X-11 worked on.
  const si = (table: Float64Array): Float64Array => (options.logadd ? table.map(Math.log) : table);
  const d8 = si(x11.tables.d8);
  const stableB1 = stableSeasonality(si(x11.tables.b3), from + halfYear, to - halfYear, frequency);
  const stableD8 = stableSeasonality(d8, from, to, frequency);
  const ranks = kruskalWallis(d8, from, to, frequency);
  const moving = movingSeasonalityTest(d8, from, to, { frequency, offset }, options.logadd ? 0 : expected);
  const { verdict, m7 } = identifiableSeasonality(stableD8, moving, ranks);

  const durationIrregular = averageDuration(final.plainIrregular, from, to);
  const m = new Array<number>(11).fill(Number.NaN);
  const toMonths = Math.max(1, 12 / frequency);
  m[0] = shareOver(0, frequency / 4) / (1 - shareOver(3, frequency / 4)) / 0.1;
  m[1] = vIrregular / Math.abs(100 - vPrior) / 0.1;
  m[2] = (x11.trendRatio * toMonths - 1) / 2;
  m[3] = Math.abs((3 * (length - 1)) / durationIrregular - 2 * length + 1) / (Math.sqrt(1.6 * length - 2.9) * 2.577);
  m[4] = (interpolatedDominance(ratios, dominance, frequency, toMonths) * toMonths - 0.5) / 5;
  m[5] = Math.abs(x11.moving.ratio - 4) / 2.5;
  m[6] = m7;
  const stable = x11.seasonalFilters.every((filter) => filter === 'stable');
  const years = Math.floor(length / frequency);
  if (!stable && years >= 6) movingMeasures(final.d10, from, to, frequency, expected, m);
  const clipped = m.map((value) => Math.min(3, Math.max(0, value)));
  const all3x5 = x11.seasonalFilters.every((filter) => filter === '3x5' || filter === 'x11default');
  const used = (i: number): number =>
    Number.isNaN(clipped[i] as number)
      ? i < 9
        ? (clipped[6] as number)
        : i === 9
          ? (clipped[0] as number)
          : (clipped[1] as number)
      : (clipped[i] as number);
  let sum = 0;
  let weight = 0;
  for (let i = 0; i < 11; i += 1) {
    if (i === 5 && !all3x5) continue;
    sum += used(i) * (qualityWeights[i] as number);
    weight += qualityWeights[i] as number;
  }
  // With M10 and M11 missing, M2 stands in for M11 too, so its whole weight of 15 leaves Q without M2.
  const weight2 = Number.isNaN(clipped[10] as number) ? 15 : 11;
  return {
    durations: [
      averageDuration(cleaned, from, to),
      durationIrregular,
      averageDuration(final.plainTrend, from, to),
      averageDuration(average, averageFrom, averageTo),
    ],
    ratios,
    monthsForCyclicalDominance: dominance,
    shares: [vIrregular, vTrend, vSeasonal, vPrior, vCalendar, vIrregular + vTrend + vSeasonal + vPrior + vCalendar],
    average,
    stableB1,
    stableD8,
    ranks,
    moving,
    identifiable: verdict,
    m: clipped,
    q: sum / weight,
    qWithoutM2: (sum - (clipped[1] as number) * weight2) / (weight - weight2),
    failures: clipped.filter((value) => value >= 1).length,
  };
}

/** Unweighted moving average of 1 to 6 terms; an even number is centred by averaging two of them. */
function dominanceAverage(values: Float64Array, terms: number, out: Float64Array, from: number, to: number): void {
  const half = Math.floor(terms / 2);
  for (let i = from + half; i < to - half; i += 1) {
    let sum = 0;
    for (let k = -half; k <= half; k += 1) sum += (values[i + k] as number) * (terms % 2 === 0 && Math.abs(k) === half ? 0.5 : 1);
    out[i] = sum / terms;
  }
}

function interpolatedDominance(ratios: Float64Array, dominance: number, frequency: number, toMonths: number): number {
  if (dominance === 1) return Math.min(1, Math.max(0.5, 1 + ((ratios[0] as number) - 1) / ((ratios[0] as number) - (ratios[1] as number))));
  const fall = (ratios[dominance - 2] as number) - (ratios[dominance - 1] as number);
  return fall <= 0 && dominance === frequency ? toMonths * 15.5 : dominance + ((ratios[dominance - 1] as number) - 1) / fall;
}

/** M8 to M11: size and drift of the changes of the standardised seasonal factors, over all years and over recent ones. */
function movingMeasures(factors: Float64Array, from: number, to: number, frequency: number, expected: number, m: number[]): void {
  let squares = 0;
  for (let i = from; i < to; i += 1) squares += ((factors[i] as number) - expected) ** 2;
  const deviation = Math.sqrt(squares / (to - from));
  const z = (i: number): number => ((factors[i] as number) - expected) / deviation;
  let size = 0;
  let sizeCount = 0;
  let drift = 0;
  let recentSize = 0;
  let recentSizeCount = 0;
  let recentDrift = 0;
  let recentCount = 0;
  for (let start = from; start < from + frequency; start += 1) {
    let last = start;
    for (let i = start + frequency; i < to; i += frequency) {
      size += Math.abs(z(i) - z(i - frequency));
      sizeCount += 1;
      last = i;
    }
    drift += Math.abs(z(last) - z(start)) / ((last - start) / frequency);
    const recentEnd = last - 2 * frequency;
    const recentStart = recentEnd - 3 * frequency;
    if (recentStart < from) continue;
    recentDrift += Math.abs(z(recentEnd) - z(recentStart)) / 3;
    recentCount += 1;
    for (let i = recentStart + frequency; i <= recentEnd; i += frequency) {
      recentSize += Math.abs(z(i) - z(i - frequency));
      recentSizeCount += 1;
    }
  }
  m[7] = (10 * size) / sizeCount;
  m[8] = (10 * drift) / frequency;
  m[9] = (10 * recentSize) / Math.max(1, recentSizeCount);
  m[10] = (10 * recentDrift) / Math.max(1, recentCount);
}
