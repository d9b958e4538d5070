import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { answer } from './batch.ts';

/** Reference cases lie beside the checkout; a copy of the project alone does not have them. */
const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'testdata', 'telecom');
const skip = existsSync(folder) ? false : 'no reference cases in ../shared/testdata/telecom';

type Row = Readonly<Record<string, unknown>>;

const rows = (name: string): readonly Row[] =>
  readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

/** What of a row is not answered: questions, notes on the row, and the kind of error another program threw. */
const NOT_ANSWERED = [
  'id',
  'input',
  'as_of',
  'op',
  'profile',
  'include_private',
  'other',
  'source',
  'agreed',
  'error',
  'note',
  'a_label_of_input',
  'number',
  'ports',
  'at',
];

function check(name: string, requestOf: (row: Row) => Row, ignored: readonly string[] = []): void {
  test(`every reference row of ${name}`, { skip }, () => {
    const wrong: unknown[] = [];
    for (const row of rows(name)) {
      if (row.agreed === false) continue;
      const got = answer(requestOf(row));
      for (const [field, want] of Object.entries(row)) {
        if (NOT_ANSWERED.includes(field) || ignored.includes(field)) continue;
        if (JSON.stringify(got[field]) !== JSON.stringify(want)) wrong.push({ row: row.id, field, want, got: got[field] });
      }
    }
    assert.deepEqual(wrong, []);
  });
}

check('uscc', (row) => ({ op: 'uscc', input: row.input }), ['kind']);
check('id_check', (row) => ({ op: 'id_check', input: row.input }));
check('icp_numbers', (row) => ({ op: 'icp_numbers', input: row.input, as_of: row.as_of }));
check('phone_numbers', (row) => ({ op: 'phone_numbers', input: row.input, as_of: row.as_of }));
check('ported_numbers', (row) => ({ ...row, op: 'ported_numbers' }), ['operator_of_block']);
check('idn_domains', (row) => ({ ...row, op: 'idn_domains', what: row.op }));
