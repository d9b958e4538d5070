import {
  DAY,
  DaysTimeDuration,
  type FeelDate,
  FeelDateTime,
  FeelTime,
  LAST_YEAR,
  makeDate,
  namedZone,
  SECOND,
  UTC,
  YearsMonthsDuration,
  type Zone,
} from './temporal.ts';

const DATE = /^(-?)(\d{4}|[1-9]\d{4,8})-(\d\d)-(\d\d)(Z|[+-]\d\d:\d\d)?$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|z|[+-]\d\d:\d\d(?::\d\d)?|@.+)?$/;
/** The largest offset that java.time, and with it the kit's reference engines, accept; XML Schema stops at 14 hours. */
const LARGEST_OFFSET = 18 * 3600;

/** Reads a date of XML Schema; a FEEL date has no zone, so one that is written is dropped. Undefined if the text is none. */
export function parseDate(text: string): FeelDate | undefined {
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const year = Number(match[2]);
  if (match[1] === '-' && year === 0) return undefined;
  if (match[5] !== undefined && parseZone(match[5]) === undefined) return undefined;
  return makeDate(match[1] === '-' ? -year : year, Number(match[3]), Number(match[4]));
}

function parseZone(text: string): Zone | undefined {
  if (text === 'Z' || text === 'z') return UTC;
  if (text.startsWith('@')) return namedZone(text.slice(1));
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(':').map(Number);
  const offset = hours * 3600 + minutes * 60 + seconds;
  if (minutes > 59 || seconds > 59 || offset > LARGEST_OFFSET) return undefined;
  return offset === 0 ? UTC : { name: undefined, offset: text.startsWith('-') ? -offset : offset };
}

/** Reads a time of day with optional offset, or zone after `@`; undefined if the text is none. */
export function parseTime(text: string): FeelTime | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const zone = match[5] === undefined ? undefined : parseZone(match[5]);
  if (match[5] !== undefined && zone === undefined) return undefined;
  const fraction = Number((match[4] ?? '').slice(0, 9).padEnd(9, '0'));
  return new FeelTime((hour * 3600 + minute * 60 + second) * SECOND + fraction, zone);
}

/** Reads a date and time; a date alone means midnight of that day, in the zone it may name. */
export function parseDateTime(text: string): FeelDateTime | undefined {
  const at = text.indexOf('T');
  const date = parseDate(at < 0 ? text : text.slice(0, at));
  if (at >= 0 && /[Z+]|:/.test(text.slice(0, at))) return undefined;
  const zone = at < 0 ? DATE.exec(text)?.[5] : undefined;
  const time = at < 0 ? new FeelTime(0, zone === undefined ? undefined : parseZone(zone)) : parseTime(text.slice(at + 1));
  return date === undefined || time === undefined ? undefined : new FeelDateTime(date, time);
}

const MONTHS = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?$/;
const DAYS = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?$/;
/** Longer durations than from the first to the last year of FEEL mean nothing, and huge digits would only cost time. */
const MOST_MONTHS = 2 * (LAST_YEAR + 1) * 12;
const MOST_DIGITS = 18;

/** Reads a duration of either kind (xs:yearMonthDuration, xs:dayTimeDuration); undefined if the text is none. */
export function parseDuration(text: string): DaysTimeDuration | YearsMonthsDuration | undefined {
  const months = MONTHS.exec(text);
  if (months !== null && (months[2] !== undefined || months[3] !== undefined)) {
    const total = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0);
    return total > MOST_MONTHS ? undefined : new YearsMonthsDuration(months[1] === '-' && total !== 0 ? -total : total);
  }
  const match = DAYS.exec(text);
  if (match === null || text.endsWith('T') || text.endsWith('P')) return undefined;
  const [, sign, days, hours, minutes, seconds, fraction = ''] = match;
  if ([days, hours, minutes, seconds].some((part) => part !== undefined && part.length > MOST_DIGITS)) return undefined;
  const part = (digits: string | undefined): bigint => BigInt(digits ?? 0);
  const whole = part(days) * 86_400n + part(hours) * 3600n + part(minutes) * 60n + part(seconds);
  const total = whole * BigInt(SECOND) + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
  return new DaysTimeDuration(sign === '-' ? -total : total);
}

const two = (n: number): string => String(n).padStart(2, '0');

export function dateText({ year, month, day }: FeelDate): string {
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

export function zoneText(zone: Zone | undefined): string {
  if (zone === undefined) return '';
  if (zone.name !== undefined) return `@${zone.name}`;
  if (zone.offset === 0) return 'Z';
  const size = Math.abs(zone.offset);
  const seconds = size % 60;
  return `${zone.offset < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}${seconds === 0 ? '' : `:${two(seconds)}`}`;
}

const fractionText = (nanoseconds: number): string =>
  nanoseconds === 0 ? '' : `.${String(nanoseconds).padStart(9, '0').replace(/0+$/, '')}`;

export function timeText({ nanoseconds, zone }: FeelTime): string {
  const seconds = Math.floor(nanoseconds / SECOND);
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return clock + fractionText(nanoseconds % SECOND) + zoneText(zone);
}

export const dateTimeText = (value: FeelDateTime): string => `${dateText(value.date)}T${timeText(value.time)}`;

export function yearsMonthsText({ months }: YearsMonthsDuration): string {
  if (months === 0) return 'P0M';
  const years = Math.floor(Math.abs(months) / 12);
  const rest = Math.abs(months) % 12;
  return `${months < 0 ? '-' : ''}P${years === 0 ? '' : `${years}Y`}${rest === 0 ? '' : `${rest}M`}`;
}

export function daysTimeText({ nanoseconds }: DaysTimeDuration): string {
  if (nanoseconds === 0n) return 'PT0S';
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const days = size / BigInt(DAY);
  const rest = Number(size % BigInt(DAY));
  const seconds = Math.floor(rest / SECOND);
  const [hour, minute, second, fraction] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, rest % SECOND];
  const clock = `${hour === 0 ? '' : `${hour}H`}${minute === 0 ? '' : `${minute}M`}${second === 0 && fraction === 0 ? '' : `${second}${fractionText(fraction)}S`}`;
  return `${nanoseconds < 0n ? '-' : ''}P${days === 0n ? '' : `${days}D`}${clock === '' ? '' : `T${clock}`}`;
}

/** The value of an at literal (grammar rule 65): a date, time, date and time or duration; undefined if the text is none. */
export function parseAtLiteral(text: string): FeelDate | FeelTime | FeelDateTime | DaysTimeDuration | YearsMonthsDuration | undefined {
  return parseDate(text) ?? parseTime(text) ?? parseDateTime(text) ?? parseDuration(text);
}
