import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parse } from 'yaml';
import { readPlan } from '../folder.ts';
import { differenceLine, wholeDifference } from './whole-difference.ts';

/** The plan's own files are compared by what they say, not by their text. */
const PLAN = /^(ministry|institutions|mandates|posts|responsibilities|establishment|people|history)\.yaml$/;

/**
 * In what two ministries' folders differ, a line each by name: the plan entry by entry, everything else file by file.
 *
 * @throws DataFileError with a line for each mistake in either folder
 */
export function compareFolders(a: string, b: string): readonly string[] {
  const plan = wholeDifference(readPlan(a), readPlan(b)).map(differenceLine);
  const [was, is] = [contentsOf(a), contentsOf(b)];
  const others = [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((path) => {
    const [old, now] = [was.get(path), is.get(path)];
    if (old === now) return [];
    return [`${kindOf(path)} ${old === undefined ? 'added' : now === undefined ? 'removed' : 'changed'}`];
  });
  return [...plan, ...others];
}

/** `procedures/NAME/…` is a part of the procedure NAME, `registers/NAME.yaml` the register NAME. */
function kindOf(path: string): string {
  const [folder = '', name = '', ...rest] = path.split('/');
  if (folder === 'procedures') return `procedure ${name}: ${rest.join('/')}`;
  const bare = name.replace(/\.(yaml|json|dmn)$/, '');
  const single: Readonly<Record<string, string>> = {
    registers: 'register',
    calendar: 'calendar',
    rules: 'rule',
    locales: 'language',
    catalogues: 'catalogue',
  };
  return single[folder] === undefined ? `file ${path}` : `${single[folder]} ${[bare, ...rest].join('/')}`;
}

/** Files by their path; data without regard to how it is written down, texts as they are. */
function contentsOf(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .filter((path) => !PLAN.test(path));
  return new Map(
    paths.map((path) => {
      const text = readFileSync(join(folder, path), 'utf8');
      return [path, /\.(yaml|json)$/.test(path) ? JSON.stringify(parse(text)) : text];
    }),
  );
}
