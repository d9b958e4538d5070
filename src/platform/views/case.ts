import { attributes, type Content, type Html, html } from '../html.ts';
import type { PageContext, Words } from './context.ts';
import { classes } from './field.ts';
import { rich } from './rich.ts';
import { details, moment, type Tone, tag, time } from './text.ts';

export interface Because {
  /** What was done: "Decided", "Accepted". Without it: "May be done". */
  readonly act?: Content | undefined;
  /** Post and institution: "Deputy Director, Information and Communication Administration". */
  readonly actor: Content;
  readonly mandate: Content;
  readonly basis?: Content | undefined;
  readonly since: Temporal.PlainDate;
  /** Every link from the person to the power, in order, in words. */
  readonly chain?: readonly Content[] | undefined;
}

/** By what right this was done: post, institution, mandate, law and since when; the whole chain opens in place. */
export function becauseLine(context: Pick<PageContext, 't' | 'formatDate'>, because: Because): Html {
  const { t } = context;
  return html`<div class="app-because"><p class="app-because__line">${rich(
    context,
    because.basis === undefined ? 'views.authority.lineWithoutBasis' : 'views.authority.line',
    {
      act: because.act ?? t('views.authority.act'),
      actor: html`<em class="app-because__actor">${because.actor}</em>`,
      mandate: html`<em class="app-because__mandate">${because.mandate}</em>`,
      basis: because.basis,
      since: time(context, because.since),
    },
  )}</p>${
    because.chain !== undefined &&
    details({
      summary: t('views.authority.chain'),
      classes: 'app-because__chain',
      content: html`<ol class="govuk-list govuk-list--number">${because.chain.map((link) => html`<li>${link}</li>`)}</ol>`,
    })
  }</div>`;
}

export interface TimelineItem {
  readonly title: Content;
  readonly at: Temporal.Instant | Temporal.PlainDate;
  readonly by?: Content | undefined;
  readonly content?: Content | undefined;
  readonly tone?: Tone | undefined;
  readonly because?: Html | undefined;
}

/** What happened, newest first or as given. */
export const timeline = (context: Pick<PageContext, 't' | 'formatDate' | 'formatDateTime'>, items: readonly TimelineItem[]): Html =>
  html`<ol class="app-timeline">${items.map(
    (item) =>
      html`<li class="${classes('app-timeline__item', item.tone && `app-timeline__item--${item.tone}`)}"><p class="app-timeline__head"><strong class="app-timeline__title">${item.title}</strong>${
        item.by !== undefined && html` <span class="app-timeline__by">${rich(context, 'views.by', { who: item.by })}</span>`
      }</p><p class="app-timeline__date">${item.at instanceof Temporal.PlainDate ? time(context, item.at) : moment(context, item.at)}</p>${
        item.content !== undefined && html`<div class="app-timeline__content">${item.content}</div>`
      }${item.because}</li>`,
  )}</ol>`;

export interface IdentityBarOptions {
  /** Number of the case or entry, or its name. It is the page's `h1`. */
  readonly title: Content;
  readonly caption?: Content | undefined;
  readonly status?: { readonly text: Content; readonly tone?: Tone | undefined } | undefined;
  readonly facts?: readonly { readonly key: Content; readonly value: Content }[] | undefined;
  /** From `clockBar`. */
  readonly clock?: Html | undefined;
  /** The next act. */
  readonly action?: Html | undefined;
}

/** Which case this is: number, party, state, clock, next act; stays in sight while the page scrolls. */
export const identityBar = (options: IdentityBarOptions): Html =>
  html`<div class="app-identity"><div class="app-identity__main">${options.caption !== undefined && html`<span class="app-identity__caption">${options.caption}</span>`}<h1 class="app-identity__title">${options.title}</h1>${
    options.status && tag(options.status.text, options.status.tone)
  }</div>${
    options.facts !== undefined &&
    options.facts.length > 0 &&
    html`<dl class="app-identity__facts">${options.facts.map((fact) => html`<div class="app-identity__fact"><dt>${fact.key}</dt><dd>${fact.value}</dd></div>`)}</dl>`
  }${(options.clock !== undefined || options.action !== undefined) && html`<div class="app-identity__end">${options.clock}${options.action}</div>`}</div>`;

export interface CasePageOptions {
  readonly identity: Html;
  readonly banner?: Html | undefined;
  readonly navigation?: Html | undefined;
  /** What is asked, materials, checks, opinions. */
  readonly main: Html;
  /** Acts, process picture, history. */
  readonly aside: Html;
  readonly asideTitle?: string | undefined;
}

/** One screen, the whole case: two thirds what it is, one third what to do. */
export const casePage = (context: Words, options: CasePageOptions): Html =>
  html`${options.identity}${options.banner}${options.navigation}<div class="app-case"><div class="app-case__main">${options.main}</div><aside class="app-case__aside"${attributes({ 'aria-label': options.asideTitle ?? context.t('views.case.aside') })}>${options.aside}</aside></div>`;

export interface CaseSection {
  readonly title: Content;
  readonly content: Html;
  readonly id?: string | undefined;
  readonly note?: Content | undefined;
}

export const section = (options: CaseSection): Html =>
  html`<section class="app-section"${attributes({ id: options.id })}><h2 class="app-section__title">${options.title}${options.note !== undefined && html` <span class="app-section__note">${options.note}</span>`}</h2>${options.content}</section>`;

export interface ActItem {
  readonly title: Content;
  readonly href?: string | undefined;
  /** The act in place: a form with its button. */
  readonly form?: Html | undefined;
  readonly hint?: Content | undefined;
  /** Why it cannot be done now or not by me: which mandate, who holds it, whom to ask. */
  readonly whyNot?: Content | undefined;
  readonly isMain?: boolean | undefined;
}

/** What I may do now; what I may not, greyed, with the reason. */
export const actList = (context: Words, acts: readonly ActItem[]): Html =>
  html`<ul class="app-acts">${acts.map((act) => {
    if (act.whyNot !== undefined)
      return html`<li class="app-acts__item app-acts__item--closed"><span class="app-acts__title">${act.title}</span><span class="app-acts__why"><span class="govuk-visually-hidden">${context.t('views.case.notNow')} </span>${act.whyNot}</span></li>`;
    return html`<li class="${classes('app-acts__item', act.isMain && 'app-acts__item--main')}">${
      act.form ??
      (act.href === undefined
        ? html`<span class="app-acts__title">${act.title}</span>`
        : html`<a class="govuk-link app-acts__link" href="${act.href}">${act.title}</a>`)
    }${act.hint !== undefined && html`<span class="app-acts__hint">${act.hint}</span>`}</li>`;
  })}</ul>`;

export interface CheckResult {
  readonly title: Content;
  readonly outcome: 'passed' | 'failed' | 'unclear' | 'waiting';
  readonly detail?: Content | undefined;
}

/** Results of automatic checks: a shape, a word, and what was found. */
export const checkResults = (context: Words, results: readonly CheckResult[]): Html =>
  html`<ul class="app-checks">${results.map(
    (result) =>
      html`<li class="${`app-checks__item app-checks__item--${result.outcome}`}"><span class="app-checks__mark" aria-hidden="true"></span><div><strong class="app-checks__title">${result.title}</strong> <span class="app-checks__word">${context.t(`views.check.${result.outcome}`)}</span>${
        result.detail !== undefined && html`<div class="app-checks__detail">${result.detail}</div>`
      }</div></li>`,
  )}</ul>`;
