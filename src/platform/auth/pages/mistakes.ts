import { type Html, html } from '../../html.ts';
import type { Words } from '../../views/context.ts';
import { errorSummary } from '../../views/form.ts';
import type texts from '../locales/zh-CN.json';

declare module '../../i18n/index.ts' {
  interface TextFiles {
    auth: typeof texts;
  }
}

/** A mistake in a form: its field, when one field is wrong. */
export interface Mistake {
  readonly field: string | undefined;
  readonly text: string;
}

export const mistakeOf = (mistakes: readonly Mistake[], field: string): string | undefined =>
  mistakes.find((mistake) => mistake.field === field)?.text;

/** All that is wrong, each linked to its field. */
export const mistakeSummary = (context: Words, mistakes: readonly Mistake[]): Html =>
  html`${
    mistakes.length > 0 &&
    errorSummary(
      context,
      mistakes.map(({ field, text }) => ({ text, ...(field === undefined ? {} : { href: `#${field}` }) })),
    )
  }`;
