import { type Html, html } from '../../html.ts';
import type { PageContext } from '../../views/context.ts';
import { button, form, hidden } from '../../views/form.ts';
import { input } from '../../views/inputs.ts';
import { table } from '../../views/lists.ts';
import { sitePage } from '../../views/site.ts';
import { moment } from '../../views/text.ts';
import type { Passkey } from '../passkeys.ts';
import { type Mistake, mistakeOf, mistakeSummary } from './mistakes.ts';

export interface PasskeysPageOptions {
  readonly passkeys: readonly Passkey[];
  readonly mistakes?: readonly Mistake[];
}

/** The passkeys of an account: which there are, adding one, removing one. */
export function passkeysPage(context: PageContext, { passkeys, mistakes = [] }: PasskeysPageOptions): Html {
  const { t } = context;
  return sitePage(
    context,
    t('auth.passkeys.title'),
    html`${mistakeSummary(context, mistakes)}<h1 class="govuk-heading-l">${t('auth.passkeys.title')}</h1>
<p class="govuk-body">${t('auth.passkeys.text')}</p>
${
  passkeys.length === 0
    ? html`<p class="govuk-body">${t('auth.passkeys.none')}</p>`
    : table({
        caption: t('auth.passkeys.title'),
        isCaptionHidden: true,
        head: [t('auth.passkeys.name'), t('auth.passkeys.added'), t('auth.passkeys.used'), t('auth.account.act')],
        rows: passkeys.map((passkey) => [
          passkey.name,
          moment(context, passkey.createdAt),
          passkey.lastUsedAt === null ? t('auth.passkeys.never') : moment(context, passkey.lastUsedAt),
          form(context, {
            action: context.href(`/account/passkeys/${passkey.id}/remove`),
            classes: 'app-inline-form',
            content: button({ text: t('auth.passkeys.remove'), kind: 'secondary' }),
          }),
        ]),
      })
}
<h2 class="govuk-heading-m">${t('auth.passkeys.add')}</h2>
<noscript><p class="govuk-body">${t('auth.passkeys.script')}</p></noscript>
<div class="app-form">${form(context, {
      action: context.href('/account/passkeys'),
      attributes: { 'data-passkey': 'create', 'data-options': '/account/passkeys/options' },
      content: html`${hidden('answer', '')}${input(context, {
        name: 'name',
        label: t('auth.passkeys.nameLabel'),
        hint: t('auth.passkeys.nameHint'),
        maxLength: 60,
        error: mistakeOf(mistakes, 'name'),
      })}<p class="govuk-error-message" role="alert" hidden data-passkey-failed>${t('auth.passkeys.failed')}</p>${button({ text: t('auth.passkeys.addSubmit') })}`,
    })}</div>`,
    { variant: 'citizen', hasErrors: mistakes.length > 0, islands: ['passkey'] },
  );
}
