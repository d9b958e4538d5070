import { resolve } from 'node:path';
import { ministryFolder } from '../ministry-folder.ts';
import { exportMinistry } from '../organisation/index.ts';
import { migrate, openDatabase } from '../platform/db/index.ts';
import { withDatabase } from './database.ts';
import { UsageError } from './usage-error.ts';

export const exportCommand = {
  usage: `mandate export --folder OUT

Writes the ministry in force as a folder: its plan as it was taken over, the instruments signed since by their days, office holders
that are part of the plan, procedures, registers, calendars and texts. MINISTRY=OUT starts it elsewhere.`,
  run: async (args: readonly string[]): Promise<number> => {
    const at = args.indexOf('--folder');
    const out = at < 0 ? undefined : args[at + 1];
    if (out === undefined) throw new UsageError(exportCommand.usage);
    const path = resolve(process.env.INIT_CWD ?? process.cwd(), out);
    return await withDatabase(async (pool) => {
      await migrate(pool);
      const written = await exportMinistry(openDatabase(pool), ministryFolder(), path);
      process.stdout.write(`${path}: ${written.join(', ')}\n`);
      return 0;
    });
  },
};
