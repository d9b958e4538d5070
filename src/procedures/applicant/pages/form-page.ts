import {
  backLink,
  button,
  buttonGroup,
  draftStatus,
  errorSummary,
  form,
  type Html,
  hidden,
  html,
  moment,
  type PageContext,
  sitePage,
} from '../../../platform/views/index.ts';
import type { Finding } from '../../cases.ts';
import { type Field, type FormPage, readPointer } from '../../form.ts';
import type { Procedure } from '../../library.ts';
import { type Choices, choicesOf } from '../choices.ts';
import type { Draft } from '../drafts.ts';
import type { Sent } from '../sent-answers.ts';
import { anchorOf, fieldInput } from './field-input.ts';

/** A mistake in words; without a field it is about the page as a whole. */
export interface FieldError {
  readonly field?: string | undefined;
  readonly text: string;
}

export interface FormPageOptions {
  readonly draft: Draft;
  readonly procedure: Procedure;
  readonly page: FormPage;
  readonly choices: Choices;
  /** A name for the browser window that this is drawn in. */
  readonly window: string;
  readonly errors: readonly FieldError[];
  readonly findings: readonly Finding[];
  /** What was just sent and refused. */
  readonly sent?: Sent | undefined;
  /** What another window has kept meanwhile, beside what was sent here. */
  readonly conflict?: Html | undefined;
}

/** One group of questions, why they are asked, and what is wrong with the answers. */
export function formPage(context: PageContext, options: FormPageOptions): Html {
  const { t, language } = context;
  const { draft, procedure, page, errors } = options;
  const { pages } = procedure.form;
  const at = pages.indexOf(page);
  const path = `/drafts/${draft.id}`;
  const before = pages[at - 1];
  const errorOf = (field: Field): string | undefined => errors.find((each) => each.field === field.pointer)?.text;
  const linkOf = (pointer: string | undefined): string | undefined => {
    const field = page.fields.find((each) => each.pointer === pointer);
    return field && anchorOf(field, language);
  };
  return sitePage(
    context,
    page.title[language],
    html`${
      errors.length > 0 &&
      errorSummary(
        context,
        errors.map((each) => ({ text: each.text, href: linkOf(each.field) })),
      )
    }
${options.conflict}
<span class="govuk-caption-l">${procedure.title[language]} · ${t('applicant.form.step', { number: at + 1, all: pages.length })}</span>
<h1 class="govuk-heading-l">${page.title[language]}</h1>
<p class="govuk-body">${page.why[language]}</p>
${form(context, {
  action: context.href(`${path}/${page.code}`),
  hasFiles: page.fields.some((field) => field.widget === 'file'),
  id: 'draft',
  content: html`${hidden('revision', draft.revision)}${hidden('window', options.window)}${page.fields.map((field) =>
    fieldInput(context, {
      field,
      value: readPointer(draft.data, field.pointer),
      sent: options.sent,
      error: errorOf(field),
      findings: options.findings.filter((finding) => finding.field === field.pointer),
      choices: choicesOf(field, options.choices),
      isLocked: field.locked && draft.entry !== undefined && readPointer(draft.data, field.pointer) !== undefined,
      fileHref: context.href(`/files/${draft.id}${field.pointer}`),
    }),
  )}${draftStatus(context, { saveTo: context.href(`${path}/${page.code}/save`), savedAt: moment(context, draft.updatedAt) })}${buttonGroup(
    button({ text: t('applicant.form.continue') }),
    html`<a class="govuk-link" href="${context.href(path)}">${t('applicant.form.later')}</a>`,
  )}`,
})}`,
    {
      variant: 'citizen',
      islands: ['draft'],
      hasErrors: errors.length > 0,
      before: backLink(context, context.href(before === undefined ? path : `${path}/${before.code}`)),
    },
  );
}
