import { ministryFolder } from '../ministry-folder.ts';
import { type Plan, readPlan } from './folder.ts';
import { firstDay, IMPRECISE_DATE, precisionOf } from './imprecise.ts';
import { PlanQuestions } from './questions.ts';

const WHEN = new RegExp(IMPRECISE_DATE);

/**
 * Questions to the ministry's own files: `{query, asOf}` → `{answer, source}`. The files are read once, at the first question.
 *
 * @param known the plan that is asked, where it is not the files alone
 * @throws DataFileError when the ministry's files have mistakes
 */
export function organisationAnswer(
  known?: Plan,
): (request: Readonly<Record<string, unknown>>, read: (path: string) => string) => Record<string, unknown> {
  let opened: { readonly questions: PlanQuestions; readonly timeZone: string } | undefined;
  return ({ query, asOf }) => {
    if (opened === undefined) {
      const plan = known ?? readPlan(ministryFolder());
      opened = { questions: new PlanQuestions(plan), timeZone: plan.ministry.timeZone };
    }
    if (typeof query !== 'object' || query === null || Array.isArray(query)) return refuse('query', 'query is an object');
    const moment = momentOf(asOf, opened.timeZone);
    if (moment === undefined) return refuse('asOf', 'asOf is a date (2024-04-30) or a date-time (2008-06-29T10:00)');
    const answer = opened.questions.ask(query as Readonly<Record<string, unknown>>, moment);
    return 'error' in answer ? { error: answer.error } : { ...answer, source: answer.source.en };
  };
}

const refuse = (field: string, message: string): Record<string, unknown> => ({ error: { code: 'field-invalid', field, message } });

/** A day, or a minute in the ministry's time zone; undefined for what is neither. */
function momentOf(asOf: unknown, timeZone: string): string | undefined {
  if (typeof asOf !== 'string') return undefined;
  try {
    if (/[zZ]$|[+-]\d{2}:?\d{2}$|\]$/.test(asOf) && asOf.includes('T'))
      return Temporal.Instant.from(asOf.replace(/\[.*\]$/, ''))
        .toZonedDateTimeISO(timeZone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' });
    if (asOf.includes('T')) return Temporal.PlainDateTime.from(asOf).toString({ smallestUnit: 'minute' });
    if (!WHEN.test(asOf) || precisionOf(asOf) !== 'day') return undefined;
    return Temporal.PlainDate.from(firstDay(asOf)).toString();
  } catch {
    return undefined;
  }
}
