import { randomUUIDv7 } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Transaction } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import type { Plan } from '../folder.ts';
import { takePlan } from '../load.ts';
import type { LocalText } from '../model.ts';
import { organisationRefusals } from '../refusals.ts';
import { type Order, record } from '../store/acts.ts';
import { findingsOf } from './findings.ts';
import { readPlanInForce } from './in-force.ts';
import { effectiveDay, type Instrument } from './instrument.ts';
import { followSeats, restoreSeats, type SeatChange, seatsWithoutPost } from './seats.ts';
import { planWith } from './steps.ts';

export type InstrumentState = 'drafted' | 'countersigned' | 'in-force' | 'undone';
export type InstrumentAct = 'drafted' | 'countersigned' | 'signed' | 'undone';

/** As refusals name them: they are told in either language. */
const STATE_WORDS: Readonly<Record<InstrumentState, LocalText>> = {
  drafted: { 'zh-CN': '草案', en: 'drafted' },
  countersigned: { 'zh-CN': '已会签', en: 'countersigned' },
  'in-force': { 'zh-CN': '有效', en: 'in force' },
  undone: { 'zh-CN': '已撤回', en: 'taken back' },
};

/** Who acts on an instrument, in which post. */
export interface Signatory extends Order {
  readonly personId: string;
  readonly post: string;
}

/**
 * Saves an instrument that nobody is bound by yet.
 *
 * @throws Refusal with all findings in its values when a function would be without a holder, a name is unknown, or the like
 */
export async function draftInstrument(trx: Transaction, files: Plan, instrument: Instrument, by: Signatory): Promise<string> {
  await demandSound(trx, files, instrument);
  const id = randomUUIDv7();
  await trx
    .insertInto('reorganisation')
    .values({ id, effective_on: effectiveDay(instrument), instrument: JSON.stringify(instrument) })
    .execute();
  await act(trx, id, 'drafted', by, { instrument });
  return id;
}

/**
 * A second person confirms what another drafted.
 *
 * @throws Refusal when it is not a draft, the person drafted it, or the plan has changed so that it no longer fits
 */
export async function countersignInstrument(trx: Transaction, files: Plan, id: string, by: Signatory): Promise<void> {
  const { instrument } = await lockInstrument(trx, id, 'drafted');
  await demandAnother(trx, id, by);
  await demandSound(trx, files, instrument);
  await trx.updateTable('reorganisation').set({ state: 'countersigned' }).where('id', '=', id).execute();
  await act(trx, id, 'countersigned', by, {});
}

/**
 * Signs an instrument under its number (a record of history may have none): from 00:00 of its day the plan is another, and appointments follow, in one transaction.
 *
 * @throws Refusal when it is not countersigned, the person drafted or countersigned it, its day lies before the signature (and it is no
 *   record of history), the number is taken, or the plan has changed so that it no longer fits
 */
export async function signInstrument(
  trx: Transaction,
  files: Plan,
  id: string,
  { number, timeZone }: { readonly number: string; readonly timeZone: string },
  by: Signatory,
): Promise<void> {
  const { instrument: draft } = await lockInstrument(trx, id, 'countersigned');
  await demandAnother(trx, id, by);
  const today = dateIn(timeZone, by.at).toString();
  const on = effectiveDay(draft);
  if (number.trim() === '' && draft.record === undefined)
    throw new Refusal(organisationRefusals.instrumentNumberMissing, { field: 'number' });
  if (draft.record === undefined && on < today)
    throw new Refusal(organisationRefusals.instrumentPast, { field: 'number', values: { effective: on, signed: today } });
  const signed = draft.record === undefined ? today : (draft.signed ?? today);
  const known = number.trim() === '' ? draft.number : number.trim();
  const instrument: Instrument = { ...draft, signed, ...(known === undefined ? {} : { number: known }) };
  if (known !== undefined) await demandFree(trx, known);
  await demandSound(trx, files, instrument);
  const homeless = new Set((await seatsWithoutPost(trx, on)).map((each) => each.id));
  await trx
    .updateTable('reorganisation')
    .set({
      state: 'in-force',
      ...(known === undefined ? {} : { number: known }),
      signed_on: signed,
      instrument: JSON.stringify(instrument),
    })
    .where('id', '=', id)
    .execute();
  await takePlan(trx, files, by.at);
  const seats = await followSeats(
    trx,
    instrument,
    { reason: known === undefined ? instrument.title['zh-CN'] : `${instrument.title['zh-CN']} (${known})`, homeless },
    by,
  );
  await trx
    .updateTable('reorganisation')
    .set({ seats: JSON.stringify(seats) })
    .where('id', '=', id)
    .execute();
  await act(trx, id, 'signed', by, { number: known ?? null, effective: instrument.effective, seats });
}

/**
 * Takes an instrument back: a new event, never a deletion; a draft is withdrawn the same way. Later instruments must still make sense
 * without it, and appointments that followed it are given back.
 *
 * @throws Refusal when there is none by this id, it is undone already, no reason is given, or a later one builds on it
 */
export async function undoInstrument(trx: Transaction, files: Plan, id: string, reason: string, by: Signatory): Promise<void> {
  const { state, seats } = await lockInstrument(trx, id, 'drafted', 'countersigned', 'in-force');
  if (reason.trim() === '') throw new Refusal(organisationRefusals.reasonMissing, { field: 'reason' });
  await trx.updateTable('reorganisation').set({ state: 'undone' }).where('id', '=', id).execute();
  if (state === 'in-force') {
    await demandRestStands(trx, files);
    await takePlan(trx, files, by.at);
    await restoreSeats(trx, seats, by);
  }
  await act(trx, id, 'undone', by, { reason });
}

async function lockInstrument(trx: Transaction, id: string, ...states: readonly InstrumentState[]) {
  // Two signatures at once would each be held against a plan without the other.
  await trx.selectFrom('organisation_state').select('version').forUpdate().execute();
  const row = await trx.selectFrom('reorganisation').select(['instrument', 'state', 'seats']).where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new Refusal(organisationRefusals.reorganisationUnknown);
  if (!states.includes(row.state)) throw new Refusal(organisationRefusals.instrumentNotNow, { values: { state: STATE_WORDS[row.state] } });
  return row;
}

/** Whoever drafted or countersigned does not act on it again. */
async function demandAnother(trx: Transaction, id: string, { personId, post }: Signatory): Promise<void> {
  const before = await trx.selectFrom('reorganisation_act').select(['person_id', 'post']).where('reorganisation', '=', id).execute();
  if (before.some((each) => each.person_id === personId || each.post === post))
    throw new Refusal(organisationRefusals.instrumentSamePerson);
}

async function demandFree(trx: Transaction, number: string): Promise<void> {
  const taken = await trx
    .selectFrom('reorganisation')
    .select('id')
    .where('number', '=', number)
    .where('state', '=', 'in-force')
    .executeTakeFirst();
  if (taken !== undefined) throw new Refusal(organisationRefusals.instrumentNumberTaken, { field: 'number', values: { number } });
}

async function demandSound(trx: Transaction, files: Plan, instrument: Instrument): Promise<void> {
  refuseIf(findingsOf((await readPlanInForce(trx, files)).whole, instrument), 'instrument');
}

async function demandRestStands(trx: Transaction, files: Plan): Promise<void> {
  const left = await trx
    .selectFrom('reorganisation')
    .select('instrument')
    .where('state', '=', 'in-force')
    .orderBy('effective_on')
    .orderBy('id')
    .execute();
  left.reduce((plan, { instrument }) => {
    refuseIf(findingsOf(plan, instrument), 'reason');
    return planWith(plan, instrument);
  }, files);
}

function refuseIf(mistakes: readonly string[], field: string): void {
  if (mistakes.length > 0) throw new Refusal(organisationRefusals.instrumentFaulty, { field, values: { mistakes: mistakes.join(' · ') } });
}

const EVENTS: Readonly<Record<InstrumentAct, string>> = {
  drafted: 'reorganisation-drafted',
  countersigned: 'reorganisation-countersigned',
  signed: 'reorganisation-ordered',
  undone: 'reorganisation-undone',
};

async function act(
  trx: Transaction,
  id: string,
  kind: InstrumentAct,
  by: Signatory,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  await trx
    .insertInto('reorganisation_act')
    .values({
      reorganisation: id,
      act: kind,
      person_id: by.personId,
      post: by.post,
      actor: by.actor,
      because: by.because === undefined ? null : JSON.stringify(by.because),
      reason: typeof payload.reason === 'string' ? payload.reason : null,
      at: by.at,
    })
    .execute();
  await record(trx, by, EVENTS[kind], { reorganisation: id, ...payload });
}

export interface InstrumentRow {
  readonly id: string;
  readonly instrument: Instrument;
  readonly state: InstrumentState;
  readonly effectiveOn: Temporal.PlainDate;
  readonly signedOn: Temporal.PlainDate | null;
  readonly number: string | null;
  readonly seats: readonly SeatChange[];
}

const rows = (db: Db) =>
  db
    .selectFrom('reorganisation')
    .select(['id', 'instrument', 'state', 'effective_on as effectiveOn', 'signed_on as signedOn', 'number', 'seats']);

export const listInstruments = async (db: Db): Promise<readonly InstrumentRow[]> =>
  await rows(db).orderBy('id', 'desc').limit(200).execute();

/** @throws Refusal when there is none by this id */
export async function findInstrument(db: Db, id: string): Promise<InstrumentRow> {
  const row = await rows(db).where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new Refusal(organisationRefusals.reorganisationUnknown);
  return row;
}

export interface ActRow {
  readonly act: InstrumentAct;
  readonly personId: string;
  readonly person: { readonly 'zh-CN': string; readonly en: string };
  readonly post: string;
  readonly reason: string | null;
  readonly at: Temporal.Instant;
  readonly because: object | null;
}

/** Who did what with an instrument, in that order. */
export const actsOn = async (db: Db, id: string): Promise<readonly ActRow[]> =>
  await db
    .selectFrom('reorganisation_act as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .select(['a.act', 'a.person_id as personId', 'p.name as person', 'a.post', 'a.reason', 'a.at', 'a.because'])
    .where('a.reorganisation', '=', id)
    .orderBy('a.at')
    .orderBy(sql`array_position(array['drafted', 'countersigned', 'signed', 'undone'], a.act)`)
    .execute();
