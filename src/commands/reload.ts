import { ministryFolder } from '../ministry-folder.ts';
import { differenceLine, pendingDifference, takeOver } from '../organisation/index.ts';
import { migrate, openDatabase } from '../platform/db/index.ts';
import { systemNow } from '../platform/time.ts';
import { withDatabase } from './database.ts';

export const reload = {
  usage: `mandate reload [--dry-run]

Tells by name what the ministry's folder (MINISTRY) changes against the plan that was last taken over, and takes it over: one
transaction, one event that names every change. A running server shows it within moments. With --dry-run nothing is taken over;
it ends with 1 when there is a difference. A folder with a mistake is refused as a whole, each mistake with file, line and rule.`,
  run: async (args: readonly string[]): Promise<number> =>
    await withDatabase(async (pool) => {
      await migrate(pool);
      const db = openDatabase(pool);
      const folder = ministryFolder();
      const isTrial = args.includes('--dry-run');
      const changes = isTrial
        ? await pendingDifference(db, folder)
        : await db.transaction().execute((trx) => takeOver(trx, folder, { actor: 'system', at: systemNow() }));
      for (const each of changes) process.stdout.write(`${differenceLine(each)}\n`);
      const count = changes.length === 1 ? '1 difference' : `${changes.length} differences`;
      process.stdout.write(`${count}${isTrial ? ', nothing taken over' : changes.length === 0 ? '' : ', taken over'}.\n`);
      return isTrial && changes.length > 0 ? 1 : 0;
    }),
};
