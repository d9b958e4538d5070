import { resolve } from 'node:path';
import { restore as restoreFrom } from '../platform/backup/index.ts';
import { withDatabase } from './database.ts';
import { UsageError } from './usage-error.ts';
import { printVerification } from './verify.ts';

export const restore = {
  usage: `mandate restore FOLDER

Restores a backup into an empty database, all or nothing: the one that DATABASE_URL names, or a new embedded one. Every file is compared
with the manifest first, and every chain of events is walked afterwards.

  MANDATE_DATA=/srv/mandate npm run -s mandate -- restore /safe/place/2026-11-24`,
  run: async (args: readonly string[]): Promise<number> => {
    const [folder] = args;
    if (folder === undefined || args.length > 1) throw new UsageError(restore.usage);
    return await withDatabase(async (pool) => {
      const { tables, takenAt } = await restoreFrom(pool, resolve(process.env.INIT_CWD ?? process.cwd(), folder));
      process.stdout.write(`${tables.length} tables as of ${takenAt}, ${tables.reduce((sum, table) => sum + table.rows, 0)} rows.\n`);
      return await printVerification(pool);
    });
  },
};
