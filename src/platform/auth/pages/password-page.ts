import { type Html, html } from '../../html.ts';
import type { PageContext } from '../../views/context.ts';
import { button, form } from '../../views/form.ts';
import { passwordInput } from '../../views/inputs.ts';
import { backLink } from '../../views/navigation.ts';
import { sitePage } from '../../views/site.ts';
import { type Mistake, mistakeOf, mistakeSummary } from './mistakes.ts';

export function passwordPage(
  context: PageContext,
  options: { readonly hasPassword: boolean; readonly mistakes?: readonly Mistake[] },
): Html {
  const { t } = context;
  const mistakes = options.mistakes ?? [];
  const title = t(options.hasPassword ? 'auth.passwordPage.change' : 'auth.passwordPage.set');
  return sitePage(
    context,
    title,
    html`${mistakeSummary(context, mistakes)}<h1 class="govuk-heading-l">${title}</h1>
<div class="app-form">${form(context, {
      action: context.href('/account/password'),
      content: html`${
        options.hasPassword &&
        passwordInput(context, { name: 'current', label: t('auth.passwordPage.current'), error: mistakeOf(mistakes, 'current') })
      }${passwordInput(context, {
        name: 'password',
        label: t('auth.passwordPage.new'),
        hint: t('auth.passwordPage.hint'),
        autocomplete: 'new-password',
        error: mistakeOf(mistakes, 'password'),
      })}${button({ text: t('auth.passwordPage.submit') })}`,
    })}</div><p class="govuk-body app-quiet">${t('auth.passwordPage.others')}</p>`,
    { before: backLink(context, context.href('/account')), hasErrors: mistakes.length > 0 },
  );
}
