import { randomUUIDv7 } from 'node:crypto';
import type { Effect } from '@mandate/processes';
import type { Transaction } from '../platform/db/index.ts';
import { Refusal } from '../platform/http/refusal.ts';
import type { Services } from '../services.ts';
import type { Act } from './act.ts';
import { formRefusals, readPointer } from './form.ts';
import { tellParty } from './operations/notify.ts';
import type { CaseOrder } from './orders/base.ts';
import type { StepRole } from './tables.ts';

type CreateTask = Extract<Effect, { type: 'createTask' }>;

/** Opens a task for a mandate (an officer's step) or a participant (a party's step), as the element's attributes say. */
export async function createTask(trx: Transaction, services: Services, act: Act, effect: CreateTask): Promise<void> {
  const { file, at } = act;
  const { mandate = null, role = null, participant = null } = effect.attributes;
  const id = randomUUIDv7();
  const partyId = participant === null ? null : await partyOf(trx, act, participant);
  await trx
    .insertInto('task')
    .values({
      id,
      case_id: file.id,
      element: effect.element,
      token: effect.task,
      mandate,
      step_role: role as StepRole | null,
      participant,
      party_id: partyId,
      territory: file.territory,
      scope: file.scope,
      secrecy: file.secrecy,
      drafters: await drafters(trx, act),
      opened_at: at,
      due: null,
      closed_at: null,
      closed_by: null,
      closed_by_person: null,
      outcome: null,
    })
    .execute();
  if (partyId !== null) await tellParty(trx, services, act, { id, partyId, element: effect.element });
}

export async function cancelTask(trx: Transaction, act: Act, token: number): Promise<void> {
  await trx
    .updateTable('task')
    .set({ closed_at: act.at, closed_by: act.actor.id, outcome: 'cancelled' })
    .where('case_id', '=', act.file.id)
    .where('token', '=', token)
    .where('closed_at', 'is', null)
    .execute();
}

/** The party of a participant: the applicant, the one a field of the form names by its code, or nobody for a person who only verifies. */
async function partyOf(trx: Transaction, act: Act, name: string): Promise<string | null> {
  const participant = act.procedure.participants[name];
  if (participant?.party === undefined) return null;
  if (participant.party === 'applicant') return act.file.party_id;
  const code = readPointer({ ...act.file.data, ...act.file.variables }, participant.party);
  const party = await trx.selectFrom('party').select('id').where('code', '=', String(code)).executeTakeFirst();
  if (party === undefined) throw new Refusal(formRefusals.fieldChoice, { field: participant.party, values: { title: participant.title } });
  return party.id;
}

/** Whoever took an earlier step other than deciding: they may not decide (separation of drafting and deciding). */
async function drafters(trx: Transaction, { file }: Act): Promise<string[]> {
  const rows = await trx
    .selectFrom('task')
    .select('closed_by_person as person')
    .distinct()
    .where('case_id', '=', file.id)
    .where('step_role', 'not in', ['decide', 'sign'])
    .where('closed_by_person', 'is not', null)
    .execute();
  const { startedBy } = (file.variables.order ?? {}) as Partial<CaseOrder>;
  return [...new Set([...(startedBy === undefined ? [] : [startedBy]), ...rows.map((row) => row.person ?? '')])];
}
