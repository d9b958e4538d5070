import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { industryAnswer } from './batch.ts';

/** Reference cases lie beside the checkout; a copy of the project alone does not have them. */
const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'testdata', 'industry');
const skip = existsSync(folder) ? false : 'no reference cases in ../shared/testdata/industry';

interface Row {
  readonly id: string;
  readonly input: unknown;
  readonly expected: Readonly<Record<string, unknown>>;
}

const OPS = [
  'sme/classification',
  'sme/innovative-score',
  'sme/late-payment',
  'vin/vin',
  'vin/battery-code',
  'energy/standard-coal',
  'accidents/accidents',
  'cwc/cas-lookup',
  'cwc/declarations',
  'cwc/obligations',
  'cwc/schedule1',
  'cwc/transfers',
  'draw/draw',
  'apportionment/apportionment',
  'ledger/reserve-ledger',
  'replacement/replacement',
];

const answer = await industryAnswer();

for (const op of OPS) {
  test(`every reference row of ${op}`, { skip }, async () => {
    const rows = readFileSync(join(folder, `${op}.jsonl`), 'utf8')
      .trim()
      .split('\n');
    const wrong: unknown[] = [];
    for (const line of rows) {
      const { id, input, expected } = JSON.parse(line) as Row;
      const got = await answer({ op, input }, () => '');
      for (const [field, want] of Object.entries(expected))
        if (JSON.stringify(got[field]) !== JSON.stringify(want)) wrong.push({ id, field, want, got: got[field] });
    }
    assert.deepEqual(wrong, []);
  });
}

test('a bad question names its field', async () => {
  const fieldOf = async (request: Readonly<Record<string, unknown>>): Promise<unknown> =>
    ((await answer(request, () => '')).error as { field?: string } | undefined)?.field;
  assert.equal(await fieldOf({ op: 'none' }), 'op');
  assert.equal(await fieldOf({ op: 'sme/classification' }), 'input');
  assert.equal(await fieldOf({ op: 'sme/classification', input: { industry_no: 2, employees: -1 } }), 'input.employees');
  assert.equal(await fieldOf({ op: 'sme/classification', input: { industry_no: 17 } }), 'input.industry_no');
});
