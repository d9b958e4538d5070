import {
  button,
  code,
  dateForm,
  deskTable,
  emptyState,
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
} from '../platform/views/index.ts';
import type texts from './locales/zh-CN.json';
import type { AuditRow } from './store.ts';

declare module '../platform/i18n/index.ts' {
  interface TextFiles {
    audit: typeof texts;
  }
}

export interface AuditPageOptions {
  readonly on: Temporal.PlainDate;
  readonly rows: readonly AuditRow[];
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
  readonly stream: string;
  readonly kind: string;
  readonly actorWords: (actor: string) => string;
  readonly next?: string | undefined;
}

/** The auditor's page: every event of a day with its place in the chain, and how to prove that none was altered. */
export function auditPage(context: PageContext, options: AuditPageOptions): Html {
  const { t } = context;
  const title = t('audit.title');
  const total = options.kinds.reduce((sum, each) => sum + each.count, 0);
  const link = (kind: string): string => context.href(addressOf({ on: options.on, stream: options.stream, kind }));
  return sitePage(
    context,
    title,
    html`<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body">${t('audit.about')}</p>
<p class="govuk-body">${t('audit.proof')} <code class="app-code">npm run -s mandate -- verify</code></p>
${dateForm(context, { action: context.href('/audit'), name: 'on', value: options.on, label: t('audit.day') })}
${keyFigures([{ value: context.formatNumber(total), label: t('audit.events', { date: context.formatDate(options.on) }) }])}
<div class="app-with-filter">${filterPanel(
      context,
      [
        {
          title: t('audit.kind'),
          links: options.kinds.map(({ kind, count }) => ({
            text: kindWords(context, kind),
            href: link(options.kind === kind ? '' : kind),
            count,
            isSelected: options.kind === kind,
          })),
        },
      ],
      {
        clearHref:
          options.kind === '' && options.stream === '' ? undefined : context.href(addressOf({ on: options.on, stream: '', kind: '' })),
        search: searchForm({
          action: context.href('/audit'),
          content: html`${hidden('on', options.on.toString())}${input(context, { name: 'stream', label: t('audit.stream'), hint: t('audit.streamHint'), value: options.stream })}${button({ text: t('audit.find'), kind: 'secondary' })}`,
        }),
      },
    )}<div>${deskTable(context, {
      caption: title,
      columns: (['stream', 'position', 'kind', 'actor', 'at', 'hash'] as const).map((column) => ({
        label: t(`audit.column.${column}`),
        isNumeric: column === 'position',
      })),
      rows: options.rows.map((row) => ({
        id: `${row.stream}-${row.position}`,
        href: context.href(addressOf({ on: options.on, stream: row.stream, kind: '' })),
        cells: [
          code(row.stream),
          { content: row.position, isNumeric: true },
          kindWords(context, row.kind),
          options.actorWords(row.actor),
          context.formatDateTime(row.at),
          code(row.hash.slice(0, 12)),
        ],
      })),
      empty: emptyState(context, { title: t('audit.empty.title'), content: t('audit.empty.content') }),
    })}${options.next !== undefined && pagination(context, { next: options.next })}</div></div>`,
    { variant: 'officer', islands: ['keyboard'] },
  );
}

const kindWords = (context: PageContext, kind: string): string =>
  context.t.has(`audit.kinds.${kind}`) ? context.t.loose(`audit.kinds.${kind}`) : kind;

export const addressOf = ({
  on,
  stream,
  kind,
  after,
}: {
  readonly on: Temporal.PlainDate;
  readonly stream: string;
  readonly kind: string;
  readonly after?: string;
}): string =>
  `/audit?${new URLSearchParams({ on: on.toString(), ...(stream === '' ? {} : { stream }), ...(kind === '' ? {} : { kind }), ...(after === undefined ? {} : { after }) })}`;
