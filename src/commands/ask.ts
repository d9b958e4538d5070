import { organisationAnswer } from '../organisation/batch.ts';
import { UsageError } from './usage-error.ts';

export const ask = {
  usage: `mandate ask WORDS [--on DATE]

Who holds the function that these words name, on a day (today unless said), from the ministry's own files.

  npm run -s mandate -- ask "radio spectrum" --on 2023-10-01`,
  run: async (args: readonly string[]): Promise<number> => {
    const at = args.indexOf('--on');
    const words = args.filter((_, i) => at < 0 || (i !== at && i !== at + 1)).join(' ');
    if (words.trim() === '') throw new UsageError(ask.usage);
    const asOf = at < 0 ? Temporal.Now.plainDateISO().toString() : (args[at + 1] ?? '');
    const answer = await organisationAnswer()({ query: { mandate: words }, asOf }, () => '');
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    return 'error' in answer ? 1 : 0;
  },
};
