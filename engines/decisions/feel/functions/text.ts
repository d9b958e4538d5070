import type { FeelNumber } from '../decimal.ts';
import { charge, chargeText } from '../limits.ts';
import { compileRegex, type Regex } from '../regex.ts';
import { codesOf, replaceAll, splitBy } from '../regex-replace.ts';
import type { FeelList, FeelValue } from '../values.ts';
import { indexOf, wholeOf } from './positions.ts';
import { builtIn, list, number, optional, signature, string } from './signature.ts';

/** `substring`: positions count characters, not UTF-16 units. */
function substring(text: string, start: FeelNumber, length: FeelNumber | null): FeelValue {
  const characters = [...text];
  const from = indexOf(start, characters.length);
  const count = length === null ? characters.length : wholeOf(length);
  if (from === undefined || count === undefined || count < 1) return null;
  return characters.slice(from, from + count).join('');
}

function before(text: string, match: string): string {
  const at = text.indexOf(match);
  return at < 0 ? '' : text.slice(0, at);
}

function after(text: string, match: string): string {
  const at = text.indexOf(match);
  return at < 0 ? '' : text.slice(at + match.length);
}

function join(items: FeelList, delimiter: string | null): FeelValue {
  const texts: string[] = [];
  for (const item of items) {
    charge(1);
    if (typeof item === 'string') texts.push(item);
    else if (item !== null) return null;
  }
  return chargeText(texts.join(delimiter ?? ''));
}

/** Runs with the compiled pattern; null where pattern or flags are not those of XPath (DMN 1.5, table 74, footnote 2). */
function withRegex(pattern: string, flags: string | null, run: (regex: Regex) => FeelValue | undefined): FeelValue {
  const regex = compileRegex(pattern, flags ?? '');
  return regex === undefined ? null : (run(regex) ?? null);
}

/** String functions (DMN 1.5 §10.3.4.3). */
export const stringFunctions = [
  builtIn('substring', signature(['string', 'start position', 'length?'], [string, number, optional(number)], substring)),
  builtIn(
    'string length',
    signature(['string'], [string], (text) => [...text].length),
  ),
  builtIn(
    'upper case',
    signature(['string'], [string], (text) => text.toUpperCase()),
  ),
  builtIn(
    'lower case',
    signature(['string'], [string], (text) => text.toLowerCase()),
  ),
  builtIn('substring before', signature(['string', 'match'], [string, string], before)),
  builtIn('substring after', signature(['string', 'match'], [string, string], after)),
  builtIn(
    'contains',
    signature(['string', 'match'], [string, string], (text, match) => text.includes(match)),
  ),
  builtIn(
    'starts with',
    signature(['string', 'match'], [string, string], (text, match) => text.startsWith(match)),
  ),
  builtIn(
    'ends with',
    signature(['string', 'match'], [string, string], (text, match) => text.endsWith(match)),
  ),
  builtIn(
    'matches',
    signature(['input', 'pattern', 'flags?'], [string, string, optional(string)], (input, pattern, flags) =>
      withRegex(pattern, flags, (regex) => regex.find(codesOf([...input]), 0) !== undefined),
    ),
  ),
  builtIn(
    'replace',
    signature(
      ['input', 'pattern', 'replacement', 'flags?'],
      [string, string, string, optional(string)],
      (input, pattern, replacement, flags) =>
        withRegex(pattern, flags, (regex) => replaceAll(regex, input, replacement, flags?.includes('q') ?? false)),
    ),
  ),
  builtIn(
    'split',
    signature(['string', 'delimiter'], [string, string], (text, delimiter) => withRegex(delimiter, null, (regex) => splitBy(regex, text))),
  ),
  builtIn('string join', signature(['list', 'delimiter?'], [list, optional(string)], join)),
];
