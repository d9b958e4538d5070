import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../platform/db/index.ts';
import type { Rule } from '../platform/http/refusal.ts';
import type { DocumentRow } from './rendition.ts';

export const documentRefusals = {
  documentUnknown: { code: 'document-unknown', status: 404 },
  fileMissing: { code: 'document-file-missing', status: 422 },
} as const satisfies Record<string, Rule>;

/** What a list shows of a document. */
export interface DocumentSummary {
  readonly number: string;
  readonly title: Readonly<Record<'zh-CN' | 'en', string>>;
  readonly issuedOn: Temporal.PlainDate;
  readonly verificationCode: string;
}

/** A code as it may be typed: any case, with other dashes or none. Undefined when it cannot be one. */
export function readCode(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '');
  return /^[A-Z2-9]{12}$/.test(plain) ? plain.replace(/(.{4})(.{4})(.{4})/, '$1-$2-$3') : undefined;
}

/** A number as it may be typed: other brackets around the year, blanks, "第" before the serial (GB/T 9704-2012, 7.2.5 has none of these). */
export const readNumber = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/\s/g, '')
    .replace(/[[【（(〈《〔](\d{4})[\]】）)〉》〕]第?0*(\d+)号?$/u, '〔$1〕$2号');

export async function findByCode(db: Db, code: string): Promise<DocumentRow | undefined> {
  return await db.selectFrom('document').selectAll().where('verification_code', '=', code).executeTakeFirst();
}

export async function findByNumber(db: Db, number: string): Promise<DocumentRow | undefined> {
  return await db.selectFrom('document').selectAll().where('number', '=', number).executeTakeFirst();
}

export async function findById(db: Db, id: string): Promise<DocumentRow | undefined> {
  return await db.selectFrom('document').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The document whose PDF has exactly these bytes. */
export async function findByPdf(db: Db, bytes: Buffer): Promise<DocumentRow | undefined> {
  return await db
    .selectFrom('document_rendition as r')
    .innerJoin('document as d', 'd.id', 'r.document_id')
    .selectAll('d')
    .where('r.pdf_hash', '=', createHash('sha256').update(bytes).digest())
    .executeTakeFirst();
}

/** The documents of a case that state a fact: the certificates of the register entry that the case wrote. */
export async function findDocumentsAbout(db: Db, cause: string, fact: string, value: string): Promise<readonly DocumentSummary[]> {
  const caseId = /^case\/([0-9a-f-]{36})$/.exec(cause)?.[1];
  if (caseId === undefined) return [];
  return await db
    .selectFrom('document')
    .select(['number', 'title', 'issued_on as issuedOn', 'verification_code as verificationCode'])
    .where('case_id', '=', caseId)
    .where('secrecy', '=', 0)
    .where(sql<boolean>`facts ->> ${fact} = ${value}`)
    .orderBy('issued_on', 'desc')
    .execute();
}
