import type { Translator } from '../../platform/i18n/index.ts';
import type { Fault } from './lines.ts';
import type texts from './locales/zh-CN.json';

declare module '../../platform/i18n/index.ts' {
  interface TextFiles {
    bulk: typeof texts;
  }
}

/** A fault in words: its line, its field, the rule. */
export function faultWords(t: Translator, { line, field, rule, values }: Fault): string {
  const where = [t('bulk.line', { line }), ...(field === undefined || field === '' ? [] : [field])].join(', ');
  return `${where}: ${t.loose(`bulk.fault.${rule}`, values)}`;
}
