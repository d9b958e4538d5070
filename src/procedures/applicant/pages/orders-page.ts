import {
  type ActItem,
  actList,
  breadcrumbs,
  button,
  type Content,
  code,
  emptyState,
  form,
  type Html,
  html,
  inData,
  insetText,
  lawReference,
  type PageContext,
  sitePage,
} from '../../../platform/views/index.ts';
import type { Procedure } from '../../library.ts';
import type texts from '../../orders/locales/zh-CN.json';

declare module '../../../platform/i18n/index.ts' {
  interface TextFiles {
    orders: typeof texts;
  }
}

/** An order that may be started from an entry, or why it may not be now. */
export interface OfferedOrder {
  readonly procedure: Procedure;
  readonly action: string;
  readonly whyNot?: Content | undefined;
}

export interface OrdersPage {
  readonly heading: string;
  readonly register: { readonly title: string; readonly code: string };
  readonly key: string;
  readonly orders: readonly OfferedOrder[];
  /** Orders of the authority, for an officer who may start them. */
  readonly ofAuthority: readonly OfferedOrder[];
  /** The party that holds the entry and for which the account acts. */
  readonly holder: string | undefined;
}

/** From an entry to an order upon it: each kind, what it is for, and a button, or the rule that stands in its way. */
export function ordersPage(context: PageContext, options: OrdersPage): Html {
  const { t } = context;
  const entryHref = context.href(`/registers/${options.register.code}/${encodeURIComponent(options.key)}`);
  const title = t('orders.title');
  const isNobody = options.holder === undefined && options.ofAuthority.length === 0;
  return sitePage(
    context,
    `${title} ${options.key}`,
    html`<span class="govuk-caption-l">${inData(context, options.heading)} ${code(inData(context, options.key))}</span><h1 class="govuk-heading-l">${title}</h1>
${
  isNobody
    ? emptyState(context, {
        title: t('orders.notHolder'),
        content: html`<p class="govuk-body">${t('orders.notHolderText')}</p>`,
        action: button({ text: t('orders.addParty'), href: context.href('/account/parties') }),
      })
    : ''
}
${
  options.holder !== undefined &&
  html`<p class="govuk-body">${t('orders.actingFor', { name: options.holder })}</p>${actList(
    context,
    options.orders.map((order) => item(context, order)),
  )}`
}
${
  options.ofAuthority.length > 0 &&
  html`<h2 class="govuk-heading-m">${t('orders.ofAuthority')}</h2>${actList(
    context,
    options.ofAuthority.map((order) => item(context, order)),
  )}`
}
${insetText(html`${t('orders.rule')}`)}`,
    {
      variant: 'citizen',
      before: breadcrumbs(context, [
        { text: options.register.title, href: context.href(`/registers/${options.register.code}`) },
        { text: inData(context, options.key), href: entryHref },
        { text: title },
      ]),
    },
  );
}

function item(context: PageContext, { procedure, action, whyNot }: OfferedOrder): ActItem {
  const { language } = context;
  const title = procedure.title[language];
  const hint = html`${procedure.summary[language]} <a class="govuk-link" href="${context.href(`/services/${procedure.code}`)}">${context.t('orders.guide')}</a>`;
  if (whyNot !== undefined) return { title, hint, whyNot };
  const [basis] = procedure.legalBasis;
  return {
    title,
    hint,
    form: html`<h2 class="govuk-heading-s">${title}</h2><p class="govuk-body">${hint}</p>${form(context, { action, content: button({ text: context.t('orders.start', { order: title }) }) })}${
      basis !== undefined &&
      lawReference(context, { instrument: basis.instrument[language], article: basis.article, says: basis.says[language] })
    }`,
  };
}
