import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, findBinaries } from './binaries.ts';

/** A PostgreSQL that runs from the package, with its data below one folder. */
export interface EmbeddedServer {
  /** Connection address of the database `mandate`. */
  readonly url: string;
  /** True when it was running already: a server that was killed leaves its PostgreSQL behind. */
  readonly found: boolean;
  readonly stop: () => Promise<void>;
  /** Starts PostgreSQL anew on the same port when it dies under us (kill -9, out of memory), until `stop`. */
  readonly watch: (say: (line: string) => void) => void;
}

const WATCH_MILLISECONDS = 500;

/** Speed of tests: nothing has to survive the machine's loss of power; kill -9 of processes is as meaningful without fsync. */
const WITHOUT_FSYNC = ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off'];

/**
 * Starts the embedded PostgreSQL, or finds the one that runs on this folder.
 *
 * @param folder below it lie `postgres/` (the cluster) and `postgres.password` (0600)
 * @param say    told in one line each what is being done
 * @throws Error with what to do, when it cannot be started
 */
export async function startEmbedded(
  folder: string,
  say: (line: string) => void,
  options: { readonly fsync?: boolean } = {},
): Promise<EmbeddedServer> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const cluster = join(folder, 'postgres');
  const passwordFile = join(folder, 'postgres.password');
  const binaries = findBinaries(cluster);
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    say('Creating the database folder');
    rmSync(cluster, { recursive: true, force: true });
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    initialise(binaries, cluster, passwordFile);
  }
  const password = readFileSync(passwordFile, 'utf8');
  const settings = options.fsync === false ? WITHOUT_FSYNC : [];
  const running = await findRunning(cluster, password, say);
  if (running !== undefined) return handle(binaries, cluster, password, settings, running, true);
  say('Starting PostgreSQL');
  const started = await startOnFreePort(binaries, cluster, settings);
  await createDatabase(password, started.port);
  return handle(binaries, cluster, password, settings, started, false);
}

interface Running {
  readonly pid: number;
  readonly port: number;
}

function handle(
  binaries: Binaries,
  cluster: string,
  password: string,
  settings: readonly string[],
  first: Running,
  found: boolean,
): EmbeddedServer {
  let { pid } = first;
  let timer: NodeJS.Timeout | undefined;
  let reviving: Promise<void> = Promise.resolve();
  const look = async (say: (line: string) => void): Promise<void> => {
    if (isAlive(pid)) return;
    say('PostgreSQL has died; starting it again');
    ({ pid } = await startOnFreePort(binaries, cluster, settings, first.port));
  };
  return {
    url: address(password, first.port),
    found,
    watch: (say) => {
      timer = setInterval(() => {
        reviving = reviving
          .then(() => look(say))
          .catch((error: unknown) => say(`PostgreSQL does not start: ${error instanceof Error ? error.message : String(error)}`));
      }, WATCH_MILLISECONDS);
      timer.unref();
    },
    stop: async () => {
      clearInterval(timer);
      await reviving;
      await stopProcess(pid);
    },
  };
}

const address = (password: string, port: number, database = 'mandate'): string =>
  `postgresql://mandate:${password}@127.0.0.1:${port}/${database}`;

function command(binaries: Binaries, program: string): readonly [program: string, args: readonly string[]] {
  const [first, ...rest] = binaries.prefix;
  return first === undefined ? [program, []] : [first, [...rest, program]];
}

function initialise(binaries: Binaries, cluster: string, passwordFile: string): void {
  if (binaries.identity !== undefined) {
    mkdirSync(cluster, { mode: 0o700 });
    chownSync(cluster, binaries.identity.uid, binaries.identity.gid);
    chownSync(passwordFile, binaries.identity.uid, binaries.identity.gid);
  }
  const [program, args] = command(binaries, binaries.initdb);
  const settings = ['--locale-provider=builtin', '--locale=C.UTF-8', '--encoding=UTF8', '-A', 'scram-sha-256', '-U', 'mandate'];
  execFileSync(program, [...args, '-D', cluster, `--pwfile=${passwordFile}`, ...settings], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
    ...binaries.identity,
  });
}

/** The server of a start that was killed still holds our folder: its lock file says on which port. */
async function findRunning(cluster: string, password: string, say: (line: string) => void): Promise<Running | undefined> {
  const lock = join(cluster, 'postmaster.pid');
  for (let attempt = 0; existsSync(lock) && attempt < 40; attempt++) {
    const lines = readFileSync(lock, 'utf8').split('\n');
    const pid = Number(lines[0]);
    const port = Number(lines[3]);
    if (!isAlive(pid)) return undefined;
    if (port > 0 && (await accepts(password, port))) return { pid, port };
    if (!isPostgres(pid)) {
      say(`Removing a lock file whose process ${pid} is not PostgreSQL`);
      rmSync(lock);
      return undefined;
    }
    await pause(250);
  }
  return undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isPostgres(pid: number): boolean {
  try {
    return execFileSync('ps', ['-p', String(pid), '-o', 'args='], { encoding: 'utf8' }).includes('postgres');
  } catch {
    return false;
  }
}

async function accepts(password: string, port: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: address(password, port, 'postgres'), connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function startOnFreePort(binaries: Binaries, cluster: string, extra: readonly string[], wanted?: number): Promise<Running> {
  let last = '';
  for (let attempt = 0; attempt < 20; attempt++) {
    const port = wanted ?? (await freePort());
    const { child, said } = launch(binaries, cluster, port, extra);
    if (child.pid !== undefined && (await isReady(child, said))) {
      child.stderr?.destroy();
      child.unref();
      return { pid: child.pid, port };
    }
    last = said.text;
    // "lock file already exists" comes for a second or more while a killed predecessor is a zombie; a taken port is answered by the next one.
    if (!/lock file|Address already in use|could not bind/.test(last)) break;
    await pause(250);
  }
  throw new Error(`PostgreSQL did not start:\n${last.trim()}`);
}

function launch(
  binaries: Binaries,
  cluster: string,
  port: number,
  extra: readonly string[],
): { child: ChildProcess; said: { text: string } } {
  const [program, args] = command(binaries, binaries.postgres);
  const settings = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-c',
    'shared_buffers=128MB',
    '-c',
    'max_connections=100',
  ];
  const child = spawn(program, [...args, '-D', cluster, '-p', String(port), ...settings, '-c', 'logging_collector=off', ...extra], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Ctrl-C must reach our server first: it ends its work and then stops PostgreSQL.
    detached: true,
    env: { ...process.env, LC_ALL: 'C' },
    ...binaries.identity,
  });
  const said = { text: '' };
  child.stderr?.on('data', (chunk: Buffer) => {
    said.text = (said.text + chunk.toString()).slice(-4000);
  });
  return { child, said };
}

const isReady = (child: ChildProcess, said: { text: string }): Promise<boolean> =>
  new Promise((settle) => {
    child.on('error', (error) => {
      said.text += error.message;
      settle(false);
    });
    child.on('exit', () => settle(false));
    child.stderr?.on('data', () => {
      if (said.text.includes('ready to accept connections')) settle(true);
    });
  });

const freePort = (): Promise<number> =>
  new Promise((settle, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const at = probe.address();
      probe.close(() => settle(typeof at === 'object' && at !== null ? at.port : 0));
    });
  });

async function createDatabase(password: string, port: number): Promise<void> {
  const client = new pg.Client({ connectionString: address(password, port, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query(`select 1 from pg_database where datname = 'mandate'`);
    if (rowCount === 0) await client.query('create database mandate');
  } finally {
    await client.end();
  }
}

/** "Fast" shutdown: open transactions are rolled back, nothing committed is lost. */
async function stopProcess(pid: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; isAlive(pid) && waited < 200; waited++) await pause(25);
}
