import { attributes, type Content, type Html, html } from '../html.ts';
import { share } from './clock.ts';
import type { PageContext } from './context.ts';
import { classes } from './field.ts';
import { rich } from './rich.ts';

export interface ChartBody {
  readonly id: string;
  readonly name: string;
  readonly href?: string | undefined;
  readonly head?: Content | undefined;
  readonly staff?: { readonly actual?: number | undefined; readonly quota: number } | undefined;
  readonly mandates?: number | undefined;
  /** What became of it on the shown day. */
  readonly change?: 'new' | 'gone' | 'renamed' | 'moved' | 'changed' | undefined;
  /** The name that it had until then. */
  readonly was?: string | undefined;
  readonly children?: readonly ChartGroup[] | undefined;
}

/** Bodies of one kind under another: departments, affiliated bodies, provincial administrations. */
export interface ChartGroup {
  readonly title?: Content | undefined;
  readonly bodies: readonly ChartBody[];
  /** Closed at first: many, and seldom looked for. */
  readonly isFolded?: boolean | undefined;
}

export interface OrganisationChartOptions {
  readonly root: ChartBody;
  readonly on: Temporal.PlainDate;
  /** Days on which something changed, with the address of the chart on that day. */
  readonly days?: readonly { readonly date: Temporal.PlainDate; readonly href: string; readonly what?: Content }[] | undefined;
  /** How near one looks: names alone, cards, or everything opened. */
  readonly zoom?: 'names' | 'cards' | 'all' | undefined;
  readonly zoomHref?: ((zoom: 'names' | 'cards' | 'all') => string) | undefined;
  /** What stands between the days and the cards: a drawing of the whole. */
  readonly before?: Html | undefined;
}

/** The organisation as a tree of cards. It is a nested list, so that screen readers and printers get the same. Island `organisation` animates from day to day. */
export function organisationChart(
  context: Pick<PageContext, 't' | 'formatDate' | 'formatNumber'>,
  options: OrganisationChartOptions,
): Html {
  const { t } = context;
  const zoom = options.zoom ?? 'cards';
  return html`<div class="${`app-org app-org--${zoom}`}" data-organisation><div class="app-org__tools">${
    options.days !== undefined &&
    options.days.length > 0 &&
    html`<nav class="app-org__days" aria-label="${t('views.organisation.days')}"><ol class="app-org__day-list">${options.days.map((day) => {
      const isShown = day.date.equals(options.on);
      return html`<li><a class="${classes('app-org__day', isShown && 'app-org__day--shown')}" href="${day.href}"${attributes({ 'aria-current': isShown ? 'date' : undefined })}>${context.formatDate(day.date)}${day.what !== undefined && html`<span class="app-org__what">${day.what}</span>`}</a></li>`;
    })}</ol></nav>`
  }${
    options.zoomHref !== undefined &&
    html`<nav class="app-org__zoom" aria-label="${t('views.organisation.zoom')}">${(['names', 'cards', 'all'] as const).map(
      (each) =>
        html`<a class="${classes('app-org__level', each === zoom && 'app-org__level--shown')}" href="${options.zoomHref?.(each)}"${attributes({ 'aria-current': each === zoom ? 'true' : undefined })}>${t(`views.organisation.level.${each}`)}</a>`,
    )}</nav>`
  }</div>${options.before}<ul class="app-org__tree" data-organisation-part="tree"><li class="app-org__node app-org__node--root">${card(context, options.root)}${groups(context, options.root, zoom)}</li></ul></div>`;
}

function groups(
  context: Pick<PageContext, 't' | 'formatDate' | 'formatNumber'>,
  body: ChartBody,
  zoom: 'names' | 'cards' | 'all',
): Html | undefined {
  if (body.children === undefined) return undefined;
  return html`${body.children.map((group) => {
    const list = html`<ul class="app-org__list">${group.bodies.map((child) => html`<li class="app-org__node">${card(context, child)}${groups(context, child, zoom)}</li>`)}</ul>`;
    if (group.title === undefined) return list;
    return html`<details class="app-org__group"${attributes({ open: zoom === 'all' || group.isFolded !== true })}><summary class="app-org__group-title">${group.title} <span class="app-org__number">${context.formatNumber(group.bodies.length)}</span></summary>${list}</details>`;
  })}`;
}

function card(context: Pick<PageContext, 't' | 'formatDate' | 'formatNumber'>, body: ChartBody): Html {
  const { t } = context;
  const { staff } = body;
  return html`<div class="${classes('app-org__card', body.change && `app-org__card--${body.change}`)}" data-body="${body.id}"><p class="app-org__name">${
    body.href === undefined ? body.name : html`<a class="govuk-link" href="${body.href}">${body.name}</a>`
  }${body.change && html` <span class="app-org__change">${t(`views.organisation.${body.change}`)}</span>`}</p>${body.was !== undefined && html`<p class="app-org__head">${body.was}</p>`}${body.head !== undefined && html`<p class="app-org__head">${body.head}</p>`}${
    staff &&
    html`<p class="app-org__staff">${staffWords(context, staff)}</p>${staff.actual !== undefined && html`<span class="app-org__bar" aria-hidden="true"><span class="${classes('app-org__fill', staff.actual > staff.quota && 'app-org__fill--over', share(staff.actual, staff.quota))}"></span></span>`}`
  }${body.mandates !== undefined && html`<p class="app-org__mandates">${t('views.organisation.mandates', { count: body.mandates })}</p>`}</div>`;
}

const staffWords = (
  context: Pick<PageContext, 't' | 'formatNumber'>,
  staff: { readonly actual?: number | undefined; readonly quota: number },
): Html =>
  staff.actual === undefined
    ? rich(context, 'views.organisation.quota', { quota: context.formatNumber(staff.quota) })
    : rich(context, 'views.organisation.staff', { actual: context.formatNumber(staff.actual), quota: context.formatNumber(staff.quota) });
