import { formatDate } from '../platform/i18n/index.ts';
import type { Services } from '../services.ts';
import type { Act } from './act.ts';
import { changedFields } from './answers.ts';
import type { Finding } from './cases.ts';
import { type Field, readPointer } from './form.ts';
import type { CaseOrder } from './orders/base.ts';

/** What an official text may use: the answers by their fields, options in words, the case, the reasons, the law. */
export function textValues(
  services: Services,
  act: Act,
  language: 'zh-CN' | 'en',
  issuer: string,
  on: Temporal.PlainDate,
): Readonly<Record<string, unknown>> {
  const { procedure, file } = act;
  const answers: Record<string, unknown> = {};
  for (const [pointer, field] of procedure.form.fields) {
    const answer = readPointer(file.data, pointer);
    answers[pointer.slice(1).replaceAll('/', '_')] = wordsOf(field, answer, language);
  }
  const order = file.variables.order as CaseOrder | undefined;
  return {
    answers,
    case: { number: file.number, submittedOn: formatDate(file.submitted_at.toZonedDateTimeISO(services.timeZone).toPlainDate(), language) },
    filing: file.variables.filing ?? {},
    entry: order?.entry ?? {},
    changes: changesOf(act, language),
    reasons: file.variables.reasons ?? '',
    findings: ((file.variables.findings ?? []) as readonly Finding[]).map((each) => ({
      code: each.code,
      reason: each.reason[language],
      cure: each.cure[language],
    })),
    issuer,
    issuedOn: formatDate(on, language),
    basis: procedure.legalBasis.map((each) => ({
      instrument: each.instrument[language],
      article: each.article,
      says: each.says[language],
    })),
  };
}

const wordsOf = (field: Field, answer: unknown, language: 'zh-CN' | 'en'): string =>
  field.widget === 'file' || answer === undefined
    ? ''
    : [answer]
        .flat()
        .map((each) => field.options?.find((option) => option.value === each)?.title[language] ?? String(each))
        .join(language === 'en' ? ', ' : '、');

/** What an order changes, in words; identity numbers, telephones and files stand in no public document. */
function changesOf({ procedure, file }: Act, language: 'zh-CN' | 'en'): readonly { title: string; was: string; is: string }[] {
  const { before } = (file.variables.order ?? {}) as Partial<CaseOrder>;
  if (before === undefined) return [];
  return changedFields(procedure.form, before, file.data)
    .filter((field) => !field.sensitive && field.widget !== 'file' && readPointer(before, field.pointer) !== undefined)
    .map((field) => ({
      title: field.title[language],
      was: wordsOf(field, readPointer(before, field.pointer), language),
      is: wordsOf(field, readPointer(file.data, field.pointer), language),
    }));
}
