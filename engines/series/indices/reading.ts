import { SeriesRefusal } from '../refusal.ts';

/** What a request is made of before it is looked at. */
export type Fields = Readonly<Record<string, unknown>>;

/** Reads a JSON object's fields by type; every mistake names the field. */
export function objectAt(from: Fields, field: string): Fields {
  const value = from[field];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(field, 'object', value);
  return value as Fields;
}

export function listAt(from: Fields, field: string): readonly unknown[] {
  const value = from[field];
  if (!Array.isArray(value)) throw wrong(field, 'list', value);
  return value;
}

export function listOr(from: Fields, field: string): readonly unknown[] {
  return from[field] === undefined ? [] : listAt(from, field);
}

export function objectsAt(from: Fields, field: string): readonly Fields[] {
  return listAt(from, field).map((one, i) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) throw wrong(`${field}.${i}`, 'object', one);
    return one as Fields;
  });
}

export function textAt(from: Fields, field: string): string {
  const value = from[field];
  if (typeof value !== 'string') throw wrong(field, 'text', value);
  return value;
}

export function textOr<T>(from: Fields, field: string, otherwise: T): string | T {
  return from[field] === undefined || from[field] === null ? otherwise : textAt(from, field);
}

export function numberAt(from: Fields, field: string): number {
  const value = from[field];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(field, 'number', value);
  return value;
}

export function numberOr<T>(from: Fields, field: string, otherwise: T): number | T {
  return from[field] === undefined || from[field] === null ? otherwise : numberAt(from, field);
}

export function textsOf(value: unknown, field: string): string[] {
  if (!Array.isArray(value)) throw wrong(field, 'list', value);
  return value.map((one) => (typeof one === 'string' || typeof one === 'number' ? String(one) : textAt({ [field]: one }, field)));
}

/** Numbers with null, or a missing value, as NaN. */
export function seriesOf(value: unknown, field: string): Float64Array {
  if (!Array.isArray(value)) throw wrong(field, 'list', value);
  return Float64Array.from(value, (one, i) => {
    if (one === null) return Number.NaN;
    if (typeof one !== 'number') throw wrong(`${field}.${i}`, 'number', one);
    return one;
  });
}

export const wrong = (field: string, wanted: string, got: unknown): SeriesRefusal =>
  new SeriesRefusal(got === undefined ? 'field-missing' : 'field-of-wrong-type', { field, values: { wanted } });
