import {
  backLink,
  button,
  errorSummary,
  type Html,
  hidden,
  html,
  type PageContext,
  panel,
  radios,
  searchForm,
  sitePage,
  warningText,
} from '../../../platform/views/index.ts';
import type { Procedure } from '../../library.ts';

/** Answers by the number of the question; undefined where none was given. */
export type CheckAnswers = readonly ('yes' | 'no' | undefined)[];

/** A few questions that save a wasted filing. Its answers stand in the address and are kept nowhere. */
export function checkPage(context: PageContext, procedure: Procedure, answers: CheckAnswers, isAsked: boolean): Html {
  const { t, language } = context;
  const questions = procedure.guide.preCheck;
  const missing = isAsked ? questions.flatMap((_, index) => (answers[index] === undefined ? [index] : [])) : [];
  const stops = questions.filter((question, index) => answers[index] === (question.stopOn ? 'yes' : 'no'));
  const title = t('applicant.check.title');
  const isDone = isAsked && missing.length === 0;
  const result = !isDone
    ? undefined
    : stops.length === 0
      ? html`${panel({ title: t('applicant.check.passed'), headingLevel: 2 })}${button({ text: t('applicant.check.begin'), href: context.href(`/services/${procedure.code}/start`), isStart: true })}`
      : html`${stops.map((question) => warningText(context, question.advice[language]))}<p class="govuk-body"><a class="govuk-link" href="${context.href(`/services/${procedure.code}/start`)}">${t('applicant.check.anyway')}</a></p>`;
  return sitePage(
    context,
    title,
    html`${
      missing.length > 0 &&
      errorSummary(
        context,
        missing.map((index) => ({ text: t('applicant.check.missing', { number: index + 1 }), href: `#q${index + 1}` })),
      )
    }
<span class="govuk-caption-l">${procedure.title[language]}</span><h1 class="govuk-heading-l">${title}</h1>
${result}
${searchForm({
  action: context.href(`/services/${procedure.code}/check`),
  content: html`${hidden('asked', 'yes')}${questions.map((question, index) =>
    radios(context, {
      name: `q${index + 1}`,
      legend: question.question[language],
      legendSize: 'm',
      isInline: true,
      value: answers[index],
      error: missing.includes(index) ? t('applicant.check.choose') : undefined,
      items: [
        { value: 'yes', text: t('applicant.check.yes') },
        { value: 'no', text: t('applicant.check.no') },
      ],
    }),
  )}${button({ text: t(isDone ? 'applicant.check.again' : 'applicant.check.submit'), kind: isDone ? 'secondary' : undefined })}`,
})}`,
    { variant: 'citizen', hasErrors: missing.length > 0, before: backLink(context, context.href(`/services/${procedure.code}`)) },
  );
}
