import {
  backLink,
  button,
  buttonGroup,
  code,
  errorSummary,
  form,
  type Html,
  html,
  inData,
  lawReference,
  type PageContext,
  sitePage,
  warningText,
} from '../../../platform/views/index.ts';
import type { Version } from '../../../registers/index.ts';
import { anchorOf, fieldInput } from '../../applicant/pages/field-input.ts';
import type { FieldError } from '../../applicant/pages/form-page.ts';
import type { Sent } from '../../applicant/sent-answers.ts';
import { readPointer } from '../../form.ts';
import type { Procedure } from '../../library.ts';

export interface AuthorityOrderPage {
  readonly procedure: Procedure;
  readonly entry: Version;
  readonly data: Readonly<Record<string, unknown>>;
  readonly sent?: Sent;
  readonly errors: readonly FieldError[];
}

/** One page: upon which entry, what the law asks, the facts; the holder is told as soon as it is sent. */
export function authorityOrderPage(context: PageContext, { procedure, entry, data, sent, errors }: AuthorityOrderPage): Html {
  const { t, language } = context;
  const register = procedure.order?.register ?? '';
  const path = `/orders/${register}/${encodeURIComponent(entry.key)}`;
  const title = t('orders.authority.title', { order: procedure.title[language] });
  const fields = procedure.form.pages.flatMap((page) => page.fields);
  return sitePage(
    context,
    title,
    html`${
      errors.length > 0 &&
      errorSummary(
        context,
        errors.map((each) => {
          const field = fields.find(({ pointer }) => pointer === each.field);
          return { text: each.text, href: field && anchorOf(field, language) };
        }),
      )
    }<span class="govuk-caption-l">${t('orders.authority.caption')} · ${code(inData(context, entry.key))}</span><h1 class="govuk-heading-l">${title}</h1>
${procedure.form.pages.map((page) => html`<p class="govuk-body">${page.why[language]}</p>`)}
${form(context, {
  action: context.href(`/desk${path}/${procedure.code}`),
  content: html`${fields.map((field) =>
    fieldInput(context, {
      field,
      value: readPointer(data, field.pointer),
      sent,
      error: errors.find((each) => each.field === field.pointer)?.text,
      findings: [],
      choices: field.options ?? [],
    }),
  )}${warningText(context, t('orders.authority.warning'))}${buttonGroup(
    button({ text: t('orders.authority.submit'), kind: 'warning', preventDoubleClick: true }),
    html`<a class="govuk-link" href="${context.href(`/registers/${register}/${encodeURIComponent(entry.key)}`)}">${t('orders.authority.cancel')}</a>`,
  )}`,
})}${procedure.legalBasis.map((basis) => lawReference(context, { instrument: basis.instrument[language], article: basis.article, says: basis.says[language] }))}`,
    { variant: 'officer', hasErrors: errors.length > 0, before: backLink(context, context.href(path)) },
  );
}
