import { isAscii, isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';

/** What is wrong in a file at a line (1 …): the rule, and the values that its text names. */
export interface Fault {
  readonly line: number;
  readonly rule: string;
  readonly field?: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Lines that follow each other; one that cannot be read is undefined and has its fault. */
export interface Lines {
  /** Number of the first of them. */
  readonly first: number;
  readonly lines: readonly (string | undefined)[];
  readonly faults: readonly Fault[];
}

export type Encoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be';

/** A line longer than this is no record of any register: it is named, skipped and never held. */
export const LONGEST_LINE = 1 << 20;
const CHUNK = 1 << 20;
const NEWLINE = 0x0a;

/**
 * The lines of a text file in constant memory. UTF-16 is known by its mark; else the first line beyond ASCII says whether the file is
 * UTF-8 or GB 18030 (GB 18030-2022), and a line in the other of the two is a fault.
 */
export async function* readLines(path: string, passed: (bytes: number) => void = () => undefined): AsyncGenerator<Lines> {
  const reader = new LineReader();
  for await (const chunk of utf8Chunks(path, passed)) {
    const block = reader.take(chunk);
    if (block !== undefined) yield block;
  }
  const last = reader.end();
  if (last !== undefined) yield last;
}

/** The bytes of a file; UTF-16 as UTF-8, and no mark before the first. */
async function* utf8Chunks(path: string, passed: (bytes: number) => void): AsyncGenerator<Buffer> {
  const file = await open(path);
  try {
    let decoder: TextDecoder | undefined;
    for (let position = 0; ; ) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, position);
      if (bytesRead === 0) break;
      passed(bytesRead);
      let chunk = buffer.subarray(0, bytesRead);
      if (position === 0) {
        const encoding = markOf(chunk);
        if (encoding !== undefined && encoding !== 'utf-8') decoder = new TextDecoder(encoding);
        else if (encoding === 'utf-8') chunk = chunk.subarray(3);
      }
      position += bytesRead;
      yield decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
    }
    if (decoder !== undefined) yield Buffer.from(decoder.decode());
  } finally {
    await file.close();
  }
}

function markOf(bytes: Buffer): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

class LineReader {
  #rest: Buffer = Buffer.alloc(0);
  #number = 1;
  #isSkipping = false;
  #encoding: Encoding | undefined;
  readonly #gb = new TextDecoder('gb18030', { fatal: true });

  take(chunk: Buffer): Lines | undefined {
    let bytes = chunk;
    if (this.#isSkipping) {
      const end = bytes.indexOf(NEWLINE);
      if (end < 0) return undefined;
      this.#isSkipping = false;
      this.#number++;
      bytes = bytes.subarray(end + 1);
    }
    const last = bytes.lastIndexOf(NEWLINE);
    if (last < 0) {
      this.#rest = Buffer.concat([this.#rest, bytes]);
      return this.#rest.length > LONGEST_LINE ? this.#tooLong() : undefined;
    }
    const block = this.#rest.length === 0 ? bytes.subarray(0, last) : Buffer.concat([this.#rest, bytes.subarray(0, last)]);
    this.#rest = Buffer.from(bytes.subarray(last + 1));
    return this.#read(block);
  }

  end(): Lines | undefined {
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    return rest.length === 0 ? undefined : this.#read(rest);
  }

  /** What comes up to the next end of a line is let go, so that a line of any length takes no memory. */
  #tooLong(): Lines {
    this.#rest = Buffer.alloc(0);
    this.#isSkipping = true;
    return { first: this.#number, lines: [undefined], faults: [longFault(this.#number)] };
  }

  #read(block: Buffer): Lines {
    const first = this.#number;
    const isPlain = isAscii(block);
    if (isPlain || ((this.#encoding ?? 'utf-8') === 'utf-8' && isUtf8(block))) {
      if (!isPlain) this.#encoding = 'utf-8';
      const lines = block.toString('utf8').split('\n');
      this.#number += lines.length;
      return checked({ first, lines, faults: [] });
    }
    const lines: (string | undefined)[] = [];
    const faults: Fault[] = [];
    for (let at = 0; at <= block.length; ) {
      const end = block.indexOf(NEWLINE, at);
      const bytes = block.subarray(at, end < 0 ? block.length : end);
      lines.push(this.#decode(bytes, this.#number++, faults));
      at = end < 0 ? block.length + 1 : end + 1;
    }
    return checked({ first, lines, faults });
  }

  #decode(bytes: Buffer, line: number, faults: Fault[]): string | undefined {
    if (isAscii(bytes)) return bytes.toString('latin1');
    const found = this.#encodingOf(bytes);
    if (found === undefined) {
      faults.push({ line, rule: 'encoding-unreadable' });
      return undefined;
    }
    this.#encoding ??= found;
    if (found !== this.#encoding) {
      faults.push({ line, rule: 'encoding-mixed', values: { found: nameOf(found), expected: nameOf(this.#encoding) } });
      return undefined;
    }
    return found === 'utf-8' ? bytes.toString('utf8') : this.#gb.decode(bytes);
  }

  /**
   * In a file of GB 18030 a word of two bytes a character may happen to be UTF-8 too; a Chinese character of UTF-8 has three bytes, the
   * first of them from E0 on, and a line that holds one and is UTF-8 throughout is no GB 18030.
   */
  #encodingOf(bytes: Buffer): 'utf-8' | 'gb18030' | undefined {
    if (isUtf8(bytes) && (this.#encoding !== 'gb18030' || bytes.some((byte) => byte >= 0xe0))) return 'utf-8';
    try {
      this.#gb.decode(bytes);
      return 'gb18030';
    } catch {
      return undefined;
    }
  }
}

const nameOf = (encoding: Encoding): string => (encoding === 'gb18030' ? 'GB 18030' : 'UTF-8');
const longFault = (line: number): Fault => ({ line, rule: 'line-too-long', values: { limit: LONGEST_LINE } });

/** A line end may be of two characters; a line that a chunk brought whole may still be too long, or hold a NUL that no text has. */
function checked({ first, lines, faults }: Lines): Lines {
  const found = [...faults];
  const read = lines.map((line, i) => {
    if (line === undefined) return undefined;
    if (line.length > LONGEST_LINE) {
      found.push(longFault(first + i));
      return undefined;
    }
    if (line.includes('\0')) {
      found.push({ line: first + i, rule: 'character-forbidden' });
      return undefined;
    }
    return line.endsWith('\r') ? line.slice(0, -1) : line;
  });
  return { first, lines: read, faults: found };
}
