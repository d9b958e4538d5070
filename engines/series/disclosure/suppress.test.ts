import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { suppressAnswer } from './batch.ts';
import { readCsv } from './csv.ts';

const samples = join(import.meta.dirname, '../../../../shared/testdata/statistics/sdc');
const absent = existsSync(samples) ? false : `reference data not found at ${samples}`;

interface Cell {
  readonly keys: readonly string[];
  readonly value: number;
  readonly count: number;
  readonly status: 'open' | 'primary' | 'secondary';
}

interface Answer {
  readonly cells: readonly Cell[];
  readonly audit: readonly { readonly keys: readonly string[]; readonly min: number | null; readonly max: number | null }[];
}

const unread = (path: string): string => {
  throw new Error(`no file is read here: ${path}`);
};

const suppress = async (spec: Record<string, unknown>, read = unread): Promise<Answer> =>
  (await suppressAnswer({ op: 'suppress', spec }, read)) as unknown as Answer;

test('the sample hides no more cells and no more value than GaussSuppression, with the same primary cells', { skip: absent }, async () => {
  const read = (path: string): string => readFileSync(join(samples, path), 'utf8');
  const rows = readCsv(read('small_microdata.csv'));
  const parents = (code: string, above: string): Record<string, string> =>
    Object.fromEntries(rows.map((row) => [row[code] as string, row[above] as string]));
  const answer = await suppress(
    {
      microdata: 'small_microdata.csv',
      dimensions: [
        { name: 'ind', column: 'ind', parents: parents('ind', 'sector') },
        { name: 'reg', column: 'reg', parents: parents('reg', 'area') },
      ],
      value: 'value',
      rule: { p: 10 },
      audit: true,
    },
    read,
  );
  const ours = new Map(answer.cells.map((cell) => [cell.keys.join(), cell]));
  let cells = 0;
  let value = 0;
  for (const row of readCsv(read('small_gauss_p10.csv'))) {
    const cell = ours.get(`${row.ind},${row.reg}`);
    assert.equal(cell?.value, Number(row.value), `${row.ind} ${row.reg}`);
    assert.equal(cell?.count, Number(row.freq), `${row.ind} ${row.reg}`);
    assert.equal(cell?.status === 'primary', row.primary === 'TRUE', `${row.ind} ${row.reg}`);
    if (row.suppressed !== 'TRUE') continue;
    cells++;
    value += Number(row.value);
  }
  const hidden = answer.cells.filter((cell) => cell.status !== 'open');
  assert.ok(hidden.length <= cells, `${hidden.length} cells, the reference ${cells}`);
  assert.ok(hidden.reduce((sum, cell) => sum + cell.value, 0) <= value);
  for (const row of readCsv(read('small_audit.csv'))) {
    const interval = answer.audit.find((one) => one.keys.join() === `${row.ind},${row.reg}`);
    assert.ok(interval !== undefined && interval.min !== null && interval.max !== null, `${row.ind} ${row.reg}`);
    assert.ok(interval.max >= Number(row.total) + Number(row.upper_protection) - 1e-6, `${row.ind} ${row.reg}`);
    assert.ok(interval.min <= Number(row.total) - Number(row.upper_protection) + 1e-6, `${row.ind} ${row.reg}`);
  }
});

test('an enterprise group counts once: two plants of one group are one contributor', async () => {
  const rows = [
    { a: 'x', b: 'n', v: 60, g: 'one' },
    { a: 'x', b: 'n', v: 50, g: 'one' },
    { a: 'x', b: 'n', v: 55, g: 'two' },
    ...['x', 'y'].flatMap((a) => ['m', 'o'].flatMap((b) => [30, 28, 26, 24].map((v, i) => ({ a, b, v, g: `${a}${b}${i}` })))),
  ];
  const spec = {
    microdata: rows,
    dimensions: [
      { name: 'a', column: 'a' },
      { name: 'b', column: 'b' },
    ],
    value: 'v',
    rule: { threshold: 3 },
  };
  const status = (answer: Answer): string | undefined => answer.cells.find((cell) => cell.keys.join() === 'x,n')?.status;
  assert.equal(status(await suppress(spec)), 'open');
  assert.equal(status(await suppress({ ...spec, group: 'g' })), 'primary');
});
