import {
  backLink,
  button,
  errorSummary,
  form,
  type Html,
  html,
  type PageContext,
  panel,
  sitePage,
  summaryList,
  warningText,
} from '../../../platform/views/index.ts';
import { answerRows } from '../../answers.ts';
import { comparisonTable } from '../../comparison.ts';
import type { Field } from '../../form.ts';
import type { Procedure } from '../../library.ts';
import { isRegistered } from '../../orders/base.ts';
import type { Draft } from '../drafts.ts';
import { anchorOf } from './field-input.ts';
import type { FieldError } from './form-page.ts';

export interface ReviewPage {
  readonly draft: Draft;
  readonly procedure: Procedure;
  readonly partyName: string;
  readonly errors: readonly FieldError[];
  readonly titleOfOption: (field: Field, value: unknown) => string | undefined;
  /** What is registered, where the draft is an order upon an entry. */
  readonly registered?: Readonly<Record<string, unknown>> | undefined;
}

/** All answers at once, each with a way to change it, then the one button. */
export function reviewPage(context: PageContext, options: ReviewPage): Html {
  const { t, language } = context;
  const { draft, procedure, errors } = options;
  const path = `/drafts/${draft.id}`;
  const pageOf = (pointer: string | undefined) =>
    procedure.form.pages.find((page) => page.fields.some((field) => field.pointer === pointer));
  const hrefOf = (pointer: string | undefined): string | undefined => {
    const page = pageOf(pointer);
    const field = procedure.form.fields.get(pointer ?? '');
    return page && field && `${context.href(`${path}/${page.code}`)}${anchorOf(field, language)}`;
  };
  return sitePage(
    context,
    t('applicant.review.title'),
    html`${
      errors.length > 0 &&
      errorSummary(
        context,
        errors.map((each) => ({ text: each.text, href: hrefOf(each.field) })),
      )
    }
<span class="govuk-caption-l">${procedure.title[language]} · ${options.partyName}</span>
<h1 class="govuk-heading-l">${t('applicant.review.title')}</h1>
${options.registered !== undefined && comparison(context, options, options.registered)}
${procedure.form.pages.map((page) =>
  summaryList(
    answerRows(page, draft.data, context, {
      fileHref: (pointer) => context.href(`/files/${draft.id}${pointer}`),
      titleOfOption: options.titleOfOption,
    }).map((row, index) => ({
      ...row,
      actions: [
        {
          text: t('applicant.review.change'),
          href: hrefOf(page.fields[index]?.pointer) ?? context.href(`${path}/${page.code}`),
          about: row.key,
        },
      ],
    })),
    { card: { title: page.title[language] } },
  ),
)}
${warningText(context, t('applicant.review.warning'))}
${form(context, {
  action: context.href(`${path}/submit`),
  content: button({ text: t(draft.taskId === null ? 'applicant.review.submit' : 'applicant.review.handIn'), preventDoubleClick: true }),
})}`,
    { variant: 'citizen', hasErrors: errors.length > 0, before: backLink(context, context.href(path)) },
  );
}

/** Before anything is sent: what the order would change, or that it changes nothing. */
function comparison(context: PageContext, options: ReviewPage, registered: Readonly<Record<string, unknown>>): Html {
  const { t } = context;
  const words = {
    caption: t('orders.compare'),
    was: t('orders.was'),
    is: t('orders.is'),
    only: isRegistered,
    titleOfOption: options.titleOfOption,
  };
  const rows = comparisonTable(context, options.procedure.form, registered, options.draft.data, words);
  return html`<h2 class="govuk-heading-m">${t('orders.compare')}</h2>${rows ?? html`<p class="govuk-body">${t('orders.same')}</p>`}`;
}

export interface SubmittedPage {
  readonly caseId: string;
  readonly number: string;
  readonly procedure: Procedure;
  /** What happens next, by when, who does it. */
  readonly next: Html;
}

/** The number, the next step and its date. */
export function submittedPage(context: PageContext, options: SubmittedPage): Html {
  const { t, language } = context;
  const title = t('applicant.submitted.title');
  return sitePage(
    context,
    title,
    html`${panel({ title, content: html`${t('applicant.submitted.number')}<br><strong class="app-code">${options.number}</strong>` })}
<h2 class="govuk-heading-m">${t('applicant.submitted.next')}</h2>${options.next}
<p class="govuk-body">${t('applicant.submitted.told')}</p>
<p class="govuk-body"><a class="govuk-link" href="${context.href(`/cases/${options.caseId}`)}">${t('applicant.submitted.follow')}</a> · <a class="govuk-link" href="${context.href(`/services/${options.procedure.code}`)}">${options.procedure.title[language]}</a></p>`,
    { variant: 'citizen' },
  );
}

/** A destructive act says what will change before it does. */
export const deleteDraftPage = (context: PageContext, draft: Draft, procedure: Procedure, number: string | undefined): Html => {
  const { t, language } = context;
  const title = t('applicant.delete.title');
  return sitePage(
    context,
    title,
    html`<span class="govuk-caption-l">${procedure.title[language]}</span><h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${number === undefined ? t('applicant.delete.text') : t('applicant.delete.correctionText', { number })}</p>
${form(context, { action: context.href(`/drafts/${draft.id}/delete`), content: button({ text: t('applicant.delete.confirm'), kind: 'warning' }) })}
<p class="govuk-body"><a class="govuk-link" href="${context.href(`/drafts/${draft.id}`)}">${t('applicant.delete.keep')}</a></p>`,
    { variant: 'citizen', before: backLink(context, context.href(`/drafts/${draft.id}`)) },
  );
};
