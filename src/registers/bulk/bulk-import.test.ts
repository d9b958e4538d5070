import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { ministryFolder } from '../../ministry-folder.ts';
import { openTestDatabase } from '../../platform/testing/database.ts';
import { csvCell } from '../export.ts';
import { findEntry, listVersions, loadRegisters, searchEntries } from '../index.ts';
import { type BulkImport, type ImportReport, importFile } from './bulk-import.ts';
import { splitRecord } from './csv.ts';
import { LONGEST_LINE } from './lines.ts';
import { searchTokens } from './tokens.ts';

const { db, pool } = await openTestDatabase();
const definition = loadRegisters(ministryFolder('example')).get('amateur-station');
if (definition === undefined) throw new Error('the example has no register of amateur stations');
const register = definition;
const base = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'bulk-'));
after(() => rmSync(base, { recursive: true, force: true }));

let serial = 0;
const write = (content: string | Buffer): string => {
  const path = join(base, `${++serial}.txt`);
  writeFileSync(path, content);
  return path;
};
const bring = async (content: string | Buffer, options: Partial<BulkImport> = {}): Promise<ImportReport> =>
  await importFile(pool, {
    definition: register,
    path: write(content),
    format: 'csv',
    source: 'test',
    validFrom: Temporal.PlainDate.from('2026-01-01'),
    actor: 'system',
    now: () => Temporal.Instant.from('2026-02-01T00:00:00Z'),
    ...options,
  });
const told = ({ faults }: ImportReport): readonly string[] =>
  faults.map(({ line, rule, field }) => `${line} ${rule}${field === undefined ? '' : ` ${field}`}`);
const count = async (): Promise<number> => (await db.selectFrom('register_entry').select('key').execute()).length;

suite('what a file may hold', () => {
  test('entries in CSV, by names or titles, options in words; the same file again changes nothing', async () => {
    const text = '呼号,Operator,Class,操作证书号\r\nEX1AA,"Club ""North"", Example",Novice,HAREC-0001\r\nEX1AB,业余无线电俱乐部,完全,\r\n';
    const first = await bring(text);
    assert.deepEqual([first.added, first.changed, first.unchanged, first.faults], [2, 0, 0, []]);
    const on = Temporal.PlainDate.from('2026-03-01');
    const entry = await findEntry(db, register.code, 'EX1AA', on);
    assert.deepEqual(entry?.data, { callSign: 'EX1AA', operator: 'Club "North", Example', class: 'novice', certificate: 'HAREC-0001' });
    assert.equal(entry?.cause, `import/${first.importId}`);
    assert.deepEqual(
      (await searchEntries(db, register.code, { on, text: '俱乐', size: 9 })).map((each) => each.key),
      ['EX1AB'],
    );
    const again = await bring(text);
    assert.deepEqual([again.importId, again.added, again.resumed, await count()], [first.importId, 0, 1, 2]);
    const changed = await bring(
      'callSign,operator,class,certificate,from\nEX1AA,Somebody,novice,HAREC-0001,2026-02-01\nEX1AB,业余无线电俱乐部,full,,\n',
    );
    assert.deepEqual([changed.added, changed.changed, changed.unchanged], [0, 1, 1]);
    assert.deepEqual(
      (await listVersions(db, register.code, 'EX1AA')).map(({ version, from, until }) => `${version} ${from} ${until}`),
      ['2 2026-02-01 null', '1 2026-01-01 2026-02-01'],
    );
  });

  test('UTF-8 with a mark, UTF-16 and GB 18030 give the same entry', async () => {
    const text = (key: string): string => `呼号,操作者\n${key},电信联通俱乐部\n`;
    const utf16 = (key: string): Buffer => Buffer.from(`\ufeff${text(key)}`, 'utf16le');
    await bring(`\ufeff${text('EX2AA')}`);
    await bring(utf16('EX2AB'));
    await bring(utf16('EX2AC').swap16());
    // 电信联通俱乐部 in GB 18030: 联通 alone is often taken for UTF-8.
    const gb = Buffer.concat([
      Buffer.from('callSign,operator\nEX2AD,'),
      Buffer.from('b5e7d0c5c1aacda8bee3c0d6b2bf', 'hex'),
      Buffer.from('\n'),
    ]);
    await bring(gb);
    const names = await db
      .selectFrom('register_entry')
      .select(sql<string>`data ->> 'operator'`.as('name'))
      .where('key', 'like', 'EX2%')
      .execute();
    assert.deepEqual(
      names.map((each) => each.name),
      Array.from({ length: 4 }, () => '电信联通俱乐部'),
    );
  });

  test('NDJSON and the JSON of an export', async () => {
    const entries = ['EX3AA', 'EX3AB'].map((callSign) => ({
      key: callSign,
      version: 1,
      from: '2026-01-15',
      until: null,
      data: { callSign, power: 10, operator: 'a {b} "c"]' },
    }));
    const report = await bring(JSON.stringify({ register: 'amateur-station', on: '2026-02-01', entries }, null, 1), { format: 'json' });
    assert.deepEqual([report.added, report.faults], [2, []]);
    assert.equal((await findEntry(db, register.code, 'EX3AA', Temporal.PlainDate.from('2026-01-15')))?.data.power, 10);
    const lines = await bring('{"callSign":"EX3AC","operator":"x"}\n{"callSign":"EX3AD"\n[1]\n', { format: 'ndjson' });
    assert.deepEqual(told(lines), ['2 json-broken', '3 json-no-object']);
    const cut = await bring('[{"callSign":"EX3AE"},', { format: 'json' });
    assert.deepEqual(told(cut), ['1 json-broken']);
  });
});

test('a value that stands in one entry only, taken by another: in the batch, or before it', async () => {
  const unique = {
    ...register,
    fields: {
      ...register.fields,
      licence: { ...register.fields.licence, title: { 'zh-CN': '执照', en: 'Licence' }, public: true, unique: true },
    },
  };
  const before = await count();
  const first = await bring('callSign,licence\nEX8AA,L1\nEX8AB,L2\n', { definition: unique });
  assert.equal(first.added, 2);
  const taken = await bring('callSign,licence\nEX8AC,L3\nEX8AD,L2\n', { definition: unique });
  assert.deepEqual(taken.faults, [{ line: 3, field: 'licence', rule: 'value-taken', values: { value: 'L2', holder: 'EX8AB' } }]);
  const twice = await bring('callSign,licence\nEX8AE,L4\nEX8AF,L4\n', { definition: unique });
  assert.deepEqual(told(twice), ['3 value-taken licence']);
  const moved = await bring('callSign,licence,from\nEX8AA,L5,2026-01-02\nEX8AG,L1,2026-01-02\n', { definition: unique });
  assert.deepEqual([moved.added, moved.changed, moved.faults], [1, 1, []]);
  assert.equal(await count(), before + 4);
});

suite('what is wrong is named by line and rule, and its batch is not written', () => {
  const cases: Readonly<Record<string, readonly [content: string | Buffer, told: readonly string[]]>> = {
    'an unknown column, one twice': [
      'callSign,shoe size,Call sign\nEX4AA,1,EX4AA\n',
      ['1 column-unknown', '1 column-twice', '2 field-unknown shoe size'],
    ],
    'cells too many and too few': ['callSign,operator\nEX4AA,a,b\nEX4AB\n', ['2 cells-count', '3 cells-count']],
    'quotes that are broken': [
      'callSign,operator\nEX4AA,a"b"\nEX4AB,"c"d\nEX4AC,"never closed\nEX4AD,e\n',
      ['2 quote-inside', '3 quote-followed', '4 quote-unclosed'],
    ],
    'a key twice': ['callSign,class\nEX4AA,expert\nEX4AB,full\nEX4AA,full\n', ['2 field-choice class', '4 key-twice callSign']],
    'an option that there is not, no key': ['callSign,class\nEX4AA,expert\n,full\n', ['2 field-choice class', '3 field-missing callSign']],
    'a day that is none': ['callSign,from\nEX4AA,2026-02-30\nEX4AB,01.02.2026\n', ['2 date-invalid', '3 date-invalid']],
    'a day before the version in force': ['callSign,operator,from\nEX1AA,Another,2025-12-31\n', ['2 date-before-version callSign']],
    'GB 18030 in the middle of UTF-8': [
      Buffer.concat([Buffer.from('callSign,operator\nEX4AA,电\nEX4AB,'), Buffer.from('b5e7d0c5', 'hex'), Buffer.from('\nEX4AC,信\n')]),
      ['3 encoding-mixed'],
    ],
    'UTF-8 in the middle of GB 18030': [
      Buffer.concat([Buffer.from('callSign,operator\nEX4AA,'), Buffer.from('b5e7d0c5', 'hex'), Buffer.from('\nEX4AC,电信\n')]),
      ['3 encoding-mixed'],
    ],
    'bytes that are neither': [
      Buffer.concat([Buffer.from('callSign,operator\nEX4AA,'), Buffer.from('ff', 'hex'), Buffer.from('\n')]),
      ['2 encoding-unreadable'],
    ],
    'a NUL': ['callSign,operator\nEX4AA,a\0b\n', ['2 character-forbidden']],
  };
  for (const [title, [content, faults]] of Object.entries(cases))
    test(title, async () => {
      const before = await count();
      const report = await bring(content);
      assert.deepEqual(told(report), faults);
      assert.equal(await count(), before);
    });

  test('the batch with the mistake only, when the rest is to go on; the same file again tries it alone', async () => {
    const before = await count();
    const text = `callSign,operator\n${Array.from({ length: 7 }, (_, i) => `EX5A${i === 3 ? '' : String.fromCharCode(65 + i)},${i === 3 ? 'x"' : 'x'}`).join('\n')}\n`;
    const stopped = await bring(text, { batchSize: 2 });
    assert.deepEqual([stopped.added, stopped.refusedBatches, told(stopped)], [2, 1, ['5 quote-inside']]);
    const rest = await bring(text, { batchSize: 2, goOn: true });
    assert.deepEqual([rest.added, rest.resumed, rest.refusedBatches], [3, 1, 1]);
    assert.equal(await count(), before + 5);
  });

  test('a line of 200 MB is named and never held', async () => {
    const path = join(base, 'long.csv');
    const file = await open(path, 'w');
    await file.write('callSign,operator\nEX6AA,');
    const piece = Buffer.alloc(1 << 20, 'x');
    for (let i = 0; i < 200; i++) await file.write(piece);
    await file.write('\nEX6AB,short\n');
    await file.close();
    const before = process.memoryUsage().rss;
    const report = await bring('', { path });
    assert.deepEqual(told(report), ['2 line-too-long']);
    assert.ok(process.memoryUsage().rss - before < 100 * LONGEST_LINE, 'memory stays far below the line');
  });

  test('two imports at once: the second is refused', async () => {
    const many = `callSign\n${Array.from({ length: 20_000 }, (_, i) => `EX7${i}`).join('\n')}\n`;
    const results = await Promise.allSettled([bring(many), bring(`${many}EX7X\n`)]);
    assert.deepEqual(results.map((each) => each.status).sort(), ['fulfilled', 'rejected']);
  });
});

test('a cell written by the export is read as it was', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\r', '')),
        { minLength: 1, maxLength: 5 },
      ),
      (cells) => {
        const read = splitRecord(cells.map(csvCell).join(','));
        assert.ok(typeof read !== 'string');
        assert.deepEqual(
          read.map((cell) => (/^'[=+\-@\t]/.test(cell) ? cell.slice(1) : cell)),
          cells.map((cell) => (/^'[=+\-@\t]/.test(cell) ? cell.slice(1) : cell)),
        );
      },
    ),
  );
});

test('tokens are those of the database', async () => {
  const texts = fc.sample(
    fc.string({ unit: fc.constantFrom('中', '国', '𠀀', 'A', 'ｂ', 'ß', '9', ' ', '-', 'É', '豈', 'Ⅳ'), maxLength: 20 }),
    { numRuns: 300, seed: 7 },
  );
  const { rows } = await sql<{
    text: string;
    tokens: string[];
  }>`select text, search_tokens(text) as tokens from unnest(${texts}::text[]) as text`.execute(db);
  for (const { text, tokens } of rows) assert.deepEqual([...searchTokens(text)].sort(), [...tokens].sort(), JSON.stringify(text));
});
