import type { Transaction } from '../../platform/db/index.ts';
import { dateIn } from '../../platform/time.ts';
import { writeEntry } from '../../registers/index.ts';
import type { Services } from '../../services.ts';
import type { Act } from '../act.ts';
import { readPointer } from '../form.ts';

/** Operation `registers.write`: the entry that `writes` of procedure.yaml describes, as a new version caused by this case. */
export async function writeRegisterOfCase(
  trx: Transaction,
  services: Services,
  act: Act,
  attributes: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, unknown>>> {
  const { procedure, file, at, actor } = act;
  const name = attributes.register ?? '';
  const definition = services.registers.get(name);
  const writes = procedure.writes?.[name];
  if (definition === undefined || writes === undefined)
    throw new Error(`${procedure.code} does not say what it writes into the register "${name}"`);
  const known = { ...file.data, ...file.variables };
  const data = Object.fromEntries(Object.entries(writes.values).map(([field, pointer]) => [field, readPointer(known, pointer)]));
  const key = String(readPointer(known, writes.key));
  const version = await writeEntry(trx, definition, {
    key,
    data,
    from: dateIn(services.timeZone, at),
    at,
    causeKind: 'case',
    cause: `case/${file.id}`,
    actor: actor.id,
    isExample: file.is_example,
    ...(actor.because === undefined ? {} : { because: actor.because }),
  });
  return { entry: { register: name, key, version } };
}
