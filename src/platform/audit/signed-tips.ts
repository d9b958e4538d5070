import type pg from 'pg';
import type { Db } from '../db/index.ts';

interface Tip {
  readonly shard: number;
  readonly position: number;
  readonly hash: string;
}

/**
 * Signs the tips of the 64 head chains once a day: whoever keeps one signature can prove everything that was recorded before it.
 *
 * @param sign compact JWS under the ministry's key
 * @returns whether this call was the one that signed the day
 */
export async function signTips(
  db: Db,
  sign: (payload: Readonly<Record<string, unknown>>) => Promise<{ readonly signature: string }>,
  on: Temporal.PlainDate,
  at: Temporal.Instant,
): Promise<boolean> {
  const day = on.toString();
  const known = await db.selectFrom('signed_tip').select('signed_at').where('signed_on', '=', on).executeTakeFirst();
  if (known !== undefined) return false;
  const rows = await db.selectFrom('head_chain_tip').select(['shard', 'position', 'chain_hash']).orderBy('shard').execute();
  const tips: readonly Tip[] = rows.map((row) => ({
    shard: row.shard,
    position: Number(row.position),
    hash: row.chain_hash.toString('hex'),
  }));
  const { signature } = await sign({ kind: 'head-chain-tips', on: day, iat: Math.floor(at.epochMilliseconds / 1000), tips });
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('signed_tip')
    .values({ signed_on: day, signed_at: at, tips: JSON.stringify(tips), signature })
    .onConflict((conflict) => conflict.column('signed_on').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

export interface TipFinding {
  readonly rule: 'signature-invalid' | 'tip-not-in-chain';
  readonly on: string;
  readonly shard?: number;
}

/**
 * Holds every signed day against the chains as they are now.
 *
 * @param read the payload of a signature that one of the ministry's keys made, otherwise undefined
 */
export async function verifySignedTips(
  pool: pg.Pool,
  read: (signature: string) => Promise<Readonly<Record<string, unknown>> | undefined>,
): Promise<{ readonly days: number; readonly findings: readonly TipFinding[] }> {
  const { rows: days } = await pool.query<{ on: string; signature: string }>(
    'select signed_on::text as on, signature from signed_tip order by signed_on',
  );
  const findings: TipFinding[] = [];
  for (const { on, signature } of days) {
    const payload = await read(signature);
    if (payload === undefined || payload.on !== on || !Array.isArray(payload.tips)) {
      findings.push({ rule: 'signature-invalid', on });
      continue;
    }
    // What was signed counts, not the copy beside it.
    const { rows } = await pool.query<{ shard: number }>(
      `select t.shard from jsonb_to_recordset($1::jsonb) as t(shard int, position bigint, hash text)
         left join head_chain c on c.shard = t.shard and c.position = t.position
        where t.position > 0 and encode(c.chain_hash, 'hex') is distinct from t.hash order by t.shard`,
      [JSON.stringify(payload.tips)],
    );
    for (const { shard } of rows) findings.push({ rule: 'tip-not-in-chain', on, shard });
  }
  return { days: days.length, findings };
}
