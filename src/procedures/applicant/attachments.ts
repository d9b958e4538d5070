import type { Db, Transaction } from '../../platform/db/index.ts';
import { type Attachment, storeFile } from '../../platform/files/index.ts';
import { Refusal, type Rule } from '../../platform/http/refusal.ts';
import { type Form, readPointer } from '../form.ts';

export const attachmentRefusals = {
  attachmentUnknown: { code: 'attachment-unknown', status: 422 },
} as const satisfies Record<string, Rule>;

/** Stores an upload and notes who brought it. */
export async function keepUpload(
  trx: Transaction,
  upload: { readonly name: string; readonly bytes: Buffer },
  options: { readonly field: string; readonly accountId: string; readonly at: Temporal.Instant },
): Promise<Attachment> {
  const attachment = await storeFile(trx, upload, options.field);
  await trx
    .insertInto('attachment_upload')
    .values({ account_id: options.accountId, sha256: Buffer.from(attachment.sha256, 'hex'), uploaded_at: options.at })
    .onConflict((conflict) => conflict.columns(['account_id', 'sha256']).doNothing())
    .execute();
  return attachment;
}

/**
 * Attachments that the account did not bring itself, or whose size is not the stored one; those that `before` holds may stay.
 * Data from outside name files by hash only.
 */
export async function findForeignAttachments(
  db: Db | Transaction,
  form: Form,
  data: unknown,
  options: { readonly accountId: string; readonly before?: unknown },
): Promise<readonly Refusal[]> {
  const found: Refusal[] = [];
  for (const field of form.fields.values()) {
    const attachment = field.widget === 'file' ? (readPointer(data, field.pointer) as Attachment | undefined) : undefined;
    if (attachment === undefined || typeof attachment.sha256 !== 'string') continue;
    if (JSON.stringify(readPointer(options.before, field.pointer)) === JSON.stringify(attachment)) continue;
    const stored = await db
      .selectFrom('attachment_upload as u')
      .innerJoin('file_content as f', 'f.sha256', 'u.sha256')
      .select('f.size')
      .where('u.account_id', '=', options.accountId)
      .where('u.sha256', '=', Buffer.from(attachment.sha256, 'hex'))
      .executeTakeFirst();
    if (stored?.size !== attachment.size)
      found.push(new Refusal(attachmentRefusals.attachmentUnknown, { field: field.pointer, values: { title: field.title } }));
  }
  return found;
}
