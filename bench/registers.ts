import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify } from 'fastify';
import type pg from 'pg';
import { openMinistry } from '../src/ministry.ts';
import { ministryFolder } from '../src/ministry-folder.ts';
import { type Db, migrate, openPool, startEmbedded } from '../src/platform/db/index.ts';
import { systemNow } from '../src/platform/time.ts';
import { importFile, loadRegisters, searchEntries } from '../src/registers/index.ts';
import { buildServer } from '../src/server.ts';

// Bringing synthetic websites into the register of websites. `node bench/registers.ts [ROWS]`; 200000 unless said.
// Everything that is made up here says so: domains end in .example, names begin with 示例 (example).

const rows = Number(process.argv[2] ?? 200_000);
const PROVINCES = ['京', '沪', '浙', '粤', '川'] as const;
const CODES = ['11', '31', '33', '44', '51'] as const;
const WORDS = '茶叶 电子 机械 科技 商贸 文化 教育 物流 建材 农业 旅游 医药 软件 通信 能源 汽车 服装 食品 环保 设计'.split(' ');

/** The n-th synthetic website: the same for the same n. */
function website(n: number): string {
  const province = n % PROVINCES.length;
  const subject = `${PROVINCES[province]}ICP备${2020 + (n % 7)}${String(n % 1_000_000).padStart(6, '0')}号`;
  const pick = (step: number): string => WORDS[Math.floor(n / step) % WORDS.length] ?? '';
  const name = `示例${pick(1)}${pick(20)}${pick(400)}网${n}`;
  const domain = `synthetic-${n}.example`;
  return `${subject}-${n},${subject},示例${pick(7)}${pick(140)}有限公司${n % 100_000},enterprise,${name},${domain},https://www.${domain}/,none,no,2026-01-05,${CODES[province]},91110000MA0EX00180,192.0.2.${n % 256}\n`;
}

async function writeFile(path: string): Promise<void> {
  const out = createWriteStream(path, { highWaterMark: 1 << 20 });
  let piece =
    'serviceNumber,subjectNumber,unit,nature,serviceName,domain,homeUrl,contentTypes,restricted,passedOn,province,accessProvider,ip\n';
  for (let n = 0; n < rows; n++) {
    piece += website(n);
    if (piece.length < 1 << 19) continue;
    if (!out.write(piece)) await once(out, 'drain');
    piece = '';
  }
  out.end(piece);
  await once(out, 'finish');
}

const seconds = (from: number): number => (performance.now() - from) / 1000;
const line = (what: string, took: number, note = ''): void =>
  console.log(`${what.padEnd(44)} ${took.toFixed(1).padStart(8)} s ${((took / rows) * 1e6).toFixed(1).padStart(8)} µs a row   ${note}`);

async function bring(pool: pg.Pool, path: string, withSearch: boolean): Promise<string> {
  const definition = loadRegisters(ministryFolder('miit')).get('website');
  if (definition === undefined) throw new Error('the ministry keeps no register of websites');
  let peak = 0;
  const report = await importFile(pool, {
    definition,
    path,
    format: 'csv',
    source: 'bench: synthetic websites',
    validFrom: Temporal.PlainDate.from('2026-01-05'),
    actor: 'system',
    now: systemNow,
    withSearch,
    isExample: true,
    progress: () => {
      peak = Math.max(peak, process.memoryUsage().rss);
    },
  });
  if (report.faultCount > 0) throw new Error(JSON.stringify(report.faults.slice(0, 3)));
  return `${report.added} added, ${report.resumed} of ${report.batches} batches known, ${Math.round(peak / 1e6)} MB at most`;
}

const CONNECTIONS = 16;
const LOOK_UP_SECONDS = 4;

interface Rate {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

/** So many requests at a time over HTTP, each for another entry. */
async function hammer(address: string): Promise<Rate> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const times: number[] = [];
  const end = performance.now() + LOOK_UP_SECONDS * 1000;
  const one = (key: string): Promise<void> =>
    new Promise((settle, fail) => {
      const begun = performance.now();
      get(`${address}/api/v1/registers/website/${encodeURIComponent(key)}`, { agent }, (answer) => {
        if (answer.statusCode !== 200) fail(new Error(`${answer.statusCode} for ${key}`));
        answer.resume().on('end', () => {
          times.push(performance.now() - begun);
          settle();
        });
      }).on('error', fail);
    });
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, lane) => {
      // A stride without a common divisor with most sizes: neighbours are not asked one after another.
      for (let n = lane; performance.now() < end; n += 7919 * CONNECTIONS) await one(website(n % rows).split(',')[0] ?? '');
    }),
  );
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { perSecond: times.length / LOOK_UP_SECONDS, p50: at(0.5), p99: at(0.99) };
}

/** The least that answers an exact key: Fastify and a prepared statement on the same table. */
async function bareServer(target: pg.Pool) {
  const bare = fastify();
  bare.get('/api/v1/registers/website/:key', async (request) => {
    const { key } = request.params as { readonly key: string };
    const { rows: found } = await target.query({
      name: 'bare',
      text: "select key, version, valid::text, data from register_entry where register = 'website' and key = $1 and valid @> current_date",
      values: [key],
    });
    return found[0];
  });
  return { address: await bare.listen({ port: 0, host: '127.0.0.1' }), close: () => bare.close() };
}

async function lookUps(target: pg.Pool, dataFolder: string): Promise<void> {
  await target.query('analyze register_entry, register_search');
  const now = systemNow;
  const services = await openMinistry({
    pool: target,
    folder: ministryFolder('miit'),
    dataFolder,
    now,
    baseUrl: 'http://localhost',
    hasExamples: false,
  });
  const app = await buildServer(services, { secure: false, trustProxy: false, requestsPerMinute: 1e9, log: false });
  const bare = await bareServer(target);
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const print = (what: string, { perSecond, p50, p99 }: Rate): void =>
    console.log(`${what.padEnd(44)} ${perSecond.toFixed(0).padStart(8)} a second   p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
  console.log(`exact key over HTTP, ${CONNECTIONS} connections, ${LOOK_UP_SECONDS} s each, warm, client on the same machine`);
  for (let round = 0; round < 2; round++) {
    const base = await hammer(bare.address);
    const own = await hammer(address);
    if (round === 0) continue; // warms up
    print('bare Fastify and a prepared statement', base);
    print('the whole application, entry signed', own);
    console.log(`${'share of the bare rate'.padEnd(44)} ${(own.perSecond / base.perSecond).toFixed(2).padStart(8)}`);
  }
  await search(services.db);
  await bare.close();
  await app.close();
  await services.jobs.stop();
}

/** Words of two characters, and pages far behind the first. */
async function search(db: Db): Promise<void> {
  const on = Temporal.PlainDate.from('2026-11-01');
  const time = async (options: { readonly text?: string; readonly after?: string }): Promise<number> => {
    const begun = performance.now();
    await searchEntries(db, 'website', { on, size: 50, ...options });
    return performance.now() - begun;
  };
  const times: number[] = [];
  for (let round = 0; round < 5; round++)
    for (const word of WORDS) times.push(await time({ text: round % 2 === 0 ? word : `${word} 示例` }));
  times.sort((a, b) => a - b);
  console.log(
    `${'two-character words, 50 entries'.padEnd(44)} p50 ${times[Math.floor(times.length / 2)]?.toFixed(1)} ms, p95 ${times[Math.floor(times.length * 0.95)]?.toFixed(1)} ms`,
  );
  const after = website(Math.floor(rows * 0.9)).split(',')[0] ?? '';
  const [first, deep] = [await time({}), await time({ after })];
  console.log(`${'first page, a page far behind'.padEnd(44)} ${first.toFixed(1)} ms, ${deep.toFixed(1)} ms`);
}

const folder = mkdtempSync(join(tmpdir(), 'mandate-bench-'));
const server = await startEmbedded(join(folder, 'db'), () => undefined);
const pool = openPool(server.url);
try {
  await migrate(pool);
  const file = join(folder, 'websites.csv');
  await writeFile(file);
  console.log(`${rows} synthetic websites, ${Math.round(statSync(file).size / 1e6)} MB of CSV, embedded PostgreSQL as shipped`);
  for (const withSearch of [false, true]) {
    await pool.query('truncate register_entry, register_value, register_search, bulk_import_batch, bulk_import');
    const begun = performance.now();
    const note = await bring(pool, file, withSearch);
    line(`import ${withSearch ? 'with' : 'without'} search`, seconds(begun), note);
  }
  const again = performance.now();
  const note = await bring(pool, file, true);
  line('the same file again', seconds(again), note);
  await lookUps(pool, folder);
} finally {
  await pool.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
