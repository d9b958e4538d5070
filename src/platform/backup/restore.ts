import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { migrate } from '../db/index.ts';
import { BackupFault, type Manifest, readManifest, tableFile } from './manifest.ts';
import { type BackedTable, listOf, listTables, quoted } from './tables.ts';

/**
 * Restores a backup into an empty database, all or nothing. Every file is compared with the manifest before the first row is written.
 *
 * @throws BackupFault when a part is missing or altered, was made by another version, or the database is not empty
 */
export async function restore(pool: pg.Pool, folder: string): Promise<Manifest> {
  const manifest = readManifest(folder);
  for (const table of manifest.tables) await compareFile(folder, table);
  await migrate(pool);
  const client = await pool.connect();
  try {
    await client.query('begin');
    await compareVersions(client, manifest);
    const tables = await listTables(client);
    await demandEmpty(client, tables);
    await client.query(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')}`);
    for (const { name } of tables) {
      const backed = manifest.tables.find((each) => each.name === name);
      if (backed === undefined) throw new BackupFault(`the backup has no table "${name}"`);
      const target = client.query(copyFrom(`copy ${quoted(name)} (${listOf(backed.columns)}) from stdin`));
      await pipeline(createReadStream(tableFile(folder, name)), createGunzip(), target);
      if (target.rowCount !== backed.rows)
        throw new BackupFault(`${name}: ${backed.rows} rows were backed up, ${target.rowCount} came back`);
    }
    await client.query('commit');
    return manifest;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function compareFile(folder: string, { name, sha256 }: Manifest['tables'][number]): Promise<void> {
  const file = tableFile(folder, name);
  if (!existsSync(file)) throw new BackupFault(`${file} is missing`);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  if (hash.digest('hex') !== sha256) throw new BackupFault(`${file} is not what the manifest says: it was altered or cut short`);
}

async function compareVersions(client: pg.ClientBase, manifest: Manifest): Promise<void> {
  const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from schema_migration order by name');
  const said = (all: readonly { readonly name: string; readonly hash: string }[]): string =>
    all.map((each) => `${each.name} ${each.hash}`).join('\n');
  if (said(rows) === said(manifest.migrations)) return;
  const ours = new Set(rows.map((each) => `${each.name} ${each.hash}`));
  const other = manifest.migrations.find((each) => !ours.has(`${each.name} ${each.hash}`));
  throw new BackupFault(
    `the backup was made by another version of the program (${other === undefined ? 'an earlier one' : `migration ${other.name}`}): restore it with that version, then migrate`,
  );
}

/** What migrations themselves put into tables is no obstacle; whatever a ministry did is. */
async function demandEmpty(client: pg.ClientBase, tables: readonly BackedTable[]): Promise<void> {
  if (!tables.some(({ name }) => name === 'event')) return;
  const { rows } = await client.query('select 1 from event limit 1');
  if (rows.length > 0) throw new BackupFault('the database is not empty: a backup is restored into a new one');
}
