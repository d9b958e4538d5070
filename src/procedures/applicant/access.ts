import type { FastifyRequest } from 'fastify';
import { listPartiesOf, type Party } from '../../parties/index.ts';
import type { Db, Transaction } from '../../platform/db/index.ts';
import { platformRefusals, Refusal } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import type { Services } from '../../services.ts';
import type { Authorise } from '../cases.ts';
import { type CaseView, readCase } from '../desk/case-view.ts';
import type { Procedure } from '../library.ts';

/** Strangers get the answer of an address that does not exist. */
export const notFound = (): Refusal => new Refusal(platformRefusals.notFound);

export function accountOf(request: FastifyRequest): string {
  if (request.viewer === undefined) throw notFound();
  return request.viewer.accountId;
}

/** For whom an account acts today. */
export const partiesToday = async (services: Services, db: Db | Transaction, accountId: string): Promise<readonly Party[]> =>
  await listPartiesOf(db, accountId, dateIn(services.timeZone, services.now()));

/** The procedure of an address, in the text in force. */
export function procedureOf(services: Services, code: string): Procedure {
  const procedure = services.procedures.current.get(code);
  if (procedure === undefined) throw notFound();
  return procedure;
}

/**
 * A case as its applicant sees it.
 *
 * @throws Refusal 404 unless the account acts for the party whose case it is
 */
export async function readOwnCase(services: Services, accountId: string, caseId: string): Promise<CaseView> {
  const view = await readCase(services, caseId);
  const parties = view === undefined ? [] : await partiesToday(services, services.db, accountId);
  if (view === undefined || !parties.some((party) => party.id === view.file.party_id)) throw notFound();
  return view;
}

/**
 * Whether a party of the account takes part in a case, as the access provider that reviews or has reviewed it. Whom another has
 * replaced in that part sees no longer what is filed since.
 */
export async function participates(services: Services, accountId: string, caseId: string): Promise<boolean> {
  const parties = await partiesToday(services, services.db, accountId);
  if (parties.length === 0) return false;
  const latest = await services.db
    .selectFrom('task')
    .select(['participant', 'party_id'])
    .distinctOn('participant')
    .where('case_id', '=', caseId)
    .where('party_id', 'is not', null)
    .orderBy('participant')
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return latest.some((task) => parties.some((party) => party.id === task.party_id));
}

/** Who may complete a participant's task: an account that acts, today, for the very party to which the task is given. */
export const authoriseParty =
  (services: Services, trx: Transaction, accountId: string): Authorise =>
  async (task) => {
    const parties = await partiesToday(services, trx, accountId);
    if (task.party_id === null || !parties.some((party) => party.id === task.party_id)) throw notFound();
    return { id: `account/${accountId}` };
  };
