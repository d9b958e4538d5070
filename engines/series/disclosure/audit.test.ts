import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { auditAnswer, suppressAnswer } from './batch.ts';
import { tabulate } from './contributions.ts';
import { readCsv } from './csv.ts';
import { judge } from './primary.ts';
import { cellOf } from './table.ts';

interface Audited {
  readonly table?: string;
  readonly keys: readonly string[];
  readonly min: number | null;
  readonly max: number | null;
  readonly protected: boolean;
}

const unread = (path: string): string => {
  throw new Error(`no file is read here: ${path}`);
};
const audit = async (spec: Record<string, unknown>): Promise<{ audit: readonly Audited[]; leaks: number }> =>
  (await auditAnswer({ op: 'audit', spec }, unread)) as unknown as { audit: readonly Audited[]; leaks: number };

const region = [{ name: 'region' }];
const open = (code: string, value: number): Record<string, unknown> => ({ keys: [code], value, status: 'open' });
const primary = (code: string, value: number, protection = 1): Record<string, unknown> => ({
  keys: [code],
  value,
  status: 'primary',
  protection,
});
const secondary = (code: string, value: number): Record<string, unknown> => ({ keys: [code], value, status: 'secondary' });

test('one hidden cell beside a published total is found by subtraction; with a second it has room', async () => {
  const alone = await audit({ dimensions: region, cells: [open('Total', 100), open('a', 60), primary('b', 40)] });
  assert.deepEqual(alone, { audit: [{ keys: ['b'], min: 40, max: 40, protected: false }], leaks: 1 });
  const pair = await audit({ dimensions: region, cells: [open('Total', 100), secondary('a', 60), primary('b', 40)] });
  assert.deepEqual(pair, { audit: [{ keys: ['b'], min: 0, max: 100, protected: true }], leaks: 0 });
});

test("a published growth rate and last year's level give this year's level within the rounding", async () => {
  const cells = [open('Total', 100), secondary('a', 60), primary('b', 40)];
  const found = await audit({ dimensions: region, cells, growth: [{ of: { keys: ['b'] }, on: 32, rate: 25, decimals: 1 }] });
  const [b] = found.audit;
  assert.ok(Math.abs((b?.min as number) - 32 * 1.2495) < 1e-9 && Math.abs((b?.max as number) - 32 * 1.2505) < 1e-9);
  assert.equal(found.leaks, 1);
});

test("this month's year-to-date figure less last month's gives the month away", async () => {
  const month = { name: 'month', dimensions: region, cells: [open('Total', 50), secondary('a', 30), primary('b', 20)] };
  const before = { name: 'to-may', dimensions: region, cells: [open('Total', 200), open('a', 120), open('b', 80)] };
  const after = { name: 'to-june', dimensions: region, cells: [open('Total', 250), open('a', 150), open('b', 100)] };
  const at = (table: string): Record<string, unknown> => ({ table, keys: ['b'] });
  const difference = { terms: [{ of: at('to-june') }, { of: at('to-may'), factor: -1 }, { of: at('month'), factor: -1 }], min: 0, max: 0 };
  assert.equal((await audit({ tables: [month, before, after] })).leaks, 0);
  const linked = await audit({ tables: [month, before, after], facts: [difference] });
  assert.deepEqual(linked.audit, [{ table: 'month', keys: ['b'], min: 20, max: 20, protected: false }]);
});

test('the same cell open in another table is no secret', async () => {
  const first = { name: 'by-region', dimensions: region, cells: [open('Total', 100), secondary('a', 60), primary('b', 40)] };
  const second = { name: 'by-size', dimensions: [{ name: 'size' }], cells: [open('Total', 40), open('small', 30), open('large', 10)] };
  const equal = [
    [
      { table: 'by-region', keys: ['b'] },
      { table: 'by-size', keys: ['Total'] },
    ],
  ];
  assert.equal((await audit({ tables: [first, second], equal })).leaks, 1);
});

test('rounded figures leave room within the rounding only', async () => {
  const cells = [open('Total', 100), open('a', 60), primary('b', 40, 3)];
  const found = await audit({ dimensions: region, cells, rounding: 2 });
  assert.deepEqual(found.audit, [{ keys: ['b'], min: 38, max: 42, protected: false }]);
});

test('what the attacker knows beforehand narrows his interval', async () => {
  const cells = [open('Total', 100), secondary('a', 60), primary('b', 40, 5)];
  const found = await audit({ dimensions: region, cells, bounds: [{ of: { keys: ['a'] }, min: 57, max: 63 }] });
  assert.deepEqual(found.audit, [{ keys: ['b'], min: 37, max: 43, protected: false }]);
});

test('margins that do not add are refused with the sum that is wrong, hidden cells or not', async () => {
  await assert.rejects(audit({ dimensions: region, cells: [open('Total', 101), open('a', 60), open('b', 40)] }), {
    code: 'margins-do-not-add',
    values: { keys: ['Total'], margin: 101, sum: 100 },
  });
  await assert.rejects(audit({ dimensions: region, cells: [open('Total', 50), open('a', 60), primary('b', 40)] }), {
    code: 'margins-do-not-add',
  });
});

test('a pattern from suppress passes the audit, with losses too', async () => {
  const rows = fc.array(
    fc.record({ a: fc.constantFrom('p', 'q', 'r'), b: fc.constantFrom('x', 'y', 'z'), v: fc.integer({ min: -20, max: 60 }) }),
    { minLength: 5, maxLength: 15 },
  );
  await fc.assert(
    fc.asyncProperty(rows, async (microdata) => {
      const dimensions = [
        { name: 'a', column: 'a' },
        { name: 'b', column: 'b' },
      ];
      const spec = { microdata, dimensions, value: 'v', rule: { p: 20 } };
      const { cells } = (await suppressAnswer({ spec }, unread)) as unknown as {
        cells: { keys: string[]; value: number; count: number; status: string }[];
      };
      const signed = microdata.some(({ v }) => v < 0);
      assert.equal((await audit({ dimensions, cells, signed })).leaks, 0);
    }),
    { numRuns: 40 },
  );
});

test('primary rules on worked cells', () => {
  const cell = (values: readonly number[], more: Record<string, unknown>[] = []): ReturnType<typeof tabulate> =>
    tabulate(
      values.map((v, i) => ({ a: 'x', v, g: `g${i}`, ...more[i] })),
      [{ name: 'a', column: 'a' }],
      { value: 'v', group: 'g', ...(more.length > 0 ? { waiver: 'w' } : {}) },
    );
  const need = (table: ReturnType<typeof tabulate>, rule: Parameters<typeof judge>[1]): number | undefined => {
    const at = cellOf(table.shape, ['x']) as number;
    const { unsafe, protection } = judge(table, rule);
    return unsafe[at] === 1 ? protection[at] : undefined;
  };
  // 100, 50, 9: the remainder 9 is below 10 % of 100 by 1; with 11 it is not.
  assert.equal(need(cell([100, 50, 9]), { p: 10 }), 1);
  assert.equal(need(cell([100, 50, 11]), { p: 10 }), undefined);
  // pq: who knows the others to 50 % needs twice the remainder.
  assert.equal(need(cell([100, 50, 11]), { p: 10, q: 50 }), 9);
  // (2, 85): 90 of 100; safe above 90/0.85 = 105.88.
  assert.ok(Math.abs((need(cell([60, 30, 10]), { n: 2, k: 85 }) as number) - (90 / 0.85 - 100)) < 1e-9);
  assert.equal(need(cell([60, 20, 20]), { n: 2, k: 85 }), undefined);
  // Two groups under a minimum of three, with a tenth of the value as range.
  assert.equal(need(cell([70, 30]), { threshold: 3, range: 10 }), 10);
  // Losses count by their size.
  assert.equal(need(cell([-100, 50, 9]), { p: 10 }), 1);
  // The largest agreed to be shown: now 50 is protected, against 100 who knows himself.
  assert.equal(need(cell([100, 50, 9], [{ w: true }, { w: false }, { w: false }]), { p: 10 }), undefined);
  assert.equal(need(cell([100, 50, 4], [{ w: true }, { w: false }, { w: false }]), { p: 10 }), 1);
});

test('a unit with sampling weight 3 stands for three equal units', () => {
  const table = tabulate(
    [
      { a: 'x', v: 40, w: 3 },
      { a: 'x', v: 5, w: 1 },
    ],
    [{ name: 'a', column: 'a' }],
    { value: 'v', weight: 'w' },
  );
  assert.equal(table.values[0], 125);
  assert.equal(judge(table, { p: 10 }).unsafe[0], 0); // 125 − 40 − 40 is more than 4
});

test('a question that takes too long is given up with its reason', async () => {
  const cells = [open('Total', 100), secondary('a', 60), primary('b', 40)];
  await assert.rejects(audit({ dimensions: region, cells, timeLimit: -1 }), { code: 'time-limit' });
});

test('CSV with quotes, line breaks and a byte order mark', () => {
  assert.deepEqual(readCsv('\uFEFFa,b\r\n"x, ""y""","1\n2"\r\nz,\r\n'), [
    { a: 'x, "y"', b: '1\n2' },
    { a: 'z', b: '' },
  ]);
  assert.throws(() => readCsv('a,b\n1,2,3\n'), { code: 'csv-malformed' });
  assert.throws(() => readCsv('a\n"1\n'), { code: 'csv-malformed' });
});

test('what cannot be tabulated is named', async () => {
  const base = { dimensions: [{ name: 'a', column: 'a', parents: { x: 'G' } }], value: 'v', rule: { p: 10 } };
  const rejected = async (spec: Record<string, unknown>, code: string, field?: string): Promise<void> => {
    await assert.rejects(suppressAnswer({ spec: { ...base, ...spec } }, unread), (error: { code?: string; field?: string }) => {
      assert.equal(error.code, code);
      if (field !== undefined) assert.equal(error.field, field);
      return true;
    });
  };
  await rejected({ microdata: [{ a: 'x', v: 'much' }] }, 'value-not-a-number', 'v');
  await rejected({ microdata: [{ a: 'G', v: 1 }] }, 'code-not-a-leaf');
  await rejected({ microdata: [{ b: 'x', v: 1 }] }, 'column-missing', 'a');
  await rejected({ microdata: [] }, 'microdata-empty');
  await rejected({ microdata: [{ a: 'x', v: 1 }], rule: {} }, 'rule-missing');
  await rejected({ microdata: [{ a: 'x', v: 1 }], rule: { n: 2, k: 120 } }, 'rule-out-of-range', 'rule.k');
  await rejected(
    { microdata: [{ a: 'x', v: 1 }], dimensions: [{ name: 'a', column: 'a', parents: { x: 'y', y: 'x' } }] },
    'hierarchy-cyclic',
  );
  await rejected(
    {
      microdata: [
        { a: 'x', v: 1 },
        { a: 'z', v: 5 },
      ],
      publish: [['x']],
    },
    'cannot-be-protected',
  );
});
