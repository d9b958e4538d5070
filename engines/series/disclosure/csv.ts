import { SeriesRefusal } from '../refusal.ts';

/**
 * Reads CSV with a header (RFC 4180: quoted fields, doubled quotes, line breaks within quotes; a byte order mark is dropped).
 *
 * @throws SeriesRefusal `csv-malformed` where a row has more or fewer fields than the header, or a quote is left open
 */
export function readCsv(text: string): Record<string, string>[] {
  const records = splitRecords(text.startsWith('\uFEFF') ? text.slice(1) : text);
  const header = records[0];
  if (header === undefined) return [];
  const rows: Record<string, string>[] = [];
  for (let i = 1; i < records.length; i++) {
    const record = records[i] as string[];
    if (record.length === 1 && record[0] === '') continue; // a blank line
    if (record.length !== header.length)
      throw new SeriesRefusal('csv-malformed', { field: 'microdata', values: { row: i + 1, fields: record.length } });
    const row: Record<string, string> = {};
    for (let j = 0; j < header.length; j++) row[header[j] as string] = record[j] as string;
    rows.push(row);
  }
  return rows;
}

function splitRecords(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at <= text.length) {
    let field: string;
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      if (end < 0) throw new SeriesRefusal('csv-malformed', { field: 'microdata', values: { row: records.length + 1 } });
      field = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    } else {
      const start = at;
      while (at < text.length && text[at] !== ',' && text[at] !== '\n' && text[at] !== '\r') at++;
      field = text.slice(start, at);
    }
    record.push(field);
    if (text[at] === ',') {
      at++;
      continue;
    }
    records.push(record);
    record = [];
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    if (at === text.length) break; // the last line's own end
  }
  return records;
}

function closingQuote(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] !== '"') continue;
    if (text[at + 1] !== '"') return at;
    at++;
  }
  return -1;
}
