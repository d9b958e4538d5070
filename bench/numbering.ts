/**
 * Official numbers under 200 concurrent writers on the 16 connections of a server, against the same transactions without a number and against a sequence,
 * which is faster and leaves gaps; each transaction also writes its document. On a server with fsync on:
 *   npm run -s npm -- exec -- node bench/numbering.ts
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueDocument, parseTemplate, takeNumber } from '../src/documents/index.ts';
import { migrate, openDatabase, openPool, startEmbedded } from '../src/platform/db/index.ts';

const WRITERS = 200;
const SECONDS = 4;
const ROUNDS = 3;

const folder = mkdtempSync(join(tmpdir(), 'mandate-numbering-'));
const server = await startEmbedded(folder, () => undefined);
const pool = openPool(server.url, { max: 16 });
await migrate(pool);
const db = openDatabase(pool);
await pool.query('create sequence bench_number');
await pool.query('create table bench_paper (number bigint)');

const template = parseTemplate('# 确认书\n@ 示例单位：\n准予备案。\n= 示例机关');
const at = Temporal.Now.instant();
const issuedOn = Temporal.PlainDate.from('2026-11-02');
const issue = async (issuer: string): Promise<void> => {
  await db.transaction().execute(async (trx) => {
    await issueDocument(trx, {
      kind: 'confirmation',
      title: { 'zh-CN': '确认书', en: 'Confirmation' },
      templates: { 'zh-CN': template, en: template },
      values: { 'zh-CN': {}, en: {} },
      facts: {},
      issuer: { code: issuer, name: { 'zh-CN': '示例机关', en: 'Example office' }, letterCode: `示例${issuer}` },
      issuedOn,
      at,
      actor: 'system',
    });
  });
};

let turn = 0;
const ways: Readonly<Record<string, () => Promise<unknown>>> = {
  'a row without a number': () => pool.query('insert into bench_paper values (0)'),
  'a sequence (leaves gaps)': () => pool.query("insert into bench_paper values (nextval('bench_number'))"),
  'a gap-free number, one series': () =>
    db.transaction().execute((trx) => takeNumber(trx, { issuer: 'bench', kind: 'number', year: 2026 })),
  'number and row in one statement': () =>
    pool.query(
      `with taken as (insert into number_series values ('one', 'statement', 2026, 1)
         on conflict (issuer, kind, year) do update set last = number_series.last + 1 returning last)
       insert into bench_paper select last from taken`,
    ),
  'a whole document, one series': () => issue('bench'),
  'a whole document, 31 series': () => issue(`bench-${turn++ % 31}`),
};

const rates = new Map<string, number[]>();
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, way] of Object.entries(ways)) {
    let done = 0;
    const end = performance.now() + SECONDS * 1000;
    const started = performance.now();
    await Promise.all(
      Array.from({ length: WRITERS }, async () => {
        while (performance.now() < end) {
          await way();
          done++;
        }
      }),
    );
    rates.set(name, [...(rates.get(name) ?? []), (done * 1000) / (performance.now() - started)]);
  }
}
const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
const base = median(rates.get('a row without a number') ?? []);
for (const [name, all] of rates) {
  const rate = median(all);
  process.stdout.write(`${name.padEnd(36)} ${rate.toFixed(0).padStart(7)} a second  ×${(rate / base).toFixed(2)}\n`);
}
const { rows } = await pool.query<{ issuer: string; last: string; count: string }>(
  `select s.issuer, s.last, count(d.id) from number_series s join document d on d.issuer_code = s.issuer and d.kind = s.kind group by 1, 2 having s.last <> count(d.id)`,
);
process.stdout.write(`${rows.length} series with a gap or a double\n`);
await pool.end();
await server.stop();
rmSync(folder, { recursive: true, force: true });
