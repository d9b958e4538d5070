import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import type { Db, Transaction } from '../../platform/db/index.ts';
import { DataFileError, readYamlFile } from '../../platform/yaml.ts';
import { type Plan, readPlan } from '../folder.ts';
import { takePlan } from '../load.ts';
import { findingsOf } from '../reorganisation/findings.ts';
import { instrumentsInForce } from '../reorganisation/in-force.ts';
import { effectiveDay, Instrument } from '../reorganisation/instrument.ts';
import { planWith } from '../reorganisation/steps.ts';
import { readAccepted } from '../store/accepted.ts';
import { type Order, record } from '../store/acts.ts';
import { takeOfficeHolders } from '../store/office-holders.ts';
import { type Difference, differenceLine, wholeDifference } from './whole-difference.ts';

/**
 * What taking the folder over as it is now would change; everything it says when nothing was taken over yet.
 *
 * @throws DataFileError with a line for each mistake in the files
 */
export async function pendingDifference(db: Db | Transaction, folder: string): Promise<readonly Difference[]> {
  const accepted = await readAccepted(db);
  const plan = readPlan(folder);
  return accepted === undefined ? [] : wholeDifference(accepted, plan);
}

/**
 * Takes the folder over as it is now: one transaction, one event that names every change and who ordered it. The signed instruments
 * stay in force and are applied to the new files.
 *
 * @throws DataFileError with a line for each mistake in the files, and for each instrument in force that no longer fits them; nothing is
 *   changed then
 */
export async function takeOver(trx: Transaction, folder: string, order: Order): Promise<readonly Difference[]> {
  const plan = readPlan(folder);
  await trx.selectFrom('organisation_state').select('version').forUpdate().execute();
  const accepted = await readAccepted(trx);
  if (accepted === undefined) await takeOrdered(trx, folder, plan, order);
  else await demandFit(trx, plan);
  const changes = accepted === undefined ? [] : wholeDifference(accepted, plan);
  await trx
    .updateTable('organisation_state')
    .set({ accepted: JSON.stringify(plan) })
    .execute();
  await takePlan(trx, plan, order.at);
  await takeOfficeHolders(trx, plan, order.at);
  if (changes.length > 0) await record(trx, order, 'folder-taken-over', { changes: changes.map(differenceLine) });
  return changes;
}

/** The instruments in force were signed upon other files: each must still make sense upon the new ones. */
async function demandFit(trx: Transaction, files: Plan): Promise<void> {
  const findings: string[] = [];
  (await instrumentsInForce(trx)).reduce((plan, instrument) => {
    const found = findingsOf(plan, instrument);
    findings.push(...found.map((each) => `${instrument.number ?? instrument.title.en}: ${each}`));
    return found.length > 0 ? plan : planWith(plan, instrument);
  }, files);
  if (findings.length > 0) throw new DataFileError(findings);
}

const OrderedYaml = Type.Object(
  {
    instruments: Type.Array(
      Type.Object(
        {
          id: Type.String({ format: 'uuid' }),
          number: Type.String({ minLength: 1 }),
          signedOn: Type.String({ format: 'date' }),
          instrument: Instrument,
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
type OrderedYaml = Static<typeof OrderedYaml>;

/** Name of the file in which an exported ministry brings the instruments that are in force in it. */
export const ORDERED = 'ordered.yaml';

/** The first time: what was ordered where the folder was exported is in force here too, under its numbers and days. */
async function takeOrdered(trx: Transaction, folder: string, files: Plan, order: Order): Promise<void> {
  const path = join(folder, ORDERED);
  if (!existsSync(path)) return;
  const file = readYamlFile<OrderedYaml>(path, OrderedYaml);
  const findings: string[] = [];
  file.value.instruments.reduce((plan, { instrument }, i) => {
    const found = findingsOf(plan, instrument);
    findings.push(...found.map((each) => `${file.path}:${file.lineOf(['instruments', i])}: ${each}`));
    return found.length > 0 ? plan : planWith(plan, instrument);
  }, files);
  if (findings.length > 0) throw new DataFileError(findings);
  for (const { id, number, signedOn, instrument } of file.value.instruments) {
    const row = { id, effective_on: effectiveDay(instrument), instrument: JSON.stringify(instrument) };
    await trx
      .insertInto('reorganisation')
      .values({ ...row, state: 'in-force', number, signed_on: signedOn })
      .execute();
    await record(trx, order, 'instrument-brought', { id, number, effective: instrument.effective });
  }
}
