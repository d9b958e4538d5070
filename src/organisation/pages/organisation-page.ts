import {
  button,
  type Content,
  dateForm,
  details,
  emptyState,
  type Html,
  hidden,
  html,
  inLanguage,
  input,
  insetText,
  keyFigures,
  type PageContext,
  rich,
  searchForm,
  sitePage,
  table,
  time,
} from '../../platform/views/index.ts';
import type { FoundResponsible } from '../everyday-words.ts';
import type texts from '../locales/zh-CN.json';
import type { LocalText } from '../model.ts';
import { inconsistencies, ministryOf, quotaOn, type Sources } from '../view.ts';
import { drawChart, type Zoom } from './chart.ts';
import { formatWhen } from './when.ts';

declare module '../../platform/i18n/index.ts' {
  interface TextFiles {
    organisation: typeof texts;
  }
}

export interface OrganisationPageOptions {
  readonly on: Temporal.PlainDate;
  readonly zoom: Zoom;
  /** The group of the drawing that is looked at from near. */
  readonly near?: string | undefined;
  readonly words: string;
  /** What the words found; undefined when nothing was asked. */
  readonly found: readonly FoundResponsible[] | undefined;
}

/** The organisation on a day: who is responsible for what one seeks, how large it is, how it is built, how it became so. */
export function organisationPage(context: PageContext, sources: Sources, options: OrganisationPageOptions): Html {
  const { t } = context;
  const { on } = options;
  const root = ministryOf(sources, on);
  const { ministry } = sources.plan;
  return sitePage(
    context,
    t('organisation.title'),
    html`<h1 class="govuk-heading-l">${t('organisation.title')}</h1>
<p class="govuk-body">${ministry.self[context.language]}</p>
${search(context, options)}
${options.found !== undefined && results(context, options.found, options)}
${dateForm(context, { action: context.href('/organisation'), name: 'on', value: on, keep: options.zoom === 'cards' ? {} : { zoom: options.zoom } })}
${figures(context, sources, on)}
${
  root === undefined
    ? emptyState(context, {
        title: t('organisation.before.title', { date: context.formatDate(on) }),
        content: rich(context, 'organisation.before.content', { founded: time(context, Temporal.PlainDate.from(ministry.established)) }),
      })
    : drawChart(context, sources, root, options)
}
${knownProblems(context, sources)}
${history(context, sources)}
<h2 class="govuk-heading-m">${t('organisation.more')}</h2>
<ul class="govuk-list"><li><a class="govuk-link" href="${context.href(`/responsibilities?on=${on}`)}">${t('organisation.responsibilities')}</a></li>
<li><a class="govuk-link" href="${context.href('/coverage')}">${t('coverage.title')}</a></li>
${context.user?.isOfficer === true && html`<li><a class="govuk-link" href="${context.href('/administration/appointments')}">${t('administration.title')}</a></li>`}
<li><a class="govuk-link" href="${`/api/v1/organisation?on=${on}`}">${t('organisation.formats.json')}</a></li>
<li><a class="govuk-link" href="${`/api/v1/organisation/export?on=${on}`}">${t('organisation.formats.jsonld')}</a></li></ul>`,
    { variant: 'officer', islands: ['organisation'] },
  );
}

const search = (context: PageContext, { on, words }: OrganisationPageOptions): Html =>
  searchForm({
    action: context.href('/organisation'),
    attributes: { role: 'search' },
    content: html`${hidden('on', on.toString())}${input(context, {
      name: 'q',
      type: 'search',
      label: context.t('organisation.search.label'),
      hint: context.t('organisation.search.hint'),
      value: words,
      maxLength: 100,
      width: 30,
    })}${button({ text: context.t('organisation.search.find'), kind: 'secondary' })}`,
  });

function results(context: PageContext, found: readonly FoundResponsible[], { words, on }: OrganisationPageOptions): Html {
  const { t, language } = context;
  const [best, ...others] = found.slice(0, 8);
  if (best === undefined)
    return emptyState(context, {
      title: t('organisation.search.nothing', { words }),
      content: t('organisation.search.nothingHint'),
      example: t('organisation.search.example'),
    });
  const title = t('organisation.search.found', { words, date: context.formatDate(on) });
  const why = ({ phrase, source }: FoundResponsible): Content =>
    html`${source === 'task' && html` <span class="app-law">${t('organisation.search.task')}</span>`}${
      phrase !== undefined && html` <span class="app-law">${t('organisation.search.because', { phrase })}</span>`
    }`;
  return html`<section aria-labelledby="found"><h2 class="govuk-heading-m" id="found">${title}</h2>
<div class="govuk-inset-text">${holders(context, best, on)}<p class="govuk-body">${best.text[language]}${why(best)}</p></div>
${
  others.length > 0 &&
  details({
    summary: t('organisation.search.others', { count: others.length }),
    content: table({
      caption: title,
      isCaptionHidden: true,
      head: [t('organisation.search.function'), t('organisation.search.holder')],
      rows: others.map((each) => [html`${each.text[language]}${why(each)}`, holders(context, each, on)]),
    }),
  })
}</section>`;
}

function holders(context: PageContext, { holders: all }: FoundResponsible, on: Temporal.PlainDate): Content {
  const { t, language } = context;
  const national = all.filter((each) => each.territory === undefined);
  const shown = national.length > 0 ? national : all.slice(0, 3);
  if (shown.length === 0) return t('organisation.search.nobody');
  const isOpen = shown.some((each) => each.certainty === 'perhaps');
  const local = all.length - national.length;
  return html`<ul class="govuk-list">${shown.map(
    (each) =>
      html`<li><a class="govuk-link" href="${context.href(`/organisation/${each.institution.code}?on=${on}`)}">${each.institution.name[language]}</a></li>`,
  )}${national.length > 0 && local > 0 && html`<li>${t('organisation.search.local', { count: local })}</li>`}</ul>${isOpen && html`<p class="govuk-hint">${t('organisation.search.either')}</p>`}`;
}

function figures(context: PageContext, sources: Sources, on: Temporal.PlainDate): Html | undefined {
  const { t, formatNumber } = context;
  const quota = quotaOn(sources, on);
  if (quota === undefined) return undefined;
  const note = t('organisation.figures.since', { date: formatWhen(context, quota.from) });
  const figure = (key: 'totalAdministrative' | 'functional' | 'bureauLevelLeaders' | 'institutions') =>
    quota[key] === undefined ? [] : [{ value: formatNumber(quota[key]), label: t(`organisation.figures.${key}`), note }];
  const own = (sources.plan.establishment.counts ?? []).flatMap(({ quota: kind, title }) => {
    const amount = quota.other?.[kind];
    return amount === undefined || title === undefined ? [] : [{ value: formatNumber(amount), label: title[context.language], note }];
  });
  return keyFigures([...(['institutions', 'totalAdministrative', 'functional', 'bureauLevelLeaders'] as const).flatMap(figure), ...own]);
}

/** What the sources contradict themselves in stays visible instead of being smoothed over. */
function knownProblems(context: PageContext, sources: Sources): Html | undefined {
  const all = inconsistencies(sources);
  if (all.length === 0) return undefined;
  return details({
    summary: context.t('organisation.inconsistencies', { count: all.length }),
    id: 'inconsistencies',
    content: html`${all.map(
      (each) =>
        html`<p class="govuk-body">${each[context.language]}</p>${
          each.readings !== undefined &&
          html`<ul class="govuk-list govuk-list--bullet">${each.readings.map((reading) => html`<li>${reading[context.language]}</li>`)}</ul>`
        }`,
    )}`,
  });
}

function history(context: PageContext, sources: Sources): Html {
  const { t, language } = context;
  return html`<h2 class="govuk-heading-m" id="history">${t('organisation.history')}</h2>${table({
    caption: t('organisation.history'),
    isCaptionHidden: true,
    head: [t('organisation.when'), t('organisation.what')],
    rows: sources.plan.history.map((each) => [formatWhen(context, each.date), each.text[language]]),
    isCompact: true,
  })}${sources.plan.ministry.source !== undefined && insetText(html`${t('organisation.source')}${sources.plan.ministry.source[language]}`)}`;
}

/** A name in the page's language with the other beside it, marked as such. */
export const bothNames = (context: PageContext, name: LocalText): Html => {
  const other = context.language === 'en' ? 'zh-CN' : 'en';
  return html`${name[context.language]} ${inLanguage(other, html`<span class="app-law">${name[other]}</span>`)}`;
};
