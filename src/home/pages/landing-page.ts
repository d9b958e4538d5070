import { attributes, button, type Html, html, type PageContext, searchForm, sitePage } from '../../platform/views/index.ts';
import type { RegisterDefinition } from '../../registers/index.ts';
import type texts from '../locales/zh-CN.json';
import { type ListedService, serviceList } from './service-list.ts';

declare module '../../platform/i18n/index.ts' {
  interface TextFiles {
    home: typeof texts;
  }
}

export interface LandingPageOptions {
  readonly services: readonly ListedService[];
  readonly registers: readonly RegisterDefinition[];
  /** What the ministry says of itself. */
  readonly self?: string | undefined;
  /** Somebody may have to verify an application by a code that was sent to a telephone. */
  readonly hasVerification: boolean;
  /** The self-test of an enterprise's size is offered. */
  readonly hasSizeTest: boolean;
}

/** What one can do here: file, look up, verify, find who is responsible. */
export function landingPage(context: PageContext, options: LandingPageOptions): Html {
  const { t, ministry, language } = context;
  const { services, registers, self, hasVerification } = options;
  const register = registers[0];
  return sitePage(
    context,
    '',
    html`<section class="app-lead"><h1 class="app-lead__title">${t('home.landing.title')}</h1>
<p class="app-lead__text">${self === undefined ? t('home.landing.text', { ministry: ministry.name[language] }) : t('home.landing.selfText', { ministry: ministry.shortName?.[language] ?? ministry.name[language], self })}</p>
${searchBox(context, { action: '/services', id: 'services-q', label: t('home.landing.search'), hint: t('home.landing.searchHint'), submit: t('home.find') })}</section>
<h2 class="govuk-heading-m">${t('site.services')}</h2>
${serviceList(context, services.slice(0, 8))}
${options.hasSizeTest && html`<p class="govuk-body"><a class="govuk-link" href="${context.href('/self-tests/enterprise-size')}">${t('home.landing.sizeTest')}</a></p>`}
<ul class="app-ways">
${
  register !== undefined &&
  html`<li class="app-ways__item"><h2 class="app-ways__title"><a class="govuk-link" href="${context.href('/registers')}">${t('site.registers')}</a></h2><p class="app-ways__text">${t('home.landing.registers')}</p>${searchBox(context, { action: `/registers/${register.code}`, id: 'register-q', label: register.title[language], submit: t('home.find'), isQuiet: true })}</li>`
}
<li class="app-ways__item"><h2 class="app-ways__title"><a class="govuk-link" href="${context.href('/verify')}">${t('site.verify')}</a></h2><p class="app-ways__text">${t('home.landing.verify')}</p>${searchBox(context, { action: '/verify', id: 'verify-q', label: t('home.landing.verifyLabel'), submit: t('home.verify'), isQuiet: true })}</li>
<li class="app-ways__item"><h2 class="app-ways__title"><a class="govuk-link" href="${context.href('/organisation')}">${t('site.organisation')}</a></h2><p class="app-ways__text">${t('home.landing.organisation')}</p><p class="app-ways__text"><a class="govuk-link" href="${context.href('/responsibilities')}">${t('home.landing.responsibilities')}</a></p></li>
<li class="app-ways__item"><h2 class="app-ways__title"><a class="govuk-link" href="${context.href('/sign-in')}">${t('home.landing.follow')}</a></h2><p class="app-ways__text">${t('home.landing.followText')}</p>${hasVerification && html`<p class="app-ways__text"><a class="govuk-link" href="${context.href('/verification')}">${t('home.landing.sms')}</a></p>`}</li>
</ul>`,
    { variant: 'citizen' },
  );
}

interface SearchBoxOptions {
  readonly action: string;
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly submit: string;
  readonly value?: string;
  readonly isQuiet?: boolean;
}

/** One field and its button: what stands in the address can be kept and sent. */
export const searchBox = (context: PageContext, options: SearchBoxOptions): Html =>
  searchForm({
    action: context.href(options.action),
    classes: 'app-search',
    content: html`<label class="govuk-label" for="${options.id}">${options.label}</label>${
      options.hint !== undefined && html`<div class="govuk-hint" id="${`${options.id}-hint`}">${options.hint}</div>`
    }<div class="app-search__row"><input class="govuk-input" type="search" name="q" id="${options.id}" value="${options.value ?? ''}" maxlength="100" autocomplete="off"${
      options.hint !== undefined && attributes({ 'aria-describedby': `${options.id}-hint` })
    }>${button({ text: options.submit, ...(options.isQuiet === true ? { kind: 'secondary' as const } : {}) })}</div>`,
  });
