import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Db } from '../../platform/db/index.ts';
import { DataFileError } from '../../platform/yaml.ts';
import { type Plan, readPlan } from '../folder.ts';
import { readAccepted } from '../store/accepted.ts';
import { ORDERED } from './take-over.ts';

/** The files of a folder that hold the plan itself; everything else is copied as it is. */
const filesOf = (plan: Plan): Readonly<Record<string, object>> => ({
  'ministry.yaml': plan.ministry,
  'institutions.yaml': { institutions: plan.institutions },
  'mandates.yaml': { mandates: plan.mandates },
  'posts.yaml': { posts: plan.posts },
  'responsibilities.yaml': { responsibilities: plan.responsibilities },
  'establishment.yaml': plan.establishment,
  'people.yaml': plan.people,
  'history.yaml': { events: plan.history },
});

/**
 * Writes the ministry in force as a folder with which it starts elsewhere: its files as they were taken over, its procedures, registers,
 * calendars and texts, and the instruments that were signed since, by their days.
 *
 * @throws DataFileError when the folder to write to holds something already
 */
export async function exportMinistry(db: Db, source: string, out: string): Promise<readonly string[]> {
  if (existsSync(out) && readdirSync(out).length > 0) throw new DataFileError([`${out}: the folder is not empty`]);
  const plan = (await readAccepted(db)) ?? readPlan(source);
  const rows = await db
    .selectFrom('reorganisation')
    .select(['id', 'number', 'signed_on', 'instrument'])
    .where('state', '=', 'in-force')
    .orderBy('effective_on')
    .orderBy('id')
    .execute();
  const written = filesOf(plan);
  mkdirSync(out, { recursive: true });
  for (const name of readdirSync(source).sort())
    if (written[name] === undefined && name !== ORDERED) cpSync(join(source, name), join(out, name), { recursive: true });
  for (const [name, content] of Object.entries(written))
    writeFileSync(join(out, name), stringify(content, { lineWidth: 0, aliasDuplicateObjects: false }));
  if (rows.length > 0) {
    const instruments = rows.map(({ id, number, signed_on, instrument }) => ({ id, number, signedOn: String(signed_on), instrument }));
    writeFileSync(join(out, ORDERED), stringify({ instruments }, { lineWidth: 0, aliasDuplicateObjects: false }));
  }
  readPlan(out);
  return readdirSync(out).sort();
}
