import {
  button,
  checkboxes,
  code,
  dateInput,
  details,
  emptyState,
  form,
  type Html,
  html,
  input,
  lawReference,
  notificationBanner,
  type PageContext,
  searchForm,
  select,
  sitePage,
  summaryList,
  textarea,
  time,
} from '../../platform/views/index.ts';
import type { TaskInHand } from '../../procedures/index.ts';
import type { LocalText } from '../model.ts';
import type { PersonDelegation, PersonFile, PersonRecusal, PersonSeat } from '../store/persons.ts';
import { roleWords } from '../words.ts';
import { administrationCrumbs, dateField, errorOf, type Mistake, many, mistakeSummary, one, type Typed } from './form-parts.ts';
import { wideTable } from './wide-table.ts';

export const CLEARANCES = [0, 1, 2, 3] as const;

export interface PersonPageOptions {
  readonly person: PersonFile;
  readonly seats: readonly PersonSeat[];
  readonly delegations: readonly PersonDelegation[];
  readonly recusals: readonly PersonRecusal[];
  readonly work: readonly (TaskInHand & { readonly task: string })[];
  /** Colleagues who may do at least one of the open tasks, and how many. */
  readonly colleagues: readonly { readonly id: string; readonly name: LocalText; readonly count: number }[];
  readonly postWords: (post: string) => string;
  readonly typed: Typed;
  readonly mistakes: readonly Mistake[];
  readonly done?: string | undefined;
}

/** All that the organisation holds of one officer: posts, what was lent, recusals, clearance, and the work in hand. */
export function personPage(context: PageContext, options: PersonPageOptions): Html {
  const { t, language } = context;
  const { person, mistakes } = options;
  const name = person.name[language];
  return sitePage(
    context,
    name,
    html`${mistakeSummary(
      context,
      mistakes.map((each) => atForm(options, each)),
    )}${options.done !== undefined && notificationBanner(context, { content: t.loose(`person.done.${options.done}`), kind: 'success' })}
<h1 class="govuk-heading-l">${name}</h1>
${summaryList([
  { key: t('person.code'), value: code(person.code) },
  { key: t('person.clearance'), value: t(`person.clearances.${person.clearance as 0}`) },
])}
<h2 class="govuk-heading-m" id="posts">${t('person.posts')}</h2>${seatTable(context, options)}
<h2 class="govuk-heading-m" id="work">${t('person.work')}</h2>${work(context, options)}
<h2 class="govuk-heading-m" id="lent">${t('person.lent')}</h2>${delegations(context, options)}
<h2 class="govuk-heading-m" id="recusals">${t('person.recusals')}</h2>${recusals(context, options)}
<h2 class="govuk-heading-m" id="clearance">${t('person.clearance')}</h2>${clearance(context, options)}`,
    { variant: 'officer', before: administrationCrumbs(context, name), hasErrors: mistakes.length > 0 },
  );
}

/** Of several forms for ending, the one that was sent has the mistake. */
const atForm = ({ typed }: PersonPageOptions, mistake: Mistake): Mistake => {
  const ending = one(typed, 'ending');
  return ending !== '' && (mistake.field === 'lastDay' || mistake.field === 'endReason')
    ? { ...mistake, field: `${mistake.field}-${ending}` }
    : mistake;
};

const spanCells = (
  context: PageContext,
  { from, until }: { readonly from: string | null; readonly until: string | null },
): readonly (Html | string)[] => [
  from === null ? '' : time(context, Temporal.PlainDate.from(from)),
  until === null ? context.t('administration.open') : time(context, Temporal.PlainDate.from(until).subtract({ days: 1 })),
];
const isOver = (context: PageContext, until: string | null): boolean => until !== null && until <= context.today.toString();

function seatTable(context: PageContext, { seats, postWords }: PersonPageOptions): Html {
  const { t } = context;
  if (seats.length === 0) return html`<p class="govuk-body">${t('person.noPosts')}</p>`;
  return wideTable({
    caption: t('person.posts'),
    isCaptionHidden: true,
    head: [
      t('administration.column.post'),
      t('administration.column.mode'),
      t('administration.column.from'),
      t('administration.column.until'),
    ],
    rows: seats.map((seat) => [
      html`<a class="govuk-link" href="${context.href(`/administration/appointments/${seat.id}`)}">${postWords(seat.post)}</a>`,
      t.loose(`administration.mode.${seat.mode}`),
      ...spanCells(context, seat),
    ]),
  });
}

/** What is in hand, and where it may go: to a colleague who may do it, or back to the desk of all who may. */
function work(context: PageContext, options: PersonPageOptions): Html {
  const { t, language } = context;
  const { work: tasks, colleagues, typed, mistakes, person } = options;
  if (tasks.length === 0) return emptyState(context, { title: t('person.noWork'), content: t('person.noWorkHint') });
  return html`${lawReference(context, { instrument: t('person.law.handOver'), says: t('person.law.handOverSays') })}${form(context, {
    action: context.href(`/administration/persons/${person.id}/hand-over`),
    content: html`${checkboxes(context, {
      name: 'tasks',
      legend: t('person.tasks'),
      legendSize: 's',
      values: typed.tasks === undefined ? tasks.map((task) => task.id) : many(typed, 'tasks'),
      items: tasks.map((task) => ({
        value: task.id,
        text: `${task.number} ${task.task}${t('organisation.comma')}${task.due === null ? t('person.noLimit') : t('person.due', { date: context.formatDate(task.due) })}`,
      })),
      ...errorOf(mistakes, 'tasks'),
    })}${select(context, {
      name: 'to',
      label: t('person.to'),
      hint: t('person.toHint'),
      value: one(typed, 'to'),
      items: [
        { value: '', text: t('person.toDesk') },
        ...colleagues.map((each) => ({
          value: each.id,
          text: t('person.colleague', { name: each.name[language], count: each.count, of: tasks.length }),
        })),
      ],
      ...errorOf(mistakes, 'to'),
    })}${textarea(context, { name: 'workReason', label: t('administration.reason'), value: one(typed, 'workReason'), rows: 2, ...errorOf(mistakes, 'workReason') })}${button({ text: t('person.handOver'), preventDoubleClick: true })}`,
  })}`;
}

/** A form that ends something before its time, closed until it is wanted. */
function endForm(
  context: PageContext,
  options: PersonPageOptions,
  { action, id, title }: { readonly action: string; readonly id: string; readonly title: string },
): Html {
  const { t } = context;
  const isThis = one(options.typed, 'ending') === id;
  const mistakes = isThis ? options.mistakes : [];
  const typed = isThis ? options.typed : {};
  return details({
    summary: title,
    isOpen: mistakes.length > 0,
    content: form(context, {
      action: context.href(action),
      content: html`<input type="hidden" name="ending" value="${id}">${dateInput(context, {
        name: 'lastDay',
        id: `lastDay-${id}`,
        legend: t('person.lastDay'),
        legendSize: 's',
        values: { year: one(typed, 'lastDay-year'), month: one(typed, 'lastDay-month'), day: one(typed, 'lastDay-day') },
        ...errorOf(mistakes, 'lastDay'),
      })}${textarea(context, { name: 'endReason', id: `endReason-${id}`, label: t('administration.reason'), value: one(typed, 'endReason'), rows: 2, ...errorOf(mistakes, 'endReason') })}${button({ text: title, kind: 'warning', preventDoubleClick: true })}`,
    }),
  });
}

function delegations(context: PageContext, options: PersonPageOptions): Html {
  const { t, language } = context;
  if (options.delegations.length === 0) return html`<p class="govuk-body">${t('person.noLent')}</p>`;
  return wideTable({
    caption: t('person.lent'),
    isCaptionHidden: true,
    head: [
      t('person.lentOf'),
      t('administration.delegate.roles'),
      t('administration.column.from'),
      t('administration.column.until'),
      t('administration.reason'),
    ],
    rows: options.delegations.map((each) => [
      options.postWords(each.post),
      each.roles.map((role) => roleWords(role)[language]).join(t('organisation.comma')),
      ...spanCells(context, each),
      html`${each.reason}${each.endedReason !== null && html`<br>${t('person.endedBecause', { reason: each.endedReason })}`}${
        !isOver(context, each.until) &&
        endForm(context, options, { action: `/administration/delegations/${each.id}/end`, id: each.id, title: t('person.endLent') })
      }`,
    ]),
  });
}

function recusals(context: PageContext, options: PersonPageOptions): Html {
  const { t } = context;
  const { typed, mistakes, person } = options;
  const list =
    options.recusals.length === 0
      ? html`<p class="govuk-body">${t('person.noRecusals')}</p>`
      : wideTable({
          caption: t('person.recusals'),
          isCaptionHidden: true,
          head: [t('person.about'), t('administration.column.from'), t('administration.column.until'), t('person.ground')],
          rows: options.recusals.map((each) => [
            each.caseNumber === null ? each.party : code(each.caseNumber),
            ...spanCells(context, each),
            html`${each.ground}${each.endedReason !== null && html`<br>${t('person.endedBecause', { reason: each.endedReason })}`}${
              !isOver(context, each.until) &&
              endForm(context, options, { action: `/administration/recusals/${each.id}/end`, id: each.id, title: t('person.endRecusal') })
            }`,
          ]),
        });
  return html`${list}${details({
    summary: t('person.recuse'),
    isOpen: mistakes.some((each) => ['caseNumber', 'partyCode', 'ground', 'recusedFrom'].includes(each.field ?? '')),
    content: html`${lawReference(context, { instrument: t('person.law.recusal'), says: t('person.law.recusalSays') })}${form(context, {
      action: context.href(`/administration/persons/${person.id}/recusals`),
      content: html`${input(context, { name: 'caseNumber', label: t('person.caseNumber'), value: one(typed, 'caseNumber'), maxLength: 60, width: 20, ...errorOf(mistakes, 'caseNumber') })}
${input(context, { name: 'partyCode', label: t('person.partyCode'), hint: t('person.partyCodeHint'), value: one(typed, 'partyCode'), maxLength: 40, width: 20, ...errorOf(mistakes, 'partyCode') })}
${dateField(context, typed, mistakes, 'recusedFrom', t('administration.delegate.from'), t('administration.dateHint'))}
${textarea(context, { name: 'ground', label: t('person.ground'), hint: t('person.groundHint'), value: one(typed, 'ground'), rows: 2, ...errorOf(mistakes, 'ground') })}
${button({ text: t('person.recuse'), kind: 'secondary', preventDoubleClick: true })}`,
    })}`,
  })}`;
}

function clearance(context: PageContext, { person, typed, mistakes }: PersonPageOptions): Html {
  const { t } = context;
  return html`${lawReference(context, { instrument: t('person.law.secrets'), says: t('person.law.secretsSays') })}${form(context, {
    action: context.href(`/administration/persons/${person.id}/clearance`),
    content: html`${select(context, {
      name: 'clearance',
      label: t('person.clearanceTo'),
      value: one(typed, 'clearance') || String(person.clearance),
      items: CLEARANCES.map((grade) => ({ value: String(grade), text: t(`person.clearances.${grade}`) })),
      ...errorOf(mistakes, 'clearance'),
    })}${textarea(context, { name: 'clearanceReason', label: t('administration.reason'), value: one(typed, 'clearanceReason'), rows: 2, ...errorOf(mistakes, 'clearanceReason') })}${button({ text: t('person.setClearance'), kind: 'secondary', preventDoubleClick: true })}`,
  })}`;
}

/** Everybody whom the organisation knows, by part of a name. */
export function personsPage(
  context: PageContext,
  { words, persons }: { readonly words: string; readonly persons: readonly PersonFile[] },
): Html {
  const { t, language } = context;
  const title = t('person.list');
  return sitePage(
    context,
    title,
    html`<h1 class="govuk-heading-l">${title}</h1>${searchForm({
      action: context.href('/administration/persons'),
      attributes: { role: 'search' },
      content: html`${input(context, { name: 'q', type: 'search', label: t('person.search'), value: words, maxLength: 60, width: 20 })}${button({ text: t('organisation.search.find'), kind: 'secondary' })}`,
    })}${
      persons.length === 0
        ? emptyState(context, { title: t('person.nobody'), content: t('person.nobodyHint') })
        : wideTable({
            caption: title,
            isCaptionHidden: true,
            head: [t('administration.column.person'), t('person.code'), t('person.clearance')],
            rows: persons.map((each) => [
              html`<a class="govuk-link" href="${context.href(`/administration/persons/${each.id}`)}">${each.name[language]}</a>`,
              code(each.code),
              t(`person.clearances.${each.clearance as 0}`),
            ]),
          })
    }`,
    { variant: 'officer', before: administrationCrumbs(context, title) },
  );
}
