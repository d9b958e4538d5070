import { type TSchema, Type } from 'typebox';
import type { Transaction } from '../platform/db/index.ts';
import { refusalsIn } from '../platform/http/errors.ts';
import { textOfRefusal } from '../platform/http/problem.ts';
import { Refusal } from '../platform/http/refusal.ts';
import type { PageContext } from '../platform/views/index.ts';
import type { Services } from '../services.ts';
import type { Mistake, Typed } from './pages/form-parts.ts';
import { organisationRefusals } from './refusals.ts';

/** A trimmed text of a form, or '' where nothing was sent. */
export const textOf = (typed: Typed, name: string): string => {
  const value = typed[name];
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).normalize('NFC').trim();
};

/** A reason is part of the act: without one it is not done. */
export function demandReason(typed: Typed, name: string, found: Refusal[]): string {
  const reason = textOf(typed, name);
  if (reason === '') found.push(new Refusal(organisationRefusals.reasonMissing, { field: name }));
  return reason;
}

/**
 * A date in three fields; undefined where none was typed.
 *
 * @param found takes a refusal when what was typed is no day, or nothing was and the date is needed
 */
export function dateOf(typed: Typed, name: string, found: Refusal[], isNeeded: boolean): Temporal.PlainDate | undefined {
  const [year, month, day] = ['year', 'month', 'day'].map((part) => textOf(typed, `${name}-${part}`));
  if (year === '' && month === '' && day === '') {
    if (isNeeded) found.push(new Refusal(organisationRefusals.dateMissing, { field: name }));
    return undefined;
  }
  try {
    const digits = [year, month, day].every((part) => /^\d{1,4}$/.test(part ?? ''));
    if (!digits || year?.length !== 4) throw new RangeError('not a date');
    return Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' });
  } catch {
    found.push(new Refusal(organisationRefusals.dateInvalid, { field: name }));
    return undefined;
  }
}

/** A text that the act cannot do without. */
export function demandText(typed: Typed, name: string, found: Refusal[]): string {
  const text = textOf(typed, name);
  if (text === '') found.push(new Refusal(organisationRefusals.fieldMissing, { field: name }));
  return text;
}

/** Three fields of one date, as a form sends them. */
export const dateFields = <T extends string>(name: T): Record<`${T}-year` | `${T}-month` | `${T}-day`, typeof ShortText> =>
  Object.fromEntries(['year', 'month', 'day'].map((part) => [`${name}-${part}`, ShortText])) as Record<
    `${T}-year` | `${T}-month` | `${T}-day`,
    typeof ShortText
  >;
export const ShortText = Type.Optional(Type.String({ maxLength: 200 }));
export const LongText = Type.Optional(Type.String({ maxLength: 1000 }));
export const formOf = (fields: Record<string, TSchema>) =>
  Type.Object({ _csrf: Type.String(), ...fields }, { additionalProperties: false });
export const IdParameter = Type.Object({ id: Type.String({ format: 'uuid' }) });

/**
 * One act and everything that follows from it, in one transaction.
 *
 * @returns the mistakes that hindered it, in the language of the page; none when it is done
 */
export async function perform(
  services: Services,
  { t }: Pick<PageContext, 't'>,
  act: (trx: Transaction) => Promise<void>,
): Promise<readonly Mistake[]> {
  try {
    await services.db.transaction().execute(act);
    await services.organisation.refresh(services.db);
    return [];
  } catch (error) {
    const refusals = refusalsIn(error);
    if (refusals === undefined) throw error;
    return refusals.map((refusal) => ({ field: refusal.field, text: textOfRefusal(refusal, t) }));
  }
}

/** @throws Refusal at the field when nobody is meant by it */
export async function demandPerson(trx: Transaction, id: string, field: string): Promise<string> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  const found = isId ? await trx.selectFrom('person').select('id').where('id', '=', id).executeTakeFirst() : undefined;
  if (found === undefined) throw new Refusal(organisationRefusals.personUnknown, { field });
  return found.id;
}
