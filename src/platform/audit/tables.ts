import type { ColumnType, JSONColumnType } from 'kysely';

export interface AuditTables {
  event: {
    stream: string;
    position: number;
    kind: string;
    occurred_at: Temporal.Instant;
    actor: string;
    payload_hash: Buffer;
    previous_hash: Buffer;
    hash: Buffer;
  };
  event_payload: { stream: string; position: number; salt: Buffer; body: unknown };
  stream_head: { stream: string; count: number; hash: Buffer };
  head_chain: { shard: number; position: number; stream: string; count: number; hash: Buffer; chain_hash: Buffer };
  head_chain_tip: { shard: number; position: number; chain_hash: Buffer };
  signed_tip: {
    signed_on: ColumnType<Temporal.PlainDate, string, never>;
    signed_at: Temporal.Instant;
    tips: JSONColumnType<readonly { shard: number; position: number; hash: string }[]>;
    signature: string;
  };
}
