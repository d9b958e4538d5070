import type { Fault } from './lines.ts';

/** A record of a file, with the line at which it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A record over more lines than this has a quote that was never closed. */
const MOST_LINES = 100;

/**
 * The cells of a record of CSV (RFC 4180), `open` when a quoted cell goes on in the next line, or what is broken.
 */
export function splitRecord(text: string): readonly string[] | 'open' | 'quote-inside' | 'quote-followed' {
  if (!text.includes('"')) return text.split(',');
  const cells: string[] = [];
  for (let at = 0; ; ) {
    if (text[at] !== '"') {
      const comma = text.indexOf(',', at);
      const cell = comma < 0 ? text.slice(at) : text.slice(at, comma);
      if (cell.includes('"')) return 'quote-inside';
      cells.push(cell);
      if (comma < 0) return cells;
      at = comma + 1;
      continue;
    }
    let end = text.indexOf('"', at + 1);
    while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
    if (end < 0) return 'open';
    cells.push(text.slice(at + 1, end).replaceAll('""', '"'));
    if (end + 1 === text.length) return cells;
    if (text[end + 1] !== ',') return 'quote-followed';
    at = end + 2;
  }
}

/** Puts lines together to records. A quote that is never closed costs its own line, not the rest of the file. */
export class CsvAssembler {
  #pending: { readonly line: number; readonly text: string }[] = [];

  /** What a line completes: records and faults in their order. */
  take(line: number, text: string): readonly (CsvRecord | Fault)[] {
    if (this.#pending.length === 0) {
      if (text === '') return [];
      const cells = splitRecord(text);
      if (typeof cells !== 'string') return [{ line, cells }];
      if (cells !== 'open') return [{ line, rule: cells }];
      this.#pending.push({ line, text });
      return [];
    }
    this.#pending.push({ line, text });
    const [begin] = this.#pending;
    const cells = splitRecord(this.#pending.map((each) => each.text).join('\n'));
    if (cells === 'open') return this.#pending.length > MOST_LINES ? this.#giveUp() : [];
    if (typeof cells === 'string') return this.#giveUp();
    this.#pending = [];
    return begin === undefined ? [] : [{ line: begin.line, cells }];
  }

  end(): readonly (CsvRecord | Fault)[] {
    return this.#pending.length === 0 ? [] : [...this.#giveUp(), ...this.end()];
  }

  /** The line that opened the quote is broken; those after it are read as if it were not there. */
  #giveUp(): readonly (CsvRecord | Fault)[] {
    const [broken, ...others] = this.#pending;
    this.#pending = [];
    if (broken === undefined) return [];
    return [{ line: broken.line, rule: 'quote-unclosed' }, ...others.flatMap((each) => this.take(each.line, each.text))];
  }
}
