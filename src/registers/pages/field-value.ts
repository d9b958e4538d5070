import { type Content, code, inData, type PageContext, time } from '../../platform/views/index.ts';
import type { RegisterField } from '../definition.ts';
import { valueWords } from '../words.ts';

/** A value of an entry as a page shows it: dates in the words of the language, codes aligned, Chinese marked on English pages. */
export function fieldValue(context: PageContext, field: RegisterField, value: unknown): Content {
  const words = valueWords(field, value, context.language);
  if (field.date === true && /^\d{4}-\d{2}-\d{2}$/.test(words)) return time(context, Temporal.PlainDate.from(words));
  return field.code === true && words !== '' ? code(inData(context, words)) : inData(context, words);
}
