import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db, Transaction } from '../db/index.ts';

export interface NewEvent {
  /** `case/UUID`, `register/website/KEY`, `organisation`, `account/UUID`, … */
  readonly stream: string;
  readonly kind: string;
  /** Who did it: `appointment/UUID`, `account/UUID`, `participant/UUID`, or `system` where the law itself acts (silence, a clock's end). */
  readonly actor: string;
  readonly at: Temporal.Instant;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * Appends events to their streams within the caller's transaction and returns their positions.
 * Streams are written in one order, so that two transactions never wait for each other in a circle.
 */
export async function appendEvents(trx: Transaction, events: readonly NewEvent[]): Promise<void> {
  const ordered = [...events].sort((a, b) => (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : 0));
  for (const event of ordered) {
    const salt = randomBytes(16);
    await sql`select append_event(${event.stream}, ${event.kind}, ${event.at}, ${event.actor}, ${salt}, ${JSON.stringify(event.payload)})`.execute(
      trx,
    );
  }
}

export interface StoredEvent {
  readonly position: number;
  readonly kind: string;
  readonly actor: string;
  readonly at: Temporal.Instant;
  /** Undefined once erased at the end of its retention. */
  readonly payload: Readonly<Record<string, unknown>> | undefined;
}

/** The events of one stream, oldest first. */
export async function readStream(db: Transaction | Db, stream: string): Promise<readonly StoredEvent[]> {
  const rows = await db
    .selectFrom('event as e')
    .leftJoin('event_payload as p', (join) => join.onRef('p.stream', '=', 'e.stream').onRef('p.position', '=', 'e.position'))
    .select(['e.position', 'e.kind', 'e.actor', 'e.occurred_at', 'p.body'])
    .where('e.stream', '=', stream)
    .orderBy('e.position')
    .execute();
  return rows.map((row) => ({
    position: row.position,
    kind: row.kind,
    actor: row.actor,
    at: row.occurred_at,
    payload: (row.body ?? undefined) as Readonly<Record<string, unknown>> | undefined,
  }));
}
