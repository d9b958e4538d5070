/** Dates as the sources give them: ISO 8601 and its extended format for what is known to the year, the month, the day or the minute. */

export type Precision = 'year' | 'month' | 'day' | 'minute';

export const IMPRECISE_DATE =
  '^(\\d{4}|\\d{4}-(0[1-9]|1[0-2])|\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])(T([01]\\d|2[0-3]):[0-5]\\d)?)$';

/** How exactly a date is known. */
export const precisionOf = (text: string): Precision =>
  text.length === 4 ? 'year' : text.length === 7 ? 'month' : text.length === 10 ? 'day' : 'minute';

/** The first day that an imprecise date may mean: from then on an act follows what the date begins. */
export const firstDay = (text: string): string =>
  text.length === 4 ? `${text}-01-01` : text.length === 7 ? `${text}-01` : text.slice(0, 10);

/** A moment as text that compares in order: a day, or a day with a minute. */
export type Moment = string;

/** Where a moment lies against an imprecise date: surely before it, perhaps, or surely at or after it. */
export function standing(moment: Moment, date: string): 'before' | 'perhaps' | 'after' {
  const precision = precisionOf(date);
  if (precision === 'minute') {
    // A day alone is every minute of it.
    if (moment.length > 10) return moment.slice(0, 16) < date ? 'before' : 'after';
    return moment < date.slice(0, 10) ? 'before' : moment === date.slice(0, 10) ? 'perhaps' : 'after';
  }
  const start = moment.slice(0, date.length);
  if (start < date) return 'before';
  return start === date && precision !== 'day' ? 'perhaps' : 'after';
}

/** Whether a span of imprecise dates surely, perhaps or not at all contains a moment; an absent end is open. */
export function spanHolds(span: { readonly from?: string; readonly until?: string | null }, moment: Moment): 'yes' | 'perhaps' | 'no' {
  const begun = span.from === undefined ? 'after' : standing(moment, span.from);
  const ended = span.until === undefined || span.until === null ? 'before' : standing(moment, span.until);
  if (begun === 'before' || ended === 'after') return 'no';
  return begun === 'perhaps' || ended === 'perhaps' ? 'perhaps' : 'yes';
}
