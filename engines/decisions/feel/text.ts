import { Decimal, decimalText } from './decimal.ts';
import { chargeText, FeelLimitError } from './limits.ts';
import { DaysTimeDuration, FeelDate, FeelDateTime, FeelTime, YearsMonthsDuration } from './temporal.ts';
import { dateText, dateTimeText, daysTimeText, timeText, yearsMonthsText } from './temporal-text.ts';
import { FeelFunction, FeelRange, type FeelValue, isContext, isList } from './values.ts';

const NAME = /^[\p{L}_?][\p{L}\p{N}_?]*$/u;
const quote = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** Deeper values are not written: their texts would grow with the square of the depth. */
const DEEPEST = 200;

/** A value nested in another: strings are quoted there, and null is spelled. */
const nested = (value: FeelValue, depth: number): string =>
  value === null ? 'null' : typeof value === 'string' ? quote(value) : textOf(value, depth + 1);

/** A range as its literal (grammar rule 66): an end that is left open is left out. */
function rangeText(range: FeelRange): string {
  const end = (value: FeelValue): string => (value === null ? '' : literalOf(value));
  return `${range.startIncluded ? '[' : '('}${end(range.start)}..${end(range.end)}${range.endIncluded ? ']' : ')'}`;
}

/** What the built-in `string` gives for a value other than null. */
export function textOf(value: Exclude<FeelValue, null>, depth = 0): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (depth > DEEPEST) throw new FeelLimitError('depth', DEEPEST);
  if (isList(value)) return chargeText(`[${value.map((item) => nested(item, depth)).join(', ')}]`);
  if (isContext(value))
    return `{${[...value].map(([key, entry]) => `${NAME.test(key) ? key : quote(key)}: ${nested(entry, depth)}`).join(', ')}}`;
  if (value instanceof Decimal) return decimalText(value);
  if (value instanceof FeelDate) return dateText(value);
  if (value instanceof FeelTime) return timeText(value);
  if (value instanceof FeelDateTime) return dateTimeText(value);
  if (value instanceof DaysTimeDuration) return daysTimeText(value);
  if (value instanceof YearsMonthsDuration) return yearsMonthsText(value);
  if (value instanceof FeelRange) return rangeText(value);
  return value instanceof FeelFunction ? `function ${value.name}` : '';
}

/** A value as a FEEL expression that a reader knows: strings quoted, dates as at literals. */
export function literalOf(value: FeelValue): string {
  if (value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDateTime) return `@"${textOf(value)}"`;
  if (value instanceof DaysTimeDuration || value instanceof YearsMonthsDuration) return `@"${textOf(value)}"`;
  return nested(value, 0);
}
