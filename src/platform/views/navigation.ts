import { type Attributes, attributes, type Content, type Html, html } from '../html.ts';
import { addressPrefix } from '../i18n/index.ts';
import type { PageContext, Words } from './context.ts';
import { classes } from './field.ts';

const current = attributes({ 'aria-current': 'page' });
const currentness: Readonly<Record<'page' | 'section', Attributes>> = { page: current, section: attributes({ 'aria-current': 'true' }) };

export interface Link {
  readonly text: Content;
  readonly href: string;
}

export interface Crumb {
  readonly text: Content;
  /** None for the page itself. */
  readonly href?: string | undefined;
}

export const breadcrumbs = (context: Words, crumbs: readonly Crumb[]): Html =>
  html`<nav class="govuk-breadcrumbs govuk-breadcrumbs--collapse-on-mobile" aria-label="${context.t('views.breadcrumbs')}"><ol class="govuk-breadcrumbs__list">${crumbs.map(
    (crumb) =>
      crumb.href === undefined
        ? html`<li class="govuk-breadcrumbs__list-item" aria-current="page">${crumb.text}</li>`
        : html`<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href="${crumb.href}">${crumb.text}</a></li>`,
  )}</ol></nav>`;

export const backLink = (context: Words, href: string, text?: Content): Html =>
  html`<a href="${href}" class="govuk-back-link">${text ?? context.t('views.back')}</a>`;

export const skipLink = (context: Words): Html =>
  html`<a href="#main-content" class="govuk-skip-link" data-module="govuk-skip-link">${context.t('views.skip')}</a>`;

export interface PaginationOptions {
  readonly previous?: string | undefined;
  readonly next?: string | undefined;
  /** Numbered pages, for short lists; lists that page by key have only the arrows. */
  readonly pages?: readonly (PageLink | 'gap')[] | undefined;
  /** What each arrow leads to, under it; for arrows without numbers. */
  readonly previousLabel?: Content | undefined;
  readonly nextLabel?: Content | undefined;
}

export interface PageLink {
  readonly number: number;
  readonly href: string;
  readonly isCurrent?: boolean | undefined;
}

export function pagination(context: Words, options: PaginationOptions): Html {
  const { t } = context;
  const isBlock = options.pages === undefined;
  return html`<nav class="${classes('govuk-pagination', isBlock && 'govuk-pagination--block')}" aria-label="${t('views.pagination.label')}">${
    options.previous !== undefined && arrow('prev', options.previous, t('views.pagination.previous'), options.previousLabel, isBlock)
  }${
    options.pages !== undefined &&
    html`<ul class="govuk-pagination__list">${options.pages.map((page) =>
      page === 'gap'
        ? html`<li class="govuk-pagination__item govuk-pagination__item--ellipsis">&ctdot;</li>`
        : html`<li class="${classes('govuk-pagination__item', page.isCurrent && 'govuk-pagination__item--current')}"><a class="govuk-link govuk-pagination__link" href="${page.href}" aria-label="${t('views.pagination.page', { number: page.number })}"${page.isCurrent === true && current}>${page.number}</a></li>`,
    )}</ul>`
  }${options.next !== undefined && arrow('next', options.next, t('views.pagination.next'), options.nextLabel, isBlock)}</nav>`;
}

function arrow(rel: 'prev' | 'next', href: string, title: Content, label: Content | undefined, isBlock: boolean): Html {
  const leads = isBlock || rel === 'prev';
  const icon = rel === 'prev' ? previousIcon : nextIcon;
  return html`<div class="${`govuk-pagination__${rel}`}"><a class="govuk-link govuk-pagination__link" href="${href}" rel="${rel}">${leads && icon}<span class="${classes('govuk-pagination__link-title', isBlock && label === undefined && 'govuk-pagination__link-title--decorated')}">${title}</span>${
    isBlock &&
    label !== undefined &&
    html`<span class="govuk-visually-hidden">:</span><span class="govuk-pagination__link-label">${label}</span>`
  }${!leads && icon}</a></div>`;
}

const previousIcon = html`<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path></svg>`;
const nextIcon = html`<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13"><path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path></svg>`;

export interface NavigationItem extends Link {
  /** `page`: this very page; `section`: the page lies below it. */
  readonly current?: 'page' | 'section' | undefined;
}

/** The service's name and its few main ways, under the ministry's bar. */
export function serviceNavigation(
  context: Words,
  options: { readonly name?: Content; readonly href?: string; readonly items: readonly NavigationItem[]; readonly end?: Html },
): Html {
  const { t } = context;
  const list =
    options.items.length > 0 &&
    html`<nav aria-label="${t('views.menu')}" class="govuk-service-navigation__wrapper">${
      options.items.length > 1 &&
      html`<button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" aria-controls="navigation" hidden aria-hidden="true">${t('views.menu')}</button>`
    }<ul class="govuk-service-navigation__list" id="navigation">${options.items.map((item) => serviceItem(item))}</ul></nav>`;
  const name =
    options.name !== undefined &&
    html`<span class="govuk-service-navigation__service-name">${
      options.href === undefined
        ? html`<span class="govuk-service-navigation__text">${options.name}</span>`
        : html`<a href="${options.href}" class="govuk-service-navigation__link">${options.name}</a>`
    }</span>`;
  const inner = html`<div class="govuk-width-container"><div class="govuk-service-navigation__container">${name}${list}</div>${options.end}</div>`;
  return options.name === undefined && options.end === undefined
    ? html`<div class="govuk-service-navigation" data-module="govuk-service-navigation">${inner}</div>`
    : html`<section aria-label="${t('views.service')}" class="govuk-service-navigation" data-module="govuk-service-navigation">${inner}</section>`;
}

function serviceItem(item: NavigationItem): Html {
  const text =
    item.current === undefined ? item.text : html`<strong class="govuk-service-navigation__active-fallback">${item.text}</strong>`;
  return html`<li class="${classes('govuk-service-navigation__item', item.current && 'govuk-service-navigation__item--active')}"><a class="govuk-service-navigation__link" href="${item.href}"${item.current && currentness[item.current]}>${text}</a></li>`;
}

/** The same page in each other language. */
export function languageNavigation(
  context: Pick<PageContext, 't' | 'language' | 'locale' | 'path'> & Partial<Pick<PageContext, 'ministry'>>,
): Html {
  const path = context.path === '' ? '/' : context.path;
  const { language: first, packs = [] } = context.ministry ?? {};
  const both = [
    { language: 'zh-CN', text: '中文', href: `${addressPrefix('zh-CN', first)}${path}` },
    { language: 'en', text: 'English', href: `${addressPrefix('en', first)}${path}` },
  ] as const;
  const added = packs
    .filter(({ code }) => code !== 'en' && code !== 'zh-CN')
    .map(({ code, name }) => ({ language: code, text: name, href: `/${code}${path}` }));
  const shown = context.locale ?? context.language;
  return html`<nav class="govuk-language-navigation" aria-label="${context.t('views.language')}"><ul class="govuk-language-navigation__list">${[
    ...both,
    ...added,
  ].map((item) =>
    item.language === shown
      ? html`<li class="govuk-language-navigation__list-item"><span class="govuk-language-navigation__text" aria-current="true" lang="${item.language}">${item.text}</span></li>`
      : html`<li class="govuk-language-navigation__list-item"><a class="govuk-language-navigation__link" href="${item.href}" rel="alternate" lang="${item.language}" hreflang="${item.language}">${item.text}</a></li>`,
  )}</ul></nav>`;
}

/** Ways between the pages of one thing: a case, an institution. */
export const subNavigation = (context: Words, items: readonly NavigationItem[], label?: string): Html =>
  html`<nav class="moj-sub-navigation" aria-label="${label ?? context.t('views.subNavigation')}"><ul class="moj-sub-navigation__list">${items.map(
    (item) =>
      html`<li class="moj-sub-navigation__item"><a class="moj-sub-navigation__link" href="${item.href}"${item.current && currentness[item.current]}>${item.text}</a></li>`,
  )}</ul></nav>`;

/** A line above the page: that this is a try-out, that example data is loaded. */
export const phaseBanner = (options: { readonly tag: Content; readonly text: Content }): Html =>
  html`<div class="govuk-phase-banner govuk-width-container"><p class="govuk-phase-banner__content"><strong class="govuk-tag govuk-phase-banner__content__tag">${options.tag}</strong><span class="govuk-phase-banner__text">${options.text}</span></p></div>`;
