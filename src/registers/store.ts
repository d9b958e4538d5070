import { sql } from 'kysely';
import { appendEvents } from '../platform/audit/index.ts';
import type { Db, Transaction } from '../platform/db/index.ts';
import { Refusal, type Rule } from '../platform/http/refusal.ts';
import type { RegisterDefinition } from './definition.ts';

export const registerRefusals = {
  entryUnknown: { code: 'register-entry-unknown', status: 404 },
  registerUnknown: { code: 'register-unknown', status: 404 },
  valueTaken: { code: 'register-value-taken', status: 409 },
} as const satisfies Record<string, Rule>;

export interface Version {
  readonly key: string;
  readonly version: number;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate | null;
  readonly recordedAt: Temporal.Instant;
  readonly data: Readonly<Record<string, unknown>>;
  readonly removed: boolean;
  readonly causeKind: 'case' | 'import' | 'correction';
  readonly cause: string;
  readonly because: unknown;
  readonly isExample: boolean;
}

export interface Change {
  readonly key: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly from: Temporal.PlainDate;
  readonly at: Temporal.Instant;
  readonly causeKind: 'case' | 'import' | 'correction';
  readonly cause: string;
  readonly because?: object;
  readonly actor: string;
  readonly isExample?: boolean;
}

/**
 * Writes a new version of an entry, or its first.
 *
 * @throws Refusal when a value that may stand once stands in another entry
 */
export async function writeEntry(trx: Transaction, definition: RegisterDefinition, change: Change): Promise<number> {
  return await writeVersion(trx, definition, change, false);
}

/** Ends an entry: its last version says by what. Its values are free for others, its key is not used again. */
export async function removeEntry(trx: Transaction, definition: RegisterDefinition, change: Change): Promise<number> {
  return await writeVersion(trx, definition, change, true);
}

async function writeVersion(trx: Transaction, definition: RegisterDefinition, change: Change, removed: boolean): Promise<number> {
  const register = definition.code;
  const open = await trx
    .updateTable('register_entry')
    .set({ valid: sql`daterange(lower(valid), greatest(${change.from}::date, lower(valid)))` })
    .where('register', '=', register)
    .where('key', '=', change.key)
    .where(sql<boolean>`upper_inf(valid)`)
    .returning('version')
    .executeTakeFirst();
  const version = (open?.version ?? 0) + 1;
  await trx
    .insertInto('register_entry')
    .values({
      register,
      key: change.key,
      version,
      valid: `[${change.from},)`,
      recorded_at: change.at,
      data: JSON.stringify(change.data),
      removed,
      cause_kind: change.causeKind,
      cause: change.cause,
      because: change.because === undefined ? null : JSON.stringify(change.because),
      is_example: change.isExample ?? false,
    })
    .execute();
  await claimValues(trx, definition, change, removed);
  await trx
    .insertInto('register_search')
    .values({ register, key: change.key, tokens: sql`search_tokens(${searchText(definition, change.data)})` })
    .onConflict((conflict) => conflict.columns(['register', 'key']).doUpdateSet((set) => ({ tokens: set.ref('excluded.tokens') })))
    .execute();
  await appendEvents(trx, [
    {
      stream: `register/${register}/${change.key}`,
      kind: removed ? 'entry-removed' : 'entry-written',
      actor: change.actor,
      at: change.at,
      payload: { version, cause: change.cause, data: change.data },
    },
  ]);
  return version;
}

async function claimValues(trx: Transaction, definition: RegisterDefinition, change: Change, removed: boolean): Promise<void> {
  const register = definition.code;
  await trx.deleteFrom('register_value').where('register', '=', register).where('key', 'in', [change.key, change.cause]).execute();
  if (removed) return;
  for (const [field, { unique }] of Object.entries(definition.fields))
    if (unique === true) await claimValue(trx, register, field, String(change.data[field]), change.key);
}

/**
 * Claims a value for an entry, or for the case that will make it; of two that come at once, one gets it.
 *
 * @throws Refusal naming the field when it stands elsewhere already
 */
export async function claimValue(trx: Transaction, register: string, field: string, value: string, key: string): Promise<void> {
  const claimed = await trx
    .insertInto('register_value')
    .values({ register, field, value, key })
    .onConflict((conflict) => conflict.columns(['register', 'field', 'value']).doUpdateSet({ key }).where('register_value.key', '=', key))
    .returning('key')
    .executeTakeFirst();
  if (claimed === undefined) throw new Refusal(registerRefusals.valueTaken, { field, values: { value } });
}

export async function releaseValues(trx: Transaction, register: string, key: string): Promise<void> {
  await trx.deleteFrom('register_value').where('register', '=', register).where('key', '=', key).execute();
}

export const searchText = (definition: RegisterDefinition, data: Readonly<Record<string, unknown>>): string =>
  Object.entries(definition.fields)
    .flatMap(([name, field]) => (field.public && field.search !== undefined ? [String(data[name] ?? '')] : []))
    .join(' ');

const versionColumns = [
  'key',
  'version',
  'recorded_at as recordedAt',
  'data',
  'removed',
  'cause_kind as causeKind',
  'cause',
  'because',
  'is_example as isExample',
] as const;

const versions = (db: Db | Transaction, register: string) =>
  db
    .selectFrom('register_entry')
    .select(versionColumns)
    // A version that was replaced on its own first day was never valid for a whole day: its range is empty and has no bounds.
    .select([
      sql<Temporal.PlainDate>`coalesce(lower(valid), (recorded_at at time zone 'UTC')::date)`.as('from'),
      sql<Temporal.PlainDate | null>`case when isempty(valid) then (recorded_at at time zone 'UTC')::date else upper(valid) end`.as(
        'until',
      ),
    ])
    .where('register', '=', register);

/** The entry as it stood on a day, or undefined. */
export async function findEntry(db: Db | Transaction, register: string, key: string, on: Temporal.PlainDate): Promise<Version | undefined> {
  return await versions(db, register).where('key', '=', key).where(sql<boolean>`valid @> ${on}::date`).executeTakeFirst();
}

/** The entry in which a value stands that stands once in the register. */
export async function findKeyOfValue(db: Db | Transaction, register: string, field: string, value: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('register_value')
    .select('key')
    .where('register', '=', register)
    .where('field', '=', field)
    .where('value', '=', value)
    .executeTakeFirst();
  return row?.key;
}

/** All versions, newest first. */
export async function listVersions(db: Db, register: string, key: string): Promise<readonly Version[]> {
  return await versions(db, register).where('key', '=', key).orderBy('version', 'desc').execute();
}

export interface Search {
  readonly text?: string;
  readonly on: Temporal.PlainDate;
  /** Fields that must have, or among their values hold, a value. */
  readonly filters?: readonly { readonly field: string; readonly value: string }[];
}

export interface SearchPage extends Search {
  /** Key of the last entry of the page before. */
  readonly after?: string;
  readonly size: number;
}

/** Entries that stand on a day, hold every word of the search and pass the filters. */
function matching(db: Db | Transaction, register: string, search: Search) {
  let query = versions(db, register).where(sql<boolean>`valid @> ${search.on}::date`).where('removed', '=', false);
  for (const { field, value } of search.filters ?? []) query = query.where(sql<boolean>`data -> ${field} @> to_jsonb(${value}::text)`);
  if (search.text !== undefined && search.text.trim() !== '') {
    query = query.where('key', 'in', (select) =>
      select
        .selectFrom('register_search')
        .select('key')
        .where('register', '=', register)
        .where(sql<boolean>`tokens @> search_tokens(${search.text})`),
    );
  }
  return query;
}

/** A page of entries, by key. */
export async function searchEntries(db: Db | Transaction, register: string, search: SearchPage): Promise<readonly Version[]> {
  let query = matching(db, register, search).orderBy('key').limit(search.size);
  if (search.after !== undefined) query = query.where('key', '>', search.after);
  return await query.execute();
}

/** How many entries a search finds, counted to `most` and no further: nobody reads a million. */
export async function countEntries(db: Db, register: string, search: Search, most: number): Promise<number> {
  const row = await db
    .selectFrom(matching(db, register, search).clearSelect().select('key').limit(most).as('found'))
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
