import {
  breadcrumbs,
  button,
  code,
  details,
  emptyState,
  type Html,
  html,
  keyFigures,
  type PageContext,
  searchForm,
  select,
  sitePage,
  type Tone,
  table,
  tag,
} from '../../platform/views/index.ts';
import type texts from '../locales/zh-CN.json';
import { COVERAGE_STATES, type CoverageLine, type CoverageState, countStates } from '../model.ts';

declare module '../../platform/i18n/index.ts' {
  interface TextFiles {
    coverage: typeof texts;
  }
}

export interface CoveragePageOptions {
  readonly lines: readonly CoverageLine[];
  /** A department's code, or `responsibilities`. */
  readonly of: string | undefined;
  readonly state: CoverageState | undefined;
}

const TONES: Readonly<Record<CoverageState, Tone>> = { served: 'good', partly: 'wait', 'not-built': 'neutral' };

/** The group in which a line is shown. */
export const groupOf = (line: CoverageLine): string => line.department?.code ?? 'responsibilities';

/** How much of the plan the program serves, line by line, with the test that shows it. */
export function coveragePage(context: PageContext, { lines, of, state }: CoveragePageOptions): Html {
  const { t, language, formatNumber } = context;
  const counts = countStates(lines);
  const shown = lines.filter((each) => (of === undefined || groupOf(each) === of) && (state === undefined || each.state === state));
  const address = (query: string): string => context.href(`/coverage${query}`);
  const filter = new URLSearchParams({ ...(of === undefined ? {} : { of }), ...(state === undefined ? {} : { state }) }).toString();
  const groups = Map.groupBy(lines, groupOf);
  const nameOf = (group: string): string =>
    group === 'responsibilities' ? t('coverage.responsibilities') : (groups.get(group)?.[0]?.department?.name[language] ?? group);
  return sitePage(
    context,
    t('coverage.title'),
    html`<h1 class="govuk-heading-l">${t('coverage.title')}</h1><p class="govuk-body">${t('coverage.about')}</p>
${keyFigures([
  { value: formatNumber(lines.length), label: t('coverage.total'), href: address('') },
  ...COVERAGE_STATES.map((each) => ({
    value: formatNumber(counts[each]),
    label: t(`coverage.states.${each}`),
    href: address(`?state=${each}`),
  })),
])}
${searchForm({
  action: context.href('/coverage'),
  attributes: { role: 'search' },
  content: html`${select(context, {
    name: 'of',
    label: t('coverage.department'),
    value: of ?? '',
    items: [{ value: '', text: t('coverage.everyone') }, ...[...groups.keys()].map((group) => ({ value: group, text: nameOf(group) }))],
  })}${select(context, {
    name: 'state',
    label: t('coverage.state'),
    value: state ?? '',
    items: [
      { value: '', text: t('coverage.any') },
      ...COVERAGE_STATES.map((each) => ({ value: each, text: t(`coverage.states.${each}`) })),
    ],
  })}${button({ text: t('coverage.show'), kind: 'secondary' })}`,
})}
${
  shown.length === 0
    ? emptyState(context, { title: t('coverage.none'), content: t('coverage.noneHint') })
    : [...Map.groupBy(shown, groupOf)].map(([group, all]) => groupTable(context, group, nameOf(group), all))
}
<ul class="govuk-list"><li><a class="govuk-link" href="${`/api/v1/coverage?${filter}`}">${t('coverage.formats.json')}</a></li>
<li><a class="govuk-link" href="${`/api/v1/coverage.csv?${filter}`}">${t('coverage.formats.csv')}</a></li></ul>`,
    {
      variant: 'officer',
      before: breadcrumbs(context, [{ text: t('organisation.title'), href: context.href('/organisation') }, { text: t('coverage.title') }]),
    },
  );
}

function groupTable(context: PageContext, group: string, name: string, lines: readonly CoverageLine[]): Html {
  const { t, language } = context;
  const counts = countStates(lines);
  const href = context.href(group === 'responsibilities' ? '/responsibilities' : `/organisation/${group}`);
  return html`<h2 class="govuk-heading-m" id="${group}"><a class="govuk-link" href="${href}">${name}</a></h2>
<p class="govuk-body">${t('coverage.count', { served: counts.served, partly: counts.partly, open: counts['not-built'] })}</p>
${table({
  caption: name,
  isCaptionHidden: true,
  isCompact: true,
  firstCellIsHeader: true,
  head: [t('coverage.task'), t('coverage.shown')],
  rows: lines.map((line) => [
    html`${line.kind === 'responsibility' && `${line.number}. `}${line.text[language]}${
      line.capabilities.length > 0 &&
      html`<br><span class="app-law">${line.capabilities.map((each) => each.name[language]).join(t('organisation.comma'))}</span>`
    }`,
    html`${tag(t(`coverage.states.${line.state}`), TONES[line.state])}${proof(context, line)}`,
  ]),
})}`;
}

/** A path that may break after each of its steps, so that a narrow screen has room for it. */
const path = (text: string): Html => html`${text.split('/').map((step, i) => (i === 0 ? step : html`/<wbr>${step}`))}`;

function proof(context: PageContext, { served, missing }: CoverageLine): Html | undefined {
  const { t, language } = context;
  const open = missing === undefined ? undefined : html`<p class="govuk-body">${t('coverage.missing')}${missing[language]}</p>`;
  if (served.length === 0) return open;
  return html`<ul class="govuk-list">${served.map(
    ({ what, by, test }) =>
      html`<li>${what[language]}<br><span class="app-law">${code(path(by))}</span>${details({
        summary: t('coverage.proof'),
        content: html`<p class="govuk-body" lang="en">“${test.name}” ${code(path(test.file))}</p>`,
      })}</li>`,
  )}</ul>${open}`;
}
