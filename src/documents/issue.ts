import { createHash, randomBytes, randomUUIDv7 } from 'node:crypto';
import { appendEvents } from '../platform/audit/index.ts';
import type { Transaction } from '../platform/db/index.ts';
import { takeNumber } from './series.ts';
import { type Block, renderText, type TextTemplate } from './text.ts';

interface Names {
  readonly 'zh-CN': string;
  readonly en: string;
}

export type Body = Readonly<Record<'zh-CN' | 'en', readonly Block[]>>;

export interface NewText {
  readonly kind: string;
  readonly title: Names;
  /** The text in both languages, once the number is known. */
  readonly text: (number: string) => Body;
  /** Facts for machines, signed with the document. */
  readonly facts: Readonly<Record<string, unknown>>;
  readonly issuer: { readonly code: string; readonly name: Names; readonly letterCode: string };
  /** How the number is put together of `{letters}`, `{year}` and `{serial}`, where the ministry's country has a way of its own. */
  readonly numberPattern?: string | undefined;
  readonly issuedOn: Temporal.PlainDate;
  readonly at: Temporal.Instant;
  readonly caseId?: string;
  readonly partyId?: string;
  readonly because?: object;
  readonly actor: string;
  readonly isExample?: boolean;
}

export interface NewDocument extends Omit<NewText, 'text'> {
  readonly templates: Readonly<Record<'zh-CN' | 'en', TextTemplate>>;
  /** What the templates may use, in each language. `number` is added. */
  readonly values: Readonly<Record<'zh-CN' | 'en', Readonly<Record<string, unknown>>>>;
}

export interface IssuedDocument {
  readonly id: string;
  readonly number: string;
  readonly verificationCode: string;
}

/** Letter code, year in hexagonal brackets, serial without leading zeros: GB/T 9704-2012, 7.2.5. */
const NUMBER_PATTERN = '{letters}〔{year}〕{serial}号';

/** Letters and digits that nobody takes for another: no I, L, O, U, 0, 1. */
const CODE_ALPHABET = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** Twelve characters in three groups: 58 bits, enough not to be guessed through a rate-limited page. */
function newVerificationCode(): string {
  const letters = [...randomBytes(48)]
    .filter((byte) => byte < 240)
    .slice(0, 12)
    .map((byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length]);
  return letters.join('').replace(/(.{4})(.{4})(.{4})/, '$1-$2-$3');
}

/** The hash that the signature covers: number, day and the text in both languages, exactly as stored. */
export const contentHash = (number: string, issuedOn: string, body: Body): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([number, issuedOn, body['zh-CN'], body.en]))
    .digest();

/** Fills a document's templates and issues it (`issueText`). */
export async function issueDocument(trx: Transaction, { templates, values, ...document }: NewDocument): Promise<IssuedDocument> {
  const fill = (language: 'zh-CN' | 'en', number: string) => renderText(templates[language], { ...values[language], number });
  return await issueText(trx, { ...document, text: (number) => ({ 'zh-CN': fill('zh-CN', number), en: fill('en', number) }) });
}

/** Numbers and writes an official document in the caller's transaction; its PDF and signature are made afterwards. */
export async function issueText(trx: Transaction, document: NewText): Promise<IssuedDocument> {
  const { year } = document.issuedOn;
  const serial = await takeNumber(trx, { issuer: document.issuer.code, kind: document.kind, year });
  const number = (document.numberPattern ?? NUMBER_PATTERN)
    .replace('{letters}', () => document.issuer.letterCode)
    .replace('{year}', String(year))
    .replace('{serial}', String(serial));
  const id = randomUUIDv7();
  const issuedOn = document.issuedOn.toString();
  const body = document.text(number);
  const verificationCode = newVerificationCode();
  await trx
    .insertInto('document')
    .values({
      id,
      number,
      kind: document.kind,
      title: JSON.stringify(document.title),
      case_id: document.caseId ?? null,
      party_id: document.partyId ?? null,
      issuer_code: document.issuer.code,
      issuer_name: JSON.stringify(document.issuer.name),
      issued_on: document.issuedOn,
      issued_at: document.at,
      body: JSON.stringify(body),
      facts: JSON.stringify(document.facts),
      because: document.because === undefined ? null : JSON.stringify(document.because),
      verification_code: verificationCode,
      content_hash: contentHash(number, issuedOn, body),
      state_since: null,
      state_reason: null,
      successor_id: null,
      is_example: document.isExample ?? false,
    })
    .execute();
  await appendEvents(trx, [
    { stream: `document/${id}`, kind: 'document-issued', actor: document.actor, at: document.at, payload: { number, kind: document.kind } },
  ]);
  return { id, number, verificationCode };
}
