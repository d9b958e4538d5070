import { emptyState, type Html, html, type PageContext, sitePage } from '../../platform/views/index.ts';
import type { RegisterDefinition } from '../definition.ts';
import type texts from '../locales/zh-CN.json';

declare module '../../platform/i18n/index.ts' {
  interface TextFiles {
    registers: typeof texts;
  }
}

/** All registers: what each holds and by which law. */
export const registersPage = (context: PageContext, registers: readonly RegisterDefinition[]): Html =>
  sitePage(
    context,
    context.t('site.registers'),
    html`<h1 class="govuk-heading-l">${context.t('site.registers')}</h1>
<p class="govuk-body">${context.t('registers.list.text')}</p>
${
  registers.length === 0
    ? emptyState(context, { title: context.t('registers.list.none'), content: context.t('registers.list.noneText') })
    : html`<ul class="app-directory">${registers.map(
        (register) =>
          html`<li class="app-directory__item"><h2 class="app-directory__title"><a class="govuk-link" href="${context.href(`/registers/${register.code}`)}">${register.title[context.language]}</a></h2><p class="app-directory__text">${register.about[context.language]}</p><p class="app-law">${register.legalBasis[context.language]}</p></li>`,
      )}</ul>`
}
${
  registers.some((register) => register.code === 'website') &&
  html`<p class="govuk-body"><a class="govuk-link" href="${context.href('/website-query')}">${context.t('registers.query.title')}</a></p>`
}`,
    { variant: 'citizen' },
  );
