import { randomUUIDv7 } from 'node:crypto';
import { sql } from 'kysely';
import { appendEvents } from '../../platform/audit/index.ts';
import type { Db, Transaction } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import type { Plan } from '../folder.ts';
import { planInForce, takePlan } from '../load.ts';
import { organisationRefusals } from '../refusals.ts';
import { type Instrument, planWith, type Simulation, simulate } from '../reorganisation.ts';
import type { Order } from './acts.ts';

/**
 * Orders an instrument: it changes the plan from its day on, in one transaction, and leaves its event.
 *
 * @param files the plan as the ministry's folder says it
 * @throws Refusal when a function would be without a holder, a name is unknown, or the like: all findings in its values
 */
export async function orderReorganisation(trx: Transaction, files: Plan, instrument: Instrument, order: Order): Promise<string> {
  // Two orders at once would each be simulated on a plan without the other.
  await trx.selectFrom('organisation_state').select('version').forUpdate().execute();
  const { mistakes } = simulate(await planInForce(trx, files), instrument);
  if (mistakes.length > 0)
    throw new Refusal(organisationRefusals.instrumentFaulty, { field: 'instrument', values: { mistakes: mistakes.join(' · ') } });
  const id = randomUUIDv7();
  await trx
    .insertInto('reorganisation')
    .values({ id, effective_on: instrument.effective, instrument: JSON.stringify(instrument), ordered_at: order.at, undone_at: null })
    .execute();
  await record(trx, order, 'reorganisation-ordered', { reorganisation: id, instrument });
  await takePlan(trx, files, order.at);
  return id;
}

/**
 * Takes an instrument back: a new event, never a deletion. Later instruments must still make sense without it.
 *
 * @throws Refusal when there is none in force by this id, or a later one builds on it
 */
export async function undoReorganisation(trx: Transaction, files: Plan, id: string, reason: string, order: Order): Promise<void> {
  await trx.selectFrom('organisation_state').select('version').forUpdate().execute();
  const undone = await trx
    .updateTable('reorganisation')
    .set({ undone_at: order.at })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  if (undone.numUpdatedRows === 0n) throw new Refusal(organisationRefusals.reorganisationUnknown);
  const left = await trx
    .selectFrom('reorganisation')
    .select('instrument')
    .where('undone_at', 'is', null)
    .orderBy('effective_on')
    .orderBy('ordered_at')
    .execute();
  let plan = files;
  for (const { instrument } of left) {
    const { mistakes } = simulate(plan, instrument);
    if (mistakes.length > 0)
      throw new Refusal(organisationRefusals.instrumentFaulty, { field: 'reason', values: { mistakes: mistakes.join(' · ') } });
    plan = planWith(plan, instrument);
  }
  await record(trx, order, 'reorganisation-undone', { reorganisation: id, reason });
  await takePlan(trx, files, order.at);
}

async function record(trx: Transaction, order: Order, kind: string, payload: Readonly<Record<string, unknown>>): Promise<void> {
  await appendEvents(trx, [
    {
      stream: 'organisation',
      kind,
      actor: order.actor,
      at: order.at,
      payload: { ...payload, ...(order.because === undefined ? {} : { because: order.because }) },
    },
  ]);
}

export interface ReorganisationRow {
  readonly id: string;
  readonly effectiveOn: Temporal.PlainDate;
  readonly instrument: Instrument;
  readonly orderedAt: Temporal.Instant;
  readonly undoneAt: Temporal.Instant | null;
}

export const listReorganisations = async (db: Db): Promise<readonly ReorganisationRow[]> =>
  await db
    .selectFrom('reorganisation')
    .select(['id', 'effective_on as effectiveOn', 'instrument', 'ordered_at as orderedAt', 'undone_at as undoneAt'])
    .orderBy('ordered_at', 'desc')
    .limit(200)
    .execute();

/** What a simulation cannot know from the plan alone: open cases that go along, and persons whose institution ceases. */
export interface Consequences {
  readonly openCases: readonly { readonly mandate: string; readonly territory: string | null; readonly count: number }[];
  readonly seated: readonly { readonly person: { readonly 'zh-CN': string; readonly en: string }; readonly post: string }[];
}

export async function findConsequences(db: Db, simulation: Simulation, effective: string): Promise<Consequences> {
  const mandates = [...new Set(simulation.moved.map((each) => each.mandate.code))];
  const gone = simulation.abolished.map((each) => each.code);
  const openCases = await db
    .selectFrom('case_file')
    .select(['mandate', 'territory', sql<number>`count(*)::int`.as('count')])
    .where('closed_at', 'is', null)
    .where('mandate', 'in', [...mandates, ''])
    .groupBy(['mandate', 'territory'])
    .orderBy('mandate')
    .orderBy('territory')
    .execute();
  const { rows: seated } = await sql<Consequences['seated'][number]>`
    select person.name as person, p.code as post from appointment a
      join person on person.id = a.person_id join post p on p.code = a.post and upper_inf(p.known)
     where p.institution = any (${gone}::text[]) and a.valid @> ${effective}::date order by p.code`.execute(db);
  const isMoved = (mandate: string, territory: string | null): boolean =>
    simulation.moved.some((each) => each.mandate.code === mandate && (each.territory === undefined || each.territory === territory));
  return { openCases: openCases.filter((each) => isMoved(each.mandate, each.territory)), seated };
}
