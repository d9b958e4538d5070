import { formatDate } from '../platform/i18n/index.ts';
import type { Services } from '../services.ts';
import type { Act } from './act.ts';
import type { Finding } from './cases.ts';
import { readPointer } from './form.ts';

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
    const words = [answer].flat().map((each) => field.options?.find((option) => option.value === each)?.title[language] ?? each);
    answers[pointer.slice(1).replaceAll('/', '_')] = field.widget === 'file' ? '' : words.join(language === 'en' ? ', ' : '、');
  }
  return {
    answers,
    case: { number: file.number, submittedOn: formatDate(file.submitted_at.toZonedDateTimeISO(services.timeZone).toPlainDate(), language) },
    filing: file.variables.filing ?? {},
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
