import { createHash } from 'node:crypto';
import type pg from 'pg';

/** One thing found wrong: where, and in words what it means. */
export interface Finding {
  readonly rule:
    | 'altered'
    | 'missing'
    | 'reordered'
    | 'cut-off'
    | 'vanished'
    | 'payload-altered'
    | 'chain-altered'
    | 'tip-altered'
    | 'head-altered';
  readonly stream: string;
  readonly position: number;
}

export interface Verification {
  readonly events: number;
  readonly streams: number;
  readonly erasedPayloads: number;
  readonly findings: readonly Finding[];
}

interface EventRow {
  stream: string;
  position: number;
  kind: string;
  actor: string;
  microseconds: string;
  payload_hash: Buffer;
  previous_hash: Buffer;
  hash: Buffer;
  salt: Buffer | null;
  body: string | null;
}

const PAGE = 5000;
const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/**
 * Walks every chain from the first row and recomputes each hash, independently of the function that wrote them.
 * Constant memory: one page of rows and one head at a time, in a single snapshot.
 */
export async function verifyChains(pool: pg.Pool): Promise<Verification> {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const findings: Finding[] = [];
    const walked = await walkEvents(client, findings);
    await compareHeads(client, findings);
    await walkHeadChains(client, findings);
    return { ...walked, findings };
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

async function* eventPages(client: pg.PoolClient): AsyncGenerator<EventRow> {
  let stream = '';
  let position = 0;
  for (;;) {
    const { rows } = await client.query<EventRow>(
      `select e.stream, e.position, e.kind, e.actor, (extract(epoch from e.occurred_at) * 1000000)::bigint::text as microseconds,
              e.payload_hash, e.previous_hash, e.hash, p.salt, p.body::text as body
         from event e left join event_payload p on p.stream = e.stream and p.position = e.position
        where (e.stream, e.position) > ($1, $2) order by e.stream, e.position limit ${PAGE}`,
      [stream, position],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    stream = last.stream;
    position = last.position;
  }
}

async function walkEvents(client: pg.PoolClient, findings: Finding[]): Promise<Omit<Verification, 'findings'>> {
  let stream = '';
  let expected = 1;
  let before: Buffer = Buffer.alloc(0);
  let events = 0;
  let streams = 0;
  let erasedPayloads = 0;
  for await (const row of eventPages(client)) {
    events++;
    if (row.stream !== stream) {
      stream = row.stream;
      streams++;
      expected = 1;
      before = Buffer.alloc(0);
    }
    const at = { stream, position: row.position };
    if (row.position !== expected) findings.push({ rule: 'missing', ...at, position: expected });
    else if (!row.previous_hash.equals(before)) findings.push({ rule: 'reordered', ...at });
    const text = [row.stream, row.position, row.kind, row.actor, row.microseconds].join('\x1f');
    if (!sha256(row.previous_hash, row.payload_hash, text).equals(row.hash)) findings.push({ rule: 'altered', ...at });
    if (row.salt === null || row.body === null) erasedPayloads++;
    else if (!sha256(row.salt, row.body).equals(row.payload_hash)) findings.push({ rule: 'payload-altered', ...at });
    before = row.hash;
    expected = row.position + 1;
  }
  return { events, streams, erasedPayloads };
}

async function compareHeads(client: pg.PoolClient, findings: Finding[]): Promise<void> {
  const { rows } = await client.query<{ stream: string; head: number | null; last: number | null; same: boolean | null }>(
    `with last as (select distinct on (stream) stream, position, hash from event order by stream, position desc)
     select coalesce(h.stream, l.stream) as stream, h.count as head, l.position as last, h.hash = l.hash as same
       from stream_head h full join last l on l.stream = h.stream
      where h.count is distinct from l.position or h.hash is distinct from l.hash`,
  );
  for (const { stream, head, last } of rows) {
    if (last === null) findings.push({ rule: 'vanished', stream, position: 1 });
    else if (head !== null && head > last) findings.push({ rule: 'cut-off', stream, position: last + 1 });
    else findings.push({ rule: 'head-altered', stream, position: last });
  }
}

async function walkHeadChains(client: pg.PoolClient, findings: Finding[]): Promise<void> {
  for (let shard = 0; shard < 64; shard++) {
    let expected = 1;
    let before: Buffer = Buffer.alloc(0);
    for (;;) {
      const { rows } = await client.query<{
        position: number;
        stream: string;
        count: number;
        hash: Buffer;
        chain_hash: Buffer;
        present: boolean;
      }>(
        `select c.position, c.stream, c.count, c.hash, c.chain_hash, e.hash is not distinct from c.hash as present
           from head_chain c left join event e on e.stream = c.stream and e.position = c.count
          where c.shard = $1 and c.position >= $2 order by c.position limit ${PAGE}`,
        [shard, expected],
      );
      for (const row of rows) {
        const at = { stream: row.stream, position: row.count };
        if (row.position !== expected || !sha256(before, row.hash, `${row.stream}\x1f${row.count}`).equals(row.chain_hash))
          findings.push({ rule: 'chain-altered', ...at });
        if (!row.present) findings.push({ rule: 'missing', ...at });
        before = row.chain_hash;
        expected = row.position + 1;
      }
      if (rows.length < PAGE) break;
    }
    const { rows } = await client.query<{ position: number; chain_hash: Buffer }>(
      'select position, chain_hash from head_chain_tip where shard = $1',
      [shard],
    );
    const tip = rows[0];
    if (tip === undefined || tip.position !== expected - 1 || !tip.chain_hash.equals(before))
      findings.push({ rule: 'tip-altered', stream: `head chain ${shard}`, position: expected - 1 });
  }
}
