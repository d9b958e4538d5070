/** One yearly notice of holidays, or a later version of it. Dates are ISO text. */
export interface HolidayNotice {
  readonly year: number;
  readonly version: number;
  /** The notice's own number: `国办发明电〔2025〕7号`. */
  readonly notice: string;
  /** The day on which it became known: nobody could count by it before. */
  readonly knownFrom: string;
  readonly off: readonly string[];
  readonly work: readonly string[];
  /** Names of the holidays, by date, in the words of the notice. */
  readonly names?: Readonly<Record<string, string>>;
}

export interface CalendarSource {
  readonly id: string;
  /** Days of rest, ISO weekday numbers: 6 and 7. */
  readonly weekend: readonly number[];
  readonly notices: readonly HolidayNotice[];
}

/** What a day is, one byte each. */
export const DAY = { rest: 0, work: 1, holiday: 2, workedWeekend: 3 } as const;

/** A source as it was known on a day, laid out for counting. Nothing in it changes. */
export interface WorkingCalendar {
  readonly id: string;
  /** Day number (days since 1970-01-01) of the first byte. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** 1 where a day is worked, 0 where it is not. */
  readonly works: Uint8Array;
  /** `DAY` of each day, for the proof. */
  readonly kinds: Uint8Array;
  /** Working days before each day since `firstDay`; one entry more than there are days. */
  readonly worked: Int32Array;
  /** First and last day of the years whose notice is known: outside, weekends alone are applied and an answer is provisional. */
  readonly knownFrom: number;
  readonly knownUntil: number;
  readonly weekend: readonly number[];
  readonly noticeOf: ReadonlyMap<number, { readonly notice: string; readonly name: string | undefined }>;
}

const MILLISECONDS_A_DAY = 86_400_000;

/** Days since 1970-01-01 of a plain date in the ISO calendar. */
export const dayNumber = (date: Temporal.PlainDate): number => Date.UTC(date.year, date.month - 1, date.day) / MILLISECONDS_A_DAY;

/** Days since 1970-01-01 of `YYYY-MM-DD`. @throws RangeError for text that is no date */
export const dayNumberOf = (text: string): number => dayNumber(Temporal.PlainDate.from(text));

export const fromDayNumber = (day: number): Temporal.PlainDate => {
  const date = new Date(day * MILLISECONDS_A_DAY);
  return new Temporal.PlainDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
};

/** ISO weekday (Monday 1 … Sunday 7) of a day number; 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** How many years beyond the notices are laid out: limits of ten years are counted without leaving the table. */
const YEARS_BEYOND = 30;

/**
 * Lays out a calendar as it was known on a day: of each year the latest version that had been published.
 *
 * @param source notices, in any order
 * @param knownOn the last day whose notices count; all of them when absent
 * @throws RangeError naming a notice that lists a day twice or a date that is none, or a year between others that has no notice
 */
export function compileCalendar(source: CalendarSource, knownOn?: Temporal.PlainDate): WorkingCalendar {
  const known = latestVersions(source.notices, knownOn);
  const years = known.map((notice) => notice.year);
  for (let i = 1; i < years.length; i++)
    if (years[i] !== (years[i - 1] as number) + 1) throw new RangeError(`${source.id} has no notice for ${(years[i - 1] as number) + 1}`);
  const firstYear = Math.min(...years, knownOn?.year ?? 2019);
  const lastYear = Math.max(...years, knownOn?.year ?? firstYear);
  const firstDay = dayNumberOf(`${firstYear - YEARS_BEYOND}-01-01`);
  const lastDay = dayNumberOf(`${lastYear + YEARS_BEYOND}-12-31`);
  const kinds = new Uint8Array(lastDay - firstDay + 1);
  for (let day = firstDay; day <= lastDay; day++) kinds[day - firstDay] = source.weekend.includes(weekdayOf(day)) ? DAY.rest : DAY.work;
  const noticeOf = new Map<number, { readonly notice: string; readonly name: string | undefined }>();
  for (const notice of known) {
    layOut(notice, notice.off, DAY.holiday);
    layOut(notice, notice.work, DAY.workedWeekend);
  }
  const works = kinds.map((kind) => (kind === DAY.work || kind === DAY.workedWeekend ? 1 : 0));
  const worked = new Int32Array(works.length + 1);
  for (let i = 0; i < works.length; i++) worked[i + 1] = (worked[i] as number) + (works[i] as number);
  return {
    id: source.id,
    firstDay,
    lastDay,
    works,
    kinds,
    worked,
    knownFrom: known.length === 0 ? Number.POSITIVE_INFINITY : dayNumberOf(`${Math.min(...years)}-01-01`),
    knownUntil: known.length === 0 ? Number.NEGATIVE_INFINITY : dayNumberOf(`${Math.max(...years)}-12-31`),
    weekend: source.weekend,
    noticeOf,
  };

  function layOut(notice: HolidayNotice, dates: readonly string[], kind: number): void {
    for (const text of dates) {
      const day = dayNumberOf(text);
      const before = noticeOf.get(day);
      if (before?.notice === notice.notice) throw new RangeError(`${notice.notice} lists ${text} twice`);
      kinds[day - firstDay] = kind;
      noticeOf.set(day, { notice: notice.notice, name: notice.names?.[text] });
    }
  }
}

function latestVersions(notices: readonly HolidayNotice[], knownOn: Temporal.PlainDate | undefined): readonly HolidayNotice[] {
  const limit = knownOn?.toString();
  const latest = new Map<number, HolidayNotice>();
  for (const notice of notices) {
    if (limit !== undefined && notice.knownFrom > limit) continue;
    const other = latest.get(notice.year);
    if (other === undefined || other.version < notice.version) latest.set(notice.year, notice);
  }
  return [...latest.values()].sort((a, b) => a.year - b.year);
}
