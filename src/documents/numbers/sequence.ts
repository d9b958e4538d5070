/** One act on a register of numbers. `fail` stands for a transaction that is rolled back after the number was taken. */
export type RegisterAct =
  | { readonly op: 'register'; readonly series: string; readonly year: number; readonly doc: string; readonly fail?: boolean }
  | { readonly op: 'register-again'; readonly doc: string }
  | { readonly op: 'void'; readonly doc: string };

export interface ActResult {
  readonly result: 'ok' | 'error';
  readonly number?: string;
  readonly note?: string;
}

export interface NumberRow {
  readonly n: number;
  readonly doc: string;
  readonly state: 'issued' | 'void';
}

export interface RegisterState {
  readonly results: readonly ActResult[];
  /** Rows of each series `code〔year〕`, by number, without gaps. */
  readonly register: Readonly<Record<string, readonly NumberRow[]>>;
}

/**
 * Runs acts on an empty register of numbers in memory, by the rules of the stored one: numbers run without gaps from 1 in each series
 * and year, a document has one number for ever, a void number is kept and never given again.
 */
export function runRegister(acts: readonly RegisterAct[]): RegisterState {
  const series = new Map<string, NumberRow[]>();
  const numbers = new Map<string, { readonly key: string; readonly n: number }>();
  const textOf = ({ key, n }: { readonly key: string; readonly n: number }): string => `${key}${n}号`;

  const run = (act: RegisterAct): ActResult => {
    const known = numbers.get(act.doc);
    if (act.op === 'void') return voidNumber(known);
    if (known !== undefined) return { result: 'ok', note: 'idempotent: same number returned', number: textOf(known) };
    if (act.op === 'register-again') return { result: 'error', note: 'the document has no number' };
    if (act.fail === true) return { result: 'error', note: 'transaction rolled back, no number consumed' };
    const key = `${act.series}〔${act.year}〕`;
    const rows = series.get(key) ?? [];
    const taken = { key, n: rows.length + 1 };
    series.set(key, [...rows, { n: taken.n, doc: act.doc, state: 'issued' }]);
    numbers.set(act.doc, taken);
    return { result: 'ok', number: textOf(taken) };
  };

  const voidNumber = (known: { readonly key: string; readonly n: number } | undefined): ActResult => {
    const rows = series.get(known?.key ?? '') ?? [];
    const row = rows[(known?.n ?? 0) - 1];
    if (known === undefined || row?.state !== 'issued') return { result: 'error', note: 'nothing to void' };
    series.set(known.key, rows.with(known.n - 1, { ...row, state: 'void' }));
    return { result: 'ok', note: 'number kept, state void, never reused' };
  };

  const results = acts.map(run);
  return { results, register: Object.fromEntries([...series].sort(([a], [b]) => (a < b ? -1 : 1))) };
}
