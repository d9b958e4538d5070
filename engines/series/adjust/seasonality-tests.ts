import type { Frequency } from '../period.ts';
import { chiSquareTail, fTail } from './distributions.ts';

/** A statistic with the probability, in per cent, of one as large when there is nothing to find. */
export interface TestResult {
  readonly statistic: number;
  readonly probability: number;
}

/**
 * One-way analysis of variance by calendar month: stable seasonality (tables B1 and D8), residual seasonality (D11).
 *
 * @param offset calendar position of `values[from]` relative to any fixed month; only differences of positions matter
 */
export function stableSeasonality(values: Float64Array, from: number, to: number, frequency: Frequency): TestResult {
  const n = to - from;
  let total = 0;
  for (let i = from; i < to; i += 1) total += values[i] as number;
  const mean = total / n;
  let between = 0;
  let within = 0;
  for (let start = from; start < from + frequency; start += 1) {
    let sum = 0;
    let count = 0;
    for (let i = start; i < to; i += frequency) {
      sum += values[i] as number;
      count += 1;
    }
    if (count === 0) continue;
    const own = sum / count;
    between += count * (own - mean) ** 2;
    for (let i = start; i < to; i += frequency) within += ((values[i] as number) - own) ** 2;
  }
  const degrees = n - frequency;
  const statistic = within <= 0 ? Number.NaN : between / (frequency - 1) / (within / degrees);
  return { statistic, probability: 100 * fTail(statistic, frequency - 1, degrees) };
}

/** Residual seasonality of an adjusted series: the F test on its changes over a quarter of a year, all of it or the last three years. */
export function residualSeasonality(
  adjusted: Float64Array,
  from: number,
  to: number,
  frequency: Frequency,
): { all: TestResult; lastThreeYears: TestResult } {
  const lag = Math.max(1, frequency / 4);
  const changes = new Float64Array(to);
  for (let i = from + lag; i < to; i += 1) changes[i] = (adjusted[i] as number) - (adjusted[i - lag] as number);
  return {
    all: stableSeasonality(changes, from + lag, to, frequency),
    lastThreeYears: stableSeasonality(changes, Math.max(from + lag, to - 3 * frequency), to, frequency),
  };
}

/** Kruskal and Wallis's test of stable seasonality by ranks. */
export function kruskalWallis(values: Float64Array, from: number, to: number, frequency: Frequency): TestResult {
  const n = to - from;
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => (values[from + a] as number) - (values[from + b] as number) || a - b);
  const sums = new Float64Array(frequency);
  const counts = new Float64Array(frequency);
  order.forEach((index, rank) => {
    sums[index % frequency] = (sums[index % frequency] as number) + rank + 1;
    counts[index % frequency] = (counts[index % frequency] as number) + 1;
  });
  let total = 0;
  for (let j = 0; j < frequency; j += 1) if ((counts[j] as number) > 0) total += (sums[j] as number) ** 2 / (counts[j] as number);
  const statistic = (12 * total) / (n * (n + 1)) - 3 * (n + 1);
  return { statistic, probability: 100 * chiSquareTail(statistic, frequency - 1) };
}

/**
 * Higginson's F test of moving seasonality (1975): two-way analysis by month and calendar year of |SI − expected|, complete calendar
 * years only.
 *
 * @param offset calendar position of index 0
 */
export function movingSeasonalityTest(
  si: Float64Array,
  from: number,
  to: number,
  layout: { readonly frequency: Frequency; readonly offset: number },
  expected: 0 | 1,
): TestResult | undefined {
  const { frequency, offset } = layout;
  const first = Math.ceil((from + offset) / frequency) * frequency - offset;
  const years = Math.floor((to - first) / frequency);
  if (years < 2) return undefined;
  const rows = new Float64Array(years);
  const columns = new Float64Array(frequency);
  let total = 0;
  let squares = 0;
  for (let year = 0; year < years; year += 1) {
    for (let month = 0; month < frequency; month += 1) {
      const value = Math.abs((si[first + year * frequency + month] as number) - expected);
      rows[year] = (rows[year] as number) + value / frequency;
      columns[month] = (columns[month] as number) + value / years;
      total += value;
    }
  }
  const mean = total / (years * frequency);
  for (let i = first; i < first + years * frequency; i += 1) squares += (Math.abs((si[i] as number) - expected) - mean) ** 2;
  let byYear = 0;
  let byMonth = 0;
  for (const row of rows) byYear += frequency * (row - mean) ** 2;
  for (const column of columns) byMonth += years * (column - mean) ** 2;
  const degrees = (frequency - 1) * (years - 1);
  const error = (squares - byYear - byMonth) / degrees;
  if (error <= 0) return undefined;
  const statistic = byYear / (years - 1) / error;
  return { statistic, probability: 100 * fTail(statistic, years - 1, degrees) };
}

/** Verdict on identifiable seasonality from the three tests (Lothian and Morry 1978; section "D8" of the reference program). */
export function identifiableSeasonality(
  stable: TestResult,
  moving: TestResult | undefined,
  ranks: TestResult,
): { verdict: 'yes' | 'probably no' | 'no'; m7: number } {
  const fs = stable.statistic;
  const fm = moving?.statistic ?? 0;
  const first = fs * 9 >= 7 ? 7 / fs : 9;
  const second = fs > 0 ? Math.min(9, (3 * fm) / fs) : 9;
  const m7 = Math.sqrt((first + second) / 2);
  if (stable.probability >= 0.1) return { verdict: 'no', m7 };
  if (moving !== undefined && moving.probability < 5 && m7 >= 1) return { verdict: 'no', m7 };
  if (first >= 1 || second >= 1 || ranks.probability >= 0.1) return { verdict: 'probably no', m7 };
  return { verdict: 'yes', m7 };
}
