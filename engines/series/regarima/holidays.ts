import { dayNumber, easter, periodDays } from './dates.ts';

/** Days on which a moving holiday begins, one a year, as day numbers since 1970. */
export type HolidayDates = ReadonlyMap<number, number>;

/** First and last day of the window, counted from the holiday: −10 to −1 are the ten days before. */
export interface HolidayWindow {
  readonly from: number;
  readonly to: number;
}

/** Easter Sundays of a span of years. */
export function easterDates(from: number, to: number): HolidayDates {
  const dates = new Map<number, number>();
  for (let year = from; year <= to; year++) dates.set(year, easter(year));
  return dates;
}

/** Reads dates `YYYY-MM-DD`, one a year. */
export function parseHolidayDates(lines: readonly string[]): HolidayDates {
  const dates = new Map<number, number>();
  for (const line of lines) {
    const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(line);
    if (match !== null) dates.set(Number(match[1]), dayNumber(Number(match[1]), Number(match[2]), Number(match[3])));
  }
  return dates;
}

/** Share of the window's days that fall into each of `count` periods. */
export function windowShares(dates: HolidayDates, window: HolidayWindow, start: number, count: number, frequency: number): Float64Array {
  const shares = new Float64Array(count);
  const length = window.to - window.from + 1;
  if (!(length >= 1)) throw new RangeError(`a holiday window must end on or after its first day, got ${window.from}…${window.to}`);
  for (let t = 0; t < count; t++) {
    const { first, days, year } = periodDays(start + t, frequency);
    for (let y = year - 1; y <= year + 1; y++) {
      const date = dates.get(y);
      if (date === undefined) continue;
      const inside = Math.min(date + window.to, first + days - 1) - Math.max(date + window.from, first) + 1;
      if (inside > 0) shares[t]! += inside / length;
    }
  }
  return shares;
}

/**
 * Regressor of a moving holiday: share of the window in the period less the mean share of that calendar period over a long span of
 * years, so that the effect does not move the level of a year.
 */
export function holidayRegressor(
  dates: HolidayDates,
  window: HolidayWindow,
  start: number,
  count: number,
  frequency: number,
  meanYears: readonly [first: number, last: number],
): Float64Array {
  const values = windowShares(dates, window, start, count, frequency);
  const means = calendarMeans(dates, window, frequency, meanYears);
  for (let t = 0; t < count; t++) values[t]! -= means[(((start + t) % frequency) + frequency) % frequency]!;
  return values;
}

const knownMeans = new WeakMap<HolidayDates, Map<string, Float64Array>>();

/** Mean share of each calendar period over a span of years; kept, since every series asks for the same. */
function calendarMeans(dates: HolidayDates, window: HolidayWindow, frequency: number, meanYears: readonly [number, number]): Float64Array {
  let known = knownMeans.get(dates);
  if (known === undefined) {
    known = new Map();
    knownMeans.set(dates, known);
  }
  const key = `${window.from},${window.to},${frequency},${meanYears}`;
  let means = known.get(key);
  if (means === undefined) {
    const years = meanYears[1] - meanYears[0] + 1;
    const long = windowShares(dates, window, meanYears[0] * frequency, years * frequency, frequency);
    means = new Float64Array(frequency);
    for (let i = 0; i < long.length; i++) means[i % frequency]! += long[i]! / years;
    known.set(key, means);
  }
  return means;
}
