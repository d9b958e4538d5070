import { type Html, html } from '../../html.ts';
import type { PageContext } from '../../views/context.ts';
import { button, form, hidden } from '../../views/form.ts';
import { input } from '../../views/inputs.ts';
import { sitePage } from '../../views/site.ts';
import { type Mistake, mistakeOf, mistakeSummary } from './mistakes.ts';

/** The second step of signing in. Whoever is here is not signed in yet, so the frame says nothing of them. */
export function codePage(
  context: PageContext,
  options: { readonly next?: string | undefined; readonly mistakes?: readonly Mistake[] },
): Html {
  const { t } = context;
  const mistakes = options.mistakes ?? [];
  return sitePage(
    { ...context, user: undefined },
    t('auth.code.title'),
    html`${mistakeSummary(context, mistakes)}<h1 class="govuk-heading-l">${t('auth.code.title')}</h1>
<div class="app-form">${form(context, {
      action: context.href('/sign-in/code'),
      content: html`${options.next !== undefined && hidden('next', options.next)}${input(context, {
        name: 'code',
        label: t('auth.code.label'),
        hint: t('auth.code.hint'),
        inputmode: 'numeric',
        autocomplete: 'one-time-code',
        width: 10,
        error: mistakeOf(mistakes, 'code'),
      })}${button({ text: t('auth.code.submit') })}`,
    })}</div>
<p class="govuk-body">${t('auth.code.lost')}</p>
${form(context, { action: context.href('/sign-out'), content: button({ text: t('auth.code.cancel'), kind: 'secondary' }) })}`,
    { hasErrors: mistakes.length > 0 },
  );
}
