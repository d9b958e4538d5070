/** How often a timer fires and when: the first instant, the distance to the next, and how many come after the first (-1: no end). */
export interface Schedule {
  readonly first: string;
  readonly every: string | undefined;
  readonly left: number;
}

const duration = /^[+-]?P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?$/;
const dateTime = /^[+-]?\d{4,6}-\d\d-\d\d(T\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?(\[[^\]]+\])?)?$/;

/** Whether a text is an ISO 8601 date, duration or repeating interval that can be counted. */
export function isTimerText(kind: 'date' | 'duration' | 'cycle', value: string): boolean {
  try {
    schedule(kind, value, '2026-01-01T00:00:00Z', 'UTC');
    return true;
  } catch {
    return false;
  }
}

/**
 * When a timer fires that starts at `now`.
 *
 * Dates without a zone and durations in days or longer are counted in `timeZone`. A repeating interval is
 * `R[n]/duration`, `R[n]/start/duration`, `R[n]/start/end` or `R[n]/duration/end` (ISO 8601-1:2019, 5.6); `Rn` runs n times.
 *
 * @throws RangeError if the text is not of that kind
 */
export function schedule(kind: 'date' | 'duration' | 'cycle', value: string, now: string, timeZone: string): Schedule {
  if (kind === 'date') return { first: instant(value, timeZone), every: undefined, left: 0 };
  if (kind === 'duration') return { first: later(now, value, timeZone), every: undefined, left: 0 };
  return cycle(value, now, timeZone);
}

function cycle(value: string, now: string, timeZone: string): Schedule {
  const parts = value.split('/');
  const repeat = /^R(\d*)$/.exec(parts[0] ?? '');
  if (repeat === null || parts.length < 2 || parts.length > 3) throw new RangeError(`"${value}" is not a repeating interval`);
  const runs = repeat[1] === '' ? -1 : Number(repeat[1]);
  if (runs === 0 || runs > 1_000_000_000) throw new RangeError(`"${value}" runs ${runs} times`);
  const left = runs === -1 ? -1 : runs - 1;
  const [, one = '', two] = parts;
  if (two === undefined) return { first: later(now, one, timeZone), every: positive(one), left };
  if (duration.test(two)) return { first: instant(one, timeZone), every: positive(two), left };
  if (duration.test(one)) return { first: later(instant(two, timeZone), `-${positive(one)}`, timeZone), every: one, left };
  const start = Temporal.Instant.from(instant(one, timeZone));
  const every = start.until(Temporal.Instant.from(instant(two, timeZone)));
  return { first: start.toString(), every: positive(every.toString()), left };
}

function positive(text: string): string {
  if (!duration.test(text) || Temporal.Duration.from(text).sign !== 1) throw new RangeError(`"${text}" is not a positive duration`);
  return text;
}

function instant(text: string, timeZone: string): string {
  if (!dateTime.test(text)) throw new RangeError(`"${text}" is not a date`);
  if (/(Z|T.*[+-]\d\d(:?\d\d)?)(\[.*)?$/.test(text)) return Temporal.Instant.from(text).toString();
  return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone).toInstant().toString();
}

/** The instant one duration after another; calendar units are those of the time zone. */
export function later(now: string, text: string, timeZone: string): string {
  if (!duration.test(text)) throw new RangeError(`"${text}" is not a duration`);
  const added = Temporal.Duration.from(text);
  const from = Temporal.Instant.from(now);
  const isExact = added.years === 0 && added.months === 0 && added.weeks === 0 && added.days === 0;
  return isExact ? from.add(added).toString() : from.toZonedDateTimeISO(timeZone).add(added).toInstant().toString();
}
