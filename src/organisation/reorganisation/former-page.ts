import { breadcrumbs, type Html, html, insetText, type PageContext, sitePage } from '../../platform/views/index.ts';
import { firstDay } from '../imprecise.ts';
import { formatWhen } from '../pages/when.ts';
import type { InstitutionEntry } from '../schemas.ts';
import type { Sources } from '../view.ts';
import type { Succession } from './succession.ts';

/** The last day on which an institution was. */
const lastDay = (until: string): Temporal.PlainDate => Temporal.PlainDate.from(firstDay(until)).subtract({ days: 1 });

/** Where an institution was that several others took the place of: since when, and which. */
export function formerPage(context: PageContext, { organisation }: Sources, { former, since, heirs }: Succession): Html {
  const { t, language } = context;
  const title = t('reorganisation.former.title', { name: former.name[language] });
  return sitePage(
    context,
    title,
    html`<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body">${t('reorganisation.former.since', { date: formatWhen(context, since) })}</p>
<ul class="govuk-list govuk-list--bullet">${heirs.map((code) => html`<li><a class="govuk-link" href="${context.href(`/organisation/${code}`)}">${organisation.namesOf(code).at(-1)?.name[language] ?? code}</a></li>`)}</ul>
<p class="govuk-body">${thenLink(context, former, since)}</p>`,
    {
      before: breadcrumbs(context, [
        { text: t('organisation.title'), href: context.href('/organisation') },
        { text: former.name[language] },
      ]),
    },
  );
}

/** On the page of an heir: what became part of it, and since when; the old addresses lead here. */
export const formerNote = (context: PageContext, former: readonly InstitutionEntry[]): Html | false =>
  former.length > 0 &&
  insetText(
    html`${former.map(
      (each) =>
        html`<p class="govuk-body">${context.t('reorganisation.former.redirected', { name: each.name[context.language], date: formatWhen(context, each.until ?? '') })} ${thenLink(context, each, each.until ?? '')}</p>`,
    )}`,
    'former',
  );

const thenLink = ({ t, href, language }: PageContext, { code, name }: InstitutionEntry, until: string): Html =>
  html`<a class="govuk-link" href="${href(`/organisation/${code}?on=${lastDay(until)}`)}">${t('reorganisation.former.then', { name: name[language] })}</a>`;
