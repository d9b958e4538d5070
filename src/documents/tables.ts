import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Block } from './text.ts';

interface Names {
  readonly 'zh-CN': string;
  readonly en: string;
}

export interface DocumentTables {
  number_series: { issuer: string; kind: string; year: number; last: number };
  document: {
    id: string;
    number: string;
    kind: string;
    title: JSONColumnType<Names>;
    case_id: string | null;
    party_id: string | null;
    issuer_code: string;
    issuer_name: JSONColumnType<Names>;
    issued_on: Temporal.PlainDate;
    issued_at: Temporal.Instant;
    secrecy: Generated<number>;
    body: JSONColumnType<Readonly<Record<'zh-CN' | 'en', readonly Block[]>>>;
    facts: JSONColumnType<Record<string, unknown>>;
    because: JSONColumnType<object> | null;
    verification_code: string;
    content_hash: Buffer;
    state: Generated<'valid' | 'superseded' | 'revoked' | 'corrected'>;
    state_since: Temporal.PlainDate | null;
    state_reason: JSONColumnType<Names> | null;
    successor_id: string | null;
    is_example: Generated<boolean>;
  };
  document_rendition: {
    document_id: string;
    signature: string;
    key_id: string;
    pdf: Buffer;
    pdf_hash: ColumnType<Buffer, never, never>;
    made_at: Temporal.Instant;
  };
  signing_key: {
    key_id: string;
    public_key: JSONColumnType<Record<string, unknown>>;
    used_from: Temporal.Instant;
    used_until: Temporal.Instant | null;
    compromised_since: Temporal.Instant | null;
  };
}
