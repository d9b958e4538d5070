import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { listMigrations } from '../db/index.ts';
import { BackupFault, FORMAT, type Manifest, tableFile } from './manifest.ts';
import { listOf, listTables, quoted } from './tables.ts';

/**
 * Writes the whole ministry into a folder: every table in one snapshot, in constant memory, while the work goes on. The signing key and
 * the sessions' secrets of the data folder are not in it: they are kept apart.
 *
 * The manifest is written last: a folder without it is no backup, whatever ended it.
 *
 * @throws BackupFault when the folder exists already, or the database is not at the version of this program
 */
export async function backUp(pool: pg.Pool, folder: string, at: Temporal.Instant): Promise<Manifest> {
  if (existsSync(folder)) throw new BackupFault(`${folder} exists already: a backup never overwrites another`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const { rows: migrations } = await client.query<{ name: string; hash: string }>(
      'select name, hash from schema_migration order by name',
    );
    if (migrations.length !== listMigrations().length)
      throw new BackupFault('the database is not up to date: call "mandate migrate" first');
    const tables: Manifest['tables'] = [];
    for (const { name, columns, key } of await listTables(client)) {
      const order = key.length === 0 ? '' : ` order by ${listOf(key)}`;
      // The order makes two backups of the same state the same to the byte.
      const source = client.query(copyTo(`copy (select ${listOf(columns)} from ${quoted(name)}${order}) to stdout`));
      const hash = createHash('sha256');
      const hashing = new PassThrough();
      hashing.on('data', (chunk: Buffer) => hash.update(chunk));
      await pipeline(source, createGzip({ level: 6 }), hashing, createWriteStream(tableFile(folder, name), { mode: 0o600 }));
      tables.push({ name, columns: [...columns], rows: source.rowCount, sha256: hash.digest('hex') });
    }
    const manifest: Manifest = { format: FORMAT, takenAt: at.toString(), migrations, tables };
    writeFileSync(join(folder, 'manifest.part'), `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(join(folder, 'manifest.part'), join(folder, 'manifest.json'));
    return manifest;
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}
