import { type Content, type Html, html, type PageContext, table } from '../platform/views/index.ts';
import { answerContent, changedFields } from './answers.ts';
import { type Field, type Form, readPointer } from './form.ts';

export interface Comparison {
  readonly caption: string;
  readonly was: string;
  readonly is: string;
  readonly titleOfOption?: (field: Field, value: unknown) => string | undefined;
  /** Questions that are compared; all unless given. */
  readonly only?: (field: Field) => boolean;
}

/** Two versions of a form's answers side by side: only what differs; undefined when nothing does. */
export function comparisonTable(
  context: PageContext,
  form: Form,
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  words: Comparison,
): Html | undefined {
  const changed = changedFields(form, before, after).filter(words.only ?? (() => true));
  if (changed.length === 0) return undefined;
  const shown = (data: Readonly<Record<string, unknown>>, field: Field): Content => {
    const value = readPointer(data, field.pointer);
    return words.titleOfOption?.(field, value) ?? answerContent(field, value, context) ?? context.t('orders.none');
  };
  return html`${table({
    caption: words.caption,
    isCaptionHidden: true,
    isCompact: true,
    firstCellIsHeader: true,
    head: [context.t('orders.field'), words.was, words.is],
    rows: changed.map((field) => [field.title[context.language], shown(before, field), shown(after, field)]),
  })}`;
}
