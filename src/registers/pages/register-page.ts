import {
  attributes,
  breadcrumbs,
  button,
  code,
  dateForm,
  deskTable,
  emptyState,
  filterPanel,
  type Html,
  hidden,
  html,
  inData,
  type PageContext,
  pagination,
  searchForm,
  sitePage,
} from '../../platform/views/index.ts';
import type { RegisterDefinition, RegisterField } from '../definition.ts';
import { searchAddress } from '../query.ts';
import type { Search, Version } from '../store.ts';
import { publicFields } from '../words.ts';
import { fieldValue } from './field-value.ts';
import './registers-page.ts';

/** Beyond this a search is counted no further. */
export const MOST_COUNTED = 1000;
/** Groups of more filters than this fold. */
const FOLDED_FROM = 4;
/** Columns beside the key that fit a screen. */
const COLUMNS = 5;

export interface RegisterPageOptions {
  readonly definition: RegisterDefinition;
  readonly search: Search;
  readonly rows: readonly Version[];
  /** Up to one more than `MOST_COUNTED`. */
  readonly count: number;
  /** Key of the last entry shown, when there are more. */
  readonly next: string | undefined;
  readonly isFirst: boolean;
}

/** A register: one search, filters that are links, the day it is looked at, and all of it for programs. */
export function registerPage(context: PageContext, options: RegisterPageOptions): Html {
  const { t, language, today } = context;
  const { definition, search } = options;
  const path = `/registers/${definition.code}`;
  const at = (changed: Partial<Search>, after?: string): string =>
    context.href(searchAddress(path, { ...search, ...changed }, today, after));
  const title = definition.title[language];
  return sitePage(
    context,
    title,
    html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${definition.about[language]} <span class="app-quiet">${definition.legalBasis[language]}</span></p>
${searchBox(context, path, search)}
${dateForm(context, { action: context.href(path), name: 'on', value: search.on, keep: kept(search) })}
<div class="app-with-filter">${filters(context, options, at)}<div>
<p class="govuk-body app-quiet" role="status">${countWords(context, options)}</p>
${deskTable(context, {
  caption: title,
  columns: [
    { label: definition.fields[definition.key]?.title[language] ?? '' },
    ...columnsOf(definition).map(([, field]) => ({ label: field.title[language] })),
  ],
  rows: options.rows.map((row) => ({
    id: row.key,
    href: context.href(searchAddress(`${path}/${encodeURIComponent(row.key)}`, { on: search.on }, today)),
    cells: [code(inData(context, row.key)), ...columnsOf(definition).map(([name, field]) => fieldValue(context, field, row.data[name]))],
  })),
  empty: emptyState(context, {
    title: t('registers.none'),
    content: t(isNarrowed(search) ? 'registers.noneFound' : 'registers.noneYet'),
    ...(isNarrowed(search)
      ? { action: html`<p class="govuk-body"><a class="govuk-link" href="${context.href(path)}">${t('registers.showAll')}</a></p>` }
      : {}),
  }),
})}${
  (options.next !== undefined || !options.isFirst) &&
  pagination(context, {
    ...(options.isFirst ? {} : { previous: at({}), previousLabel: t('registers.first') }),
    ...(options.next === undefined ? {} : { next: at({}, options.next) }),
  })
}</div></div>
${formats(context, path, search)}`,
    {
      variant: 'citizen',
      islands: ['keyboard'],
      before: breadcrumbs(context, [{ text: t('site.registers'), href: context.href('/registers') }, { text: title }]),
    },
  );
}

const isNarrowed = (search: Search): boolean => (search.text ?? '').trim() !== '' || (search.filters ?? []).length > 0;

const columnsOf = (definition: RegisterDefinition): readonly (readonly [string, RegisterField])[] => {
  const others = publicFields(definition).filter(([name]) => name !== definition.key);
  // What is searched for comes first: it is what the reader knows the entry by.
  const searched = others.filter(([name, field]) => field.search !== undefined || name === definition.heading);
  const dates = others.filter(([, field]) => field.date === true);
  const rest = others.filter((each) => !searched.includes(each) && !dates.includes(each) && each[1].options === undefined);
  return [...searched, ...dates, ...rest].slice(0, COLUMNS);
};

function searchBox(context: PageContext, path: string, search: Search): Html {
  const { t } = context;
  return searchForm({
    action: context.href(path),
    classes: 'app-search',
    content: html`<label class="govuk-label" for="q">${t('registers.search')}</label><div class="govuk-hint" id="q-hint">${t('registers.searchHint')}</div><div class="app-search__row"><input class="govuk-input" type="search" id="q" name="q" maxlength="100" autocomplete="off" aria-describedby="q-hint" value="${search.text ?? ''}">${
      !search.on.equals(context.today) && hidden('on', search.on.toString())
    }${(search.filters ?? []).map(({ field, value }) => hidden('f', `${field}:${value}`))}${button({ text: t('registers.find') })}</div>`,
  });
}

/** What the form of the day takes along; several filters cannot stand in a record, so they are dropped with a new day. */
const kept = (search: Search): Readonly<Record<string, string>> =>
  search.text === undefined || search.text === '' ? {} : { q: search.text };

function filters(context: PageContext, { definition, search }: RegisterPageOptions, at: (changed: Partial<Search>) => string): Html {
  const { language } = context;
  const chosen = search.filters ?? [];
  const groups = publicFields(definition)
    .filter(([, field]) => field.options !== undefined)
    .map(([name, field]) => ({
      title: field.title[language],
      links: Object.entries(field.options ?? {}).map(([value, words]) => {
        const isSelected = chosen.some((each) => each.field === name && each.value === value);
        const others = chosen.filter((each) => each.field !== name);
        return { text: words[language], href: at({ filters: isSelected ? others : [...others, { field: name, value }] }), isSelected };
      }),
    }));
  // Long lists of choices fold, so that the results stay in sight on a narrow screen.
  const short = groups.filter((group) => group.links.length <= FOLDED_FROM);
  const long = groups.filter((group) => group.links.length > FOLDED_FROM);
  const panel = filterPanel(context, short, chosen.length > 0 ? { clearHref: at({ filters: [] }) } : {});
  return html`<div>${panel}${long.map(
    (group) =>
      html`<details class="app-filter app-filter--folded"${attributes({ open: group.links.some((link) => link.isSelected) })}><summary class="app-filter__summary">${group.title}</summary><ul class="app-filter__list">${group.links.map(
        (link) =>
          html`<li><a class="${link.isSelected ? 'app-filter__link app-filter__link--selected' : 'app-filter__link'}" href="${link.href}"${attributes({ 'aria-current': link.isSelected ? 'true' : undefined })}>${link.text}</a></li>`,
      )}</ul></details>`,
  )}</div>`;
}

function countWords(context: PageContext, { count, search }: RegisterPageOptions): string {
  const { t } = context;
  const number = context.formatNumber(Math.min(count, MOST_COUNTED));
  const words = count > MOST_COUNTED ? t('registers.countMany', { number }) : t('registers.count', { count, number });
  return `${words}${t('registers.asOf', { date: context.formatDate(search.on) })}`;
}

function formats(context: PageContext, path: string, search: Search): Html {
  const { t, today } = context;
  return html`<ul class="app-formats"><li>${t('registers.formats')}</li>${(['csv', 'json', 'ndjson'] as const).map(
    (format) =>
      html`<li><a class="govuk-link" href="${context.href(searchAddress(`${path}/export.${format}`, search, today))}" rel="nofollow">${format.toUpperCase()}</a></li>`,
  )}<li><a class="govuk-link" href="${searchAddress(`/api/v1${path}`, search, today)}">API</a></li></ul>`;
}
