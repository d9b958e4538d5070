import type { RegisterDefinition, RegisterField } from '../definition.ts';
import { CsvAssembler, type CsvRecord } from './csv.ts';
import { type Fault, readLines } from './lines.ts';
import { type ObjectText, readObjects } from './objects.ts';

export type FileFormat = 'csv' | 'ndjson' | 'json';

/** A record as the file has it, by the register's field names. */
export interface RawRecord {
  readonly line: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** The day from which the record says that it holds. */
  readonly from?: string;
}

export type Read = RawRecord | Fault;

export const isFault = (each: Read | CsvRecord | ObjectText): each is Fault => 'rule' in each;

/** Names of the column that says from which day a record holds. */
const FROM = new Set(['from', 'validfrom', '生效日期', '有效期自']);

/**
 * The records of a file, a portion at a time, in constant memory; what cannot be read is a fault of its line.
 *
 * @param passed is told of every portion of bytes as it is read
 */
export async function* readRecords(
  path: string,
  format: FileFormat,
  definition: RegisterDefinition,
  passed: (bytes: number) => void = () => undefined,
): AsyncGenerator<readonly Read[]> {
  if (format === 'json') {
    for await (const portion of readObjects(path, passed)) yield portion.map((each) => (isFault(each) ? each : parseObject(each)));
    return;
  }
  yield* format === 'csv' ? readCsv(path, definition, passed) : readNdjson(path, passed);
}

async function* readNdjson(path: string, passed: (bytes: number) => void): AsyncGenerator<readonly Read[]> {
  for await (const { first, lines, faults } of readLines(path, passed)) {
    const read: Read[] = [...faults];
    for (const [i, text] of lines.entries())
      if (text !== undefined && text.trim() !== '') read.push(parseObject({ line: first + i, text }));
    yield read;
  }
}

/** An entry as the register's own export writes it, or its fields alone. */
function parseObject({ line, text }: ObjectText): Read {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { line, rule: 'json-broken', values: { message: (error as Error).message.slice(0, 200) } };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { line, rule: 'json-no-object' };
  const { data, from, ...others } = value as Record<string, unknown>;
  const day = typeof from === 'string' ? { from } : {};
  if (typeof data === 'object' && data !== null && 'key' in others) return { line, data: data as Record<string, unknown>, ...day };
  return { line, data: data === undefined ? others : { ...others, data }, ...day };
}

async function* readCsv(path: string, definition: RegisterDefinition, passed: (bytes: number) => void): AsyncGenerator<readonly Read[]> {
  const assembler = new CsvAssembler();
  let columns: readonly Column[] | undefined;
  const turn = (each: CsvRecord | Fault): readonly Read[] => {
    if (isFault(each)) return [each];
    if (columns !== undefined) return [recordOf(each, columns)];
    const heading = columnsOf(each, definition);
    columns = heading.columns;
    return heading.faults;
  };
  for await (const { first, lines, faults } of readLines(path, passed)) {
    const read: Read[] = [...faults];
    for (let i = 0; i < lines.length; i++) {
      const text = lines[i];
      if (text !== undefined) for (const each of assembler.take(first + i, text)) read.push(...turn(each));
    }
    yield read;
  }
  yield assembler.end().flatMap(turn);
}

interface Column {
  readonly name: string;
  /** Undefined for the column of the first day. */
  readonly turn: ((text: string) => unknown) | undefined;
}

/** The heading names each field by its name or its title in either language. */
function columnsOf(
  { line, cells }: CsvRecord,
  { fields }: RegisterDefinition,
): { readonly columns: readonly Column[]; readonly faults: readonly Fault[] } {
  const byTitle = new Map(
    Object.entries(fields).flatMap(([name, field]) =>
      [name, field.title['zh-CN'], field.title.en].map((title) => [title.toLowerCase(), name] as const),
    ),
  );
  const faults: Fault[] = [];
  const columns = cells.map((cell): Column => {
    const title = cell.trim().toLowerCase();
    if (FROM.has(title)) return { name: 'from', turn: undefined };
    const name = byTitle.get(title);
    if (name === undefined) faults.push({ line, rule: 'column-unknown', values: { column: cell.slice(0, 100) } });
    const field = name === undefined ? undefined : fields[name];
    return { name: name ?? cell, turn: field === undefined ? String : turnOf(field) };
  });
  for (const [i, { name }] of columns.entries())
    if (columns.findIndex((other) => other.name === name) < i) faults.push({ line, rule: 'column-twice', values: { column: name } });
  return { columns, faults };
}

const LIST = /[、;；|]|, /;

/** How a cell becomes a value: options by their titles, lists apart, numbers where the register says number. */
function turnOf(field: RegisterField): (text: string) => unknown {
  const { options, schema } = field;
  const codes =
    options === undefined
      ? undefined
      : new Map(
          Object.entries(options).flatMap(([code, title]) => [
            [title['zh-CN'], code] as const,
            [title.en, code] as const,
            [code, code] as const,
          ]),
        );
  const one = (text: string): unknown => codes?.get(text) ?? text;
  if (schema?.type === 'array') return (text) => text.split(LIST).map((each) => one(each.trim()));
  if (schema?.type === 'number' || schema?.type === 'integer')
    return (text) => (text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text));
  if (codes === undefined) return (text) => text;
  return (text) => (!codes.has(text) && LIST.test(text) ? text.split(LIST).map((each) => one(each.trim())) : one(text));
}

function recordOf({ line, cells }: CsvRecord, columns: readonly Column[]): Read {
  if (cells.length !== columns.length) return { line, rule: 'cells-count', values: { found: cells.length, expected: columns.length } };
  const data: Record<string, unknown> = {};
  let from: string | undefined;
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i];
    const cell = cells[i] ?? '';
    if (column === undefined || cell === '') continue;
    if (column.turn === undefined) from = cell;
    else data[column.name] = column.turn(withoutMark(cell));
  }
  return from === undefined ? { line, data } : { line, data, from };
}

/** Our own export puts an apostrophe before what a spreadsheet would take for a formula; it is not part of the value. */
const withoutMark = (cell: string): string => (cell.length > 1 && cell[0] === "'" && /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

/** The format that a file's name tells. */
export function formatOf(name: string): FileFormat | undefined {
  const ending = /\.(csv|ndjson|jsonl|json)$/i.exec(name)?.[1]?.toLowerCase();
  return ending === undefined ? undefined : ending === 'jsonl' ? 'ndjson' : (ending as FileFormat);
}
