import { randomUUIDv7 } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Transaction } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import type { EntryReference } from '../orders/base.ts';
import { caseRefusals } from '../refusals.ts';

/** A form that is being filled in. It holds only answers that passed their own rule; what is missing shows at the end. */
export interface Draft {
  readonly id: string;
  readonly accountId: string;
  readonly partyId: string;
  readonly procedure: string;
  /** The correction or supplement this is for, where it is not a new case. */
  readonly taskId: string | null;
  /** The register entry that the order is upon. */
  readonly entry: EntryReference | undefined;
  readonly data: Readonly<Record<string, unknown>>;
  readonly revision: number;
  readonly updatedAt: Temporal.Instant;
}

const columns = [
  'id',
  'account_id as accountId',
  'procedure',
  'task_id as taskId',
  'register',
  'entry_key',
  'data',
  'revision',
  'updated_at as updatedAt',
] as const;

export interface NewDraft {
  readonly accountId: string;
  readonly partyId: string;
  readonly procedure: string;
  readonly taskId?: string;
  readonly entry?: EntryReference;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Temporal.Instant;
}

/**
 * A new draft. For a task, the one that the account has begun already; and one that nobody has touched since it was opened in the
 * same way is used again: a second click makes no second draft.
 */
export async function openDraft(trx: Transaction, draft: NewDraft): Promise<string> {
  const begun = trx.selectFrom('draft').select('id').where('account_id', '=', draft.accountId);
  const known =
    draft.taskId === undefined
      ? begun
          .where('party_id', '=', draft.partyId)
          .where('procedure', '=', draft.procedure)
          .where('task_id', 'is', null)
          .where(sql<boolean>`entry_key is not distinct from ${draft.entry?.key ?? null}`)
          .where('revision', '=', 1)
          .where(sql<boolean>`data = ${JSON.stringify(draft.data)}::jsonb`)
      : begun.where('task_id', '=', draft.taskId);
  const found = await known.executeTakeFirst();
  if (found !== undefined) return found.id;
  const id = randomUUIDv7();
  await trx
    .insertInto('draft')
    .values({
      id,
      account_id: draft.accountId,
      party_id: draft.partyId,
      procedure: draft.procedure,
      task_id: draft.taskId ?? null,
      register: draft.entry?.register ?? null,
      entry_key: draft.entry?.key ?? null,
      data: JSON.stringify(draft.data),
      revision: 1,
      updated_at: draft.at,
    })
    .execute();
  return id;
}

/** A draft of the account, or undefined: another's is as if there were none. */
export async function findDraft(db: Db | Transaction, id: string, accountId: string): Promise<Draft | undefined> {
  const row = await db
    .selectFrom('draft')
    .select(columns)
    .select('party_id')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row === undefined ? undefined : draftOf(row);
}

/** The draft, held until the transaction ends: of two that submit it at once the second finds it gone. */
export async function takeDraft(trx: Transaction, id: string, accountId: string): Promise<Draft | undefined> {
  const row = await trx
    .selectFrom('draft')
    .select(columns)
    .select('party_id')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : draftOf(row);
}

type DraftRow = Omit<Draft, 'partyId' | 'entry'> & {
  readonly party_id: string | null;
  readonly register: string | null;
  readonly entry_key: string | null;
};

const draftOf = ({ party_id, register, entry_key, ...row }: DraftRow): Draft => ({
  ...row,
  partyId: party_id ?? '',
  entry: register === null || entry_key === null ? undefined : { register, key: entry_key },
});

/** What an account has begun, last touched first; corrections that are no longer waited for are left out. */
export async function listDrafts(db: Db, accountId: string): Promise<readonly Draft[]> {
  const rows = await db
    .selectFrom('draft')
    .select(columns)
    .select('party_id')
    .where('account_id', '=', accountId)
    .where((where) =>
      where.not(
        where.exists(
          where.selectFrom('task as t').select('t.id').whereRef('t.id', '=', 'draft.task_id').where('t.closed_at', 'is not', null),
        ),
      ),
    )
    .orderBy('updated_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(draftOf);
}

export interface Writing {
  readonly page: string;
  /** The window that writes; empty when it has no name. */
  readonly window: string;
  /** The revision in which that window was drawn. */
  readonly revision: number;
}

/**
 * Keeps new answers of one page of a draft that the caller holds (`takeDraft`).
 *
 * @returns the new revision
 * @throws Refusal `draft-changed` when another window has written the same page since this one was drawn
 */
export async function savePage(trx: Transaction, draft: Draft, writing: Writing, at: Temporal.Instant): Promise<number> {
  const { page, window } = writing;
  const last = await trx.selectFrom('draft_page').selectAll().where('draft_id', '=', draft.id).where('page', '=', page).executeTakeFirst();
  const isOwn = last !== undefined && window !== '' && last.written_by === window;
  const isSeen = last === undefined || last.revision <= writing.revision || (isOwn && last.since_revision <= writing.revision);
  if (!isSeen) throw new Refusal(caseRefusals.draftChanged);
  const revision = draft.revision + 1;
  await trx
    .updateTable('draft')
    .set({ data: JSON.stringify(draft.data), revision, updated_at: at })
    .where('id', '=', draft.id)
    .execute();
  const row = { written_by: window, since_revision: isOwn ? last.since_revision : draft.revision, revision };
  await trx
    .insertInto('draft_page')
    .values({ draft_id: draft.id, page, ...row })
    .onConflict((conflict) => conflict.columns(['draft_id', 'page']).doUpdateSet(row))
    .execute();
  return revision;
}

export async function deleteDraft(db: Db | Transaction, id: string, accountId: string): Promise<void> {
  await db.deleteFrom('draft').where('id', '=', id).where('account_id', '=', accountId).execute();
}

/** Notes which case a draft became and removes the draft. `draftId` may also be the key a program gave to its submission. */
export async function recordSubmission(
  trx: Transaction,
  submission: { readonly draftId: string; readonly accountId: string; readonly caseId: string },
): Promise<void> {
  await trx
    .insertInto('draft_submission')
    .values({ draft_id: submission.draftId, account_id: submission.accountId, case_id: submission.caseId })
    .execute();
  await deleteDraft(trx, submission.draftId, submission.accountId);
}

/** The case that a draft of the account has become. */
export async function findSubmission(db: Db | Transaction, draftId: string, accountId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('draft_submission')
    .select('case_id')
    .where('draft_id', '=', draftId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.case_id;
}
