import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after } from 'node:test';
import { ministryFolder } from '../../ministry-folder.ts';

const PLAN = ['ministry', 'institutions', 'mandates', 'posts', 'responsibilities', 'establishment', 'people', 'history'] as const;

export type Edit = readonly [file: (typeof PLAN)[number], from: string | RegExp, to: string];

/** A copy of the shipped ministry's plan in which texts were replaced; each replacement must have something to replace. */
export function copyOfPlan(...edits: readonly Edit[]): string {
  const folder = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'plan-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of PLAN) cpSync(join(ministryFolder('miit'), `${name}.yaml`), join(folder, `${name}.yaml`));
  for (const [file, from, to] of edits) {
    const path = join(folder, `${file}.yaml`);
    const text = readFileSync(path, 'utf8');
    const next = text.replace(from, to);
    if (next === text) throw new Error(`nothing to replace in ${file}.yaml: ${from}`);
    writeFileSync(path, next);
  }
  return folder;
}
