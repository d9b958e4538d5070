import { sql } from 'kysely';
import type { Transaction } from '../platform/db/index.ts';

/** A gap-free series: one issuer, one kind, one year. */
export interface SeriesKey {
  readonly issuer: string;
  readonly kind: string;
  readonly year: number;
}

/**
 * Takes the next number of a gap-free series and holds its row until the transaction ends.
 * A PostgreSQL sequence would be faster but leaves gaps when a transaction fails; an official number must not.
 */
export async function takeNumber(trx: Transaction, key: SeriesKey): Promise<number> {
  const row = await trx
    .insertInto('number_series')
    .values({ ...key, last: 1 })
    .onConflict((conflict) => conflict.columns(['issuer', 'kind', 'year']).doUpdateSet({ last: sql`number_series.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow();
  return row.last;
}
