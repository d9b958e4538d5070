import { type Html, html } from '../../html.ts';
import type { PageContext } from '../../views/context.ts';
import { button, form, hidden } from '../../views/form.ts';
import { input, passwordInput } from '../../views/inputs.ts';
import { sitePage } from '../../views/site.ts';
import { insetText } from '../../views/text.ts';
import { type Mistake, mistakeOf, mistakeSummary } from './mistakes.ts';

export type { Mistake } from './mistakes.ts';

export interface SignInPageOptions {
  readonly next?: string | undefined;
  readonly email?: string | undefined;
  readonly linkEmail?: string | undefined;
  readonly mistakes?: readonly Mistake[];
}

/** The ways in: a password, a passkey where the browser can, or a link by e-mail that works once. */
export function signInPage(context: PageContext, options: SignInPageOptions): Html {
  const { t } = context;
  const mistakes = options.mistakes ?? [];
  return sitePage(
    context,
    t('auth.signIn.title'),
    html`${mistakeSummary(context, mistakes)}<h1 class="govuk-heading-l">${t('auth.signIn.title')}</h1>
<div class="app-columns"><div class="app-form">${
      context.ministry.hasIdentityProvider === true &&
      html`<p class="govuk-body"><a class="govuk-button" role="button" href="${context.href(`/sign-in/provider${options.next === undefined ? '' : `?next=${encodeURIComponent(options.next)}`}`)}">${t('auth.provider.submit')}</a></p>`
    }${form(context, {
      action: context.href('/sign-in'),
      content: html`${options.next !== undefined && hidden('next', options.next)}${input(context, {
        name: 'email',
        label: t('auth.email'),
        type: 'email',
        autocomplete: 'username',
        spellcheck: false,
        value: options.email,
        error: mistakeOf(mistakes, 'email'),
      })}${passwordInput(context, { name: 'password', label: t('auth.password'), error: mistakeOf(mistakes, 'password') })}${button({ text: t('auth.signIn.submit') })}`,
    })}
${form(context, {
  action: context.href('/sign-in/passkey'),
  attributes: { 'data-passkey': 'get', 'data-options': '/sign-in/passkey/options', hidden: true },
  content: html`${hidden('answer', '')}<p class="govuk-error-message" role="alert" hidden data-passkey-failed>${t('auth.passkeys.failed')}</p>${button({ text: t('auth.passkeys.signIn'), kind: 'secondary' })}`,
})}
<h2 class="govuk-heading-m">${t('auth.signIn.link.title')}</h2>
<p class="govuk-body">${t('auth.signIn.link.text')}</p>
${form(context, {
  action: context.href('/sign-in/link'),
  content: html`${input(context, {
    name: 'email',
    id: 'link-email',
    label: t('auth.email'),
    type: 'email',
    autocomplete: 'email',
    spellcheck: false,
    value: options.linkEmail,
    error: mistakeOf(mistakes, 'link-email'),
  })}${button({ text: t('auth.signIn.link.submit'), kind: 'secondary' })}`,
})}</div>
<aside class="app-aside"><h2 class="govuk-heading-s">${t('auth.signIn.new.title')}</h2><p class="govuk-body">${t('auth.signIn.new.text')}</p><p class="govuk-body"><a class="govuk-link" href="${context.href('/sign-up')}">${t('auth.signIn.new.link')}</a></p>${
      context.ministry.hasExamples === true &&
      insetText(html`${t('auth.signIn.examples')} <a class="govuk-link" href="${context.href('/outbox')}">${t('site.outbox')}</a>`)
    }</aside></div>`,
    { hasErrors: mistakes.length > 0, islands: ['passkey'] },
  );
}
