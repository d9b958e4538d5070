import { emptyState, type Html, html, type PageContext, sitePage } from '../../platform/views/index.ts';
import { searchBox } from './landing-page.ts';
import { type ListedService, serviceList } from './service-list.ts';

export interface DirectoryPageOptions {
  readonly query: string;
  readonly found: readonly ListedService[];
  readonly all: number;
}

/** All services, or those that a search finds. */
export function directoryPage(context: PageContext, { query, found, all }: DirectoryPageOptions): Html {
  const { t } = context;
  return sitePage(
    context,
    t('site.services'),
    html`<h1 class="govuk-heading-l">${t('site.services')}</h1>
${searchBox(context, { action: '/services', id: 'q', label: t('home.landing.search'), hint: t('home.landing.searchHint'), submit: t('home.find'), value: query })}
<p class="govuk-body app-quiet" role="status">${query.trim() === '' ? t('home.directory.all', { count: all }) : t('home.directory.found', { count: found.length, query })}</p>
${
  found.length > 0
    ? serviceList(context, found)
    : emptyState(context, {
        title: t('home.directory.none'),
        content: t('home.directory.noneText'),
        action: html`<p class="govuk-body"><a class="govuk-link" href="${context.href('/services')}">${t('home.directory.showAll')}</a></p>`,
      })
}`,
    { variant: 'citizen' },
  );
}
