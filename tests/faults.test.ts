import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { loadExamples } from '../src/examples/index.ts';
import { openMinistry } from '../src/ministry.ts';
import { ministryFolder } from '../src/ministry-folder.ts';
import { verifyChains } from '../src/platform/audit/index.ts';
import { type EmbeddedServer, migrate, openPool, startEmbedded } from '../src/platform/db/index.ts';
import { systemNow } from '../src/platform/time.ts';

interface Acknowledged {
  readonly act: string;
  readonly caseId: string;
}

const STAGE_AFTER: Readonly<Record<string, readonly string[]>> = {
  submitted: ['preReview', 'verify', 'examine', 'decide', 'filed'],
  'pre-reviewed': ['verify', 'examine', 'decide', 'filed'],
  verified: ['examine', 'decide', 'filed'],
  examined: ['decide', 'filed'],
  decided: ['filed'],
};

suite('kill -9 while cases are filed and decided', () => {
  const folder = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'faults-'));
  let server: EmbeddedServer | undefined;
  after(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs workers until they have acknowledged so many acts, then does the deed, and gives what they had acknowledged. */
  async function runUntil(url: string, acts: number, first: number, deed: () => void): Promise<readonly Acknowledged[]> {
    const acknowledged: Acknowledged[] = [];
    let isDone = false;
    const workers = ['a', 'b'].map((name, i) =>
      spawn(process.execPath, [join(import.meta.dirname, 'fault-worker.ts'), url, folder, name, String(first + i * 1000)], {
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    await Promise.all(
      workers.map(
        (worker) =>
          new Promise<void>((settle) => {
            let rest = '';
            worker.stdout?.on('data', (chunk: Buffer) => {
              const lines = (rest + chunk.toString()).split('\n');
              rest = lines.pop() ?? '';
              acknowledged.push(...lines.map((line) => JSON.parse(line) as Acknowledged));
              if (acknowledged.length >= acts && !isDone) {
                isDone = true;
                deed();
                for (const each of workers) each.kill('SIGKILL');
              }
            });
            worker.once('close', () => settle());
          }),
      ),
    );
    assert.ok(isDone, `the workers ended after ${acknowledged.length} acts`);
    return acknowledged;
  }

  async function expectWhole(url: string, acknowledged: readonly Acknowledged[]): Promise<void> {
    const pool = openPool(url, { max: 2 });
    try {
      for (const { act, caseId } of acknowledged) {
        const { rows } = await pool.query<{ stage: string }>('select stage from case_file where id = $1', [caseId]);
        assert.ok(
          STAGE_AFTER[act]?.includes(rows[0]?.stage ?? ''),
          `${act} of ${caseId} was acknowledged, and the case stands at ${rows[0]?.stage ?? 'nothing'}`,
        );
      }
      const { rows: halves } = await pool.query(
        `select c.number from case_file c
           left join stream_head h on h.stream = 'case/' || c.id
          where h.count is distinct from c.revision
             or (c.closed_at is null) is distinct from exists (select 1 from task t where t.case_id = c.id and t.closed_at is null)
             or (c.stage in ('filed', 'changed', 'connected', 'cancelled')) is distinct from exists (select 1 from register_entry e where e.cause = 'case/' || c.id)
             or (c.stage in ('filed', 'refused', 'changed', 'connected', 'cancelled')) is distinct from
                exists (select 1 from document d where d.case_id = c.id and d.kind <> 'supplement-notice')`,
      );
      assert.deepEqual(halves, [], 'a step is whole or has not been');
      const { rows: holes } = await pool.query(
        `select s.issuer, s.kind, s.last, count(d.id)::int as documents from number_series s
           join document d on d.issuer_code = s.issuer and d.kind = s.kind group by s.issuer, s.kind, s.year, s.last having count(d.id) <> s.last`,
      );
      assert.deepEqual(holes, [], 'numbers have no gap');
      assert.deepEqual((await verifyChains(pool)).findings, []);
    } finally {
      await pool.end();
    }
  }

  test('nothing acknowledged is lost, no step is half, no number is missing', async () => {
    server = await startEmbedded(folder, () => undefined);
    const pool = openPool(server.url);
    await migrate(pool);
    const services = await openMinistry({
      pool,
      folder: ministryFolder('miit'),
      dataFolder: folder,
      now: systemNow,
      baseUrl: 'http://localhost',
      hasExamples: true,
    });
    await loadExamples(services, () => undefined);
    await services.jobs.stop();
    await pool.end();

    // The server dies.
    const first = await runUntil(server.url, 23, 1000, () => undefined);
    await expectWhole(server.url, first);

    // PostgreSQL dies under the server.
    const postmaster = Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    const second = await runUntil(server.url, 31, 3000, () => process.kill(postmaster, 'SIGKILL'));
    server = await startEmbedded(folder, () => undefined);
    await expectWhole(server.url, [...first, ...second]);
  });
});
