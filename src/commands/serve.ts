import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { loadExamples, signInLinksOfExamples } from '../examples/index.ts';
import { openMinistry, startWork } from '../ministry.ts';
import { ministryFolder } from '../ministry-folder.ts';
import { pendingDifference, readMinistry } from '../organisation/index.ts';
import { type EmbeddedServer, migrate, openPool, startEmbedded } from '../platform/db/index.ts';
import { type Senders, smtpSender } from '../platform/notify/index.ts';
import { systemNow } from '../platform/time.ts';
import { DataFileError } from '../platform/yaml.ts';
import { buildServer } from '../server.ts';
import type { Services } from '../services.ts';
import { dataFolder } from './database.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

export const serve = {
  usage: `mandate serve [--accept]

Starts the ministry and serves until it is told to stop (SIGTERM or Ctrl-C). The address stands in the last line.

The plan of functions, institutions and posts is the one that was last taken over. A folder that has changed since is told of here and
under /administration/folder; it counts when somebody confirms it there, by mandate reload, or by --accept.

  --accept       take over the ministry's folder as it is now
  MINISTRY       name of a folder below ministries/, or a path (miit)
  DATABASE_URL   an existing PostgreSQL 15 or later instead of the embedded one; then no example data is loaded
  PORT, HOST     where to listen (8080, or any free port when that is taken; 127.0.0.1)
  BASE_URL       the address under which people reach this server, when it stands behind another
  OIDC_ISSUER    the ministry's own identity provider (OpenID Connect), with OIDC_CLIENT_ID and OIDC_CLIENT_SECRET;
                 it sends people back to BASE_URL/sign-in/provider/answer
  SMTP_URL       smtp://user:password@host:25 for e-mail, MAIL_FROM its sender
  METRICS_TOKEN  opens /metrics (Prometheus) to whoever sends it as a bearer token
  MANDATE_DATA   the folder for the embedded database and the signing key (./data)
  NODE_ENV       production: no example data, no sign-in links`,
  run: async (args: readonly string[]): Promise<number> => {
    const folder = dataFolder();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const lock = join(folder, 'server.json');
    const other = await findRunningServer(lock);
    if (other !== undefined) {
      say(`Mandate is running already (process ${other.pid})`);
      say(other.address);
      return 0;
    }
    const given = process.env.DATABASE_URL;
    const isProduction = process.env.NODE_ENV === 'production';
    const embedded = given === undefined ? await startEmbedded(folder, say) : undefined;
    if (embedded?.found) say('Found PostgreSQL running: the last server was killed');
    try {
      return await run({
        lock,
        embedded,
        url: given ?? embedded?.url ?? '',
        accept: args.includes('--accept'),
        withExamples: embedded !== undefined && !isProduction && readMinistry(ministryFolder()).examples === true,
      });
    } catch (error) {
      // What cannot serve must not leave a database behind that nobody stops.
      await embedded?.stop();
      throw error;
    }
  },
};

interface Running {
  readonly pid: number;
  readonly address: string;
}

/** A second start finds the first: its process lives and answers under the address it wrote down. */
async function findRunningServer(lock: string): Promise<Running | undefined> {
  if (!existsSync(lock)) return undefined;
  try {
    const running = JSON.parse(readFileSync(lock, 'utf8')) as Running;
    process.kill(running.pid, 0);
    const answer = await fetch(`${running.address}/health`, { signal: AbortSignal.timeout(3000) });
    return answer.status < 600 ? running : undefined;
  } catch {
    return undefined;
  }
}

interface Run {
  readonly lock: string;
  readonly embedded: EmbeddedServer | undefined;
  readonly url: string;
  readonly accept: boolean;
  readonly withExamples: boolean;
}

async function run({ lock, embedded, url, accept, withExamples }: Run): Promise<number> {
  const pool = openPool(url);
  const applied = await migrate(pool);
  if (applied.length > 0) say(`Prepared the database (${applied.length} migrations)`);
  const host = process.env.HOST ?? '127.0.0.1';
  const port = await choosePort(host);
  const baseUrl = process.env.BASE_URL ?? `http://${host === '0.0.0.0' || host === '127.0.0.1' ? 'localhost' : host}:${port}`;
  say('Reading the ministry');
  const services = await openMinistry({
    pool,
    folder: ministryFolder(),
    dataFolder: dataFolder(),
    now: systemNow,
    baseUrl,
    hasExamples: withExamples,
    acceptPlan: accept,
  });
  await tellPending(services);
  if (withExamples) await loadExamples(services, say);
  const secure = baseUrl.startsWith('https://');
  const app = await buildServer(services, {
    secure,
    trustProxy: process.env.BASE_URL !== undefined,
    requestsPerMinute: 600,
    log: process.env.MANDATE_LOG === 'on',
  });
  const smtp = process.env.SMTP_URL;
  const senders: Senders = smtp === undefined ? {} : { email: smtpSender(smtp, process.env.MAIL_FROM ?? 'mandate@localhost') };
  await startWork(services, senders, (error) => app.log.error({ err: error }, 'work'));
  embedded?.watch(say);
  await app.listen({ host, port });
  writeFileSync(lock, JSON.stringify({ pid: process.pid, address: baseUrl }), { mode: 0o600 });
  if (withExamples) for (const { who, address } of await signInLinksOfExamples(services)) say(`Sign in once as ${who}: ${address}`);
  say(`Mandate serves at ${baseUrl}`);
  const ended = untilTold();
  await ended;
  say('Stopping');
  rmSync(lock, { force: true });
  await app.close();
  await services.jobs.stop();
  await pool.end();
  await embedded?.stop();
  return 0;
}

/** A folder that has changed is no plan yet: what it would change, or what is wrong in it, is told and nothing is applied. */
async function tellPending({ db, folder }: Services): Promise<void> {
  try {
    const pending = await pendingDifference(db, folder);
    if (pending.length === 0) return;
    say(
      `The ministry's folder has changed (${pending.length} differences) and is not taken over yet: see /administration/folder, or mandate reload`,
    );
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error;
    say(`The ministry's folder has changed and has mistakes; the plan stays as it was taken over:\n${error.message}`);
  }
}

/** Ctrl-C reaches us twice, from the terminal and through npm: the second changes nothing. */
const untilTold = (): Promise<void> =>
  new Promise((settle) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => settle());
  });

/** The port that PORT names; without it 8080, or any that is free. */
async function choosePort(host: string): Promise<number> {
  const wanted = process.env.PORT;
  if (wanted !== undefined) return Number(wanted);
  return (await canListen(host, 8080)) ?? (await canListen(host, 0)) ?? 8080;
}

const canListen = (host: string, port: number): Promise<number | undefined> =>
  new Promise((settle) => {
    const probe = createServer();
    probe.on('error', () => settle(undefined));
    probe.listen(port, host, () => {
      const at = probe.address();
      probe.close(() => settle(typeof at === 'object' && at !== null ? at.port : port));
    });
  });
