import type { Selectable } from 'kysely';
import type { Db } from '../platform/db/index.ts';
import type { SigningKeys } from './keys.ts';
import { drawPdf } from './pdf.ts';
import type { DocumentTables } from './tables.ts';

export type DocumentRow = Selectable<DocumentTables['document']>;

/** What the signature says: enough to check the text, the day and the issuer without asking us. */
export const signedPayload = (row: DocumentRow, baseUrl: string): Record<string, unknown> => ({
  iss: baseUrl,
  number: row.number,
  kind: row.kind,
  title: row.title,
  issuer: { code: row.issuer_code, name: row.issuer_name },
  issuedOn: row.issued_on.toString(),
  facts: row.facts,
  contentHash: `sha256:${row.content_hash.toString('hex')}`,
  verify: `${baseUrl}/verify/${row.verification_code}`,
});

/** Makes PDF and signature of a document; a document that has them is left alone, so the job may come twice. */
export async function makeRendition(db: Db, keys: SigningKeys, baseUrl: string, documentId: string, at: Temporal.Instant): Promise<void> {
  const done = await db.selectFrom('document_rendition').select('document_id').where('document_id', '=', documentId).executeTakeFirst();
  if (done !== undefined) return;
  const row = await db.selectFrom('document').selectAll().where('id', '=', documentId).executeTakeFirstOrThrow();
  const { signature, keyId } = await keys.sign({ ...signedPayload(row, baseUrl), iat: Math.floor(at.epochMilliseconds / 1000) });
  const pdf = await drawPdf(row, `${baseUrl}/verify/${row.verification_code}`);
  await db
    .insertInto('document_rendition')
    .values({ document_id: documentId, signature, key_id: keyId, pdf, made_at: at })
    .onConflict((conflict) => conflict.column('document_id').doNothing())
    .execute();
}
