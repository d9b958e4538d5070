import { mkdirSync } from 'node:fs';
import type pg from 'pg';
import { loadCalendar } from './calendar.ts';
import { keySource, loadSigningKeys, makeRendition } from './documents/index.ts';
import { loadOrganisation, readMinistry } from './organisation/index.ts';
import { signTips } from './platform/audit/index.ts';
import { providerFrom } from './platform/auth/index.ts';
import { type Db, openDatabase } from './platform/db/index.ts';
import { readLanguagePacks } from './platform/i18n/packs.ts';
import { openJobs } from './platform/jobs/index.ts';
import { deliverOutbox, type Senders } from './platform/notify/index.ts';
import { dateIn, type Now } from './platform/time.ts';
import { endDueClocks, loadProcedures } from './procedures/index.ts';
import { loadRegisters } from './registers/index.ts';
import type { Services } from './services.ts';

export interface Opening {
  readonly pool: pg.Pool;
  /** The folder of a ministry's data. */
  readonly folder: string;
  /** Where the signing key is kept when the environment gives none. */
  readonly dataFolder: string;
  readonly now: Now;
  readonly baseUrl: string;
  readonly hasExamples: boolean;
  /** Take over the plan of a folder that has changed since the last time (true unless said); the first time it always is. */
  readonly acceptPlan?: boolean;
}

/**
 * Reads the ministry's folder into the database and makes what every capability is given.
 *
 * @throws DataFileError with a line for each mistake in the folder; nothing is loaded then
 */
export async function openMinistry(opening: Opening): Promise<Services> {
  const { folder, now } = opening;
  const db: Db = openDatabase(opening.pool);
  const ministry = readMinistry(folder);
  const at = now();
  mkdirSync(opening.dataFolder, { recursive: true, mode: 0o700 });
  const calendar = loadCalendar(folder);
  const registers = loadRegisters(folder);
  const procedures = await loadProcedures(db, folder, at);
  const organisation = await loadOrganisation(db, folder, at, { accept: opening.acceptPlan ?? true });
  const keys = await loadSigningKeys(db, keySource(opening.dataFolder), at);
  const jobs = await openJobs(opening.pool);
  return {
    db,
    now,
    timeZone: ministry.timeZone,
    baseUrl: opening.baseUrl,
    ministry: {
      ...ministry,
      packs: readLanguagePacks(folder),
      hasExamples: opening.hasExamples,
      hasIdentityProvider: providerFrom(process.env, opening.baseUrl) !== undefined,
    },
    folder,
    calendar,
    organisation,
    procedures,
    registers,
    keys,
    jobs,
    hasExamples: opening.hasExamples,
  };
}

/** Starts what is done without anybody asking: clocks end, documents get their PDF, messages leave. */
export async function startWork(services: Services, senders: Senders, failed: (error: unknown) => void): Promise<void> {
  const { db, jobs, now } = services;
  await jobs.work({
    rendition: (documentId) => makeRendition(db, services.keys, services.baseUrl, documentId, now()),
    often: async () => {
      await services.organisation.refresh(db);
      await services.keys.refresh();
      await endDueClocks(services, now());
      await signTips(db, services.keys.sign, dateIn(services.timeZone, now()), now());
      await deliverOutbox(db, senders, now);
    },
    failed,
  });
}
