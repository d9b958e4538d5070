import { type Html, html } from '../html.ts';
import type { Words } from './context.ts';

/** What the keys do, opened by `?`; the same list is what a sighted officer without a mouse reads first. */
export function keyboardHelp(context: Words): Html {
  const { t } = context;
  const keys = [
    { keys: ['j', 'k'], does: t('views.keys.move') },
    { keys: ['Enter'], does: t('views.keys.open') },
    { keys: ['/'], does: t('views.keys.search') },
    { keys: ['?'], does: t('views.keys.help') },
    { keys: ['Esc'], does: t('views.keys.close') },
  ];
  return html`<dialog class="app-keys" id="keyboard-help" aria-labelledby="keyboard-help-title"><h2 class="govuk-heading-m" id="keyboard-help-title">${t('views.keys.title')}</h2><dl class="app-keys__list">${keys.map(
    (row) =>
      html`<div class="app-keys__row"><dt>${row.keys.map((key) => html`<kbd class="app-key">${key}</kbd> `)}</dt><dd>${row.does}</dd></div>`,
  )}</dl><form method="dialog"><button class="govuk-button govuk-button--secondary" data-module="govuk-button">${t('views.keys.shut')}</button></form></dialog>`;
}
