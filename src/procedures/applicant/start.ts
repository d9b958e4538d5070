import type { Party } from '../../parties/index.ts';
import { type Form, readPointer, withPointer } from '../form.ts';

/** What the ministry knows already is not asked again: the party's name, code and province, where a field wants them. */
export function prefilled(form: Form, party: Party): Readonly<Record<string, unknown>> {
  const known: Readonly<Record<string, string | null>> = {
    'party.name': party.name,
    'party.code': party.code,
    'party.territory': party.territory,
  };
  let data: Readonly<Record<string, unknown>> = {};
  for (const field of form.fields.values()) {
    const value = field.prefill === undefined ? undefined : known[field.prefill];
    if (value !== undefined && value !== null) data = withPointer(data, field.pointer, value);
  }
  return data;
}

/** The answers of an earlier case for a new one. Declarations are not copied: whoever files makes them anew. */
export function copied(form: Form, data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  let copy: Readonly<Record<string, unknown>> = {};
  for (const field of form.fields.values()) {
    const value = field.widget === 'checkbox' ? undefined : readPointer(data, field.pointer);
    if (value !== undefined) copy = withPointer(copy, field.pointer, value);
  }
  return copy;
}
