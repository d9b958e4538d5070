import { chargeText, FeelLimitError, limits } from './limits.ts';
import type { Match, Regex } from './regex.ts';

/** Code points of characters. */
export const codesOf = (characters: readonly string[]): number[] => characters.map((character) => character.codePointAt(0) ?? 0);

/** All matches from left to right; undefined if the pattern matches nothing at all, which XPath calls an error. */
function allMatches(regex: Regex, characters: readonly string[]): Match[] | undefined {
  const codes = codesOf(characters);
  const empty = regex.find([], 0);
  if (empty !== undefined) return undefined;
  const matches: Match[] = [];
  for (let from = 0; from <= characters.length; ) {
    const match = regex.find(codes, from);
    if (match === undefined) break;
    if (match.end === match.start) return undefined;
    matches.push(match);
    from = match.end;
  }
  return matches;
}

/** The replacement for a match: `$N` is what group N caught, `\$` and `\\` stand for themselves; undefined if it is malformed. */
function expand(replacement: string, groups: number, part: (index: number) => string): string | undefined {
  let text = '';
  for (let i = 0; i < replacement.length; i++) {
    const char = replacement[i] ?? '';
    if (char === '\\') {
      const next = replacement[++i];
      if (next !== '$' && next !== '\\') return undefined;
      text += next;
    } else if (char === '$') {
      const digits = /^\d+/.exec(replacement.slice(i + 1))?.[0];
      if (digits === undefined) return undefined;
      let length = digits.length;
      while (length > 1 && Number(digits.slice(0, length)) > groups) length--;
      text += part(Number(digits.slice(0, length)));
      i += length;
    } else text += char;
  }
  return text;
}

/** `replace` of XPath; undefined where XPath reports an error. */
export function replaceAll(regex: Regex, input: string, replacement: string, literally: boolean): string | undefined {
  const characters = [...input];
  const matches = allMatches(regex, characters);
  if (matches === undefined) return undefined;
  if (!literally && expand(replacement, regex.groups, () => '') === undefined) return undefined;
  const parts: string[] = [];
  let length = 0;
  let from = 0;
  for (const { start, end, groups } of matches) {
    const part = (index: number): string => {
      const caught = index === 0 ? ([start, end] as const) : groups[index];
      return caught === undefined ? '' : characters.slice(caught[0], caught[1]).join('');
    };
    const put = literally ? replacement : (expand(replacement, regex.groups, part) ?? '');
    parts.push(characters.slice(from, start).join(''), put);
    length += put.length;
    if (length > limits.characters) throw new FeelLimitError('characters', limits.characters);
    from = end;
  }
  return chargeText(parts.join('') + characters.slice(from).join(''));
}

/** The parts between matches, as `tokenize` of XPath gives them; undefined where XPath reports an error. */
export function splitBy(regex: Regex, input: string): string[] | undefined {
  const characters = [...input];
  const matches = allMatches(regex, characters);
  if (matches === undefined) return undefined;
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of matches) {
    parts.push(characters.slice(from, start).join(''));
    from = end;
  }
  parts.push(characters.slice(from).join(''));
  return parts;
}
