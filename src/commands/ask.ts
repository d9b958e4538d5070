import { ministryFolder } from '../ministry-folder.ts';
import { organisationAnswer } from '../organisation/batch.ts';
import { readPlan } from '../organisation/index.ts';
import { readPlanInForce } from '../organisation/reorganisation/in-force.ts';
import { readAccepted } from '../organisation/store/accepted.ts';
import { openDatabase, openPool } from '../platform/db/index.ts';
import { UsageError } from './usage-error.ts';

export const ask = {
  usage: `mandate ask WORDS [--on DATE]

Who holds the function that these words name, on a day (today unless said), from the ministry's own files. With DATABASE_URL the
instruments count that were signed since: the plan is the one in force on that day.

  npm run -s mandate -- ask "radio spectrum" --on 2023-10-01`,
  run: async (args: readonly string[]): Promise<number> => {
    const at = args.indexOf('--on');
    const words = args.filter((_, i) => at < 0 || (i !== at && i !== at + 1)).join(' ');
    if (words.trim() === '') throw new UsageError(ask.usage);
    const files = readPlan(ministryFolder());
    const asOf = at < 0 ? Temporal.Now.plainDateISO(files.ministry.timeZone).toString() : (args[at + 1] ?? '');
    const url = process.env.DATABASE_URL;
    const plan = url === undefined ? files : await planInDatabase(url, files, asOf);
    const answer = await organisationAnswer(plan)({ query: { mandate: words }, asOf }, () => '');
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    return 'error' in answer ? 1 : 0;
  },
};

async function planInDatabase(url: string, files: ReturnType<typeof readPlan>, asOf: string): Promise<typeof files> {
  const pool = openPool(url, { max: 1 });
  try {
    const db = openDatabase(pool);
    return (await readPlanInForce(db, (await readAccepted(db)) ?? files)).on(asOf);
  } finally {
    await pool.end();
  }
}
