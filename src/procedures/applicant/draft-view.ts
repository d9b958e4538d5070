import { getPartyOf, type Party } from '../../parties/index.ts';
import { textOfRefusal } from '../../platform/http/problem.ts';
import type { Refusal } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import type { PageContext } from '../../platform/views/index.ts';
import type { Services } from '../../services.ts';
import type { Finding } from '../cases.ts';
import { type FormPage, findMistakes, readPointer } from '../form.ts';
import type { Procedure } from '../library.ts';
import { readBase } from '../orders/base.ts';
import { notFound } from './access.ts';
import { type Choices, findForeignChoices, loadChoices } from './choices.ts';
import { type Draft, findDraft } from './drafts.ts';
import type { PageState } from './pages/draft-page.ts';
import type { FieldError } from './pages/form-page.ts';
import { copied } from './start.ts';
import { procedureOfDraft } from './submit.ts';

/** A draft with everything its pages are drawn from. */
export interface DraftView {
  readonly draft: Draft;
  readonly procedure: Procedure;
  readonly party: Party;
  readonly choices: Choices;
  /** The case that is corrected: what was found wrong, and the answers it was found in. */
  /** What is registered, as answers of this form, where the draft is an order upon an entry. */
  readonly registered: Readonly<Record<string, unknown>> | undefined;
  readonly corrected: { readonly number: string; readonly findings: readonly Finding[]; readonly data: unknown } | undefined;
}

/** @throws Refusal 404 for what is not the account's, or when it no longer acts for the party */
export async function readDraft(services: Services, accountId: string, draftId: string): Promise<DraftView> {
  const { db } = services;
  const today = dateIn(services.timeZone, services.now());
  const draft = await findDraft(db, draftId, accountId);
  if (draft === undefined) throw notFound();
  const procedure = await procedureOfDraft(services, db, draft);
  const party = await getPartyOf(db, accountId, draft.partyId, today);
  return {
    draft,
    procedure,
    party,
    choices: await loadChoices(db, procedure.form, today),
    registered:
      draft.entry === undefined ? undefined : copied(procedure.form, (await readBase(db, services, procedure, draft.entry, today)).answers),
    corrected: await readCorrected(services, draft),
  };
}

async function readCorrected(services: Services, draft: Draft): Promise<DraftView['corrected']> {
  if (draft.taskId === null) return undefined;
  const row = await services.db
    .selectFrom('task as t')
    .innerJoin('case_file as c', 'c.id', 't.case_id')
    .select(['c.number', 'c.variables', 'c.data'])
    .where('t.id', '=', draft.taskId)
    .executeTakeFirst();
  return row && { number: row.number, data: row.data, findings: (row.variables.findings ?? []) as readonly Finding[] };
}

/** A page of the form by its code. */
export function pageOf(procedure: Procedure, code: string): FormPage {
  const page = procedure.form.pages.find((each) => each.code === code);
  if (page === undefined) throw notFound();
  return page;
}

/** How far each page is, and whether anything is missing at all. */
export function pageStates({ draft, procedure, choices, corrected }: DraftView): {
  readonly pages: readonly PageState[];
  readonly isReady: boolean;
} {
  const { form } = procedure;
  const wrong = new Set([...findMistakes(form, draft.data), ...findForeignChoices(form, draft.data, choices)].map((each) => each.field));
  const pages = form.pages.map((page): PageState => {
    const pointers = page.fields.map((field) => field.pointer);
    const isUntouched = (finding: Finding): boolean =>
      finding.field !== undefined &&
      pointers.includes(finding.field) &&
      JSON.stringify(readPointer(draft.data, finding.field)) === JSON.stringify(readPointer(corrected?.data, finding.field));
    if (pointers.some((pointer) => wrong.has(pointer))) {
      const isEmpty = pointers.every((pointer) => readPointer(draft.data, pointer) === undefined);
      return { page, state: isEmpty ? 'empty' : 'begun' };
    }
    return { page, state: corrected?.findings.some(isUntouched) === true ? 'found' : 'done' };
  });
  return { pages, isReady: pages.every((each) => each.state === 'done' || each.state === 'found') };
}

export const errorsOf = (context: PageContext, refusals: readonly Refusal[]): readonly FieldError[] =>
  refusals.map((refusal) => ({ field: refusal.field, text: textOfRefusal(refusal, context.t) }));
