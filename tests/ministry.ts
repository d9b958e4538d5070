import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { loadExamples } from '../src/examples/index.ts';
import { openMinistry } from '../src/ministry.ts';
import { ministryFolder } from '../src/ministry-folder.ts';
import type { App } from '../src/platform/http/app.ts';
import { openTestDatabase, type TestDatabase } from '../src/platform/testing/database.ts';
import { buildServer } from '../src/server.ts';
import type { Services } from '../src/services.ts';
import { Visitor } from './visitor.ts';

export interface TestMinistry {
  readonly database: TestDatabase;
  readonly services: Services;
  /** Where its signing key lies. */
  readonly dataFolder: string;
  readonly app: App;
  /** Somebody with a browser: signed in as an account, or as nobody. */
  readonly visit: (accountId?: string) => Promise<Visitor>;
  readonly setNow: (instant: Temporal.Instant) => void;
}

/** A whole ministry on a database of its own, without sockets; time is an argument. */
export async function openTestMinistry(
  options: { readonly withExamples?: boolean; readonly now?: string; readonly ministry?: string; readonly baseUrl?: string } = {},
): Promise<TestMinistry> {
  const database = await openTestDatabase();
  let instant = Temporal.Instant.from(options.now ?? '2026-11-02T02:00:00Z');
  const dataFolder = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'ministry-'));
  const withExamples = options.withExamples === true;
  const services = await openMinistry({
    pool: database.pool,
    folder: ministryFolder(options.ministry ?? 'miit'),
    dataFolder,
    now: () => instant,
    baseUrl: options.baseUrl ?? 'http://localhost:8080',
    hasExamples: withExamples,
  });
  if (withExamples) await loadExamples(services, () => undefined);
  const app = await buildServer(services, { secure: false, trustProxy: false, requestsPerMinute: 1_000_000, log: false });
  await app.ready();
  after(async () => {
    await app.close();
    await services.jobs.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  });
  return {
    database,
    services,
    dataFolder,
    app,
    visit: (accountId) => Visitor.arrive(app, services, accountId),
    setNow: (next) => {
      instant = next;
    },
  };
}
