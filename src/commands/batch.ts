import { engineNames, runBatch } from '../batch/door.ts';
import { UsageError } from './usage-error.ts';

export const batch = {
  usage: `mandate batch ENGINE

Reads one JSON object a line on standard input and writes one a line on standard output, in the same order.
Engines: ${engineNames.join(', ')}

  echo '{"op":"deadline","start":"2026-03-02","n":20,"unit":"workingDay"}' | npm run -s mandate -- batch calendar`,
  run: async ([name]: readonly string[]): Promise<number> => {
    if (name === undefined || !engineNames.includes(name)) throw new UsageError(`Name one of the engines: ${engineNames.join(', ')}`);
    await runBatch(name, process.stdin, process.stdout);
    return 0;
  },
};
