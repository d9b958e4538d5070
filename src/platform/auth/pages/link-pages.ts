import { type Html, html } from '../../html.ts';
import type { PageContext } from '../../views/context.ts';
import { button, form } from '../../views/form.ts';
import { rich } from '../../views/rich.ts';
import { sitePage } from '../../views/site.ts';

/** The same for everybody: whether there is such an account is nobody else's business. */
export const linkSentPage = (context: PageContext, options: { readonly email: string }): Html =>
  sitePage(
    context,
    context.t('auth.linkSent.title'),
    html`<h1 class="govuk-heading-l">${context.t('auth.linkSent.title')}</h1>
<p class="govuk-body">${rich(context, 'auth.linkSent.text', { email: html`<strong>${options.email}</strong>` })}</p>
<p class="govuk-body">${context.t('auth.linkSent.next')}</p>
<p class="govuk-body"><a class="govuk-link" href="${context.href('/sign-in')}">${context.t('auth.linkSent.again')}</a></p>${
      context.ministry.hasExamples === true &&
      html`<p class="govuk-body">${context.t('auth.linkSent.examples')} <a class="govuk-link" href="${context.href('/outbox')}">${context.t('site.outbox')}</a></p>`
    }`,
  );

/** A page with a button: programs that scan mail open links, and would use them up. */
export const linkPage = (context: PageContext, options: { readonly token: string; readonly displayName: string }): Html =>
  sitePage(
    context,
    context.t('auth.link.title'),
    html`<h1 class="govuk-heading-l">${context.t('auth.link.title')}</h1>
<p class="govuk-body">${rich(context, 'auth.link.text', { name: html`<strong>${options.displayName}</strong>` })}</p>
${form(context, { action: context.href(`/sign-in/link/${options.token}`), content: button({ text: context.t('auth.link.submit') }) })}`,
  );

export const linkExpiredPage = (context: PageContext): Html =>
  sitePage(
    context,
    context.t('auth.expired.title'),
    html`<h1 class="govuk-heading-l">${context.t('auth.expired.title')}</h1>
<p class="govuk-body">${context.t('auth.expired.text')}</p>
${button({ text: context.t('auth.expired.again'), href: context.href('/sign-in') })}`,
  );
