import type { Transaction } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import { type Change, findEntry, type RegisterDefinition, removeEntry, type Version, writeEntry } from '../../registers/index.ts';
import type { Services } from '../../services.ts';
import type { Act } from '../act.ts';
import { readPointer } from '../form.ts';
import type { CaseOrder } from '../orders/base.ts';
import { orderRefusals } from '../orders/refusals.ts';

/**
 * Operation `registers.write`: the entry that `writes` of procedure.yaml describes, as a new version caused by this case. An order
 * upon an entry writes what it names; everything else of the entry stays.
 */
export async function writeRegisterOfCase(
  trx: Transaction,
  services: Services,
  act: Act,
  attributes: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { procedure, file } = act;
  const definition = registerOf(services, act, attributes);
  const writes = procedure.writes?.[definition.code];
  if (writes === undefined) throw new Error(`${procedure.code} does not say what it writes into the register "${definition.code}"`);
  const known = { ...file.data, ...file.variables };
  const standing = await standingEntry(trx, services, act);
  const written = Object.entries(writes.values).flatMap(([field, pointer]) => {
    const value = readPointer(known, pointer);
    return value === undefined ? [] : [[field, value] as const];
  });
  const data = { ...standing?.data, ...Object.fromEntries(written) };
  const key = String(readPointer(known, writes.key));
  const version = await writeEntry(trx, definition, { ...causedBy(services, act), key, data });
  return { entry: { register: definition.code, key, version } };
}

/** Operation `registers.remove`: the entry of the order ends; its versions stay, what it held alone is free again. */
export async function removeFromRegister(
  trx: Transaction,
  services: Services,
  act: Act,
  attributes: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const definition = registerOf(services, act, attributes);
  const standing = await standingEntry(trx, services, act);
  if (standing === undefined) throw new Error(`${act.procedure.code} is no order upon an entry`);
  const version = await removeEntry(trx, definition, { ...causedBy(services, act), key: standing.key, data: standing.data });
  return { entry: { register: definition.code, key: standing.key, version } };
}

/**
 * The entry that the order is upon as it stands now: another decision may have changed it since the order was submitted.
 *
 * @throws Refusal when it has been removed meanwhile: a removed entry does not come back by a change of it
 */
async function standingEntry(trx: Transaction, services: Services, { file, at }: Act): Promise<Version | undefined> {
  const order = file.variables.order as CaseOrder | undefined;
  if (order?.key === undefined) return undefined;
  const entry = await findEntry(trx, order.register, order.key, dateIn(services.timeZone, at));
  if (entry === undefined || entry.removed) throw new Refusal(orderRefusals.entryEnded, { values: { key: order.key } });
  return entry;
}

function registerOf(services: Services, { procedure }: Act, attributes: Readonly<Record<string, string>>): RegisterDefinition {
  const definition = services.registers.get(attributes.register ?? '');
  if (definition === undefined) throw new Error(`${procedure.code} names the register "${attributes.register}", which there is not`);
  return definition;
}

const causedBy = (services: Services, { file, at, actor }: Act): Omit<Change, 'key' | 'data'> => ({
  from: dateIn(services.timeZone, at),
  at,
  causeKind: 'case',
  cause: `case/${file.id}`,
  actor: actor.id,
  isExample: file.is_example,
  ...(actor.because === undefined ? {} : { because: actor.because }),
});
