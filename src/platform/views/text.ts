import { attributes, type Content, type Html, html } from '../html.ts';
import type { PageContext, Words } from './context.ts';
import { classes } from './field.ts';

/** `good`, `wait`, `late` and `stop` are the four states; the word says which, the colour only repeats it. */
export type Tone = 'neutral' | 'good' | 'wait' | 'late' | 'stop';

/** A state in a word. */
export const tag = (text: Content, tone?: Tone, extra?: string): Html =>
  html`<strong class="${classes('govuk-tag', tone && tone !== 'neutral' && `app-tag--${tone}`, extra)}">${text}</strong>`;

export interface DetailsOptions {
  readonly summary: Content;
  readonly content: Content;
  readonly id?: string | undefined;
  readonly isOpen?: boolean | undefined;
  readonly classes?: string | undefined;
}

export const details = (options: DetailsOptions): Html =>
  html`<details${attributes({ id: options.id, class: classes('govuk-details', options.classes), open: options.isOpen })}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">${options.summary}</span></summary><div class="govuk-details__text">${options.content}</div></details>`;

export interface LawReference {
  readonly instrument: Content;
  /** As the law numbers it: `33`, `33-2`. */
  readonly article?: string | undefined;
  /** The words of the article, or what it says in short. */
  readonly says?: Content | undefined;
  readonly href?: string | undefined;
}

/** The law beside the thing: its article opens in place. */
export function lawReference(context: Words, law: LawReference): Html {
  const { t } = context;
  const name = html`${law.instrument}${law.article !== undefined && html`${t('views.law.article', { article: law.article })}`}`;
  if (law.says === undefined && law.href === undefined) return html`<span class="app-law">${name}</span>`;
  return details({
    summary: name,
    classes: 'app-law',
    content: html`${law.says !== undefined && html`<blockquote class="app-law__text">${law.says}</blockquote>`}${
      law.href !== undefined && html`<p class="govuk-body"><a class="govuk-link" href="${law.href}">${t('views.law.whole')}</a></p>`
    }`,
  });
}

export const insetText = (content: Content, id?: string): Html => html`<div${attributes({ id })} class="govuk-inset-text">${content}</div>`;

export const warningText = (context: Words, content: Content): Html =>
  html`<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">${context.t('views.warning')}</span> ${content}</strong></div>`;

export interface NotificationBannerOptions {
  readonly content: Content;
  /** `success` after an act: it takes the focus. */
  readonly kind?: 'success' | undefined;
  readonly title?: Content | undefined;
  readonly titleId?: string | undefined;
}

export function notificationBanner(context: Words, options: NotificationBannerOptions): Html {
  const isSuccess = options.kind === 'success';
  const titleId = options.titleId ?? 'govuk-notification-banner-title';
  const title = options.title ?? context.t(isSuccess ? 'views.banner.success' : 'views.banner.important');
  const content =
    typeof options.content === 'string' ? html`<p class="govuk-notification-banner__heading">${options.content}</p>` : options.content;
  return html`<div class="${classes('govuk-notification-banner', isSuccess && 'govuk-notification-banner--success')}" role="${isSuccess ? 'alert' : 'region'}" aria-labelledby="${titleId}" data-module="govuk-notification-banner"><div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="${titleId}">${title}</h2></div><div class="govuk-notification-banner__content">${content}</div></div>`;
}

export interface PanelOptions {
  readonly title: Content;
  readonly content?: Content | undefined;
  readonly headingLevel?: 1 | 2 | undefined;
}

/** What was done, after it was done: number, next step. */
export function panel(options: PanelOptions): Html {
  const body = options.content !== undefined && html`<div class="govuk-panel__body">${options.content}</div>`;
  return options.headingLevel === 2
    ? html`<div class="govuk-panel govuk-panel--confirmation"><h2 class="govuk-panel__title">${options.title}</h2>${body}</div>`
    : html`<div class="govuk-panel govuk-panel--confirmation"><h1 class="govuk-panel__title">${options.title}</h1>${body}</div>`;
}

/** A run of text in the other language. */
export const inLanguage = (language: 'zh-CN' | 'en', text: Content): Html => html`<span lang="${language}">${text}</span>`;

/** Text from the data, which is Chinese: on an English page it is marked as such, so that it is read aloud and drawn rightly. */
export const inData = (context: Words, text: string): Content =>
  context.t.language === 'en' && /\p{Script=Han}/u.test(text) ? inLanguage('zh-CN', text) : text;

/** A number or code of a document, in a face that aligns. */
export const code = (text: Content): Html => html`<span class="app-code">${text}</span>`;

export const time = (context: Pick<PageContext, 'formatDate'>, date: Temporal.PlainDate): Html =>
  html`<time datetime="${date.toString()}">${context.formatDate(date)}</time>`;

export const moment = (context: Pick<PageContext, 'formatDateTime'>, instant: Temporal.Instant): Html =>
  html`<time datetime="${instant.toString()}">${context.formatDateTime(instant)}</time>`;

/** A phrase that only a screen reader reads. */
export const hiddenText = (text: Content): Html => html`<span class="govuk-visually-hidden">${text}</span>`;
