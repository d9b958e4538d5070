import type { PeriodIndex } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import { chineseNewYearDates } from './chinese-new-year.ts';
import { type Column, type Frame, fillFrame, frameSize, months, plainColumn, unknownVariable } from './columns.ts';
import { dayNumber, monthLength, nthWeekday, periodDays, weekdayCounts } from './dates.ts';
import { easterDates, type HolidayDates, holidayRegressor } from './holidays.ts';
import { namedOutlier } from './outlier-columns.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Leap-year factor: days of February over 28.25; of the first quarter over 90.25. 1 in other periods. */
export function leapYearFactors(frame: Frame): Float64Array {
  return fillFrame(frame, (period) => {
    const { days, position } = periodDays(period, frame.frequency);
    return position !== (frame.frequency === 12 ? 1 : 0) ? 1 : frame.frequency === 12 ? days / 28.25 : days / 90.25;
  });
}

/** Length of the month or quarter over its mean length: 30.4375 or 91.3125 days. */
export function lengthFactors(frame: Frame): Float64Array {
  return fillFrame(frame, (period) => periodDays(period, frame.frequency).days / (365.25 / frame.frequency));
}

const easterCache = new Map<string, HolidayDates>();
function easters(): HolidayDates {
  let dates = easterCache.get('all');
  if (dates === undefined) {
    dates = easterDates(1600, 2599);
    easterCache.set('all', dates);
  }
  return dates;
}

const built = new WeakMap<Frame, Map<string, Column[]>>();

/**
 * The columns of one variable of the regression spec under the reference's names (argument `variables`). `td` brings its leap-year
 * regressor only where `leapYear` says so: after a logarithm the data are divided by the leap-year factor instead.
 *
 * @throws SeriesRefusal `regression-unknown` for a name that is not one of the reference's, `outlier-outside-span`
 */
export function regressorColumns(name: string, frame: Frame, leapYear: boolean, rate?: number): Column[] {
  let columns = built.get(frame);
  if (columns === undefined) {
    columns = new Map();
    built.set(frame, columns);
  }
  // The tests of a run ask for the same columns again and again.
  const key = `${name}|${leapYear}|${rate}`;
  const held = columns.get(key) ?? buildColumns(name, frame, leapYear, rate);
  columns.set(key, held);
  return held;
}

function buildColumns(name: string, frame: Frame, leapYear: boolean, rate?: number): Column[] {
  const { frequency } = frame;
  const trimmed = name.trim();
  const lower = trimmed.toLowerCase();
  const argument = /^([a-z0-9]+)\[(-?\d+)(?:\s*,\s*(-?\d+))?\]$/.exec(lower);
  const base = argument?.[1] ?? lower;
  const number = Number(argument?.[2]);
  switch (base) {
    case 'const':
      return [plainColumn('constant', 'Constant', 'Constant', new Float64Array(frameSize(frame)).fill(1))];
    case 'td':
    case 'tdnolpyear':
      return [...tradingDays(frame), ...(leapYear && base === 'td' ? leapYears(frame) : [])];
    case 'td1coef':
    case 'td1nolpyear':
      return [oneTradingDay(frame), ...(leapYear && base === 'td1coef' ? leapYears(frame) : [])];
    case 'lpyear':
      return leapYears(frame);
    case 'lom':
    case 'loq': {
      const mean = 365.25 / frequency;
      const group = frequency === 12 ? 'Length-of-Month' : 'Length-of-Quarter';
      return [
        plainColumn(
          'leap',
          group,
          group,
          fillFrame(frame, (period) => periodDays(period, frequency).days - mean),
        ),
      ];
    }
    case 'tdstock':
      return stockTradingDays(frame, argument === null ? 31 : number);
    case 'seasonal':
      return seasonalDummies(frame);
    case 'sincos':
      return trigonometric(frame, argument === null ? undefined : [number]);
    case 'easter':
    case 'sceaster': {
      const width = argument === null ? 8 : number;
      if (!(width >= 1 && width <= (base === 'easter' ? 25 : 24))) throw unknownVariable(name);
      return [easterColumn(frame, width, base === 'sceaster')];
    }
    case 'thank':
    case 'labor': {
      const width = argument === null ? 1 : number;
      const dates = new Map<number, number>();
      for (let year = 1600; year <= 2200; year++)
        dates.set(year, base === 'labor' ? nthWeekday(year, 9, 0, 1) : nthWeekday(year, 11, 3, 4));
      // Thank[w] runs from w days before Thanksgiving (after it when w is negative) to 24 December.
      const values =
        base === 'labor'
          ? holidayRegressor(dates, { from: -width, to: -1 }, frame.start - frame.backcast, frameSize(frame), frequency, [1600, 1999])
          : thanksgiving(frame, dates, width);
      const group = `${base === 'labor' ? 'Labor' : 'Thank'}[${width}]`;
      return [plainColumn('holiday', group, group, values)];
    }
    case 'cny': {
      const [from, to] = argument?.[3] === undefined ? [0, 6] : [number, Number(argument[3])];
      const group = `ChineseNewYear[${from},${to}]`;
      const values = holidayRegressor(
        chineseNewYearDates,
        { from, to },
        frame.start - frame.backcast,
        frameSize(frame),
        frequency,
        [1930, 2030],
      );
      return [plainColumn('holiday', group, group, values)];
    }
    default:
      return [namedOutlier(trimmed, frame, rate)];
  }
}

function tradingDays(frame: Frame): Column[] {
  return [0, 1, 2, 3, 4, 5].map((i) =>
    plainColumn(
      'td',
      'Trading Day',
      weekdays[i]!,
      fillFrame(frame, (period) => {
        const { first, days } = periodDays(period, frame.frequency);
        const counts = weekdayCounts(first, days);
        return counts[i]! - counts[6]!;
      }),
    ),
  );
}

function oneTradingDay(frame: Frame): Column {
  const values = fillFrame(frame, (period) => {
    const { first, days } = periodDays(period, frame.frequency);
    const counts = weekdayCounts(first, days);
    return counts[0]! + counts[1]! + counts[2]! + counts[3]! + counts[4]! - 2.5 * (counts[5]! + counts[6]!);
  });
  return plainColumn('td', '1-Coefficient Trading Day', 'Weekday', values);
}

function leapYears(frame: Frame): Column[] {
  const mean = frame.frequency === 12 ? 28.25 : 90.25;
  const values = fillFrame(frame, (period) => {
    const { days, position } = periodDays(period, frame.frequency);
    return position === (frame.frequency === 12 ? 1 : 0) ? days - mean : 0;
  });
  return [plainColumn('leap', 'Leap Year', 'Leap Year', values)];
}

/** Day of the week of the w-th day of the month (the last one if the month is shorter): 1 for the day, −1 for Sunday. */
function stockTradingDays(frame: Frame, w: number): Column[] {
  if (frame.frequency !== 12) throw new SeriesRefusal('regression-unknown', { field: 'regression', values: { variable: `tdstock[${w}]` } });
  return [0, 1, 2, 3, 4, 5].map((i) =>
    plainColumn(
      'td',
      `Stock Trading Day[${w}]`,
      weekdays[i]!,
      fillFrame(frame, (period) => {
        const year = Math.floor(period / 12);
        const month = period - year * 12 + 1;
        const day = (dayNumber(year, month, Math.min(w, monthLength(year, month))) + 3) % 7;
        const which = (day + 7) % 7;
        return which === i ? 1 : which === 6 ? -1 : 0;
      }),
    ),
  );
}

function seasonalDummies(frame: Frame): Column[] {
  const s = frame.frequency;
  return Array.from({ length: s - 1 }, (_, i) =>
    plainColumn(
      'seasonal',
      'Seasonal',
      s === 12 ? months[i]! : `${i + 1}`,
      fillFrame(frame, (period) => {
        const position = ((period % s) + s) % s;
        return position === i ? 1 : position === s - 1 ? -1 : 0;
      }),
    ),
  );
}

function trigonometric(frame: Frame, only: readonly number[] | undefined): Column[] {
  const s = frame.frequency;
  const columns: Column[] = [];
  for (const j of only ?? Array.from({ length: s / 2 }, (_, i) => i + 1)) {
    const angle = (2 * Math.PI * j) / s;
    if (j < s / 2)
      columns.push(
        plainColumn(
          'seasonal',
          'Trigonometric Seasonal',
          `sin(2pi*${j}t/${s})`,
          fillFrame(frame, (t) => Math.sin(angle * (t + 1))),
        ),
      );
    columns.push(
      plainColumn(
        'seasonal',
        'Trigonometric Seasonal',
        `cos(2pi*${j}t/${s})`,
        fillFrame(frame, (t) => Math.cos(angle * (t + 1))),
      ),
    );
  }
  return columns;
}

function easterColumn(frame: Frame, width: number, canadian: boolean): Column {
  // The Bureau's window ends on Holy Saturday, that of Statistics Canada on Easter Sunday.
  const window = canadian ? { from: 1 - width, to: 0 } : { from: -width, to: -1 };
  const values = holidayRegressor(easters(), window, frame.start - frame.backcast, frameSize(frame), frame.frequency, [1600, 2099]);
  const group = `${canadian ? 'StatCanEaster' : 'Easter'}[${width}]`;
  return plainColumn('holiday', group, group, values);
}

function thanksgiving(frame: Frame, dates: HolidayDates, width: number): Float64Array {
  const shares = (period: PeriodIndex): number => {
    const { first, days, year } = periodDays(period, frame.frequency);
    const from = dates.get(year)! - width;
    const to = dayNumber(year, 12, 24);
    const inside = Math.min(to, first + days - 1) - Math.max(from, first) + 1;
    return inside > 0 ? inside / (to - from + 1) : 0;
  };
  const means = new Float64Array(frame.frequency);
  for (let year = 1600; year < 2000; year++)
    for (let i = 0; i < frame.frequency; i++) means[i]! += shares(year * frame.frequency + i) / 400;
  return fillFrame(frame, (period) => shares(period) - means[((period % frame.frequency) + frame.frequency) % frame.frequency]!);
}
