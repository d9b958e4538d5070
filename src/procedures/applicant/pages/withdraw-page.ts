import {
  backLink,
  button,
  errorSummary,
  form,
  type Html,
  html,
  type PageContext,
  sitePage,
  textarea,
  warningText,
} from '../../../platform/views/index.ts';
import type { CaseView } from '../../desk/case-view.ts';

/** Withdrawing ends the case: the page says so, and asks why, before anything changes. */
export function withdrawPage(
  context: PageContext,
  { file, procedure }: CaseView,
  input: { readonly reasons: string; readonly error?: string },
): Html {
  const { t, language } = context;
  const title = t('applicant.withdraw.title', { number: file.number });
  const { error } = input;
  return sitePage(
    context,
    title,
    html`${error !== undefined && errorSummary(context, [{ text: error, href: '#reasons' }])}<span class="govuk-caption-l">${procedure.title[language]}</span><h1 class="govuk-heading-l">${title}</h1>
${warningText(context, t('applicant.withdraw.text'))}
${form(context, {
  action: context.href(`/cases/${file.id}/withdraw`),
  content: html`${textarea(context, { name: 'reasons', label: t('applicant.withdraw.reasons'), hint: t('applicant.withdraw.hint'), value: input.reasons, maxLength: 500, rows: 3, error })}${button({ text: t('applicant.withdraw.confirm'), kind: 'warning' })}`,
})}
<p class="govuk-body"><a class="govuk-link" href="${context.href(`/cases/${file.id}`)}">${t('applicant.withdraw.keep')}</a></p>`,
    { variant: 'citizen', hasErrors: error !== undefined, before: backLink(context, context.href(`/cases/${file.id}`)) },
  );
}
