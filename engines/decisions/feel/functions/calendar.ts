import { currentMoment } from '../clock.ts';
import { identical } from '../comparison.ts';
import { dateTimeAt, dayNumber, FeelDate, type FeelDateTime, namedZone, UTC, weekday } from '../temporal.ts';
import type { FeelValue } from '../values.ts';
import { any, builtIn, dateOrDateTime, signature } from './signature.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const dateOf = (value: FeelDate | FeelDateTime): FeelDate => (value instanceof FeelDate ? value : value.date);

const dayOfYear = (date: FeelDate): number => dayNumber(date) - dayNumber(new FeelDate(date.year, 1, 1)) + 1;

/** The week that holds the year's first Thursday is its first (ISO 8601). */
function weekOfYear(date: FeelDate): number {
  const thursday = dayNumber(date) - weekday(date) + 4;
  const days = (year: number): number => dayNumber(new FeelDate(year, 1, 1));
  const year = thursday < days(date.year) ? date.year - 1 : thursday >= days(date.year + 1) ? date.year + 1 : date.year;
  return Math.floor((thursday - days(year)) / 7) + 1;
}

/** The moment of the evaluation in its zone (DMN 1.5 §10.3.4.11). */
function now(): FeelDateTime | undefined {
  const moment = currentMoment();
  return dateTimeAt(moment.epochNanoseconds, namedZone(moment.timeZoneId) ?? UTC);
}

const ofDate = (name: string, run: (date: FeelDate) => FeelValue): ReturnType<typeof builtIn> =>
  builtIn(
    name,
    signature(['date'], [dateOrDateTime], (value) => run(dateOf(value))),
  );

/** Date and time functions (DMN 1.5 §10.3.4.6, 10.3.4.8 and 10.3.4.11). */
export const calendarFunctions = [
  builtIn('is', signature(['value1', 'value2'], [any, any], identical)),
  ofDate('day of year', dayOfYear),
  ofDate('day of week', (date) => DAYS[weekday(date) - 1] ?? null),
  ofDate('month of year', (date) => MONTHS[date.month - 1] ?? null),
  ofDate('week of year', weekOfYear),
  builtIn(
    'now',
    signature([], [], () => now() ?? null),
  ),
  builtIn(
    'today',
    signature([], [], () => now()?.date ?? null),
  ),
];
