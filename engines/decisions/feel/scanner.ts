import { type FeelNumber, parseNumber } from './decimal.ts';
import { spaceEnd, wordEnd } from './names.ts';
import { FeelSyntaxError } from './syntax.ts';

/** Longer texts are refused: no rule needs them, and a table of such cells would exhaust memory. */
export const LONGEST_TEXT = 200_000;

/** Literal terminal symbols with which no name begins (DMN 1.5 §10.3.1.4). */
const KEYWORDS = new Set(
  'for return if then else some every satisfies instance of in function external or and between null true false'.split(' '),
);

/** Far more than decimal128 keeps, and few enough to read at once. */
const MOST_DIGITS = 5000;
const NUMBER = /(?:\d+(?:\.(?!\.)\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const ESCAPES: Readonly<Record<string, string>> = { "'": "'", '"': '"', '\\': '\\', n: '\n', r: '\r', t: '\t' };

/** Walks over a FEEL text; the parser asks for the token it can use here, since names depend on the scope. */
export class Scanner {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    if (text.length > LONGEST_TEXT) throw new FeelSyntaxError(`the text is longer than ${LONGEST_TEXT} characters`, LONGEST_TEXT);
    this.text = text;
    this.skipSpace();
  }

  fail(message: string, at = this.at): never {
    throw new FeelSyntaxError(`${message} at character ${at + 1}`, at);
  }

  /** Passes over white space and comments. */
  skipSpace(): void {
    for (;;) {
      this.at = spaceEnd(this.text, this.at);
      if (this.text.startsWith('//', this.at)) {
        const end = this.text.indexOf('\n', this.at);
        this.at = end < 0 ? this.text.length : end + 1;
      } else if (this.text.startsWith('/*', this.at)) {
        const end = this.text.indexOf('*/', this.at + 2);
        if (end < 0) this.fail('unfinished comment');
        this.at = end + 2;
      } else return;
    }
  }

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** Moves to a place reached by looking ahead. */
  moveTo(at: number): void {
    this.at = at;
    this.skipSpace();
  }

  sees(symbol: string): boolean {
    return this.text.startsWith(symbol, this.at);
  }

  take(symbol: string): boolean {
    if (!this.sees(symbol)) return false;
    this.moveTo(this.at + symbol.length);
    return true;
  }

  expect(symbol: string): void {
    if (!this.take(symbol)) this.fail(this.atEnd ? `"${symbol}" is missing at the end` : `"${symbol}" expected`);
  }

  /** The word here, or an empty text. */
  get word(): string {
    return this.text.slice(this.at, wordEnd(this.text, this.at));
  }

  seesWord(word: string): boolean {
    return this.sees(word) && wordEnd(this.text, this.at) === this.at + word.length;
  }

  takeWord(word: string): boolean {
    if (!this.seesWord(word)) return false;
    this.moveTo(this.at + word.length);
    return true;
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) this.fail(`"${word}" expected`);
  }

  get seesKeyword(): boolean {
    return KEYWORDS.has(this.word);
  }

  takeNumber(): FeelNumber | undefined {
    NUMBER.lastIndex = this.at;
    const match = NUMBER.exec(this.text);
    if (match === null) return undefined;
    const number = match[0].length > MOST_DIGITS ? undefined : parseNumber(match[0]);
    if (number === undefined) this.fail('the number has too many digits');
    this.moveTo(NUMBER.lastIndex);
    return number;
  }

  /** A string literal with its escapes resolved; an escape that FEEL does not know stays as it is written. */
  takeString(): string {
    const { text } = this;
    let value = '';
    for (let i = this.at + 1; i < text.length; i++) {
      const char = text[i] as string;
      if (char === '"') {
        this.moveTo(i + 1);
        return value;
      }
      if (char !== '\\') {
        value += char;
        continue;
      }
      const code = /^u([0-9a-fA-F]{4})|^U([0-9a-fA-F]{6})/.exec(text.slice(i + 1, i + 8));
      if (code !== null) {
        const point = Number.parseInt(code[1] ?? code[2] ?? '', 16);
        if (point > 0x10ffff) this.fail('no such code point', i);
        value += String.fromCodePoint(point);
        i += code[0].length;
      } else {
        const next = text[i + 1] ?? '';
        value += ESCAPES[next] ?? `\\${next}`;
        i += 1;
      }
    }
    return this.fail('unfinished string');
  }
}
