import { NameTable, partEnd, spaceEnd, wordEnd } from './names.ts';
import type { Scanner } from './scanner.ts';
import type { TypeSyntax } from './syntax.ts';
import { simpleTypes } from './types.ts';

const builtIn = new NameTable(simpleTypes.keys());

/** Deeper types are refused before they exhaust the stack. */
const DEEPEST = 50;

/**
 * Takes a type (grammar rule 52) from the text.
 *
 * @param known names of the model's item definitions, found longest first
 * @throws FeelSyntaxError if none is there
 */
export function takeType(scan: Scanner, known: NameTable, depth = 0): TypeSyntax {
  if (depth > DEEPEST) scan.fail('the type is nested too deeply');
  const { word } = scan;
  const start = scan.at;
  if (word === 'list' || word === 'range' || word === 'context' || word === 'function') {
    scan.moveTo(start + word.length);
    if (scan.take('<')) return takeParameters(scan, known, word, depth + 1);
    scan.at = start;
  }
  const own = known.longest(scan.text, start);
  const simple = builtIn.longest(scan.text, start);
  const found = own !== undefined && own.end >= (simple?.end ?? 0) ? own : simple;
  const end = found?.end ?? qualifiedEnd(scan.text, start);
  if (end === start) scan.fail('a type is missing');
  scan.moveTo(end);
  return { is: 'named', name: found?.name ?? scan.text.slice(start, end) };
}

/** The end of words joined by points. */
function qualifiedEnd(text: string, start: number): number {
  let end = wordEnd(text, start);
  while (text[end] === '.' && wordEnd(text, end + 1) > end + 1) end = wordEnd(text, end + 1);
  return end;
}

function takeParameters(scan: Scanner, known: NameTable, word: 'list' | 'range' | 'context' | 'function', depth: number): TypeSyntax {
  if (word === 'list' || word === 'range') {
    const of = takeType(scan, known, depth);
    scan.expect('>');
    return { is: word, of };
  }
  if (word === 'context') {
    const entries: [string, TypeSyntax][] = [];
    do {
      const name = takeEntryName(scan);
      entries.push([name, takeType(scan, known, depth)]);
    } while (scan.take(','));
    scan.expect('>');
    return { is: 'context', entries };
  }
  const parameters: TypeSyntax[] = [];
  while (!scan.take('>')) {
    if (parameters.length > 0) scan.expect(',');
    parameters.push(takeType(scan, known, depth));
  }
  scan.expect('->');
  return { is: 'function', parameters, result: takeType(scan, known, depth) };
}

function takeEntryName(scan: Scanner): string {
  if (scan.sees('"')) {
    const name = scan.takeString();
    scan.expect(':');
    return name;
  }
  const start = scan.at;
  let end = start;
  for (let at = start; ; at = spaceEnd(scan.text, end)) {
    const next = partEnd(scan.text, at);
    if (next === at) break;
    end = next;
  }
  if (end === start) scan.fail('a name is missing');
  scan.moveTo(end);
  scan.expect(':');
  return scan.text.slice(start, end);
}
