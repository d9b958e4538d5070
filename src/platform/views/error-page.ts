import { type Content, type Html, html } from '../html.ts';
import type { PageContext } from './context.ts';
import { sitePage } from './site.ts';

/** Says what went wrong, why, and what to do now: no apology, no code where a word does. */
export function errorPage(
  context: PageContext,
  error: { readonly status: number; readonly lines: readonly Content[]; readonly legalBasis?: readonly Content[] | undefined },
): Html {
  const { t } = context;
  const named = `errors.title.${error.status}`;
  const title = t.has(named) ? t.loose(named) : t('errors.title.other');
  // What is not there for a stranger may be there for whoever is signed in.
  const mayBeTheirs = error.status === 404 && context.user === undefined && !context.path.startsWith('/sign-in');
  return sitePage(
    context,
    title,
    html`<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds"><h1 class="govuk-heading-l">${title}</h1>${
      error.lines.length === 1
        ? html`<p class="govuk-body-l">${error.lines}</p>`
        : html`<ul class="govuk-list govuk-list--bullet">${error.lines.map((line) => html`<li>${line}</li>`)}</ul>`
    }${
      error.legalBasis !== undefined &&
      error.legalBasis.length > 0 &&
      html`<p class="app-law">${t('views.law.basis')} ${[...new Set(error.legalBasis)].map((law, index) => html`${index > 0 && '; '}${law}`)}</p>`
    }<p class="govuk-body"><a class="govuk-link" href="${context.href('/')}">${t('errors.home')}</a></p>${
      mayBeTheirs &&
      html`<p class="govuk-body"><a class="govuk-link" href="${context.href(`/sign-in?next=${encodeURIComponent(context.path)}`)}">${t('views.signIn')}</a></p>`
    }</div></div>`,
    { variant: 'citizen' },
  );
}
