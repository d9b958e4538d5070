import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { loadExamples } from '../src/examples/index.ts';
import { openMinistry } from '../src/ministry.ts';
import { ministryFolder } from '../src/ministry-folder.ts';
import { migrate, openPool, startEmbedded } from '../src/platform/db/index.ts';
import { systemNow } from '../src/platform/time.ts';
import type { Services } from '../src/services.ts';

/** Runs a benchmark in a ministry with its example data, on an embedded PostgreSQL of its own with all safety on. */
export async function withBenchMinistry(task: (services: Services, pool: pg.Pool) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-bench-'));
  const server = await startEmbedded(folder, () => undefined);
  const pool = openPool(server.url);
  try {
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
    try {
      await task(services, pool);
    } finally {
      await services.jobs.stop();
    }
  } finally {
    await pool.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
