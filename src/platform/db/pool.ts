import { Kysely, type Transaction as KyselyTransaction, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';

export type Db = Kysely<Database>;
/** A function that must be atomic with its caller takes this type, so that calling it outside a transaction does not compile. */
export type Transaction = KyselyTransaction<Database>;

const DATE = 1082;
const TIMESTAMPTZ = 1184;
const BIGINT = 20;

const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [DATE]: (text) => Temporal.PlainDate.from(text),
  [TIMESTAMPTZ]: (text) => Temporal.Instant.from(text.replace(' ', 'T')),
  [BIGINT]: (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond 2^53`);
    return value;
  },
};

// pg would send a Temporal value as JSON text with quotes; it asks `toPostgres` first.
for (const prototype of [Temporal.PlainDate.prototype, Temporal.Instant.prototype, Temporal.PlainDateTime.prototype]) {
  Object.defineProperty(prototype, 'toPostgres', {
    value: Temporal.Instant.prototype === prototype ? instantText : plainText,
    configurable: true,
  });
}
function instantText(this: Temporal.Instant): string {
  return this.toString();
}
function plainText(this: Temporal.PlainDate): string {
  return this.toString();
}

/** Dates arrive as Temporal.PlainDate, instants as Temporal.Instant (microseconds kept), bigint as a safe number. */
export function openPool(url: string, options: { readonly max?: number } = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 16,
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        parsers[oid] ?? pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
    },
  });
  // Without both handlers the death of PostgreSQL would end this process: the pool hears idle clients only.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

export const openDatabase = (pool: pg.Pool): Db => new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
