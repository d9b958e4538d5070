import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { RegisterDefinition } from '../definition.ts';
import type { Fault } from './lines.ts';

/** A record that is in order by itself, as the database is given it. */
export interface StagedRow {
  readonly line: number;
  readonly key: string;
  readonly from: string;
  readonly json: string;
  readonly tokens: ReadonlySet<string>;
}

export interface Batch {
  readonly number: number;
  readonly rows: readonly StagedRow[];
  readonly firstLine: number;
  readonly lastLine: number;
}

export interface Merged {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

export interface MergeTask {
  readonly definition: RegisterDefinition;
  readonly importId: string;
  readonly actor: string;
  readonly because: object | undefined;
  readonly at: Temporal.Instant;
  readonly isExample: boolean;
  readonly withSearch: boolean;
}

/** The whole batch is refused; nothing of it is written. */
export class BatchRefused extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(`${faults.length} faults`);
    this.faults = faults;
  }
}

/** Bytes handed over at once: few enough to hold, many enough not to wait for each row. */
const PIECE = 1 << 18;
/** How many faults of a batch are told. */
export const MOST_FAULTS = 200;

/** A connection that brings batches in; made once for an import, so that its table of staged rows is made once. */
export async function prepare(client: pg.PoolClient): Promise<void> {
  await client.query(
    'create temporary table if not exists staged (line bigint not null, key text collate "C" not null, valid_from date not null, data jsonb not null, tokens text[] not null) on commit delete rows',
  );
  // A batch finds its entries by key; reading the whole register to join it would cost more with every batch.
  await client.query(
    "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set gin_pending_list_limit = '64MB'; set maintenance_work_mem = '256MB'; set synchronous_commit = off",
  );
}

/** Hands the rows of a batch to the connection's staging table, in the transaction that will merge them. */
export async function stage(client: pg.PoolClient, { rows }: Batch, withSearch: boolean): Promise<void> {
  await client.query('begin');
  const target = client.query(copyFrom('copy staged (line, key, valid_from, data, tokens) from stdin'));
  const end = finished(target);
  // Whoever hears of a failure is the one that waits for the end; the pieces before it only stop.
  end.catch(() => undefined);
  let piece = '';
  for (const { line, key, from, json, tokens } of rows) {
    piece += `${line}\t${escaped(key)}\t${from}\t${escaped(json)}\t${withSearch ? arrayText(tokens) : '{}'}\n`;
    if (piece.length < PIECE) continue;
    if (!target.write(piece)) await Promise.race([once(target, 'drain'), end]);
    piece = '';
  }
  target.end(piece);
  await end;
}

const escaped = (text: string): string => (/[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, escapedOne) : text);
const escapedOne = (character: string): string =>
  character === '\\' ? '\\\\' : character === '\t' ? '\\t' : character === '\n' ? '\\n' : '\\r';

function arrayText(tokens: ReadonlySet<string>): string {
  let text = '';
  for (const token of tokens) text += text === '' ? `"${token}"` : `,"${token}"`;
  return `{${text}}`;
}

/**
 * Merges the staged rows into the register: new entries, new versions of changed ones, nothing for those that say what is known. The
 * caller commits.
 *
 * @throws BatchRefused naming the lines whose day lies before the version in force, whose entry was removed, or whose value stands
 *   in another entry
 */
export async function merge(client: pg.PoolClient, batch: Batch, task: MergeTask): Promise<Merged> {
  const { definition, importId, at, isExample, withSearch } = task;
  const register = definition.code;
  const cause = `import/${importId}`;
  const because = task.because === undefined ? null : JSON.stringify(task.because);
  const { rows: before } = await client.query<{ known: number }>(
    'select count(*)::int as known from staged s where exists (select from register_entry e where e.register = $1 and e.key = s.key and upper_inf(e.valid))',
    [register],
  );
  const known = before[0]?.known ?? 0;
  // Looking twice into two indexes for conflicts that there are not would cost more than the insertion: only what may meet something looks.
  const insertion = await client.query(
    `insert into register_entry (register, key, version, valid, recorded_at, data, cause_kind, cause, because, is_example)
     select $1, key, 1, daterange(valid_from, null), $2, data, 'import', $3, $4, $5 from staged order by key
     ${known === 0 ? '' : 'on conflict do nothing'}`,
    [register, at.toString(), cause, because, isExample],
  );
  const added = insertion.rowCount ?? 0;
  const changed = known === 0 ? 0 : await mergeKnown(client, task, { cause, because });
  const written = added + changed;
  if (written > 0) {
    // What follows is for what was written only.
    if (written < batch.rows.length)
      await client.query(
        'delete from staged s using register_entry e where e.register = $1 and e.key = s.key and upper_inf(e.valid) and e.cause <> $2',
        [register, cause],
      );
    await claim(client, definition);
    if (withSearch)
      await client.query(
        `insert into register_search (register, key, tokens) select $1, key, tokens from staged order by key
         on conflict (register, key) do update set tokens = excluded.tokens`,
        [register],
      );
  }
  return { added, changed, unchanged: batch.rows.length - added - changed };
}

/** Entries that were known before the batch: a changed one gets a version, its last one ends. */
async function mergeKnown(
  client: pg.PoolClient,
  { definition, at, isExample }: MergeTask,
  { cause, because }: { readonly cause: string; readonly because: string | null },
): Promise<number> {
  const register = definition.code;
  const known = `from staged s join register_entry e on e.register = $1 and e.key = s.key and upper_inf(e.valid)
    where (e.data <> s.data or e.removed)`;
  const { rows: wrong } = await client.query<{ line: string; key: string; since: string; removed: boolean }>(
    `select s.line::text as line, s.key, lower(e.valid)::text as since, e.removed ${known} and (e.removed or s.valid_from < lower(e.valid)) order by s.line limit ${MOST_FAULTS}`,
    [register],
  );
  if (wrong.length > 0)
    throw new BatchRefused(
      wrong.map(({ line, key, since, removed }) => ({
        line: Number(line),
        field: definition.key,
        rule: removed ? 'entry-removed' : 'date-before-version',
        values: { key, since },
      })),
    );
  await client.query(
    'create temporary table if not exists changed (line bigint, key text collate "C", version integer) on commit delete rows',
  );
  await client.query(`insert into changed select s.line, s.key, e.version ${known}`, [register]);
  await client.query(
    `update register_entry e set valid = daterange(lower(e.valid), s.valid_from) from changed c join staged s using (line)
      where e.register = $1 and e.key = c.key and e.version = c.version`,
    [register],
  );
  const written = await client.query(
    `insert into register_entry (register, key, version, valid, recorded_at, data, cause_kind, cause, because, is_example)
     select $1, s.key, c.version + 1, daterange(s.valid_from, null), $2, s.data, 'import', $3, $4, $5 from changed c join staged s using (line)`,
    [register, at.toString(), cause, because, isExample],
  );
  await client.query('delete from register_value v using changed c where v.register = $1 and v.key = c.key', [register]);
  return written.rowCount ?? 0;
}

/** PostgreSQL's name for what a unique index refuses. */
const UNIQUE_VIOLATION = '23505';

/** What stands in one entry only is claimed for those that the batch wrote. */
async function claim(client: pg.PoolClient, { code, fields }: RegisterDefinition): Promise<void> {
  for (const [field, { unique }] of Object.entries(fields)) {
    if (unique !== true) continue;
    await client.query('savepoint claim');
    try {
      await client.query(
        'insert into register_value (register, field, value, key) select $1, $2, data ->> $2, key from staged order by data ->> $2',
        [code, field],
      );
    } catch (error) {
      if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
      await client.query('rollback to savepoint claim');
      throw new BatchRefused(await takenValues(client, code, field));
    }
    await client.query('release savepoint claim');
  }
}

/** Which lines claim a value that another entry holds, or an earlier line of the batch. */
async function takenValues(client: pg.PoolClient, code: string, field: string): Promise<readonly Fault[]> {
  const { rows } = await client.query<{ line: string; value: string; holder: string }>(
    `select * from (
       select s.line::text as line, s.data ->> $2 as value,
              coalesce(v.key, lag(s.key) over (partition by s.data ->> $2 order by s.line)) as holder
         from staged s left join register_value v on v.register = $1 and v.field = $2 and v.value = s.data ->> $2
     ) claims where holder is not null order by line::bigint limit ${MOST_FAULTS}`,
    [code, field],
  );
  return rows.map(({ line, value, holder }) => ({ line: Number(line), field, rule: 'value-taken', values: { value, holder } }));
}
