import { Type } from 'typebox';
import { platformRefusals, Refusal } from '../platform/http/refusal.ts';
import type { Services } from '../services.ts';
import type { RegisterDefinition } from './definition.ts';
import { registerRefusals, type Search } from './store.ts';

/** What the address of a register says: search, day, filters (`f=nature:enterprise`). */
export const searchQuery = {
  q: Type.Optional(Type.String({ maxLength: 100 })),
  on: Type.Optional(Type.String({ pattern: '^(\\d{4}-\\d{2}-\\d{2})?$' })),
  f: Type.Optional(Type.Array(Type.String({ maxLength: 100, pattern: '^[A-Za-z][A-Za-z0-9]*:.+$' }), { maxItems: 10 })),
};

/** @throws Refusal when the ministry keeps no such register for everybody */
export function registerOf(services: Pick<Services, 'registers'>, code: string): RegisterDefinition {
  const definition = services.registers.get(code);
  if (definition === undefined || definition.reference === true) throw new Refusal(registerRefusals.registerUnknown);
  return definition;
}

export interface AskedSearch {
  readonly q?: string;
  readonly on?: string;
  readonly f?: readonly string[];
}

/** A day as written, today when none is. */
export function dayOf(on: string | undefined, today: Temporal.PlainDate): Temporal.PlainDate {
  if (on === undefined || on === '') return today;
  try {
    return Temporal.PlainDate.from(on);
  } catch {
    throw new Refusal(platformRefusals.inputInvalid, { field: 'on', values: { message: on } });
  }
}

/** Only filters by public fields count: a filter by a hidden one would tell its value. */
export function searchOf(definition: RegisterDefinition, asked: AskedSearch, today: Temporal.PlainDate): Search {
  const filters = (asked.f ?? []).flatMap((each) => {
    const [field = '', ...rest] = each.split(':');
    return definition.fields[field]?.public === true ? [{ field, value: rest.join(':') }] : [];
  });
  return { on: dayOf(asked.on, today), filters, ...(asked.q === undefined ? {} : { text: asked.q }) };
}

/** The address of a search: it can be kept and sent. A search as of today says no day. */
export function searchAddress(path: string, search: Search, today: Temporal.PlainDate, after?: string): string {
  const query = new URLSearchParams();
  if (search.text !== undefined && search.text !== '') query.set('q', search.text);
  if (!search.on.equals(today)) query.set('on', search.on.toString());
  for (const { field, value } of search.filters ?? []) query.append('f', `${field}:${value}`);
  if (after !== undefined) query.set('after', after);
  return query.size === 0 ? path : `${path}?${query}`;
}
