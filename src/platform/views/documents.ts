import { attributes, type Content, type Html, html } from '../html.ts';
import type { PageContext, Words } from './context.ts';
import { classes } from './field.ts';
import { rich } from './rich.ts';
import { details, type Tone, tag, time } from './text.ts';

export interface DocumentItem {
  readonly title: Content;
  readonly href: string;
  /** `PDF`, `JPEG`, `JSON`: what the reader will get. */
  readonly format: string;
  readonly sizeBytes?: number | undefined;
  readonly number?: Content | undefined;
  readonly date?: Temporal.PlainDate | undefined;
  readonly note?: Content | undefined;
  readonly state?: { readonly text: Content; readonly tone?: Tone | undefined } | undefined;
  /** A picture of it, to be looked at in place. */
  readonly previewSrc?: string | undefined;
  readonly alt?: string | undefined;
  /** A mark or form of the officer's beside it. */
  readonly end?: Html | undefined;
}

/** Documents and attachments: what each is, its format and size, and its state. */
export const documentList = (context: Pick<PageContext, 't' | 'formatDate' | 'formatNumber'>, items: readonly DocumentItem[]): Html =>
  html`<ul class="app-documents">${items.map(
    (item) =>
      html`<li class="app-documents__item"><div class="app-documents__main"><a class="govuk-link app-documents__link" href="${item.href}">${item.title}</a> <span class="app-documents__meta">${item.format}${
        item.sizeBytes !== undefined && html`, ${formatSize(context, item.sizeBytes)}`
      }${item.number !== undefined && html` · <span class="app-code">${item.number}</span>`}${item.date !== undefined && html` · ${time(context, item.date)}`}</span> ${item.state && tag(item.state.text, item.state.tone)}${
        item.note !== undefined && html`<div class="app-documents__note">${item.note}</div>`
      }${
        item.previewSrc !== undefined &&
        details({
          summary: context.t('views.document.preview'),
          content: html`<img class="app-documents__preview" src="${item.previewSrc}" alt="${item.alt}" loading="lazy">`,
        })
      }</div>${item.end}</li>`,
  )}</ul>`;

/** Bytes in the unit in which they are read: `840 kB`, `1.2 MB`. */
export function formatSize(context: Pick<PageContext, 'formatNumber'>, bytes: number): string {
  if (bytes < 1000) return `${context.formatNumber(bytes)} B`;
  if (bytes < 1_000_000) return `${context.formatNumber(Math.round(bytes / 1000))} kB`;
  return `${context.formatNumber(Math.round(bytes / 100_000) / 10)} MB`;
}

export interface Version {
  readonly label: Content;
  readonly from: Temporal.PlainDate;
  /** The day on which it stopped; none for the present one. */
  readonly until?: Temporal.PlainDate | undefined;
  readonly href: string;
  readonly isShown?: boolean | undefined;
  readonly what?: Content | undefined;
}

/** The versions of an entry in the order of time, the shown one marked. */
export const versionStrip = (context: Pick<PageContext, 't' | 'formatDate'>, versions: readonly Version[]): Html =>
  html`<nav class="app-versions" aria-label="${context.t('views.versions.label')}"><ol class="app-versions__list">${versions.map(
    (version) =>
      html`<li class="${classes('app-versions__item', version.isShown && 'app-versions__item--shown')}"><a class="app-versions__link" href="${version.href}"${attributes({ 'aria-current': version.isShown === true ? 'true' : undefined })}><span class="app-versions__label">${version.label}</span><span class="app-versions__dates">${
        version.until === undefined
          ? rich(context, 'views.versions.since', { from: time(context, version.from) })
          : rich(context, 'views.versions.span', { from: time(context, version.from), until: time(context, version.until) })
      }</span>${version.what !== undefined && html`<span class="app-versions__what">${version.what}</span>`}</a></li>`,
  )}</ol></nav>`;

/** "As it stood on…": a date in the address. Other parts of the address go along as hidden fields. */
export const dateForm = (
  context: Words,
  options: {
    readonly action: string;
    readonly name: string;
    readonly value: Temporal.PlainDate;
    readonly label?: Content;
    readonly keep?: Readonly<Record<string, string>>;
  },
): Html =>
  html`<form class="app-date-form" method="get" action="${options.action}"><label class="govuk-label app-date-form__label" for="${`date-${options.name}`}">${options.label ?? context.t('views.asOf')}</label><input class="govuk-input app-date-form__input" type="date" id="${`date-${options.name}`}" name="${options.name}" value="${options.value.toString()}">${Object.entries(
    options.keep ?? {},
  ).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button class="govuk-button govuk-button--secondary app-date-form__button" data-module="govuk-button">${context.t('views.show')}</button></form>`;

/** A link that copies its own address where scripts run, and is just a link elsewhere. */
export const copyLink = (context: Words, options: { readonly href: string; readonly text?: Content }): Html =>
  html`<a class="govuk-link app-copy" href="${options.href}" data-copy data-copied="${context.t('views.copied')}">${options.text ?? context.t('views.copyLink')}</a>`;

export interface ChartImageOptions {
  /** `/charts/….svg`, drawn on the server. */
  readonly src: string;
  /** What the picture shows, in one sentence. */
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  readonly caption?: Content | undefined;
  /** The same figures, from `table`. */
  readonly table?: Html | undefined;
}

export const chartImage = (context: Words, options: ChartImageOptions): Html =>
  html`<figure class="app-chart"><img class="app-chart__image" src="${options.src}" alt="${options.alt}" width="${options.width}" height="${options.height}" loading="lazy">${
    options.caption !== undefined && html`<figcaption class="app-chart__caption">${options.caption}</figcaption>`
  }${options.table && details({ summary: context.t('views.chart.table'), content: options.table })}</figure>`;

/** Says when the draft was last kept; put it into the form. The script posts the form's fields to `saveTo` while they change. Add the island `draft`. */
export const draftStatus = (context: Words, options: { readonly saveTo: string; readonly savedAt?: Content | undefined }): Html =>
  html`<p class="app-draft" role="status" data-draft="${options.saveTo}" data-saved="${context.t('views.draft.saved')}" data-failed="${context.t('views.draft.failed')}">${
    options.savedAt !== undefined && rich(context, 'views.draft.savedAt', { at: options.savedAt })
  }</p>`;
