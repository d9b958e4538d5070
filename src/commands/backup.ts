import { resolve } from 'node:path';
import { backUp } from '../platform/backup/index.ts';
import { systemNow } from '../platform/time.ts';
import { withDatabase } from './database.ts';
import { UsageError } from './usage-error.ts';

export const backup = {
  usage: `mandate backup FOLDER

Writes every table into a new folder, in one snapshot and in constant memory, while the ministry goes on working. The manifest carries
the hash of each file. The signing key is not in it: keep data/signing-key.json (or MANDATE_SIGNING_KEY) apart, under lock and key.

  npm run -s mandate -- backup /safe/place/2026-11-24`,
  run: async (args: readonly string[]): Promise<number> => {
    const [folder] = args;
    if (folder === undefined || args.length > 1) throw new UsageError(backup.usage);
    return await withDatabase(async (pool) => {
      const { tables } = await backUp(pool, resolve(process.env.INIT_CWD ?? process.cwd(), folder), systemNow());
      process.stdout.write(`${tables.length} tables, ${tables.reduce((sum, table) => sum + table.rows, 0)} rows.\n`);
      return 0;
    });
  },
};
