import { type Content, type Html, html } from '../html.ts';
import type { TextKey } from '../i18n/index.ts';
import type { Words } from './context.ts';

/** A text with markup in its holes, so that each language keeps its own word order. */
export function rich(context: Words, key: TextKey, values: Readonly<Record<string, Content | number | undefined>>): Html {
  return html`${context
    .t(key)
    .split(/\{\{(\w+)\}\}/)
    .map((part, index) => (index % 2 === 0 ? part : values[part]))}`;
}
