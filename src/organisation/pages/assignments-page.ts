import {
  breadcrumbs,
  button,
  checkboxes,
  code,
  details,
  form,
  type Html,
  hidden,
  html,
  input,
  lawReference,
  notificationBanner,
  type PageContext,
  select,
  sitePage,
  tag,
  textarea,
  time,
} from '../../platform/views/index.ts';
import type { Institution, LocalText, Mandate } from '../model.ts';
import type { Assignment } from '../store/assignments.ts';
import { dateField, errorOf, type Mistake, mistakeSummary, one, type Typed } from './form-parts.ts';
import { wideTable } from './wide-table.ts';

const TONES = { open: 'wait', reported: 'good', closed: 'neutral' } as const;

/** Tasks assigned beside the plan, as everybody may see them. */
export function assignmentTable(
  context: PageContext,
  assignments: readonly Assignment[],
  nameOf: (institution: string) => LocalText,
  more?: (each: Assignment) => Html | false,
): Html {
  const { t, language } = context;
  if (assignments.length === 0) return html`<p class="govuk-body">${t('assignment.none')}</p>`;
  return wideTable({
    caption: t('assignment.title'),
    isCaptionHidden: true,
    head: [
      t('assignment.task'),
      t('assignment.instrument'),
      t('assignment.received'),
      t('assignment.lead'),
      t('assignment.due'),
      t('assignment.state'),
    ],
    rows: assignments.map((each) => [
      each.title[language],
      html`${each.issuer}${t('organisation.comma')}${each.instrumentTitle} ${each.instrumentNumber !== '' && code(each.instrumentNumber)}${t('organisation.comma')}${time(context, each.instrumentDate)}`,
      time(context, each.receivedOn),
      html`<a class="govuk-link" href="${context.href(`/organisation/${each.lead}`)}">${nameOf(each.lead)[language]}</a>`,
      each.due === null ? t('assignment.noDue') : time(context, each.due),
      html`${tag(t(`assignment.states.${each.state}`), TONES[each.state])}${each.report !== null && html`<p class="govuk-body-s">${each.report}</p>`}${more?.(each)}`,
    ]),
  });
}

export interface AssignmentsPageOptions {
  readonly assignments: readonly Assignment[];
  /** The functions under which the officer may record. */
  readonly mandates: readonly Mandate[];
  readonly institutions: readonly Institution[];
  readonly nameOf: (institution: string) => LocalText;
  readonly typed: Typed;
  readonly mistakes: readonly Mistake[];
  readonly done?: 'recorded' | 'reported' | 'closed' | undefined;
}

/** Where the office that holds the responsibility records what is assigned, and what came of it. */
export function assignmentsPage(context: PageContext, options: AssignmentsPageOptions): Html {
  const { t, language } = context;
  const { typed, mistakes } = options;
  const title = t('assignment.title');
  const reported = one(typed, 'assignment');
  const own = reported === '' ? mistakes : [];
  const address = context.href('/administration/assignments');
  return sitePage(
    context,
    title,
    html`${mistakeSummary(
      context,
      mistakes.map((each) => (reported === '' ? each : { ...each, field: `${each.field}-${reported}` })),
    )}${options.done !== undefined && notificationBanner(context, { content: t(`assignment.done.${options.done}`), kind: 'success' })}
<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body">${t('assignment.about')}</p>
${lawReference(context, { instrument: t('assignment.law'), says: t('assignment.lawSays') })}
${assignmentTable(context, options.assignments, options.nameOf, (each) => each.state !== 'closed' && reportForm(context, each, options))}
${details({
  summary: t('assignment.record'),
  id: 'record',
  isOpen: own.length > 0,
  content: form(context, {
    action: address,
    content: html`${select(context, {
      name: 'mandate',
      label: t('assignment.under'),
      value: one(typed, 'mandate') || options.mandates.at(-1)?.code,
      items: options.mandates.map((each) => ({ value: each.code, text: each.title[language] })),
      ...errorOf(own, 'mandate'),
    })}${input(context, { name: 'titleZh', label: t('assignment.nameZh'), value: one(typed, 'titleZh'), maxLength: 200, width: 30, ...errorOf(own, 'titleZh') })}
${input(context, { name: 'titleEn', label: t('assignment.nameEn'), value: one(typed, 'titleEn'), maxLength: 200, width: 30, ...errorOf(own, 'titleEn') })}
${input(context, { name: 'issuer', label: t('assignment.issuer'), hint: t('assignment.issuerHint'), value: one(typed, 'issuer'), maxLength: 200, width: 30, ...errorOf(own, 'issuer') })}
${input(context, { name: 'instrumentTitle', label: t('assignment.instrumentTitle'), value: one(typed, 'instrumentTitle'), maxLength: 200, width: 30, ...errorOf(own, 'instrumentTitle') })}
${input(context, { name: 'instrumentNumber', label: t('assignment.instrumentNumber'), hint: t('assignment.instrumentHint'), value: one(typed, 'instrumentNumber'), maxLength: 60, width: 20, ...errorOf(own, 'instrumentNumber') })}
${dateField(context, typed, own, 'instrumentDate', t('assignment.instrumentDate'), t('administration.dateHint'))}
${dateField(context, typed, own, 'received', t('assignment.receivedOn'))}
${select(context, {
  name: 'lead',
  label: t('assignment.lead'),
  value: one(typed, 'lead'),
  items: [{ value: '', text: '–' }, ...options.institutions.map((each) => ({ value: each.code, text: each.name[language] }))],
  ...errorOf(own, 'lead'),
})}
${dateField(context, typed, own, 'due', t('assignment.dueOn'), t('assignment.dueHint'))}
${button({ text: t('assignment.record'), preventDoubleClick: true })}`,
  }),
})}`,
    {
      variant: 'officer',
      hasErrors: mistakes.length > 0,
      before: breadcrumbs(context, [
        { text: t('organisation.responsibilities'), href: context.href('/responsibilities') },
        { text: title },
      ]),
    },
  );
}

function reportForm(context: PageContext, { id, report }: Assignment, { typed, mistakes }: AssignmentsPageOptions): Html {
  const { t } = context;
  const isThis = one(typed, 'assignment') === id;
  const own = isThis ? mistakes : [];
  return details({
    summary: t('assignment.reportIt'),
    isOpen: own.length > 0,
    content: form(context, {
      action: context.href(`/administration/assignments/${id}/report`),
      content: html`${hidden('assignment', id)}${textarea(context, {
        name: 'report',
        id: `report-${id}`,
        label: t('assignment.report'),
        value: isThis ? one(typed, 'report') : (report ?? ''),
        rows: 3,
        ...errorOf(own, 'report'),
      })}${checkboxes(context, { name: 'closing', id: `closing-${id}`, legend: t('assignment.close'), legendSize: 's', items: [{ value: 'yes', text: t('assignment.closing') }] })}${button({ text: t('assignment.reportIt'), kind: 'secondary', preventDoubleClick: true })}`,
    }),
  });
}
