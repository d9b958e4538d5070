import type { Upload } from '../../platform/http/forms.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { decodeField, type Field, type FormPage, formRefusals } from '../form.ts';
import { canonicalDomain } from './canonical.ts';

/** What a browser sent: texts by field name; several of one name as a list. */
export type Sent = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The parts of a date have their own fields, `NAME-year`, `NAME-month`, `NAME-day`. */
const DATE_PARTS = ['year', 'month', 'day'] as const;

/** What each page's form carries beside its questions. */
const OWN_NAMES = new Set(['_csrf', 'revision', 'window', 'remove']);

/** Names a question has on a page. */
const namesOf = (field: Field): readonly string[] =>
  field.widget === 'date' ? DATE_PARTS.map((part) => `${field.pointer}-${part}`) : [field.pointer];

/** Fields that the page does not have: somebody wrote the request by hand, or the form has changed since it was drawn. */
export function findUnknownFields(page: FormPage, sent: Sent, uploads: readonly Upload[]): readonly Refusal[] {
  const known = new Set(page.fields.flatMap(namesOf));
  const files = new Set(page.fields.filter((field) => field.widget === 'file').map((field) => field.pointer));
  const unknown = [
    ...Object.keys(sent).filter((name) => !OWN_NAMES.has(name) && !known.has(name)),
    ...uploads.map((upload) => upload.field).filter((name) => !files.has(name)),
  ];
  return unknown.map((name) => new Refusal(formRefusals.fieldUnknown, { field: name, values: { title: name } }));
}

/** The answer to a question as its schema wants it; undefined where nothing was answered. Files come as uploads. */
export function decodeSent(field: Field, sent: Sent): unknown {
  if (field.widget === 'file') return undefined;
  if (field.widget === 'date') return decodeDate(DATE_PARTS.map((part) => textOf(sent[`${field.pointer}-${part}`])));
  const value = decodeField(field, sent[field.pointer]);
  const tidy = TIDY[field.format ?? ''];
  return tidy === undefined || typeof value !== 'string' ? value : tidy(value.normalize('NFKC').replaceAll(/\s/g, ''));
}

const upper = (text: string): string => text.toUpperCase();

/** Numbers and names as they are registered, whatever way they were typed: full-width, in groups, in small letters, with +86. */
const TIDY: Readonly<Record<string, (text: string) => string>> = {
  'organiser-certificate': upper,
  'credit-code': upper,
  'resident-id': upper,
  mobile: (text) => text.replaceAll('-', '').replace(/^(\+|00)86/, ''),
  'registrable-domain': canonicalDomain,
  'ip-address': (text) => text,
  email: (text) => text,
};

/** `2026-03-09` of what was typed into three fields; what is no date stays as typed, for the rule to refuse it. */
function decodeDate(parts: readonly string[]): string | undefined {
  if (parts.every((part) => part === '')) return undefined;
  const [year = '', month = '', day = ''] = parts;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

export const textOf = (sent: string | readonly string[] | undefined): string =>
  ((typeof sent === 'string' ? sent : sent?.[0]) ?? '').normalize('NFKC').trim();
