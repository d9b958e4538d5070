import {
  button,
  type ClockState,
  clockBar,
  code,
  deskTable,
  emptyState,
  type FilterGroup,
  filterPanel,
  type Html,
  hidden,
  html,
  input,
  keyFigures,
  type PageContext,
  pagination,
  searchForm,
  sitePage,
  type Tone,
  time,
} from '../../../platform/views/index.ts';
import type texts from '../locales/zh-CN.json';
import type { Lateness, QueueCount, QueueFilter, QueueRow } from '../queue.ts';

declare module '../../../platform/i18n/index.ts' {
  interface TextFiles {
    desk: typeof texts;
  }
}

/** A row of the queue with what the page has to know beside it. */
export interface DeskItem {
  readonly row: QueueRow;
  readonly task: string;
  readonly procedure: string;
  readonly clock: { readonly elapsed: number; readonly limit: number; readonly state: ClockState } | undefined;
}

export interface DeskPageOptions {
  readonly items: readonly DeskItem[];
  readonly counts: readonly QueueCount[];
  readonly filter: QueueFilter;
  readonly procedureTitles: ReadonlyMap<string, string>;
  readonly posts: readonly string[];
  /** Further pages that this officer's posts open: the audit records, the appointments. */
  readonly ways: readonly { readonly text: string; readonly href: string }[];
  /** Address of the next page, when there is one. */
  readonly next?: string | undefined;
}

const LATENESS: readonly Lateness[] = ['late', 'today', 'soon', 'later'];
const TONES: Readonly<Record<Lateness, Tone>> = { late: 'late', today: 'wait', soon: 'wait', later: 'neutral' };

/** The officer's desk: how things stand, one table, late first, every filter a link. */
export function deskPage(context: PageContext, options: DeskPageOptions): Html {
  const { t } = context;
  const total = (lateness: Lateness): number => options.counts.reduce((sum, count) => sum + count[lateness], 0);
  const title = t('desk.title');
  return sitePage(
    context,
    title,
    html`<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${options.posts.length === 0 ? t('desk.noPost') : t('desk.posts', { posts: options.posts.join(context.language === 'en' ? '; ' : '；') })}</p>
${
  options.ways.length > 0 &&
  html`<ul class="govuk-list">${options.ways.map((way) => html`<li><a class="govuk-link" href="${way.href}">${way.text}</a></li>`)}</ul>`
}
${keyFigures(
  LATENESS.map((lateness) => ({
    value: context.formatNumber(total(lateness)),
    label: t(`desk.lateness.${lateness}`),
    href: context.href(address({ ...options.filter, lateness })),
    tone: total(lateness) === 0 ? 'neutral' : TONES[lateness],
  })),
)}
<div class="app-with-filter">${filterPanel(context, filterGroups(context, options), {
      clearHref: isFiltered(options.filter) ? context.href('/desk') : undefined,
      search: searchForm({
        action: context.href('/desk'),
        content: html`${input(context, { name: 'q', label: t('desk.search'), value: options.filter.text ?? '', type: 'search' })}${Object.entries(keep(options.filter)).map(([name, value]) => hidden(name, value))}${button({ text: t('desk.find'), kind: 'secondary' })}`,
      }),
    })}<div>${deskTable(context, {
      caption: title,
      columns: (['number', 'party', 'procedure', 'task', 'opened', 'due', 'clock'] as const).map((column) => ({
        label: t(`desk.column.${column}`),
      })),
      rows: options.items.map((item) => deskRow(context, item)),
      empty: emptyState(context, { title: t('desk.empty.title'), content: t('desk.empty.content') }),
    })}${options.next !== undefined && pagination(context, { next: options.next })}</div></div>`,
    { variant: 'officer', islands: ['keyboard'] },
  );
}

function deskRow(context: PageContext, { row, task, procedure, clock }: DeskItem) {
  const lateness =
    row.due === null
      ? 'later'
      : Temporal.PlainDate.compare(row.due, context.today) < 0
        ? 'late'
        : row.due.equals(context.today)
          ? 'today'
          : 'later';
  return {
    id: row.id,
    href: context.href(`/desk/cases/${row.caseId}`),
    cells: [
      code(row.number),
      row.party,
      procedure,
      task,
      context.formatDateTime(row.openedAt),
      row.due === null ? context.t('desk.noDue') : time(context, row.due),
      clock === undefined ? '' : clockBar(context, clock),
    ],
    ...(lateness === 'later' ? {} : { tone: TONES[lateness] }),
  };
}

function filterGroups(context: PageContext, { counts, filter, procedureTitles }: DeskPageOptions): readonly FilterGroup[] {
  const { t } = context;
  const sum = (of: readonly QueueCount[]): number => of.reduce((total, each) => total + each.late + each.today + each.soon + each.later, 0);
  const procedures = [...new Set(counts.map((count) => count.procedure))];
  const roles = [...new Set(counts.map((count) => count.role))];
  return [
    {
      title: t('desk.filter.lateness'),
      links: LATENESS.map((lateness) => ({
        text: t(`desk.lateness.${lateness}`),
        href: context.href(address({ ...filter, lateness: filter.lateness === lateness ? undefined : lateness })),
        count: counts.reduce((total, each) => total + each[lateness], 0),
        isSelected: filter.lateness === lateness,
      })),
    },
    {
      title: t('desk.filter.procedure'),
      links: procedures.map((code) => ({
        text: procedureTitles.get(code) ?? code,
        href: context.href(address({ ...filter, procedure: filter.procedure === code ? undefined : code })),
        count: sum(counts.filter((count) => count.procedure === code)),
        isSelected: filter.procedure === code,
      })),
    },
    {
      title: t('desk.filter.role'),
      links: roles.map((role) => ({
        text: t(`desk.role.${role}`),
        href: context.href(address({ ...filter, role: filter.role === role ? undefined : role })),
        count: sum(counts.filter((count) => count.role === role)),
        isSelected: filter.role === role,
      })),
    },
  ];
}

const keep = (filter: QueueFilter): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [
      ['lateness', filter.lateness],
      ['procedure', filter.procedure],
      ['role', filter.role],
    ].filter((pair): pair is [string, string] => pair[1] !== undefined),
  );

const isFiltered = (filter: QueueFilter): boolean => Object.keys(keep(filter)).length > 0 || (filter.text ?? '') !== '';

/** The address of a filtered desk: it can be kept and sent. */
export function address(filter: QueueFilter, after?: string): string {
  const query = new URLSearchParams({
    ...keep(filter),
    ...((filter.text ?? '') === '' ? {} : { q: filter.text as string }),
    ...(after === undefined ? {} : { after }),
  });
  return query.size === 0 ? '/desk' : `/desk?${query}`;
}
