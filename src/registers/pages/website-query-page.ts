import {
  button,
  code,
  deskTable,
  emptyState,
  type Html,
  html,
  type PageContext,
  pagination,
  searchForm,
  sitePage,
} from '../../platform/views/index.ts';
import type { RegisterDefinition } from '../definition.ts';
import type { Version } from '../store.ts';
import { fieldValue } from './field-value.ts';
import './registers-page.ts';

type Kind = 'website' | 'app' | 'mini-app' | 'quick-app';
const KINDS: readonly Kind[] = ['website', 'app', 'mini-app', 'quick-app'];
/** What the public query shows, in its order; never identity numbers, telephones, full addresses or IP addresses. */
const COLUMNS = [
  'unit',
  'nature',
  'subjectNumber',
  'serviceNumber',
  'serviceName',
  'domain',
  'contentTypes',
  'restricted',
  'passedOn',
] as const;

export interface WebsiteQueryPageOptions {
  readonly query: string;
  readonly kind: Kind;
  /** None when the ministry keeps no register of the kind. */
  readonly definition: RegisterDefinition | undefined;
  readonly rows: readonly Version[];
  readonly next: string | undefined;
}

/** Who is behind a website: one box for name, domain, service or number, and the kind of service. */
export function websiteQueryPage(context: PageContext, options: WebsiteQueryPageOptions): Html {
  const { t, language } = context;
  const { query, kind, definition, rows } = options;
  const fields = COLUMNS.flatMap((name) => {
    const field = definition?.fields[name];
    return field?.public === true ? [{ name, field }] : [];
  });
  const result = (): Html => {
    if (definition === undefined)
      return emptyState(context, { title: t('registers.query.noKind'), content: t('registers.query.noKindText') });
    if (query.trim() === '')
      return emptyState(context, {
        title: t('registers.query.ask'),
        content: t('registers.query.askText'),
        example: code('京ICP备2026000001号-1'),
      });
    return deskTable(context, {
      caption: t('registers.query.title'),
      columns: fields.map(({ field }) => ({ label: field.title[language] })),
      rows: rows.map((row) => ({
        id: row.key,
        href: context.href(`/registers/${definition.code}/${encodeURIComponent(row.key)}`),
        cells: fields.map(({ name, field }) => fieldValue(context, field, row.data[name])),
      })),
      empty: emptyState(context, {
        title: t('registers.query.notFound'),
        content: t('registers.query.notFoundText', { query }),
      }),
    });
  };
  return sitePage(
    context,
    t('registers.query.title'),
    html`<h1 class="govuk-heading-l">${t('registers.query.title')}</h1>
<p class="govuk-body">${t('registers.query.text')}</p>
${searchForm({
  action: context.href('/website-query'),
  classes: 'app-search',
  content: html`<label class="govuk-label" for="q">${t('registers.query.label')}</label><div class="govuk-hint" id="q-hint">${t('registers.query.hint')}</div><div class="app-search__row app-search__row--several"><input class="govuk-input" type="search" id="q" name="q" maxlength="100" autocomplete="off" aria-describedby="q-hint" value="${query}"><label class="govuk-visually-hidden" for="kind">${t('registers.query.kindLabel')}</label><select class="govuk-select" id="kind" name="kind">${KINDS.map(
    (each) =>
      each === kind
        ? html`<option value="${each}" selected>${t(`registers.query.kind.${each}`)}</option>`
        : html`<option value="${each}">${t(`registers.query.kind.${each}`)}</option>`,
  )}</select>${button({ text: t('registers.find') })}</div>`,
})}
<div role="status">${result()}</div>${
      options.next !== undefined &&
      pagination(context, { next: context.href(`/website-query?${new URLSearchParams({ q: query, kind, after: options.next })}`) })
    }
<p class="govuk-body app-quiet">${t('registers.query.note')}</p>`,
    { variant: 'citizen', islands: ['keyboard'] },
  );
}
