import {
  breadcrumbs,
  code,
  dateForm,
  details,
  type Html,
  html,
  inLanguage,
  insetText,
  lawReference,
  type PageContext,
  rich,
  type SummaryRow,
  sitePage,
  summaryList,
  tag,
  time,
  versionStrip,
} from '../../platform/views/index.ts';
import { firstDay, spanHolds } from '../imprecise.ts';
import { leaderHandle, leadersIn } from '../leaders.ts';
import type { Holding, Institution, Post } from '../model.ts';
import { formerNote } from '../reorganisation/former-page.ts';
import type { InstitutionEntry } from '../schemas.ts';
import { entryOf, groupsUnder, headsOf, postsInOrder, type Sources } from '../view.ts';
import { roleWords } from '../words.ts';
import { groupTitle, headWords } from './chart.ts';
import { groupWords, holderWords } from './holder-words.ts';
import { formatWhen } from './when.ts';
import { wideTable } from './wide-table.ts';

/**
 * One institution on a day: what it is for, who is in charge, where, what it holds by which law, who decides what, how it became so.
 *
 * @param former institutions whose place it took, and whose old addresses lead here
 */
export function institutionPage(
  context: PageContext,
  sources: Sources,
  institution: Institution,
  on: Temporal.PlainDate,
  former: readonly InstitutionEntry[] = [],
): Html {
  const { t, language } = context;
  const other = language === 'en' ? 'zh-CN' : 'en';
  const entry = entryOf(sources, institution.code, on);
  const holdings = sources.organisation.holdingsOf(institution.code, on);
  const name = institution.name[language];
  const address = `/organisation/${institution.code}`;
  return sitePage(
    context,
    name,
    html`<h1 class="govuk-heading-l">${name}</h1><p class="govuk-body">${inLanguage(other, institution.name[other])}</p>
${dateForm(context, { action: context.href(address), name: 'on', value: on })}${formerNote(context, former)}
${entry !== undefined && spanHolds(entry, on.toString()) === 'perhaps' && insetText(t('organisation.search.either'))}
${summaryList(facts(context, sources, institution, entry, on))}
${holdingTable(context, sources, holdings, institution)}
${tasks(context, entry)}
${leaders(context, sources, institution, on)}
${powers(context, sources, institution, on)}
${under(context, sources, institution, on)}
${changes(context, sources, institution, on)}
<h2 class="govuk-heading-m">${t('organisation.more')}</h2>
<ul class="govuk-list"><li><a class="govuk-link" href="${`/api/v1${address}?on=${on}`}">${t('organisation.formats.json')}</a></li>
<li><a class="govuk-link" href="${`/api/v1/organisation/export?on=${on}`}">${t('organisation.formats.jsonld')}</a></li></ul>`,
    {
      before: breadcrumbs(context, [{ text: t('organisation.title'), href: context.href(`/organisation?on=${on}`) }, { text: name }]),
    },
  );
}

function facts(
  context: PageContext,
  sources: Sources,
  institution: Institution,
  entry: InstitutionEntry | undefined,
  on: Temporal.PlainDate,
): readonly SummaryRow[] {
  const { t, language } = context;
  const parent = institution.partOf === null ? undefined : sources.organisation.institution(institution.partOf, on);
  const heads = headsOf(sources, institution.code, on);
  const doubtful = new Set(entry?.unverified ?? []);
  const marked = (field: string, value: Html | string): Html | string =>
    doubtful.has(field) ? html`${value} ${tag(t('organisation.unverified'))}` : value;
  const rows: SummaryRow[] = [];
  const add = (key: string, value: Html | string | undefined): void => {
    if (value !== undefined) rows.push({ key, value });
  };
  add(
    t('organisation.facts.head'),
    heads.length === 0
      ? t('organisation.facts.notNamed')
      : html`${headWords(context, heads)}${heads.some((each) => each.certainty === 'perhaps') && html`<br><span class="app-law">${t('organisation.search.either')}</span>`}`,
  );
  if (institution.kind === 'ministry') {
    const { category, site } = sources.plan.ministry;
    add(
      t('organisation.facts.category'),
      html`${category[language]}${lawReference(context, { instrument: t('organisation.facts.categoryLaw'), says: t('organisation.facts.categoryLawSays') })}`,
    );
    add(t('organisation.facts.site'), html`<a class="govuk-link" href="${`https://${site}/`}">${site}</a>`);
  }
  add(
    institution.relation === null || institution.relation === 'part-of'
      ? t('organisation.facts.partOf')
      : t(`organisation.relations.${institution.relation as 'managed-by'}`),
    parent && html`<a class="govuk-link" href="${context.href(`/organisation/${parent.code}?on=${on}`)}">${parent.name[language]}</a>`,
  );
  const seat = entry?.address ?? (entry?.number === undefined ? undefined : sources.plan.ministry.seat);
  add(t('organisation.facts.address'), seat === undefined ? t('organisation.facts.notInFiles') : marked('address', seat[language]));
  add(
    t('organisation.facts.contact'),
    institution.contact === null ? t('organisation.facts.notInFiles') : marked('contact', institution.contact[language]),
  );
  add(t('organisation.facts.offices'), institution.kind === 'ministry' ? offices(context, sources, on) : undefined);
  add(t('organisation.facts.hours'), entry?.hours && marked('hours', entry.hours[language]));
  add(
    t('organisation.facts.letterCode'),
    institution.letterCode === '' ? undefined : marked('letterCode', code(inLanguage('zh-CN', institution.letterCode))),
  );
  add(
    t('organisation.facts.nameplates'),
    entry?.nameplates &&
      html`<ul class="govuk-list">${entry.nameplates.map(
        (plate) =>
          html`<li>${plate[language]}${plate.purpose !== undefined && html`${t('organisation.comma')}${plate.purpose[language]}`}${doubtful.has('nameplates') && html` ${tag(t('organisation.unverified'))}`}${plate.from !== undefined && html` (${t('organisation.facts.from', { date: formatWhen(context, plate.from) })})`}${plate.until !== undefined && html` (${t('organisation.facts.until', { date: formatWhen(context, plate.until) })})`}</li>`,
      )}</ul>`,
  );
  add(
    t('organisation.facts.responsibilities'),
    (entry?.responsibilities?.length ?? 0) === 0
      ? undefined
      : html`<ul class="govuk-list">${entry?.responsibilities?.map((number) => {
          const found = sources.plan.responsibilities.find((each) => each.number === number);
          return html`<li><a class="govuk-link" href="${context.href(`/responsibilities/${number}`)}">${number}. ${found?.title[language]}</a></li>`;
        })}</ul>`,
  );
  if (entry?.countsTowardInstitutionNumber !== undefined)
    add(
      t('organisation.facts.counted'),
      entry.countsTowardInstitutionNumber === null
        ? html`${t('organisation.facts.countedUnknown')} <a class="govuk-link" href="${context.href(`/organisation?on=${on}#inconsistencies`)}">${t('organisation.facts.countedWhy')}</a>`
        : t(entry.countsTowardInstitutionNumber ? 'organisation.facts.countedYes' : 'organisation.facts.countedNo'),
    );
  add(t('organisation.facts.since'), marked('from', entry === undefined ? '' : formatWhen(context, entry.from)));
  return rows;
}

/** Every seat that the ministry has had by then, with its days. */
function offices(context: PageContext, { plan }: Sources, on: Temporal.PlainDate): Html | undefined {
  const known = (plan.ministry.offices ?? []).filter((each) => spanHolds(each, on.toString()) !== 'no');
  if (known.length === 0) return undefined;
  return html`<ul class="govuk-list">${known.map(
    ({ address, from, unverified }) =>
      html`<li>${address[context.language]} (${context.t('organisation.facts.from', { date: formatWhen(context, from) })})${unverified?.includes('address') === true && html` ${tag(context.t('organisation.unverified'))}`}</li>`,
  )}</ul>`;
}

/** What it holds, in which role, by which law and since when. */
function holdingTable(context: PageContext, sources: Sources, holdings: readonly Holding[], institution: Institution): Html {
  const { t, language } = context;
  const title = html`<h2 class="govuk-heading-m" id="functions">${t('organisation.functions.title')}</h2>`;
  if (holdings.length === 0)
    return html`${title}<p class="govuk-body">${t('organisation.functions.none', { name: institution.name[language] })}</p>`;
  return html`${title}${wideTable({
    caption: t('organisation.functions.title'),
    isCaptionHidden: true,
    head: [
      t('organisation.functions.function'),
      t('organisation.functions.role'),
      t('organisation.functions.since'),
      t('organisation.functions.law'),
    ],
    rows: holdings.map((holding) => {
      const mandate = sources.organisation.mandate(holding.mandate);
      return [
        html`${mandate?.title[language]}${holding.territory !== null && html` ${code(holding.territory)}`}`,
        t(`organisation.roles.${holding.role}`),
        holding.valid.from === undefined ? '' : time(context, Temporal.PlainDate.from(holding.valid.from)),
        details({
          summary: mandate?.basis[language] ?? '',
          content: html`<p class="govuk-body">${t('organisation.functions.instrument')}${holding.instrument[language]}</p>`,
        }),
      ];
    }),
  })}`;
}

function tasks(context: PageContext, entry: InstitutionEntry | undefined): Html | undefined {
  if (entry?.tasks === undefined || entry.tasks.length === 0) return undefined;
  const kind = entry.numbered === true ? 'govuk-list--number' : 'govuk-list--bullet';
  const items = entry.tasks.map((task) => html`<li>${task[context.language]}</li>`);
  const list =
    entry.numbered === true
      ? html`<ol class="${`govuk-list ${kind}`}">${items}</ol>`
      : html`<ul class="${`govuk-list ${kind}`}">${items}</ul>`;
  return html`<h2 class="govuk-heading-m" id="tasks">${context.t('organisation.tasks')}</h2>${list}`;
}

/** Which post may take which steps, and who sits in it today. */
function powers(context: PageContext, sources: Sources, institution: Institution, on: Temporal.PlainDate): Html | undefined {
  const { t, language } = context;
  const posts = postsInOrder(sources, institution.code, on);
  if (posts.length === 0) return undefined;
  const steps = (post: Post): string => {
    const authority = sources.organisation.authorityOf(post.code);
    const roles = [...new Set(authority.map((each) => each.role))].map((role) => roleWords(role)[language]);
    const scope = authority.some((each) => each.mandate === '*')
      ? t('organisation.powers.every')
      : [...new Set(authority.map((each) => sources.organisation.mandate(each.mandate)?.title[language] ?? each.mandate))].join(
          t('organisation.comma'),
        );
    return t('organisation.powers.line', { steps: roles.join(t('organisation.comma')), scope });
  };
  return html`<h2 class="govuk-heading-m" id="powers">${t('organisation.powers.title')}</h2>${wideTable({
    caption: t('organisation.powers.title'),
    isCaptionHidden: true,
    head: [t('organisation.powers.post'), t('organisation.powers.steps'), t('organisation.powers.holder')],
    rows: posts.map((post) => [
      html`<a class="govuk-link" href="${context.href(`/organisation/posts/${post.code}?on=${on}`)}">${post.title[language]}</a>`,
      steps(post),
      holderWords(context, sources.organisation.holdersOfPost(post.code, on)) ?? t('organisation.powers.notRecorded'),
    ]),
  })}`;
}

/** Whom the source names as its leaders, as of the source's state; since when they were is not said. */
function leaders(context: PageContext, { plan }: Sources, institution: Institution, on: Temporal.PlainDate): Html | undefined {
  const { t, language } = context;
  const named = leadersIn(plan.people, institution.code);
  if (named.length === 0 || on.toString() < firstDay(plan.people.asOf)) return undefined;
  const title = t('organisation.leaders.title', { date: formatWhen(context, plan.people.asOf) });
  return html`<h2 class="govuk-heading-m" id="leaders">${title}</h2>${wideTable({
    caption: title,
    isCaptionHidden: true,
    firstCellIsHeader: true,
    head: [t('organisation.leaders.name'), t('organisation.leaders.posts'), t('organisation.leaders.group')],
    rows: named.map((leader) => [
      html`<a class="govuk-link" href="${context.href(`/organisation/leaders/${leaderHandle(leader.name)}`)}">${leader.name[language]}</a>`,
      html`${leader.posts
        .filter((post) => post.institution === institution.code)
        .map((post) => post[language])
        .join(t('organisation.comma'))}${leader.reading && html` ${tag(t('organisation.leaders.reading'))}`}`,
      groupWords(context, leader.partyLeadershipGroup),
    ]),
  })}`;
}

function under(context: PageContext, sources: Sources, institution: Institution, on: Temporal.PlainDate): Html | undefined {
  const groups = groupsUnder(sources, institution.code, on);
  if (groups.length === 0) return undefined;
  return html`<h2 class="govuk-heading-m" id="under">${context.t('organisation.under')}</h2>${groups.map(
    (group) =>
      html`<h3 class="govuk-heading-s">${groupTitle(context, group.key)}</h3><ul class="govuk-list">${group.bodies.map(
        (each) =>
          html`<li><a class="govuk-link" href="${context.href(`/organisation/${each.code}?on=${on}`)}">${each.name[context.language]}</a></li>`,
      )}</ul>`,
  )}`;
}

/** Names and places over time, the functions that came and went, and the events that tell of it. */
function changes(context: PageContext, sources: Sources, institution: Institution, on: Temporal.PlainDate): Html {
  const { t, language } = context;
  const versions = sources.organisation.namesOf(institution.code);
  const past = sources.organisation
    .holdingsEver(institution.code)
    .filter((each) => each.valid.until !== undefined && each.valid.until <= on.toString());
  const events = sources.plan.history.filter((each) => each.about?.includes(institution.code) === true);
  return html`<h2 class="govuk-heading-m" id="history">${t('organisation.history')}</h2>
${versionStrip(
  context,
  versions.map((each) => ({
    label: each.name[language],
    from: Temporal.PlainDate.from(each.valid.from ?? '1949-10-01'),
    ...(each.valid.until === undefined ? {} : { until: Temporal.PlainDate.from(each.valid.until) }),
    href: context.href(`/organisation/${institution.code}?on=${each.valid.from ?? on}`),
    isShown: each === institution,
    ...(each.partOf === null ? {} : { what: sources.organisation.namesOf(each.partOf).at(-1)?.name[language] ?? each.partOf }),
  })),
)}
${
  past.length > 0 &&
  html`<ul class="govuk-list govuk-list--bullet">${past.map(
    (each) =>
      html`<li>${rich(context, 'organisation.gaveUp', { mandate: sources.organisation.mandate(each.mandate)?.title[language], until: time(context, Temporal.PlainDate.from(each.valid.until ?? '')) })}</li>`,
  )}</ul>`
}
${events.length > 0 && html`<ul class="govuk-list govuk-list--bullet">${events.map((each) => html`<li>${formatWhen(context, each.date)}${t('organisation.colon')}${each.text[language]}</li>`)}</ul>`}`;
}
