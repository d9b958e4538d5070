import { createTranslator } from '../i18n/index.ts';
import type { Refusal } from './refusal.ts';

type Translator = ReturnType<typeof createTranslator>;

/** A refusal in words: `refusals.CODE` of the locale files, names in the language of the reader. */
export function textOfRefusal(refusal: Refusal, t: Translator): string {
  const values = Object.fromEntries(
    Object.entries(refusal.values).map(([key, value]) => [key, typeof value === 'object' ? value[t.language] : value]),
  );
  return t.loose(`refusals.${refusal.rule.code}`, values);
}

/** A problem document (RFC 9457) with every single mistake, its field, and the law where the law is the reason. */
export function problemOf(
  refusals: readonly Refusal[] | undefined,
  language: 'zh-CN' | 'en',
  instance: string,
  id: string,
): Record<string, unknown> {
  const t = createTranslator(language);
  const first = refusals?.[0];
  if (refusals === undefined || first === undefined)
    return { type: '/problems/fault', title: t('errors.title.500'), status: 500, detail: t('errors.fault', { id }), instance };
  const several = refusals.length > 1 || first.field !== undefined;
  return {
    type: `/problems/${first.rule.code}`,
    title: textOfRefusal(first, t),
    status: first.rule.status,
    instance,
    ...(first.rule.legalBasis === undefined ? {} : { legalBasis: first.rule.legalBasis }),
    ...(several
      ? {
          errors: refusals.map((each) => ({
            code: each.rule.code,
            ...(each.field === undefined ? {} : { field: each.field }),
            detail: textOfRefusal(each, t),
            ...(each.rule.legalBasis === undefined ? {} : { legalBasis: each.rule.legalBasis }),
          })),
        }
      : {}),
  };
}
