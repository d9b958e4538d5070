import { getPartyOf, type Party } from '../../parties/index.ts';
import type { Transaction } from '../../platform/db/index.ts';
import { Refusal, type Rule, refuseAll } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import type { Services } from '../../services.ts';
import { completeTask, submitCase } from '../cases.ts';
import { type Form, findMistakes, readPointer, withPointer } from '../form.ts';
import type { Procedure } from '../library.ts';
import type { EntryReference } from '../orders/base.ts';
import { caseRefusals } from '../refusals.ts';
import { authoriseParty, notFound } from './access.ts';
import { findForeignAttachments } from './attachments.ts';
import { withCanonicalDomains } from './canonical.ts';
import { findForeignChoices, loadChoices } from './choices.ts';
import { type Draft, findSubmission, recordSubmission, takeDraft } from './drafts.ts';

export const submissionRefusals = {
  partyDiffers: { code: 'party-differs', status: 422, legalBasis: 'Measures for Internet Information Services, art. 8' },
} as const satisfies Record<string, Rule>;

type Data = Readonly<Record<string, unknown>>;

/** Only what the form asks: a draft may be older than the form. */
export function answersOf(form: Form, data: Data): Data {
  let kept: Data = {};
  for (const pointer of form.fields.keys()) {
    const value = readPointer(data, pointer);
    if (value !== undefined) kept = withPointer(kept, pointer, value);
  }
  return kept;
}

/** Everything of a whole form that a machine can say before anybody reads it: all at once, each with its field. */
export async function findAllMistakes(
  services: Services,
  trx: Transaction,
  procedure: Procedure,
  party: Party,
  data: unknown,
): Promise<readonly Refusal[]> {
  const { form } = procedure;
  const mistakes = findMistakes(form, data);
  const choices = await loadChoices(trx, form, dateIn(services.timeZone, services.now()));
  const known = new Set(mistakes.map((each) => each.field));
  const further = [...findForeignChoices(form, data, choices), ...findForeignParty(form, party, data)];
  return [...mistakes, ...further.filter((each) => !known.has(each.field))];
}

/** Whoever acts for one party does not file in another's name. */
function findForeignParty(form: Form, party: Party, data: unknown): readonly Refusal[] {
  return [...form.fields.values()].flatMap((field) => {
    const value = field.prefill === 'party.code' ? readPointer(data, field.pointer) : undefined;
    if (typeof value !== 'string' || value.toUpperCase() === party.code) return [];
    return [new Refusal(submissionRefusals.partyDiffers, { field: field.pointer, values: { name: party.name, code: party.code } })];
  });
}

/**
 * Makes a case of a draft, or completes the task that the draft was begun for, in one transaction. A form that is sent again is
 * answered with the case it made.
 *
 * @returns the case
 * @throws Refusals naming every field that is wrong; the draft stays as it was
 */
export async function submitDraft(services: Services, accountId: string, draftId: string): Promise<string> {
  return await services.db.transaction().execute(async (trx) => {
    const draft = await takeDraft(trx, draftId, accountId);
    if (draft === undefined) {
      const made = await findSubmission(trx, draftId, accountId);
      if (made === undefined) throw notFound();
      return made;
    }
    const procedure = await procedureOfDraft(services, trx, draft);
    const at = services.now();
    const party = await getPartyOf(trx, accountId, draft.partyId, dateIn(services.timeZone, at));
    const data = answersOf(procedure.form, draft.data);
    const caseId =
      draft.taskId === null
        ? await openCase(services, trx, { procedure, party, accountId, data, ...(draft.entry === undefined ? {} : { entry: draft.entry }) })
        : await handIn(services, trx, { taskId: draft.taskId, procedure, party, accountId, data });
    await recordSubmission(trx, { draftId, accountId, caseId });
    return caseId;
  });
}

interface Filing {
  readonly procedure: Procedure;
  readonly party: Party;
  readonly accountId: string;
  readonly data: Data;
  readonly entry?: EntryReference;
}

async function openCase(services: Services, trx: Transaction, { procedure, party, accountId, data, entry }: Filing): Promise<string> {
  if (!procedure.applicants.includes(party.kind)) throw new Refusal(caseRefusals.applicantKind);
  if (procedure.order?.entry?.startedBy === 'authority') throw notFound();
  refuseAll(await findAllMistakes(services, trx, procedure, party, data));
  const actor = { id: `account/${accountId}` };
  const filed = withCanonicalDomains(procedure.form, data);
  const submission = { procedure, party, accountId, data: filed, actor, at: services.now() };
  const { id } = await submitCase(trx, services, entry === undefined ? submission : { ...submission, entry });
  return id;
}

/** Hands in a correction or a supplement: the task's one outcome. */
async function handIn(services: Services, trx: Transaction, filing: Filing & { readonly taskId: string }): Promise<string> {
  const { taskId, procedure, party, accountId, data } = filing;
  const task = await trx.selectFrom('task').select(['element', 'closed_at']).where('id', '=', taskId).executeTakeFirst();
  if (task === undefined || task.closed_at !== null) throw new Refusal(caseRefusals.taskDone);
  refuseAll(await findAllMistakes(services, trx, procedure, party, data));
  const outcome = procedure.tasks[task.element]?.outcomes[0]?.code ?? '';
  const file = await completeTask(trx, services, { taskId, outcome, data, at: services.now() }, authoriseParty(services, trx, accountId));
  return file.id;
}

/** The text under which a draft is written: that of its case, or the one in force. */
export async function procedureOfDraft(services: Services, trx: Transaction | Services['db'], draft: Draft): Promise<Procedure> {
  if (draft.taskId !== null) {
    const row = await trx
      .selectFrom('task as t')
      .innerJoin('case_file as c', 'c.id', 't.case_id')
      .select(['c.procedure', 'c.content_hash'])
      .where('t.id', '=', draft.taskId)
      .executeTakeFirst();
    if (row !== undefined) return await services.procedures.ofCase(row);
  }
  const procedure = services.procedures.current.get(draft.procedure);
  if (procedure === undefined) throw notFound();
  return procedure;
}

/**
 * Makes a case of data that a program sent. `key` is the program's own: sent again with it, the same case is the answer.
 *
 * @returns the case and whether it was made now
 * @throws Refusals naming every field that is wrong; nothing is written then
 */
export async function submitData(
  services: Services,
  given: {
    readonly accountId: string;
    readonly partyId: string;
    readonly procedure: Procedure;
    readonly data: Data;
    readonly entry?: EntryReference;
    readonly key: string;
  },
): Promise<{ readonly id: string; readonly isNew: boolean }> {
  const { accountId, procedure, data, key } = given;
  return await services.db.transaction().execute(async (trx) => {
    // Two requests with one key at the same moment: the second waits here and then finds the case of the first.
    await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().executeTakeFirstOrThrow();
    const made = await findSubmission(trx, key, accountId);
    if (made !== undefined) return { id: made, isNew: false };
    const party = await getPartyOf(trx, accountId, given.partyId, dateIn(services.timeZone, services.now()));
    refuseAll(await findForeignAttachments(trx, procedure.form, data, { accountId }));
    const id = await openCase(services, trx, {
      procedure,
      party,
      accountId,
      data,
      ...(given.entry === undefined ? {} : { entry: given.entry }),
    });
    await recordSubmission(trx, { draftId: key, accountId, caseId: id });
    return { id, isNew: true };
  });
}
