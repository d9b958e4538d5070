import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import standardFormats from 'ajv-formats';
import { Refusal, type Rule } from '../platform/http/refusal.ts';
import type { LocalText } from './definition.ts';
import { formats } from './formats.ts';

export const formRefusals = {
  fieldRequired: { code: 'field-required', status: 422, legalBasis: 'Administrative Licensing Law, art. 32' },
  choiceRequired: { code: 'choice-required', status: 422, legalBasis: 'Administrative Licensing Law, art. 32' },
  fileRequired: { code: 'file-required', status: 422, legalBasis: 'Administrative Licensing Law, art. 32' },
  fieldUnknown: { code: 'field-unknown', status: 422 },
  fieldTooShort: { code: 'field-too-short', status: 422 },
  fieldTooLong: { code: 'field-too-long', status: 422 },
  fieldChoice: { code: 'field-choice', status: 422 },
  fieldFormat: { code: 'field-format', status: 422 },
  fieldAgree: { code: 'field-agree', status: 422 },
  fieldType: { code: 'field-type', status: 422 },
  fieldRange: { code: 'field-range', status: 422 },
} as const satisfies Record<string, Rule>;

/** One question of a form, as its schema describes it. */
export interface Field {
  /** JSON pointer of the answer in the form's data; also the field's name on the page. */
  readonly pointer: string;
  readonly title: LocalText;
  readonly hint?: LocalText;
  readonly label?: LocalText;
  readonly widget: 'text' | 'textarea' | 'radios' | 'select' | 'checkboxes' | 'checkbox' | 'file' | 'date' | 'number';
  readonly options?: readonly { readonly value: string; readonly title: LocalText }[];
  /** Options that the ministry's data hold and not the form: provinces, access providers. */
  readonly optionsFrom?: string;
  readonly required: boolean;
  /** Shown in a monospaced face that has digits aligned. */
  readonly code: boolean;
  /** Never shown to the public, masked in lists. */
  readonly sensitive: boolean;
  /** Stands as it is registered: shown, not asked. */
  readonly locked: boolean;
  readonly prefill?: string;
  readonly maxLength?: number;
  /** The format its schema asks for: how an answer is tidied up, which keyboard a telephone shows. */
  readonly format?: string;
  /** Of several choices the one that excludes the others: "none of these". */
  readonly exclusive?: string;
}

export interface FormPage {
  readonly code: string;
  readonly title: LocalText;
  readonly why: LocalText;
  readonly fields: readonly Field[];
}

export interface Form {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly pages: readonly FormPage[];
  readonly fields: ReadonlyMap<string, Field>;
  readonly check: ValidateFunction;
}

type Schema = Readonly<Record<string, unknown>>;

/** The vocabulary that our forms add to JSON Schema. */
const HINTS = [
  'pages',
  'title',
  'hint',
  'label',
  'widget',
  'options',
  'optionsFrom',
  'code',
  'sensitive',
  'locked',
  'prefill',
  'exclusive',
].map((word) => `ui:${word}`);

/**
 * Makes a form of its JSON Schema 2020-12.
 *
 * @throws Error when the schema is not valid, or a page names a field that the schema does not have
 */
export function compileForm(schema: Schema): Form {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
  ajv.addVocabulary(HINTS);
  standardFormats.default(ajv);
  for (const [name, check] of Object.entries(formats)) ajv.addFormat(name, { type: 'string', validate: (text: string) => check(text) });
  const check = ajv.compile(schema);
  const pages = (schema['ui:pages'] as readonly { code: string; title: LocalText; why: LocalText; fields: readonly string[] }[]).map(
    (page) => ({
      ...page,
      fields: page.fields.map((pointer) => fieldOf(schema, pointer)),
    }),
  );
  return { schema, pages, fields: new Map(pages.flatMap((page) => page.fields.map((field) => [field.pointer, field]))), check };
}

function fieldOf(schema: Schema, pointer: string): Field {
  let at: Schema = schema;
  let required = true;
  for (const key of pointer.split('/').slice(1)) {
    const properties = at.properties as Record<string, Schema> | undefined;
    const next = properties?.[key];
    if (next === undefined) throw new Error(`a page of the form names ${pointer}, which the schema does not have`);
    required = required && ((at.required as readonly string[] | undefined)?.includes(key) ?? false);
    at = next;
  }
  const referred = typeof at.$ref === 'string' ? (schema.$defs as Record<string, Schema>)[at.$ref.replace('#/$defs/', '')] : undefined;
  const all: Schema = { ...referred, ...at };
  const items = all.items as Schema | undefined;
  const choices = (all.enum ?? items?.enum) as readonly string[] | undefined;
  const titles = all['ui:options'] as Record<string, LocalText> | undefined;
  return {
    pointer,
    title: all['ui:title'] as LocalText,
    widget: widgetOf(all, choices),
    required,
    code: all['ui:code'] === true,
    sensitive: all['ui:sensitive'] === true,
    locked: all['ui:locked'] === true,
    ...(choices === undefined || titles === undefined
      ? {}
      : { options: choices.map((value) => ({ value, title: titles[value] ?? { 'zh-CN': value, en: value } })) }),
    ...optional('hint', all['ui:hint']),
    ...optional('label', all['ui:label']),
    ...optional('optionsFrom', all['ui:optionsFrom']),
    ...optional('prefill', all['ui:prefill']),
    ...optional('maxLength', all.maxLength),
    ...optional('format', all.format),
    ...optional('exclusive', all['ui:exclusive']),
  } as Field;
}

const optional = (key: string, value: unknown): Record<string, unknown> => (value === undefined ? {} : { [key]: value });

function widgetOf(schema: Schema, choices: readonly string[] | undefined): Field['widget'] {
  if (schema['ui:widget'] !== undefined) return schema['ui:widget'] as Field['widget'];
  if (schema.type === 'array') return 'checkboxes';
  if (schema['ui:optionsFrom'] !== undefined) return 'select';
  if (choices !== undefined) return choices.length > 7 ? 'select' : 'radios';
  if (schema.format === 'date') return 'date';
  return schema.type === 'integer' || schema.type === 'number' ? 'number' : 'text';
}

/** Everything wrong with a form's data, each with its field; of one page only when `page` is given. */
export function findMistakes(form: Form, data: unknown, page?: FormPage): readonly Refusal[] {
  form.check(data);
  const refusals = new Map<string, Refusal>();
  for (const error of form.check.errors ?? []) {
    const refusal = refusalOf(form, error);
    const field = refusal.field ?? '';
    if (page !== undefined && !page.fields.some((each) => each.pointer === field)) continue;
    // A missing group is reported once for each of its required fields, a wrong value once by its first broken rule.
    for (const each of missingWithin(form, refusal)) if (!refusals.has(each.field ?? '')) refusals.set(each.field ?? '', each);
  }
  const order = [...form.fields.keys()];
  return [...refusals.values()].sort((a, b) => order.indexOf(a.field ?? '') - order.indexOf(b.field ?? ''));
}

/** An answer that is missing: to be entered, chosen, agreed to or attached. */
function missingAnswer(field: Field | undefined, pointer: string): Refusal {
  const title = field?.title ?? { 'zh-CN': pointer, en: pointer };
  return new Refusal(field === undefined ? formRefusals.fieldRequired : MISSING[field.widget], { field: pointer, values: { title } });
}

const MISSING: Readonly<Record<Field['widget'], Rule>> = {
  text: formRefusals.fieldRequired,
  textarea: formRefusals.fieldRequired,
  number: formRefusals.fieldRequired,
  date: formRefusals.fieldRequired,
  radios: formRefusals.choiceRequired,
  select: formRefusals.choiceRequired,
  checkboxes: formRefusals.choiceRequired,
  checkbox: formRefusals.fieldAgree,
  file: formRefusals.fileRequired,
};

/** Whether nothing was answered where something has to be. */
export const isMissing = (refusal: Refusal): boolean => Object.values(MISSING).includes(refusal.rule);

function missingWithin(form: Form, refusal: Refusal): readonly Refusal[] {
  if (refusal.rule !== formRefusals.fieldRequired || form.fields.has(refusal.field ?? '')) return [refusal];
  return [...form.fields.values()]
    .filter((field) => field.required && field.pointer.startsWith(`${refusal.field}/`))
    .map((field) => missingAnswer(field, field.pointer));
}

function refusalOf(form: Form, error: ErrorObject): Refusal {
  const missing = error.keyword === 'required' ? `/${error.params.missingProperty}` : '';
  const pointer = nearestField(form, `${error.instancePath}${missing}`);
  const title = form.fields.get(pointer)?.title ?? { 'zh-CN': pointer, en: pointer };
  const at = (values: Readonly<Record<string, string | number>> = {}) => ({ field: pointer, values: { title, ...values } });
  switch (error.keyword) {
    case 'required':
      return missingAnswer(form.fields.get(pointer), pointer);
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return new Refusal(formRefusals.fieldUnknown, {
        field: `${error.instancePath}/${error.params.additionalProperty ?? error.params.unevaluatedProperty}`,
        values: { title },
      });
    case 'minLength':
    case 'minItems':
      return error.params.limit === 1
        ? missingAnswer(form.fields.get(pointer), pointer)
        : new Refusal(formRefusals.fieldTooShort, at({ limit: error.params.limit }));
    case 'maxLength':
    case 'maxItems':
      return new Refusal(formRefusals.fieldTooLong, at({ limit: error.params.limit }));
    case 'enum':
      return new Refusal(formRefusals.fieldChoice, at());
    case 'const':
      return new Refusal(formRefusals.fieldAgree, at());
    case 'format':
    case 'pattern':
      return new Refusal(
        { ...formRefusals.fieldFormat, code: error.keyword === 'format' ? `format-${error.params.format}` : 'field-format' },
        at(),
      );
    case 'minimum':
    case 'maximum':
      return new Refusal(formRefusals.fieldRange, at({ limit: error.params.limit }));
    default:
      return new Refusal(formRefusals.fieldType, at());
  }
}

/** A mistake inside an attachment or a list item belongs to the question it answers. */
function nearestField(form: Form, pointer: string): string {
  for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (form.fields.has(at)) return at;
  return pointer;
}

export function readPointer(data: unknown, pointer: string): unknown {
  let at = data;
  for (const key of pointer.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

/** The data with one answer set, or removed where the value is undefined; nothing is changed in place. */
export function withPointer(data: Readonly<Record<string, unknown>>, pointer: string, value: unknown): Record<string, unknown> {
  const [key = '', ...rest] = pointer.split('/').slice(1);
  if (rest.length > 0) {
    const inner = data[key];
    const group = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as Record<string, unknown>) : {};
    return { ...data, [key]: withPointer(group, `/${rest.join('/')}`, value) };
  }
  const { [key]: _removed, ...others } = data;
  return value === undefined ? others : { ...others, [key]: value };
}

/** What a page sent for one field, as the value its schema wants; an empty answer is no answer. Files are stored by the caller. */
export function decodeField(field: Field, sent: string | readonly string[] | undefined): unknown {
  const first = (typeof sent === 'string' ? sent : sent?.[0])?.normalize('NFC').trim();
  if (field.widget === 'checkboxes') return sent === undefined ? undefined : typeof sent === 'string' ? [sent] : sent;
  if (first === undefined || first === '') return undefined;
  if (field.widget === 'checkbox') return first === 'true' ? true : undefined;
  if (field.widget === 'number') return Number.isFinite(Number(first)) ? Number(first) : first;
  return first.replaceAll('\r\n', '\n');
}
