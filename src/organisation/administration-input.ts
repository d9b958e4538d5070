import { Refusal } from '../platform/http/refusal.ts';
import type { Typed } from './pages/appointment-forms.ts';
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
