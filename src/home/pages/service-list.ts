import { type Html, html, type PageContext } from '../../platform/views/index.ts';
import type { Procedure } from '../../procedures/index.ts';

export type ListedService = Pick<Procedure, 'code' | 'title' | 'summary' | 'fee' | 'applicants' | 'clocks'>;
type Limit = Procedure['clocks'][string]['limit'];

const HOURS: Readonly<Record<Limit['unit'], number>> = { hour: 1, workingDay: 24, calendarDay: 24, month: 720, year: 8760 };

/** Services one below the other: what each is for, who may apply, how long it takes, what it costs. */
export const serviceList = (context: PageContext, services: readonly ListedService[]): Html =>
  html`<ul class="app-directory">${services.map((service) => {
    const { t, language } = context;
    // The limit of the whole is the longest of its parts that the procedure names.
    const limit = Object.values(service.clocks)
      .map((clock) => clock.limit)
      .sort((a, b) => b.n * HOURS[b.unit] - a.n * HOURS[a.unit])[0];
    return html`<li class="app-directory__item"><h3 class="app-directory__title"><a class="govuk-link" href="${context.href(`/services/${service.code}`)}">${service.title[language]}</a></h3><p class="app-directory__text">${service.summary[language]}</p><ul class="app-directory__facts"><li>${service.applicants.map((kind) => t(`home.applicant.${kind}`)).join(t('home.listComma'))}</li>${
      limit !== undefined && html`<li>${t(`home.limit.${limit.unit}`, { count: limit.n })}</li>`
    }<li>${service.fee.fen === 0 ? t('home.free') : service.fee.note[language]}</li></ul></li>`;
  })}</ul>`;
