import type { Db } from '../platform/db/index.ts';
import { publicView, type RegisterDefinition } from './definition.ts';
import { type Search, searchEntries, type Version } from './store.ts';
import { publicFields, valueWords } from './words.ts';

export type ExportFormat = 'csv' | 'json' | 'ndjson';

/** As many rows as one statement reads: memory stays the same however large the register is. */
const ROWS = 1000;

export const EXPORT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
};

/** All entries that a search finds, a page at a time. */
async function* entriesOf(db: Db, register: string, search: Search): AsyncGenerator<readonly Version[]> {
  let after: string | undefined;
  for (;;) {
    const rows = await searchEntries(db, register, { ...search, size: ROWS, ...(after === undefined ? {} : { after }) });
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS) return;
    after = rows.at(-1)?.key;
  }
}

/**
 * A cell of a CSV file (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe before it
 * (OWASP, CSV Injection): entries are written by strangers and opened by officers.
 */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** What an entry is to a program: its public fields, since when and until when. */
export interface MachineEntry {
  readonly key: string;
  readonly version: number;
  readonly from: string;
  readonly until: string | null;
  readonly data: Record<string, unknown>;
}

export const machineEntry = (definition: RegisterDefinition, version: Version): MachineEntry => ({
  key: version.key,
  version: version.version,
  from: version.from.toString(),
  until: version.until?.toString() ?? null,
  data: publicView(definition, version.data),
});

/** The export as a stream of texts. */
export async function* exportRegister(
  db: Db,
  definition: RegisterDefinition,
  search: Search,
  format: ExportFormat,
  language: 'zh-CN' | 'en',
): AsyncGenerator<string> {
  const fields = publicFields(definition);
  if (format === 'csv') {
    // Without the mark before the first byte, spreadsheets read Chinese in the wrong encoding.
    yield `\ufeff${csvLine(fields.map(([, field]) => field.title[language]))}`;
    for await (const rows of entriesOf(db, definition.code, search))
      yield rows.map(({ data }) => csvLine(fields.map(([name, field]) => valueWords(field, data[name], language)))).join('');
    return;
  }
  if (format === 'ndjson') {
    for await (const rows of entriesOf(db, definition.code, search))
      yield rows.map((row) => `${JSON.stringify(machineEntry(definition, row))}\n`).join('');
    return;
  }
  yield `{"register":${JSON.stringify(definition.code)},"on":"${search.on}","entries":[`;
  let between = '\n';
  for await (const rows of entriesOf(db, definition.code, search)) {
    yield between + rows.map((row) => JSON.stringify(machineEntry(definition, row))).join(',\n');
    between = ',\n';
  }
  yield '\n]}\n';
}
