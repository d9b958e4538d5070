import { type Content, type Html, html } from '../html.ts';
import type { PageContext, Words } from './context.ts';
import { classes } from './field.ts';
import { table } from './lists.ts';
import { rich } from './rich.ts';
import { details, type Tone, tag, time } from './text.ts';

/** One day of a clock: counted, not counted (weekend, holiday) or suspended, with the reason where it is not counted. */
export interface ClockDay {
  readonly date: Temporal.PlainDate;
  readonly kind: 'counted' | 'not-counted' | 'suspended';
  readonly reason?: string | undefined;
}

export type ClockState = 'running' | 'suspended' | 'late' | 'done';

export interface ClockOptions {
  /** What the limit is for: "Decision by the provincial administration". */
  readonly title: Content;
  /** From the day after the event that started the clock to the day it is due, or to today when that is later. */
  readonly days: readonly ClockDay[];
  readonly due: Temporal.PlainDate;
  readonly elapsed: number;
  readonly limit: number;
  readonly unit: 'working-days' | 'calendar-days';
  readonly state: ClockState;
  /** The calendar of the year of the due date is not yet announced. */
  readonly isProvisional?: boolean | undefined;
  /** Its article, from `lawReference`. */
  readonly law?: Html | undefined;
}

/** Time as a strip of days: what counts, what does not and why, where we are, when it is due. The same as a table below it. */
export function clockStrip(context: Pick<PageContext, 't' | 'formatDate' | 'today'>, clock: ClockOptions): Html {
  const { t } = context;
  let count = 0;
  const days = clock.days.map((day) => ({ ...day, number: day.kind === 'counted' ? ++count : undefined }));
  return html`<section class="${`app-clock app-clock--${clock.state}`}"><div class="app-clock__head"><h3 class="app-clock__title">${clock.title}</h3>${tag(t(`views.clock.state.${clock.state}`), TONES[clock.state])}</div>
<p class="app-clock__sum">${rich(context, sentence(clock), {
    due: html`<strong>${time(context, clock.due)}</strong>`,
    elapsed: clock.elapsed,
    limit: clock.limit,
    left: Math.abs(clock.limit - clock.elapsed),
  })}${clock.isProvisional === true && html` <span class="app-clock__note">${t('views.clock.provisional')}</span>`}</p>
<ol class="app-clock__strip" aria-hidden="true">${days.map((day) => cell(context, day, clock.due))}</ol>
<ul class="app-clock__legend" aria-hidden="true"><li class="app-clock__key app-clock__key--counted">${t('views.clock.kind.counted')}</li><li class="app-clock__key app-clock__key--not-counted">${t('views.clock.kind.not-counted')}</li>${
    days.some((day) => day.kind === 'suspended') &&
    html`<li class="app-clock__key app-clock__key--suspended">${t('views.clock.kind.suspended')}</li>`
  }</ul>
${details({
  summary: t('views.clock.days'),
  content: table({
    caption: t('views.clock.days'),
    isCaptionHidden: true,
    isCompact: true,
    head: [t('views.clock.date'), t('views.clock.counts'), { content: t('views.clock.number'), isNumeric: true }],
    rows: days.map((day) => [
      time(context, day.date),
      `${t(`views.clock.kind.${day.kind}`)}${day.reason === undefined ? '' : t('views.because', { reason: day.reason })}`,
      { content: day.number, isNumeric: true },
    ]),
  }),
})}${clock.law}</section>`;
}

const TONES: Readonly<Record<ClockState, Tone>> = { running: 'neutral', suspended: 'wait', late: 'late', done: 'good' };

function sentence(clock: ClockOptions) {
  if (clock.state === 'done') return 'views.clock.done';
  if (clock.state === 'suspended') return clock.unit === 'working-days' ? 'views.clock.suspendedWorking' : 'views.clock.suspendedCalendar';
  if (clock.state === 'late') return clock.unit === 'working-days' ? 'views.clock.lateWorking' : 'views.clock.lateCalendar';
  return clock.unit === 'working-days' ? 'views.clock.leftWorking' : 'views.clock.leftCalendar';
}

interface NumberedDay extends ClockDay {
  readonly number: number | undefined;
}

function cell(context: Pick<PageContext, 't' | 'formatDate' | 'today'>, day: NumberedDay, due: Temporal.PlainDate): Html {
  const { t } = context;
  const order = Temporal.PlainDate.compare(day.date, context.today);
  const isToday = order === 0;
  const isDue = day.date.equals(due);
  const isFuture = order > 0;
  const words = `${context.formatDate(day.date)}${t('views.colon')}${t(`views.clock.kind.${day.kind}`)}${day.reason === undefined ? '' : t('views.because', { reason: day.reason })}`;
  return html`<li class="${classes('app-clock__day', `app-clock__day--${day.kind}`, isFuture && 'app-clock__day--future', isToday && 'app-clock__day--today', isDue && 'app-clock__day--due')}" title="${words}"><span class="app-clock__date">${day.date.day}</span>${isToday && html`<span class="app-clock__flag app-clock__flag--today">${t('views.clock.today')}</span>`}${isDue && html`<span class="app-clock__flag app-clock__flag--due">${t('views.clock.due')}</span>`}</li>`;
}

/** A clock in a row of a list: a bar of 120 px and "14 of 20". */
export function clockBar(context: Words, clock: Pick<ClockOptions, 'elapsed' | 'limit' | 'state'>): Html {
  const words = context.t('views.clock.bar', { elapsed: clock.elapsed, limit: clock.limit });
  const state = clock.state === 'running' ? undefined : context.t(`views.clock.state.${clock.state}`);
  return html`<span class="${`app-bar-clock app-bar-clock--${clock.state}`}"><span class="app-bar-clock__track" aria-hidden="true"><span class="${`app-bar-clock__fill ${share(clock.elapsed, clock.limit)}`}"></span></span><span class="app-bar-clock__words">${words}${state !== undefined && html` <span class="app-bar-clock__state">${state}</span>`}</span></span>`;
}

/** The class of a width in whole hundredths: there are no inline styles. */
export function share(part: number, whole: number): string {
  const percent = whole <= 0 ? 0 : Math.round((100 * part) / whole);
  return `w-${Math.min(100, Math.max(0, percent))}`;
}
