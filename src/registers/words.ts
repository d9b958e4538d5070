import type { RegisterDefinition, RegisterField } from './definition.ts';

type Language = 'zh-CN' | 'en';

/** A value as people read it: options by their titles, several with a comma between, dates and numbers as they are. */
export function valueWords(field: RegisterField, value: unknown, language: Language): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((each) => valueWords(field, each, language)).join(language === 'en' ? ', ' : '、');
  const text = String(value);
  return field.options?.[text]?.[language] ?? text;
}

/** The fields that everybody may see, in their order. */
export const publicFields = (definition: RegisterDefinition): readonly (readonly [name: string, field: RegisterField])[] =>
  Object.entries(definition.fields).filter(([, field]) => field.public);

export interface FieldChange {
  readonly name: string;
  readonly field: RegisterField;
  readonly was: unknown;
  readonly is: unknown;
}

/** The public fields in which two versions differ. */
export const changesBetween = (
  definition: RegisterDefinition,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly FieldChange[] =>
  publicFields(definition)
    .map(([name, field]) => ({ name, field, was: before[name], is: after[name] }))
    .filter(({ was, is }) => JSON.stringify(was ?? null) !== JSON.stringify(is ?? null));
