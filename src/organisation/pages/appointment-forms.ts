import {
  button,
  checkboxes,
  details,
  form,
  type Html,
  hidden,
  html,
  input,
  lawReference,
  type PageContext,
  radios,
  select,
  sitePage,
  summaryList,
  textarea,
  time,
  warningText,
} from '../../platform/views/index.ts';
import type { LocalText } from '../model.ts';
import { STEP_ROLES } from '../schemas.ts';
import type { AppointmentRow, PersonRow } from '../store/administration.ts';
import { roleWords } from '../words.ts';
import { administrationCrumbs, dateField, errorOf, type Mistake, many, mistakeSummary, one, type Typed } from './form-parts.ts';

export interface AppointFormOptions {
  readonly post: string;
  readonly title: LocalText;
  readonly institution: LocalText;
  readonly persons: readonly PersonRow[];
  /** Where this appointment would go beyond a general rule that the approved plan may set aside. */
  readonly warnings: readonly LocalText[];
  readonly typed: Typed;
  readonly mistakes: readonly Mistake[];
}

/** Appoints somebody to a vacant post: who, from when, why. */
export function appointPage(context: PageContext, options: AppointFormOptions): Html {
  const { t, language } = context;
  const { typed, mistakes } = options;
  const title = t('administration.appoint.title', { post: options.title[language], institution: options.institution[language] });
  return sitePage(
    context,
    title,
    html`${mistakeSummary(context, mistakes)}<h1 class="govuk-heading-l">${title}</h1>
${options.warnings.map((each) => warningText(context, each[language]))}
${lawReference(context, { instrument: t('administration.law.establishment'), says: t('administration.law.establishmentSays') })}
${form(context, {
  action: context.href('/administration/appointments/new'),
  content: html`${hidden('post', options.post)}
${select(context, {
  name: 'person',
  label: t('administration.appoint.person'),
  hint: t('administration.appoint.personHint'),
  value: one(typed, 'person'),
  items: [
    { value: '', text: t('administration.appoint.newPerson') },
    ...options.persons.map((each) => ({ value: each.id, text: `${each.name[language]} (${each.code})` })),
  ],
  ...errorOf(mistakes, 'person'),
})}
${input(context, { name: 'nameZh', label: t('administration.appoint.nameZh'), value: one(typed, 'nameZh'), maxLength: 60, width: 20, ...errorOf(mistakes, 'nameZh') })}
${input(context, { name: 'nameEn', label: t('administration.appoint.nameEn'), value: one(typed, 'nameEn'), maxLength: 80, width: 20, ...errorOf(mistakes, 'nameEn') })}
${dateField(context, typed, mistakes, 'from', t('administration.appoint.from'), t('administration.dateHint'))}
${dateField(context, typed, mistakes, 'until', t('administration.appoint.until'), t('administration.appoint.untilHint'))}
${radios(context, {
  name: 'mode',
  legend: t('administration.appoint.mode'),
  legendSize: 's',
  value: one(typed, 'mode') || 'appointed',
  items: (['appointed', 'concurrent', 'acting', 'temporary'] as const).map((mode) => ({
    value: mode,
    text: t(`administration.mode.${mode}`),
  })),
  ...errorOf(mistakes, 'mode'),
})}
${textarea(context, { name: 'reason', label: t('administration.reason'), hint: t('administration.reasonHint'), value: one(typed, 'reason'), rows: 3, ...errorOf(mistakes, 'reason') })}
${button({ text: t('administration.appoint.do'), preventDoubleClick: true })}`,
})}`,
    { before: administrationCrumbs(context, title), hasErrors: mistakes.length > 0 },
  );
}

export interface AppointmentFormOptions {
  readonly appointment: AppointmentRow;
  readonly institution: LocalText;
  /** Open tasks that the holder has in hand. */
  readonly inHand: number;
  /** What nobody here could do any more if it ended today. */
  readonly lost: readonly LocalText[];
  readonly persons: readonly PersonRow[];
  readonly typed: Typed;
  readonly mistakes: readonly Mistake[];
}

/** One appointment: what it is, how it ends and what would then be missing, and whom its holder lends it to in absence. */
export function appointmentPage(context: PageContext, options: AppointmentFormOptions): Html {
  const { t, language } = context;
  const { appointment, typed, mistakes } = options;
  const title = `${appointment.person[language]}${t('organisation.colon')}${appointment.title[language]}`;
  const address = `/administration/appointments/${appointment.id}`;
  return sitePage(
    context,
    title,
    html`${mistakeSummary(context, mistakes)}<h1 class="govuk-heading-l">${title}</h1>
${summaryList([
  {
    key: t('administration.column.person'),
    value: html`<a class="govuk-link" href="${context.href(`/administration/persons/${appointment.personId}`)}">${appointment.person[language]}</a>`,
  },
  { key: t('administration.institution'), value: options.institution[language] },
  { key: t('administration.column.mode'), value: t.loose(`administration.mode.${appointment.mode}`) },
  { key: t('administration.column.from'), value: time(context, Temporal.PlainDate.from(appointment.from)) },
  {
    key: t('administration.column.until'),
    value:
      appointment.until === null
        ? t('administration.open')
        : time(context, Temporal.PlainDate.from(appointment.until).subtract({ days: 1 })),
  },
  { key: t('administration.reason'), value: appointment.reason },
])}
<h2 class="govuk-heading-m">${t('administration.end.title')}</h2>
${
  options.lost.length > 0 &&
  html`${warningText(context, t('administration.end.lost', { institution: options.institution[language] }))}<ul class="govuk-list govuk-list--bullet">${options.lost.map((each) => html`<li>${each[language]}</li>`)}</ul>`
}
${
  options.inHand > 0 &&
  html`<p class="govuk-body"><a class="govuk-link" href="${context.href(`/administration/persons/${appointment.personId}#work`)}">${t('administration.end.inHand', { count: options.inHand })}</a></p>`
}
${form(context, {
  action: context.href(`${address}/end`),
  content: html`${dateField(context, typed, mistakes, 'until', t('administration.end.until'), t('administration.dateHint'))}
${textarea(context, { name: 'reason', id: 'end-reason', label: t('administration.reason'), hint: t('administration.reasonHint'), value: one(typed, 'reason'), rows: 2, ...errorOf(mistakes, 'reason') })}
${button({ text: t('administration.end.do'), kind: 'warning', preventDoubleClick: true })}`,
})}
${details({
  summary: t('administration.delegate.title'),
  isOpen: mistakes.some((each) => each.field?.startsWith('lent') === true),
  content: form(context, {
    action: context.href(`${address}/delegate`),
    content: html`<p class="govuk-body">${t('administration.delegate.about')}</p>
${select(context, {
  name: 'lentTo',
  label: t('administration.delegate.to'),
  value: one(typed, 'lentTo'),
  items: options.persons
    .filter((each) => each.id !== appointment.personId)
    .map((each) => ({ value: each.id, text: `${each.name[language]} (${each.code})` })),
  ...errorOf(mistakes, 'lentTo'),
})}
${checkboxes(context, {
  name: 'lentRoles',
  legend: t('administration.delegate.roles'),
  legendSize: 's',
  values: many(typed, 'lentRoles'),
  items: STEP_ROLES.map((role) => ({ value: role, text: roleWords(role)[language] })),
  ...errorOf(mistakes, 'lentRoles'),
})}
${dateField(context, typed, mistakes, 'lentFrom', t('administration.delegate.from'), t('administration.dateHint'))}
${dateField(context, typed, mistakes, 'lentUntil', t('administration.delegate.until'))}
${textarea(context, { name: 'lentReason', label: t('administration.reason'), value: one(typed, 'lentReason'), rows: 2, ...errorOf(mistakes, 'lentReason') })}
${button({ text: t('administration.delegate.do'), kind: 'secondary', preventDoubleClick: true })}`,
  }),
})}`,
    { before: administrationCrumbs(context, title), hasErrors: mistakes.length > 0 },
  );
}
