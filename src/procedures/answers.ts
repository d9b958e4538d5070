import type { Attachment } from '../platform/files/index.ts';
import { type Content, code, formatSize, html, type PageContext, type SummaryRow } from '../platform/views/index.ts';
import { type Field, type Form, type FormPage, readPointer } from './form.ts';

/** An answer as it is read: the option's words, a date in the language, an attachment as a link; undefined where nothing was answered. */
export function answerContent(
  field: Field,
  value: unknown,
  context: PageContext,
  options: { readonly fileHref?: (pointer: string) => string; readonly isMasked?: boolean } = {},
): Content | undefined {
  const { language } = context;
  if (value === undefined || value === null || value === '') return undefined;
  if (field.widget === 'file') {
    const file = value as Attachment;
    const name = `${file.name} (${formatSize(context, file.size)})`;
    return options.fileHref === undefined ? name : html`<a class="govuk-link" href="${options.fileHref(field.pointer)}">${name}</a>`;
  }
  if (field.widget === 'date') return context.formatDate(Temporal.PlainDate.from(String(value)));
  if (field.widget === 'checkbox') return field.label?.[language] ?? '✓';
  const words = [value].flat().map((each) => field.options?.find((option) => option.value === each)?.title[language] ?? String(each));
  const text = words.join(language === 'en' ? ', ' : '、');
  const shown = options.isMasked === true && field.sensitive ? mask(text) : text;
  return field.code ? code(shown) : shown;
}

/** Identity and telephone numbers in lists and to those who need not know them: first and last character only. */
export const mask = (text: string): string =>
  text.length <= 2 ? '＊' : `${text.slice(0, 1)}${'＊'.repeat(Math.min(8, text.length - 2))}${text.slice(-1)}`;

/** One page of a form with its answers, as rows of a summary. */
export function answerRows(
  page: FormPage,
  data: Readonly<Record<string, unknown>>,
  context: PageContext,
  options: {
    readonly fileHref?: (pointer: string) => string;
    readonly isMasked?: boolean;
    readonly titleOfOption?: (field: Field, value: unknown) => string | undefined;
  } = {},
): readonly SummaryRow[] {
  return page.fields.map((field) => {
    const value = readPointer(data, field.pointer);
    const known = field.optionsFrom === undefined ? undefined : options.titleOfOption?.(field, value);
    return {
      key: field.title[context.language],
      value: known ?? answerContent(field, value, context, options) ?? context.t('answers.none'),
    };
  });
}

/** Which answers differ between two versions of a form's data. */
export function changedFields(
  form: Form,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly Field[] {
  return [...form.fields.values()].filter(
    (field) => JSON.stringify(readPointer(before, field.pointer)) !== JSON.stringify(readPointer(after, field.pointer)),
  );
}
