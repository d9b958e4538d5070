import { type Frequency, formatPeriod, type PeriodIndex } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import { chineseNewYearDates } from './chinese-new-year.ts';
import { dayNumber, monthLength, nthWeekday, periodDays, weekdayCounts } from './dates.ts';
import { easterDates, type HolidayDates, holidayRegressor } from './holidays.ts';

/** The periods a regressor covers: backcasts, span and forecasts. */
export interface Frame {
  readonly start: PeriodIndex;
  readonly frequency: Frequency;
  readonly length: number;
  readonly backcast: number;
  readonly forecast: number;
}

export type ColumnKind =
  | 'constant'
  | 'td'
  | 'leap'
  | 'holiday'
  | 'ao'
  | 'ls'
  | 'tc'
  | 'so'
  | 'ramp'
  | 'tl'
  | 'seasonal'
  | 'user'
  | 'missing';

/** One regression variable over backcasts, span and forecasts. */
export interface Column {
  readonly kind: ColumnKind;
  readonly group: string;
  readonly variable: string;
  readonly values: Float64Array;
  /** Found by the outlier search. */
  readonly automatic: boolean;
  /** For outliers: the period and its place in the span. */
  readonly at?: number;
}

export const frameSize = (frame: Frame): number => frame.backcast + frame.length + frame.forecast;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** A period as the reference writes it in names: `1993.Jan`, `1970.3`. */
export function referenceDate(period: PeriodIndex, frequency: Frequency): string {
  const year = Math.floor(period / frequency);
  const position = period - year * frequency;
  return frequency === 12 ? `${year}.${months[position]}` : `${year}.${position + 1}`;
}

function parseReferenceDate(text: string, frequency: Frequency): PeriodIndex | undefined {
  const match = /^(\d{4})\.([A-Za-z]{3}|\d{1,2})$/.exec(text);
  if (match === null) return undefined;
  const named = months.findIndex((month) => month.toLowerCase() === match[2]!.toLowerCase());
  const position = named >= 0 ? named : Number(match[2]) - 1;
  return position >= 0 && position < frequency ? Number(match[1]) * frequency + position : undefined;
}

/** Builds an outlier column: `t` counts from the first period of the span. */
export function outlierColumn(frame: Frame, type: 'ao' | 'ls' | 'tc' | 'so', t: number, automatic: boolean, rate?: number): Column {
  const values = new Float64Array(frameSize(frame));
  fillOutlier(values, type, frame.backcast + t, frame, rate);
  const variable = `${type.toUpperCase()}${referenceDate(frame.start + t, frame.frequency)}`;
  return { kind: type, group: automatic ? 'Automatically Identified Outliers' : variable, variable, values, automatic, at: t };
}

/** AO 1 at t; LS −1 before t; TC rateᵏ from t on; SO −1 before t in that season and 1/(s − 1) in the others (X-13 reference manual, table 4.1). */
export function fillOutlier(values: Float64Array, type: 'ao' | 'ls' | 'tc' | 'so', at: number, frame: Frame, rate?: number): void {
  const { frequency } = frame;
  values.fill(0);
  if (type === 'ao') values[at] = 1;
  else if (type === 'ls') values.fill(-1, 0, at);
  else if (type === 'tc') {
    const decay = rate ?? 0.7 ** (12 / frequency);
    for (let i = at, x = 1; i < values.length; i++, x *= decay) values[i] = x;
  } else for (let i = 0; i < at; i++) values[i] = (at - i) % frequency === 0 ? -1 : 1 / (frequency - 1);
}

/** Leap-year factor: days of February over 28.25; of the first quarter over 90.25. 1 in other periods. */
export function leapYearFactors(frame: Frame): Float64Array {
  return fill(frame, (period) => {
    const { days, position } = periodDays(period, frame.frequency);
    return position !== (frame.frequency === 12 ? 1 : 0) ? 1 : frame.frequency === 12 ? days / 28.25 : days / 90.25;
  });
}

/** Length of the month or quarter over its mean length: 30.4375 or 91.3125 days. */
export function lengthFactors(frame: Frame): Float64Array {
  return fill(frame, (period) => periodDays(period, frame.frequency).days / (365.25 / frame.frequency));
}

function fill(frame: Frame, value: (period: PeriodIndex) => number): Float64Array {
  const values = new Float64Array(frameSize(frame));
  for (let i = 0; i < values.length; i++) values[i] = value(frame.start - frame.backcast + i);
  return values;
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

const plain = (kind: ColumnKind, group: string, variable: string, values: Float64Array): Column => ({
  kind,
  group,
  variable,
  values,
  automatic: false,
});

/**
 * The columns of one variable of the regression spec under the reference's names (argument `variables`). `td` brings its leap-year
 * regressor only where `leapYear` says so: after a logarithm the data are divided by the leap-year factor instead.
 *
 * @throws SeriesRefusal `regression-unknown` for a name that is not one of the reference's, `outlier-outside-span`
 */
export function regressorColumns(name: string, frame: Frame, leapYear: boolean, rate?: number): Column[] {
  const { frequency } = frame;
  const trimmed = name.trim();
  const lower = trimmed.toLowerCase();
  const argument = /^([a-z0-9]+)\[(-?\d+)(?:\s*,\s*(-?\d+))?\]$/.exec(lower);
  const base = argument?.[1] ?? lower;
  const number = Number(argument?.[2]);
  switch (base) {
    case 'const':
      return [plain('constant', 'Constant', 'Constant', new Float64Array(frameSize(frame)).fill(1))];
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
        plain(
          'leap',
          group,
          group,
          fill(frame, (period) => periodDays(period, frequency).days - mean),
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
      if (!(width >= 1 && width <= (base === 'easter' ? 25 : 24))) throw unknown(name);
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
      return [plain('holiday', group, group, values)];
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
      return [plain('holiday', group, group, values)];
    }
    default:
      return [namedOutlier(trimmed, frame, rate)];
  }
}

function unknown(name: string): SeriesRefusal {
  return new SeriesRefusal('regression-unknown', { field: 'regression', values: { variable: name } });
}

function tradingDays(frame: Frame): Column[] {
  return [0, 1, 2, 3, 4, 5].map((i) =>
    plain(
      'td',
      'Trading Day',
      weekdays[i]!,
      fill(frame, (period) => {
        const { first, days } = periodDays(period, frame.frequency);
        const counts = weekdayCounts(first, days);
        return counts[i]! - counts[6]!;
      }),
    ),
  );
}

function oneTradingDay(frame: Frame): Column {
  const values = fill(frame, (period) => {
    const { first, days } = periodDays(period, frame.frequency);
    const counts = weekdayCounts(first, days);
    return counts[0]! + counts[1]! + counts[2]! + counts[3]! + counts[4]! - 2.5 * (counts[5]! + counts[6]!);
  });
  return plain('td', '1-Coefficient Trading Day', 'Weekday', values);
}

function leapYears(frame: Frame): Column[] {
  const mean = frame.frequency === 12 ? 28.25 : 90.25;
  const values = fill(frame, (period) => {
    const { days, position } = periodDays(period, frame.frequency);
    return position === (frame.frequency === 12 ? 1 : 0) ? days - mean : 0;
  });
  return [plain('leap', 'Leap Year', 'Leap Year', values)];
}

/** Day of the week of the w-th day of the month (the last one if the month is shorter): 1 for the day, −1 for Sunday. */
function stockTradingDays(frame: Frame, w: number): Column[] {
  if (frame.frequency !== 12) throw new SeriesRefusal('regression-unknown', { field: 'regression', values: { variable: `tdstock[${w}]` } });
  return [0, 1, 2, 3, 4, 5].map((i) =>
    plain(
      'td',
      `Stock Trading Day[${w}]`,
      weekdays[i]!,
      fill(frame, (period) => {
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
    plain(
      'seasonal',
      'Seasonal',
      s === 12 ? months[i]! : `${i + 1}`,
      fill(frame, (period) => {
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
        plain(
          'seasonal',
          'Trigonometric Seasonal',
          `sin(2pi*${j}t/${s})`,
          fill(frame, (t) => Math.sin(angle * (t + 1))),
        ),
      );
    columns.push(
      plain(
        'seasonal',
        'Trigonometric Seasonal',
        `cos(2pi*${j}t/${s})`,
        fill(frame, (t) => Math.cos(angle * (t + 1))),
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
  return plain('holiday', group, group, values);
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
  return fill(frame, (period) => shares(period) - means[((period % frame.frequency) + frame.frequency) % frame.frequency]!);
}

/** `AO1993.Jan`, `LS2008.11`, `TC…`, `SO…`, ramps `RP1998.Jan-2000.Mar` and temporary level shifts `TL1998.Jan-1999.Dec`. */
function namedOutlier(name: string, frame: Frame, rate?: number): Column {
  const match = /^(ao|ls|tc|so|rp|tl)(\d{4}\.[a-z0-9]+)(?:-(\d{4}\.[a-z0-9]+))?$/i.exec(name);
  const type = match?.[1]?.toLowerCase();
  const period = parseReferenceDate(match?.[2] ?? '', frame.frequency);
  if (match === null || period === undefined) throw unknown(name);
  const t = period - frame.start;
  if (t < 0 || t >= frame.length) {
    throw new SeriesRefusal('outlier-outside-span', {
      field: 'regression',
      values: { outlier: name, period: formatPeriod(period, frame.frequency) },
    });
  }
  if (type === 'ao' || type === 'ls' || type === 'tc' || type === 'so') return outlierColumn(frame, type, t, false, rate);
  const end = parseReferenceDate(match[3] ?? '', frame.frequency);
  if (end === undefined || end <= period) throw unknown(name);
  const values = fill(frame, (at) =>
    type === 'rp' ? (at <= period ? period - end : at >= end ? 0 : at - end) : at >= period && at <= end ? 1 : 0,
  );
  const variable = `${type === 'rp' ? 'Rp' : 'TL'}${referenceDate(period, frame.frequency)}-${referenceDate(end, frame.frequency)}`;
  return plain(type === 'rp' ? 'ramp' : 'tl', variable, variable, values);
}
