/** Observations a year: months or quarters. */
export type Frequency = 12 | 4;

/** A month or a quarter, counted from the year 0: `year × frequency + position`, position 0 being January or the first quarter. */
export type PeriodIndex = number;

/**
 * Reads "1992-01" (month) or "1992-Q1" (quarter).
 *
 * @throws RangeError if the text is not a period of that frequency
 */
export function parsePeriod(text: string, frequency: Frequency): PeriodIndex {
  const match = (frequency === 12 ? /^(\d{4})-(\d{2})$/ : /^(\d{4})-Q(\d)$/).exec(text);
  const position = Number(match?.[2]);
  if (match === null || position < 1 || position > frequency) {
    throw new RangeError(`"${text}" is not a ${frequency === 12 ? 'month (YYYY-MM)' : 'quarter (YYYY-Qn)'}`);
  }
  return Number(match[1]) * frequency + position - 1;
}

/** The text of a period, as `parsePeriod` reads it. */
export function formatPeriod(period: PeriodIndex, frequency: Frequency): string {
  const year = String(Math.floor(period / frequency)).padStart(4, '0');
  const position = (((period % frequency) + frequency) % frequency) + 1;
  return frequency === 12 ? `${year}-${String(position).padStart(2, '0')}` : `${year}-Q${position}`;
}

/** A regular series of observations; `NaN` marks a missing one. */
export interface Series {
  readonly start: PeriodIndex;
  readonly frequency: Frequency;
  readonly values: Float64Array;
}
