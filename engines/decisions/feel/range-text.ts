import { compare } from './comparison.ts';
import { parseNumber } from './decimal.ts';
import { Scanner } from './scanner.ts';
import { FeelSyntaxError } from './syntax.ts';
import { parseAtLiteral, parseDate, parseDateTime, parseDuration, parseTime } from './temporal-text.ts';
import { FeelRange, type FeelValue } from './values.ts';

const RANGE = /^\s*([[(\]])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/s;
const CALL = /^(date and time|date|time|duration)\s*\(\s*"([^"]*)"\s*\)$/;
const readers = { date: parseDate, time: parseTime, 'date and time': parseDateTime, duration: parseDuration };

/** A string literal that is the whole text; undefined if it is none. */
function parseString(text: string): string | undefined {
  try {
    const scan = new Scanner(text);
    const value = scan.takeString();
    return scan.atEnd ? value : undefined;
  } catch (error) {
    if (error instanceof FeelSyntaxError) return undefined;
    throw error;
  }
}

/** An end of a range literal: a number, a string, or a date, time or duration; null where it is left out, undefined if it is none. */
function parseEnd(text: string): FeelValue | undefined {
  if (text === '') return null;
  if (text.startsWith('@"')) return parseAtLiteral(parseString(text.slice(1)) ?? '');
  const call = CALL.exec(text);
  if (call !== null) return readers[call[1] as keyof typeof readers](call[2] ?? '');
  if (text.startsWith('"')) return parseString(text);
  return /^-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? parseNumber(text) : undefined;
}

/** Reads a range literal (DMN 1.5, grammar rule 66): one end may be left out if its side is open; undefined if the text is none. */
export function parseRange(text: string): FeelRange | undefined {
  const match = RANGE.exec(text);
  if (match === null) return undefined;
  const start = parseEnd(match[2] ?? '');
  const end = parseEnd(match[3] ?? '');
  const startIncluded = match[1] === '[';
  const endIncluded = match[4] === ']';
  if (start === undefined || end === undefined || (start === null && end === null)) return undefined;
  if ((start === null && startIncluded) || (end === null && endIncluded)) return undefined;
  if (start !== null && end !== null && (compare(start, end) ?? 1) > 0) return undefined;
  return new FeelRange(startIncluded, start, end, endIncluded);
}
