import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type pg from 'pg';
import { readSignature } from '../documents/index.ts';
import { verifyChains, verifySignedTips } from '../platform/audit/index.ts';
import { restore } from '../platform/backup/index.ts';
import { openDatabase, openPool, startEmbedded } from '../platform/db/index.ts';
import { withDatabase } from './database.ts';
import { UsageError } from './usage-error.ts';

export const verify = {
  usage: `mandate verify [--backup FOLDER]

Walks every chain of events from its first row, recomputes each hash, compares the heads, and holds the signed tips of every day against
them. With --backup a backup is verified, on a database of its own that is thrown away: the ministry itself is not needed.
Exit status 0: nothing was altered; 1: each finding stands in a line with its rule, stream and position.

  npm run -s mandate -- verify --backup /safe/place/2026-11-24`,
  run: async (args: readonly string[]): Promise<number> => {
    if (args.length === 0) return await withDatabase(printVerification);
    const [flag, folder] = args;
    if (flag !== '--backup' || folder === undefined || args.length > 2) throw new UsageError(verify.usage);
    const data = mkdtempSync(join(tmpdir(), 'mandate-verify-'));
    const server = await startEmbedded(data, () => undefined, { fsync: false });
    const pool = openPool(server.url, { max: 4 });
    try {
      await restore(pool, resolve(process.env.INIT_CWD ?? process.cwd(), folder));
      return await printVerification(pool);
    } finally {
      await pool.end();
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    }
  },
};

/** Verifies a database and tells what was found; the exit status says whether it is whole. */
export async function printVerification(pool: pg.Pool): Promise<number> {
  const { events, streams, erasedPayloads, findings } = await verifyChains(pool);
  const db = openDatabase(pool);
  const signed = await verifySignedTips(pool, (signature) => readSignature(db, signature));
  for (const { rule, stream, position } of findings) process.stdout.write(`${rule}\t${stream}\t${position}\n`);
  for (const { rule, on, shard } of signed.findings) process.stdout.write(`${rule}\t${on}\t${shard ?? ''}\n`);
  process.stdout.write(
    `${events} events in ${streams} streams, ${erasedPayloads} payloads erased by retention, ${signed.days} signed days, ${findings.length + signed.findings.length} findings.\n`,
  );
  return findings.length + signed.findings.length === 0 ? 0 : 1;
}
