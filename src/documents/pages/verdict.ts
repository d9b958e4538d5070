import { type Html, html, type PageContext } from '../../platform/views/index.ts';
import type { DocumentRow } from '../rendition.ts';

/** Whether it holds, by a shape, a word and a colour; since when not, why, and what stands in its place. */
export function verdict(context: PageContext, row: DocumentRow, successor: DocumentRow | undefined): Html {
  const { t, language } = context;
  const since = context.formatDate(row.state_since ?? row.issued_on);
  const reason = row.state_reason?.[language];
  return html`<section class="${`app-verdict app-verdict--${row.state}`}"><span class="app-verdict__mark" aria-hidden="true"></span><div><h2 class="app-verdict__title">${t(`documents.state.${row.state}`)}</h2><p class="app-verdict__text">${t(`documents.stateText.${row.state}`, { since })}${reason !== undefined && html` ${t('documents.reason', { reason })}`}</p>${
    successor !== undefined &&
    html`<p class="app-verdict__text"><a class="govuk-link" href="${context.href(`/verify/${successor.verification_code}`)}">${t('documents.successor', { number: successor.number })}</a></p>`
  }</div></section>`;
}
