import { breadcrumbs, dateForm, emptyState, type Html, html, type PageContext, sitePage, tag } from '../../platform/views/index.ts';
import { firstDay } from '../imprecise.ts';
import { leaderHandle } from '../leaders.ts';
import type { LocalText, Post } from '../model.ts';
import type { OfficeHolder } from '../organisation.ts';
import type { Leader } from '../schemas.ts';
import type { Sources } from '../view.ts';
import { roleWords } from '../words.ts';
import { groupWords, holderWords } from './holder-words.ts';
import { formatWhen } from './when.ts';
import { wideTable } from './wide-table.ts';

/** One post: who holds it on a day, who ever did, and which steps it may take. */
export function postPage(context: PageContext, sources: Sources, post: Post, on: Temporal.PlainDate): Html {
  const { t, language } = context;
  const { organisation } = sources;
  const institution = organisation.institution(post.institution, on);
  const place = institution?.name[language] ?? post.institution;
  const address = `/organisation/posts/${post.code}`;
  const roles = [...new Set(organisation.authorityOf(post.code).map((each) => each.role))].map((role) => roleWords(role)[language]);
  return sitePage(
    context,
    `${post.title[language]}${t('organisation.colon')}${place}`,
    html`<span class="govuk-caption-l">${t('organisation.post.caption', { institution: place })}</span><h1 class="govuk-heading-l">${post.title[language]}</h1>
${dateForm(context, { action: context.href(address), name: 'on', value: on })}
<h2 class="govuk-heading-m">${t('organisation.post.on', { date: context.formatDate(on) })}</h2>
<p class="govuk-body-l">${holderWords(context, organisation.holdersOfPost(post.code, on)) ?? t('organisation.post.vacant', { date: context.formatDate(on) })}</p>
<h2 class="govuk-heading-m" id="history">${t('organisation.post.history')}</h2>
${tenureTable(context, sources, organisation.holdersEver(post.code), (each) => nameLink(context, sources, each.name))}
${roles.length > 0 && html`<h2 class="govuk-heading-m">${t('organisation.post.steps')}</h2><p class="govuk-body">${roles.join(t('organisation.comma'))}</p>`}
<p class="govuk-body"><a class="govuk-link" href="${`/api/v1${address}?on=${on}`}">${t('organisation.post.json')}</a></p>`,
    {
      before: breadcrumbs(context, [
        { text: t('organisation.title'), href: context.href(`/organisation?on=${on}`) },
        { text: place, href: context.href(`/organisation/${post.institution}?on=${on}`) },
        { text: post.title[language] },
      ]),
    },
  );
}

/** A leader whom the source names: what it says, and what of it has days. */
export function leaderPage(context: PageContext, sources: Sources, leader: Leader): Html {
  const { t, language } = context;
  const { organisation, plan } = sources;
  const asOf = formatWhen(context, plan.people.asOf);
  const name = leader.name[language];
  const other = language === 'en' ? 'zh-CN' : 'en';
  return sitePage(
    context,
    name,
    html`<h1 class="govuk-heading-l">${name}</h1><p class="govuk-body" lang="${other}">${leader.name[other]}</p>
<h2 class="govuk-heading-m">${t('organisation.leaders.asOf', { date: asOf })}</h2>
<ul class="govuk-list govuk-list--bullet">${leader.posts.map((post) => {
      const body = organisation.namesOf(post.institution).at(-1)?.name[language] ?? post.institution;
      return html`<li>${post[language]} (<a class="govuk-link" href="${context.href(`/organisation/${post.institution}`)}">${body}</a>)</li>`;
    })}</ul>
<p class="govuk-body">${t('organisation.leaders.group')}${t('organisation.colon')}${groupWords(context, leader.partyLeadershipGroup)}</p>
${leader.reading && html`<p class="govuk-body">${tag(t('organisation.leaders.reading'))} ${t('organisation.leaders.readingNote')}</p>`}
<p class="govuk-hint">${t('organisation.leaders.asOfNote')}</p>
<h2 class="govuk-heading-m">${t('organisation.leaders.dated')}</h2>
${tenureTable(context, sources, organisation.tenuresOf(leader.name), (each) => postLink(context, sources, each.post))}`,
    { before: breadcrumbs(context, [{ text: t('organisation.title'), href: context.href('/organisation') }, { text: name }]) },
  );
}

type Tenure = Omit<OfficeHolder, 'certainty'>;

function tenureTable(context: PageContext, { plan }: Sources, tenures: readonly Tenure[], first: (each: Tenure) => Html | string): Html {
  const { t } = context;
  if (tenures.length === 0)
    return emptyState(context, { title: t('organisation.post.nobody'), content: t('organisation.post.nobodyHint') });
  // A leader whom the source names in its month was there then; it does not say since when.
  const since = ({ from }: Tenure): string => {
    if (from === undefined) return '';
    return from === plan.people.asOf ? t('organisation.post.unknownSince', { date: formatWhen(context, from) }) : formatWhen(context, from);
  };
  return wideTable({
    caption: t('organisation.post.history'),
    isCaptionHidden: true,
    head: [t('organisation.post.who'), t('organisation.post.how'), t('organisation.post.from'), t('organisation.post.until')],
    rows: tenures.map((each) => [
      first(each),
      t.loose(`organisation.holder.mode.${each.mode}`),
      since(each),
      each.until === undefined ? t('organisation.post.open') : lastWords(context, each.until),
    ]),
  });
}

/** The last day of a tenure that ended on a day; the month in which it ended where only that is known. */
const lastWords = (context: PageContext, until: string): string =>
  until.length === 10 ? context.formatDate(Temporal.PlainDate.from(firstDay(until)).subtract({ days: 1 })) : formatWhen(context, until);

function nameLink(context: PageContext, { plan }: Sources, name: LocalText): Html | string {
  const leader = plan.people.leaders.find((each) => each.name.en === name.en && each.name['zh-CN'] === name['zh-CN']);
  if (leader === undefined) return name[context.language];
  return html`<a class="govuk-link" href="${context.href(`/organisation/leaders/${leaderHandle(name)}`)}">${name[context.language]}</a>`;
}

function postLink(context: PageContext, { organisation }: Sources, code: string): Html | string {
  const post = organisation.postByCode(code);
  if (post === undefined) return code;
  const body = organisation.namesOf(post.institution).at(-1)?.name[context.language] ?? post.institution;
  return html`<a class="govuk-link" href="${context.href(`/organisation/posts/${code}`)}">${post.title[context.language]}${context.t('organisation.comma')}${body}</a>`;
}
