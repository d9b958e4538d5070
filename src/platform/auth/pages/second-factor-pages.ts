import { type Html, html } from '../../html.ts';
import type { PageContext } from '../../views/context.ts';
import { button, form, hidden } from '../../views/form.ts';
import { input } from '../../views/inputs.ts';
import { backLink } from '../../views/navigation.ts';
import { sitePage } from '../../views/site.ts';
import { code } from '../../views/text.ts';
import { type Mistake, mistakeOf, mistakeSummary } from './mistakes.ts';

const codeInput = (context: PageContext, mistakes: readonly Mistake[]): Html =>
  input(context, {
    name: 'code',
    label: context.t('auth.code.label'),
    hint: context.t('auth.code.hint'),
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    width: 10,
    error: mistakeOf(mistakes, 'code'),
  });

export interface SecondFactorPageOptions {
  readonly secret: string;
  /** The same as a QR code, `data:image/png`. */
  readonly picture: string;
  readonly mistakes: readonly Mistake[];
}

/** Takes an authenticator app into use: scan, or type in, then show that it works. */
export function secondFactorPage(context: PageContext, { secret, picture, mistakes }: SecondFactorPageOptions): Html {
  const { t } = context;
  const spaced = secret.replaceAll(/(.{4})(?!$)/g, '$1 ');
  return sitePage(
    context,
    t('auth.secondFactor.title'),
    html`${mistakeSummary(context, mistakes)}<h1 class="govuk-heading-l">${t('auth.secondFactor.title')}</h1>
<p class="govuk-body">${t('auth.secondFactor.text')}</p>
<ol class="govuk-list govuk-list--number"><li>${t('auth.secondFactor.scan')}</li><li>${t('auth.secondFactor.type')}</li></ol>
<img class="app-totp" src="${picture}" alt="${t('auth.secondFactor.alt')}" width="220" height="220">
<p class="govuk-body">${t('auth.secondFactor.key')} ${code(spaced)}</p>
<div class="app-form">${form(context, {
      action: context.href('/account/second-factor'),
      content: html`${hidden('secret', secret)}${codeInput(context, mistakes)}${button({ text: t('auth.secondFactor.submit') })}`,
    })}</div>`,
    { before: backLink(context, context.href('/account')), hasErrors: mistakes.length > 0 },
  );
}

export function removeSecondFactorPage(context: PageContext, options: { readonly mistakes?: readonly Mistake[] }): Html {
  const { t } = context;
  const mistakes = options.mistakes ?? [];
  return sitePage(
    context,
    t('auth.secondFactor.remove'),
    html`${mistakeSummary(context, mistakes)}<h1 class="govuk-heading-l">${t('auth.secondFactor.remove')}</h1>
<p class="govuk-body">${t('auth.secondFactor.removeText')}</p>
<div class="app-form">${form(context, {
      action: context.href('/account/second-factor/remove'),
      content: html`${codeInput(context, mistakes)}${button({ text: t('auth.secondFactor.removeSubmit'), kind: 'warning' })}`,
    })}</div>`,
    { before: backLink(context, context.href('/account')), hasErrors: mistakes.length > 0 },
  );
}
