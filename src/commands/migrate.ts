import { migrate } from '../platform/db/index.ts';
import { withDatabase } from './database.ts';

export const migrateCommand = {
  usage: `mandate migrate

Applies the migrations that the database lacks: the one that DATABASE_URL names, or the embedded one below ./data.
Each file runs in a transaction of its own; several processes may call this at once.`,
  run: async (): Promise<number> =>
    await withDatabase(async (pool) => {
      const applied = await migrate(pool);
      process.stdout.write(applied.length === 0 ? 'Nothing to do.\n' : `Applied ${applied.join(', ')}.\n`);
      return 0;
    }),
};
