import { appendEvents } from '../platform/audit/index.ts';
import type { Transaction } from '../platform/db/index.ts';
import { Refusal, type Rule } from '../platform/http/refusal.ts';
import type { DocumentRow } from './rendition.ts';

interface Names {
  readonly 'zh-CN': string;
  readonly en: string;
}

export const stateRefusals = {
  documentHoldsNoMore: { code: 'document-holds-no-more', status: 409 },
  successorMissing: { code: 'document-successor-missing', status: 422 },
  stateBeforeIssue: { code: 'document-state-before-issue', status: 422 },
} as const satisfies Record<string, Rule>;

/** What may befall a document after it was issued. */
export type EndState = 'superseded' | 'corrected' | 'revoked';

/**
 * From which states each may follow. A revoked or superseded document stays so for ever; what was only corrected may still be
 * revoked (Administrative Licensing Law, art. 69) or superseded by a later change.
 */
const FOLLOWS: Readonly<Record<EndState, readonly DocumentRow['state'][]>> = {
  superseded: ['valid', 'corrected'],
  corrected: ['valid'],
  revoked: ['valid', 'corrected'],
};

export interface StateChange {
  readonly documentId: string;
  readonly state: EndState;
  readonly since: Temporal.PlainDate;
  readonly reason: Names;
  /** The document that stands in its place: a superseded or corrected one must have it. */
  readonly successorId?: string;
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly because?: object;
}

/**
 * Says of a document, for ever, that it was superseded, corrected or revoked: its page, its number and its file tell it from then
 * on; text, PDF and signature stay as they were issued.
 *
 * @throws Refusal when it holds no more already, a successor is missing, or the day lies before that of its issue
 */
export async function changeDocumentState(trx: Transaction, change: StateChange): Promise<void> {
  const { documentId, state, since, reason, successorId, at, actor } = change;
  const row = await trx
    .selectFrom('document')
    .select(['number', 'state', 'issued_on'])
    .where('id', '=', documentId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (!FOLLOWS[state].includes(row.state)) throw new Refusal(stateRefusals.documentHoldsNoMore, { values: { number: row.number } });
  if (state !== 'revoked' && successorId === undefined) throw new Refusal(stateRefusals.successorMissing, { field: 'successor' });
  if (Temporal.PlainDate.compare(since, row.issued_on) < 0) throw new Refusal(stateRefusals.stateBeforeIssue, { field: 'since' });
  await trx
    .updateTable('document')
    .set({ state, state_since: since, state_reason: JSON.stringify(reason), successor_id: successorId ?? null })
    .where('id', '=', documentId)
    .execute();
  await appendEvents(trx, [
    {
      stream: `document/${documentId}`,
      kind: `document-${state}`,
      actor,
      at,
      payload: {
        since: since.toString(),
        reason,
        ...(successorId === undefined ? {} : { successor: successorId }),
        ...(change.because === undefined ? {} : { because: change.because }),
      },
    },
  ]);
}

/** The documents of a case that still hold. */
export async function listHoldingDocuments(trx: Transaction, caseId: string, kind: string): Promise<readonly string[]> {
  const rows = await trx
    .selectFrom('document')
    .select('id')
    .where('case_id', '=', caseId)
    .where('kind', '=', kind)
    .where('state', 'in', ['valid', 'corrected'])
    .orderBy('issued_at')
    .execute();
  return rows.map((row) => row.id);
}
