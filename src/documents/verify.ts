import { compactVerify, importJWK, type JWK } from 'jose';
import type { Db } from '../platform/db/index.ts';
import { contentHash } from './issue.ts';
import type { SigningKeys } from './keys.ts';
import { type DocumentRow, makeRendition } from './rendition.ts';

/** The outcome of checking a document against its signature, each part of its own. */
export interface SignatureCheck {
  readonly keyId: string;
  /** The signature is that of one of the ministry's published keys. */
  readonly isSigned: boolean;
  /** The text stored today is the text that was signed. */
  readonly isUnchanged: boolean;
}

export interface Rendition {
  readonly signature: string;
  readonly pdf: Buffer;
}

/** PDF and signature, made now if the job has not yet come to it. */
export async function renditionOf(
  db: Db,
  making: { readonly keys: SigningKeys; readonly baseUrl: string; readonly at: Temporal.Instant },
  documentId: string,
): Promise<Rendition> {
  const read = () =>
    db.selectFrom('document_rendition').select(['signature', 'pdf']).where('document_id', '=', documentId).executeTakeFirst();
  const made = await read();
  if (made !== undefined) return made;
  await makeRendition(db, making.keys, making.baseUrl, documentId, making.at);
  const row = await read();
  if (row === undefined) throw new Error(`the document ${documentId} has no rendition after it was made`);
  return row;
}

/** The payload of a signature, when one of the ministry's keys made it before it was compromised. */
export async function readSignature(db: Db, signature: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  let compromisedSince: Temporal.Instant | null = null;
  try {
    const { payload } = await compactVerify(
      signature,
      async (header) => {
        const row = await db
          .selectFrom('signing_key')
          .select(['public_key', 'compromised_since'])
          .where('key_id', '=', header.kid ?? '')
          .executeTakeFirst();
        if (row === undefined) throw new Error('unknown key');
        compromisedSince = row.compromised_since;
        return await importJWK(row.public_key as JWK, 'Ed25519');
      },
      { algorithms: ['Ed25519'] },
    );
    const signed = JSON.parse(new TextDecoder().decode(payload)) as Readonly<Record<string, unknown>>;
    return isBefore(signed.iat, compromisedSince) ? signed : undefined;
  } catch {
    return undefined;
  }
}

const isBefore = (issuedAt: unknown, limit: Temporal.Instant | null): boolean =>
  limit === null || (typeof issuedAt === 'number' && issuedAt * 1000 < limit.epochMilliseconds);

/** Compares a document's text, as it is stored today, with what was signed when it was issued. */
export async function checkSignature(db: Db, row: DocumentRow, signature: string): Promise<SignatureCheck> {
  const payload = await readSignature(db, signature);
  const [header = ''] = signature.split('.');
  const { kid = '' } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { readonly kid?: string };
  const present = `sha256:${contentHash(row.number, row.issued_on.toString(), row.body).toString('hex')}`;
  return { keyId: kid, isSigned: payload !== undefined, isUnchanged: payload?.contentHash === present && payload.number === row.number };
}
