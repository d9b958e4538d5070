import { createReadStream } from 'node:fs';
import { type Fault, LONGEST_LINE } from './lines.ts';

/** An object of a JSON text, not yet parsed, with the line at which it begins. */
export interface ObjectText {
  readonly line: number;
  readonly text: string;
}

/**
 * The objects that stand in arrays of a JSON text (RFC 8259), outermost only, in constant memory: a list of entries, or the
 * `entries` of an export. An object longer than any record is named and let go.
 */
export async function* readObjects(path: string, passed: (bytes: number) => void): AsyncGenerator<readonly (ObjectText | Fault)[]> {
  const scanner = new ObjectScanner();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    passed((chunk as Buffer).length);
    let text: string;
    try {
      text = decoder.decode(chunk as Buffer, { stream: true });
    } catch {
      yield [{ line: scanner.line, rule: 'encoding-unreadable' }];
      return;
    }
    const found = scanner.take(text);
    if (found.length > 0) yield found;
  }
  if (!scanner.isWhole) yield [{ line: scanner.line, rule: 'json-broken' }];
}

class ObjectScanner {
  line = 1;
  #stack: ('[' | '{')[] = [];
  #isInText = false;
  #isEscaped = false;
  /** Depth at which the object that is being collected began. */
  #depth = -1;
  #kept = '';
  #begin = 0;
  #isTooLong = false;
  #hasBegun = false;

  get isWhole(): boolean {
    return this.#hasBegun && this.#stack.length === 0 && !this.#isInText;
  }

  take(text: string): readonly (ObjectText | Fault)[] {
    const found: (ObjectText | Fault)[] = [];
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10) this.line++;
      if (this.#isEscaped) this.#isEscaped = false;
      else if (this.#isInText) {
        if (code === 92) this.#isEscaped = true;
        else if (code === 34) this.#isInText = false;
      } else if (code === 34) this.#isInText = true;
      else if (code === 91 || code === 123) {
        if (code === 123 && this.#depth < 0 && this.#stack.at(-1) === '[') {
          this.#depth = this.#stack.length;
          this.#begin = this.line;
          this.#kept = '';
          this.#isTooLong = false;
          from = i;
        }
        this.#hasBegun = true;
        this.#stack.push(code === 91 ? '[' : '{');
      } else if (code === 93 || code === 125) {
        this.#stack.pop();
        if (this.#depth >= 0 && this.#stack.length === this.#depth) {
          this.#keep(text.slice(from, i + 1));
          found.push(
            this.#isTooLong
              ? { line: this.#begin, rule: 'line-too-long', values: { limit: LONGEST_LINE } }
              : { line: this.#begin, text: this.#kept },
          );
          this.#depth = -1;
        }
      }
    }
    if (this.#depth >= 0) this.#keep(text.slice(from));
    return found;
  }

  #keep(piece: string): void {
    if (this.#isTooLong) return;
    this.#kept += piece;
    if (this.#kept.length <= LONGEST_LINE) return;
    this.#isTooLong = true;
    this.#kept = '';
  }
}
