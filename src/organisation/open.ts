import type { Db } from '../platform/db/index.ts';
import { readPlan } from './folder.ts';
import { Organisation } from './organisation.ts';
import { readPlanInForce } from './reorganisation/in-force.ts';
import { readAccepted } from './store/accepted.ts';
import { readPicture } from './store/picture.ts';
import { takeOver } from './take-over/take-over.ts';

/**
 * Opens the organisation: its plan is the ministry's files with every signed instrument applied that was not taken back. The first time,
 * and whenever it is told to, it takes the files over as they are now; else the files count as they were last taken over.
 *
 * @param options.accept take over a folder that has changed (true unless said)
 * @throws DataFileError with a line for each mistake in files that are to be taken over; nothing is written then
 */
export async function loadOrganisation(
  db: Db,
  folder: string,
  at: Temporal.Instant,
  { accept = true }: { readonly accept?: boolean } = {},
): Promise<Organisation> {
  const accepted = await readAccepted(db);
  if (accept || accepted === undefined) await db.transaction().execute((trx) => takeOver(trx, folder, { actor: 'system', at }));
  const files = (await readAccepted(db)) ?? readPlan(folder);
  return new Organisation(await readPicture(db), files.ministry.timeZone, { plan: await readPlanInForce(db, files) });
}
