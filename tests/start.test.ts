import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const LIMIT_MILLISECONDS = 120_000;

interface Started {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly address: string;
}

const running = new Set<ChildProcess>();
const folders: string[] = [];
after(async () => {
  for (const child of running) await stop(child);
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The environment of a fresh machine: whatever database the tests use is not the program's. */
function environmentOf(data: string): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, MANDATE_DATA: data };
  for (const name of ['DATABASE_URL', 'PORT', 'BASE_URL', 'NODE_ENV']) delete environment[name];
  return environment;
}

/** Starts the program as a newcomer would, through npm, and waits for the address in its last line. */
async function start(data: string): Promise<Started> {
  const child = spawn('npm', ['start'], { cwd: root, env: environmentOf(data), stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  const lines: string[] = [];
  const address = await new Promise<string>((settle, fail) => {
    const limit = setTimeout(() => fail(new Error(`no address in time:\n${lines.join('\n')}`)), LIMIT_MILLISECONDS);
    child.once('exit', () => fail(new Error(`ended early:\n${lines.join('\n')}`)));
    let rest = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        const found = /^(?:Mandate serves at )?(http:\/\/\S+)$/.exec(line);
        if (found === null) continue;
        clearTimeout(limit);
        settle(found[1] ?? '');
      }
    });
  });
  return { child, lines, address };
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((settle) => (child.exitCode !== null || child.signalCode !== null ? settle() : child.once('exit', () => settle())));

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await ended(child);
  running.delete(child);
}

const serverPid = (data: string): number => (JSON.parse(readFileSync(join(data, 'server.json'), 'utf8')) as { pid: number }).pid;
const databasePid = (data: string): number => Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const limit = Date.now() + LIMIT_MILLISECONDS;
  while (!(await isSo())) {
    if (Date.now() > limit) throw new Error(`waited in vain: ${what}`);
    await new Promise((settle) => setTimeout(settle, 50));
  }
}

const health = async (address: string): Promise<number> => {
  try {
    return (await fetch(`${address}/health`, { signal: AbortSignal.timeout(5000) })).status;
  } catch {
    return 0;
  }
};

test('the program starts, is found by a second start, outlives kill -9 of either process and stops clean', {
  skip: process.platform === 'win32',
}, async () => {
  const data = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'start-'));
  folders.push(data);
  const first = await start(data);
  assert.equal(await health(first.address), 200);
  assert.equal(first.lines.filter((line) => line.startsWith('Sign in once as')).length, 6);
  assert.match(first.lines.at(-1) ?? '', /^Mandate serves at http/);

  const second = await start(data).catch((error: Error) => error);
  const said = second instanceof Error ? second.message : second.lines.join('\n');
  assert.match(said, /running already/);

  // PostgreSQL dies under the server: it is started again on the same port, and the server answers.
  const before = databasePid(data);
  process.kill(before, 'SIGKILL');
  await until('PostgreSQL to come back', async () => !isAlive(before) && (await health(first.address)) === 200);

  // The server dies: PostgreSQL lives on, and the next start finds it.
  process.kill(serverPid(data), 'SIGKILL');
  await ended(first.child);
  running.delete(first.child);
  const third = await start(data);
  assert.equal(await health(third.address), 200);
  assert.ok(third.lines.some((line) => line.includes('Found PostgreSQL running')));

  const pids = [serverPid(data), databasePid(data)];
  await stop(third.child);
  await until('both processes to end', () => pids.every((pid) => !isAlive(pid)));
  const verdict = execFileSync('npm', ['run', '-s', 'mandate', '--', 'verify'], {
    cwd: root,
    env: environmentOf(data),
    encoding: 'utf8',
  });
  assert.match(verdict, /, 0 findings\.$/m);
});
