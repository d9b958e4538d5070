import type { Upload } from '../../platform/http/forms.ts';
import { Refusal, refuseAll } from '../../platform/http/refusal.ts';
import type { Services } from '../../services.ts';
import { type FormPage, findMistakes, isMissing, readPointer, withPointer } from '../form.ts';
import type { Procedure } from '../library.ts';
import { notFound } from './access.ts';
import { keepUpload } from './attachments.ts';
import { type Choices, findForeignChoices } from './choices.ts';
import { type Draft, savePage, takeDraft } from './drafts.ts';
import { decodeSent, findUnknownFields, type Sent } from './sent-answers.ts';

export interface SentPage {
  readonly procedure: Procedure;
  readonly draft: Draft;
  readonly page: FormPage;
  readonly sent: Sent;
  readonly uploads: readonly Upload[];
  /** The window that sends, and the revision in which it was drawn. */
  readonly window: string;
  readonly revision: number;
  readonly choices: Choices;
}

export interface KeptPage {
  readonly draft: Draft;
  /** What is wrong; those answers were not kept. */
  readonly mistakes: readonly Refusal[];
}

/**
 * Keeps what is right of a page, so that nobody types it again, and says what is wrong.
 *
 * @throws Refusals for fields that the page does not have, `draft-changed` when another window was faster; nothing is kept then
 */
export async function keepPage(services: Services, given: SentPage): Promise<KeptPage> {
  const { procedure, page, sent, choices } = given;
  const { form } = procedure;
  refuseAll(findUnknownFields(page, sent, given.uploads));
  const at = services.now();
  return await services.db.transaction().execute(async (trx) => {
    // Held and read again: another page of the same draft may be written at this moment.
    const draft = await takeDraft(trx, given.draft.id, given.draft.accountId);
    if (draft === undefined) throw notFound();
    const refused: Refusal[] = [];
    let wanted: Readonly<Record<string, unknown>> = draft.data;
    for (const field of page.fields) {
      if (field.locked && draft.entry !== undefined && readPointer(draft.data, field.pointer) !== undefined) continue;
      if (field.widget !== 'file') {
        wanted = withPointer(wanted, field.pointer, decodeSent(field, sent));
        continue;
      }
      if ([sent.remove].flat().includes(field.pointer)) wanted = withPointer(wanted, field.pointer, undefined);
      const upload = given.uploads.find((each) => each.field === field.pointer);
      if (upload === undefined) continue;
      try {
        wanted = withPointer(
          wanted,
          field.pointer,
          await keepUpload(trx, upload, { field: field.pointer, accountId: draft.accountId, at }),
        );
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.push(error);
      }
    }
    const isRefused = (pointer: string): boolean => refused.some((each) => each.field === pointer);
    const found = [...findMistakes(form, wanted, page), ...findForeignChoices(form, wanted, choices)].filter(
      (each) => page.fields.some((field) => field.pointer === each.field) && !isRefused(each.field ?? ''),
    );
    const mistakes = [...refused, ...found];
    const data = withoutWrong(draft.data, wanted, page, mistakes);
    const revision = await savePage(trx, { ...draft, data }, { page: page.code, window: given.window, revision: given.revision }, at);
    return { draft: { ...draft, data, revision, updatedAt: at }, mistakes: inOrder(page, mistakes) };
  });
}

/** A wrong answer leaves the one before it; an answer taken away is away. */
function withoutWrong(
  before: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
  page: FormPage,
  mistakes: readonly Refusal[],
): Readonly<Record<string, unknown>> {
  let data = wanted;
  for (const { pointer } of page.fields) {
    const isWrong = mistakes.some((each) => each.field === pointer && !isMissing(each));
    if (isWrong) data = withPointer(data, pointer, readPointer(before, pointer));
  }
  return data;
}

const inOrder = (page: FormPage, mistakes: readonly Refusal[]): readonly Refusal[] => {
  const order = page.fields.map((field) => field.pointer);
  return [...mistakes].sort((a, b) => order.indexOf(a.field ?? '') - order.indexOf(b.field ?? ''));
};
