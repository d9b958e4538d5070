import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { RegisterDefinition } from '../definition.ts';
import type { Batch, StagedRow } from './batch.ts';
import type { Fault } from './lines.ts';
import { faultOf } from './record-schema.ts';
import { isFault, type RawRecord, type Read } from './records.ts';
import { searchTokens } from './tokens.ts';

export interface Turned {
  readonly batch: Batch;
  readonly faults: readonly Fault[];
}

/** What jsonb cannot hold: NUL, and halves of a pair of surrogates. */
const FORBIDDEN = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

/** Turns what was read into rows for the database, and names everything wrong: by the schema, a key twice, a day that is none. */
export class RowMaker {
  readonly #definition: RegisterDefinition;
  readonly #check: ValidateFunction;
  readonly #validFrom: string;
  readonly #withSearch: boolean;
  readonly #searched: readonly string[];
  readonly #days = new Map<string, boolean>();

  constructor(
    definition: RegisterDefinition,
    check: ValidateFunction,
    options: { readonly validFrom: string; readonly withSearch: boolean },
  ) {
    this.#definition = definition;
    this.#check = check;
    this.#validFrom = options.validFrom;
    this.#withSearch = options.withSearch;
    this.#searched = Object.entries(definition.fields).flatMap(([name, field]) =>
      field.public && field.search !== undefined ? [name] : [],
    );
  }

  turn(number: number, reads: readonly Read[]): Turned {
    const rows: StagedRow[] = [];
    const faults: Fault[] = [];
    const keys = new Map<string, number>();
    for (const read of reads) {
      if (isFault(read)) faults.push(read);
      else this.#turnOne(read, { rows, faults, keys });
    }
    const [first, last] = [reads[0]?.line ?? 0, reads.at(-1)?.line ?? 0];
    return { batch: { number, rows, firstLine: first, lastLine: last }, faults };
  }

  #turnOne(
    { line, data, from = this.#validFrom }: RawRecord,
    { rows, faults, keys }: { readonly rows: StagedRow[]; readonly faults: Fault[]; readonly keys: Map<string, number> },
  ): void {
    const count = faults.length;
    if (!this.#check(data)) faults.push(...firstOfEach((this.#check.errors ?? []).map((error) => faultOf(line, error))));
    if (!this.#isDay(from)) faults.push({ line, rule: 'date-invalid', values: { date: from.slice(0, 40) } });
    const key = String(data[this.#definition.key] ?? '').normalize('NFC');
    const other = keys.get(key);
    if (key !== '' && other !== undefined)
      faults.push({ line, rule: 'key-twice', field: this.#definition.key, values: { key: key.slice(0, 100), other } });
    const json = JSON.stringify(data).normalize('NFC');
    if (FORBIDDEN.test(json)) faults.push({ line, rule: 'character-forbidden' });
    if (other === undefined) keys.set(key, line);
    if (faults.length > count) return;
    rows.push({
      line,
      key,
      from,
      json,
      tokens: this.#withSearch ? searchTokens(this.#searched.map((name) => String(data[name] ?? '')).join(' ')) : NONE,
    });
  }

  #isDay(text: string): boolean {
    let known = this.#days.get(text);
    if (known === undefined) {
      known = isDay(text);
      if (this.#days.size < MOST_DAYS) this.#days.set(text, known);
    }
    return known;
  }
}

/** A value may break several rules at once; the first one tells. */
const firstOfEach = (faults: readonly Fault[]): readonly Fault[] =>
  faults.filter(({ field }, i) => faults.findIndex((other) => other.field === field) === i);

const NONE: ReadonlySet<string> = new Set();
/** The days of a century: a file of others is checked day by day. */
const MOST_DAYS = 40_000;

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}
