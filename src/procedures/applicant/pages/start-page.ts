import type { Party } from '../../../parties/index.ts';
import {
  backLink,
  button,
  code,
  type ErrorItem,
  emptyState,
  errorSummary,
  form,
  type Html,
  html,
  type PageContext,
  radios,
  sitePage,
} from '../../../platform/views/index.ts';
import type { Procedure } from '../../library.ts';

export interface StartPage {
  readonly procedure: Procedure;
  readonly parties: readonly Party[];
  readonly errors: readonly (ErrorItem & { readonly text: string })[];
}

/** For whom does the account act in this matter? */
export function startPage(context: PageContext, { procedure, parties, errors }: StartPage): Html {
  const { t, language } = context;
  const title = t('applicant.start.title');
  const kinds = (['enterprise', 'public-body', 'person'] as const).filter((kind) => procedure.applicants.includes(kind));
  const fitting = parties.filter((party) => procedure.applicants.includes(party.kind));
  const body =
    fitting.length === 0
      ? emptyState(context, {
          title: t('applicant.start.none'),
          content: html`<p class="govuk-body">${t('applicant.start.noneText', { kinds: kinds.map((kind) => t(`applicant.kind.${kind}`)).join(language === 'en' ? ', ' : '、') })}</p>`,
          action: button({ text: t('applicant.start.addParty'), href: context.href('/account/parties') }),
        })
      : form(context, {
          action: context.href(`/services/${procedure.code}/start`),
          content: html`${radios(context, {
            name: 'party',
            legend: title,
            legendSize: 'l',
            isPageHeading: true,
            hint: t('applicant.start.hint'),
            value: fitting.length === 1 ? fitting[0]?.id : undefined,
            error: errors[0]?.text,
            items: fitting.map((party) => ({
              value: party.id,
              text: party.name,
              hint: html`${t(`applicant.kind.${party.kind}`)} ${code(party.code)}`,
            })),
          })}${button({ text: t('applicant.start.begin') })}<p class="govuk-body"><a class="govuk-link" href="${context.href('/account/parties')}">${t('applicant.start.addParty')}</a></p>`,
        });
  return sitePage(
    context,
    title,
    html`${errors.length > 0 && errorSummary(context, errors)}<span class="govuk-caption-l">${procedure.title[language]}</span>${fitting.length === 0 && html`<h1 class="govuk-heading-l">${title}</h1>`}${body}`,
    { variant: 'citizen', before: backLink(context, context.href(`/services/${procedure.code}`)), hasErrors: errors.length > 0 },
  );
}
