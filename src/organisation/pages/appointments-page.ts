import {
  button,
  type Content,
  dateForm,
  deskTable,
  emptyState,
  type Html,
  hidden,
  html,
  keyFigures,
  notificationBanner,
  type PageContext,
  searchForm,
  select,
  sitePage,
  time,
  timeline,
} from '../../platform/views/index.ts';
import type { Institution, LocalText } from '../model.ts';
import type { Lapse, OrganisationEvent, SeatRow } from '../store/administration.ts';
import { formatWhen } from './when.ts';

export interface AppointmentsPageOptions {
  readonly on: Temporal.PlainDate;
  readonly institution: Institution | undefined;
  readonly institutions: readonly Institution[];
  readonly seats: readonly SeatRow[];
  readonly quotas: readonly { readonly kind: string; readonly amount: number; readonly count: number }[];
  readonly events: readonly OrganisationEvent[];
  readonly actorWords: (actor: string) => string;
  readonly postWords: (post: string) => string;
  readonly personWords: (personId: string) => string;
  readonly warnings: readonly LocalText[];
  readonly lapses: readonly Lapse[];
  readonly done?: string | undefined;
}

/** Who sits where: posts of an institution on a day, what the establishment still allows, what was changed last and why. */
export function appointmentsPage(context: PageContext, options: AppointmentsPageOptions): Html {
  const { t, language, formatNumber } = context;
  const { on, institution } = options;
  const title = t('administration.title');
  return sitePage(
    context,
    title,
    html`${options.done !== undefined && notificationBanner(context, { content: t.loose(`administration.done.${options.done}`), kind: 'success' })}
<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body">${t('administration.about')}</p>
<ul class="govuk-list"><li><a class="govuk-link" href="${context.href('/administration/persons')}">${t('person.list')}</a></li>
<li><a class="govuk-link" href="${context.href('/administration/reorganisations')}">${t('reorganisation.title')}</a></li>
<li><a class="govuk-link" href="${context.href('/administration/folder')}">${t('takeOver.title')}</a></li></ul>
${keyFigures(
  options.quotas.map(({ kind, amount, count }) => ({
    value: `${formatNumber(count)} / ${formatNumber(amount)}`,
    label: t.has(`organisation.figures.${kind}`) ? t.loose(`organisation.figures.${kind}`) : kind,
    ...(count >= amount ? { tone: 'late' as const } : {}),
  })),
)}
${options.warnings.map((each) => html`<div class="govuk-inset-text">${each[language]}</div>`)}
${searchForm({
  action: context.href('/administration/appointments'),
  content: html`${hidden('on', on.toString())}${select(context, {
    name: 'institution',
    label: t('administration.institution'),
    value: institution?.code,
    items: options.institutions.map((each) => ({ value: each.code, text: each.name[language] })),
  })}${button({ text: t('administration.show'), kind: 'secondary' })}`,
})}
${institution !== undefined && dateForm(context, { action: context.href('/administration/appointments'), name: 'on', value: on, keep: { institution: institution.code } })}
${institution !== undefined && seatTable(context, institution, options)}
${options.lapses.length > 0 && lapseList(context, options)}
<h2 class="govuk-heading-m" id="history">${t('administration.history')}</h2>
${
  options.events.length === 0
    ? emptyState(context, { title: t('administration.noHistory'), content: t('administration.noHistoryHint') })
    : timeline(
        context,
        options.events.map((event) => ({
          title: eventTitle(context, event),
          at: event.at,
          by: options.actorWords(event.actor),
          content: eventContent(context, event, options),
        })),
      )
}`,
    { variant: 'officer', islands: ['keyboard'] },
  );
}

/** What ends by itself within the next weeks, so that a successor is there in time. */
const lapseList = (context: PageContext, { lapses, postWords }: AppointmentsPageOptions): Html =>
  html`<h2 class="govuk-heading-m" id="lapses">${context.t('administration.lapses')}</h2><ul class="govuk-list govuk-list--bullet">${lapses.map(
    (each) =>
      html`<li><a class="govuk-link" href="${context.href(`/administration/persons/${each.personId}`)}">${each.person[context.language]}</a>${context.t('organisation.comma')}${postWords(each.post)}${each.kind === 'delegation' && ` (${context.t('administration.mode.delegated')})`}${context.t('organisation.colon')}${time(context, each.until.subtract({ days: 1 }))}</li>`,
  )}</ul>`;

function seatTable(context: PageContext, institution: Institution, { seats, on }: AppointmentsPageOptions): Html {
  const { t, language } = context;
  const day = (text: string | null): Content => (text === null ? t('administration.open') : time(context, Temporal.PlainDate.from(text)));
  const lastDay = (until: string | null): Content =>
    until === null ? t('administration.open') : time(context, Temporal.PlainDate.from(until).subtract({ days: 1 }));
  return deskTable(context, {
    caption: t('administration.posts', { name: institution.name[language], date: context.formatDate(on) }),
    columns: (['post', 'person', 'mode', 'from', 'until'] as const).map((column) => ({ label: t(`administration.column.${column}`) })),
    rows: seats.map((seat) =>
      seat.appointmentId === null
        ? {
            id: seat.post,
            href: context.href(`/administration/appointments/new?post=${seat.post}`),
            cells: [seat.title[language], t('administration.vacant'), '', '', ''],
            tone: 'wait' as const,
          }
        : {
            id: seat.appointmentId,
            href: context.href(`/administration/appointments/${seat.appointmentId}`),
            cells: [
              seat.title[language],
              seat.person?.[language],
              t.loose(`administration.mode.${seat.mode}`),
              seat.from !== null && seat.precision !== 'day'
                ? formatWhen(context, seat.from.slice(0, seat.precision === 'year' ? 4 : 7))
                : day(seat.from),
              lastDay(seat.until),
            ],
          },
    ),
    empty: emptyState(context, { title: t('administration.noPosts'), content: t('administration.noPostsHint') }),
  });
}

const eventTitle = (context: PageContext, { kind }: OrganisationEvent): string =>
  context.t.has(`administration.events.${kind}`) ? context.t.loose(`administration.events.${kind}`) : kind;

function eventContent(
  context: PageContext,
  { payload }: OrganisationEvent,
  { postWords, personWords }: AppointmentsPageOptions,
): Content | undefined {
  if (payload === null) return undefined;
  const text = (name: string): string | undefined => (typeof payload[name] === 'string' ? payload[name] : undefined);
  const post = text('post') ?? text('fromPost');
  const person = text('person') ?? text('toPerson');
  const parts = [
    person === undefined ? undefined : personWords(person),
    post === undefined ? undefined : postWords(post),
    spanWords(context, text('from'), text('until')),
    text('reason') ?? text('ground'),
    Array.isArray(payload.changes) ? payload.changes.slice(0, 20).join(context.t('organisation.comma')) : undefined,
  ];
  const known = parts.filter((each): each is string => each !== undefined && each !== '');
  return known.length === 0 ? undefined : known.join(context.t('organisation.comma'));
}

/** First and last day; the event holds the first day and the first day after. */
function spanWords(context: PageContext, from: string | undefined, until: string | undefined): string | undefined {
  const first = from === undefined ? undefined : context.formatDate(Temporal.PlainDate.from(from));
  const last = until === undefined ? undefined : context.formatDate(Temporal.PlainDate.from(until).subtract({ days: 1 }));
  return [first, last].filter((each) => each !== undefined).join(' – ') || undefined;
}
