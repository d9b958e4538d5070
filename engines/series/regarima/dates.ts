/** Days since 1 January 1970 of a Gregorian date (month 1–12), by the algorithm of H. Hinnant. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** 0 = Monday … 6 = Sunday. */
export const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

export const monthLength = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;

/** Day number of Gregorian Easter Sunday (Meeus, Jones and Butcher). */
export function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return dayNumber(year, Math.floor(n / 31), (n % 31) + 1);
}

/** Day number of the n-th given weekday (0 = Monday) of a month. */
export function nthWeekday(year: number, month: number, which: number, n: number): number {
  const first = dayNumber(year, month, 1);
  return first + ((which - weekday(first) + 7) % 7) + 7 * (n - 1);
}

/** First day and number of days of a month or a quarter counted as in `PeriodIndex`. */
export function periodDays(
  period: number,
  frequency: number,
): { readonly first: number; readonly days: number; readonly year: number; readonly position: number } {
  const year = Math.floor(period / frequency);
  const position = period - year * frequency;
  const months = 12 / frequency;
  const month = position * months + 1;
  const first = dayNumber(year, month, 1);
  const next = month + months > 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + months, 1);
  return { first, days: next - first, year, position };
}

/** How often each weekday (Monday first) falls into a run of days. */
export function weekdayCounts(first: number, days: number): number[] {
  const counts = Array.from({ length: 7 }, () => Math.floor(days / 7));
  for (let i = 0; i < days % 7; i++) counts[weekday(first + i)]! += 1;
  return counts;
}
