import { listPartiesWithRole } from '../../parties/index.ts';
import type { Db, Transaction } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { provinces } from '../../resources/index.ts';
import type { LocalText } from '../definition.ts';
import { type Field, type Form, formRefusals, readPointer } from '../form.ts';

export interface Choice {
  readonly value: string;
  readonly title: LocalText;
}

/** What may be chosen for each source that forms name with `ui:optionsFrom`. */
export type Choices = ReadonlyMap<string, readonly Choice[]>;

/** The options of the day that the ministry's data hold and not the form: its provinces, the licensed access providers. */
export async function loadChoices(db: Db | Transaction, form: Form, on: Temporal.PlainDate): Promise<Choices> {
  const choices = new Map<string, readonly Choice[]>();
  for (const { optionsFrom } of form.fields.values()) {
    if (optionsFrom === undefined || choices.has(optionsFrom)) continue;
    choices.set(optionsFrom, await read(db, optionsFrom, on));
  }
  return choices;
}

async function read(db: Db | Transaction, source: string, on: Temporal.PlainDate): Promise<readonly Choice[]> {
  if (source === 'provinces') return provinces.map((province) => ({ value: province.code, title: province.name }));
  if (source === 'access-providers') {
    const providers = await listPartiesWithRole(db, 'access-provider', on);
    return providers.map(({ code, name }) => ({ value: code, title: { 'zh-CN': name, en: name } }));
  }
  throw new Error(`a form takes options from "${source}", which nobody offers`);
}

/** What may be chosen for a field: its own options or those of the ministry's data. */
export const choicesOf = (field: Field, choices: Choices): readonly Choice[] =>
  field.options ?? (field.optionsFrom === undefined ? [] : (choices.get(field.optionsFrom) ?? []));

/** Answers that were offered to nobody, or are offered no longer. */
export function findForeignChoices(form: Form, data: unknown, choices: Choices): readonly Refusal[] {
  return [...form.fields.values()].flatMap((field) => {
    const value = field.optionsFrom === undefined ? undefined : readPointer(data, field.pointer);
    if (value === undefined || choicesOf(field, choices).some((choice) => choice.value === value)) return [];
    return [new Refusal(formRefusals.fieldChoice, { field: field.pointer, values: { title: field.title } })];
  });
}

/** The words of a chosen option, for reading an answer. */
export const choiceTitle =
  (choices: Choices, language: 'zh-CN' | 'en') =>
  (field: Field, value: unknown): string | undefined =>
    field.optionsFrom === undefined ? undefined : choices.get(field.optionsFrom)?.find((choice) => choice.value === value)?.title[language];
