import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ministryFolder } from '../ministry-folder.ts';
import { compareFolders } from '../organisation/index.ts';
import { UsageError } from './usage-error.ts';

export const compare = {
  usage: `mandate compare A B

Tells by name in what two ministries differ: institutions, functions, posts, limits, responsibilities, persons, history, and every
procedure, register, calendar, rule and text. A and B are folders, or names of folders below ministries/. Ends with 1 when they differ.`,
  run: async (args: readonly string[]): Promise<number> => {
    const [a, b] = args.filter((each) => !each.startsWith('--')).map(folderOf);
    if (a === undefined || b === undefined) throw new UsageError(compare.usage);
    const lines = compareFolders(a, b);
    for (const line of lines) process.stdout.write(`${line}\n`);
    if (lines.length === 0) process.stdout.write('No difference.\n');
    return lines.length === 0 ? 0 : 1;
  },
};

function folderOf(name: string): string {
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), name);
  const folder = existsSync(path) ? path : ministryFolder(name);
  if (!existsSync(folder)) throw new UsageError(`there is no folder "${name}"`);
  return folder;
}
