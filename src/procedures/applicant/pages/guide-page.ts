import {
  breadcrumbs,
  button,
  type Html,
  html,
  lawReference,
  type PageContext,
  processPicture,
  type Step,
  section,
  sitePage,
  summaryList,
} from '../../../platform/views/index.ts';
import type { ClockDefinition } from '../../definition.ts';
import type { Procedure } from '../../library.ts';

/** The guide: what it is for, who may apply, what is needed, how long, what it costs, the law, then one button. */
export function guidePage(context: PageContext, procedure: Procedure): Html {
  const { t, language } = context;
  const { guide } = procedure;
  const start = context.href(guide.preCheck.length > 0 ? `/services/${procedure.code}/check` : `/services/${procedure.code}/start`);
  return sitePage(
    context,
    procedure.title[language],
    html`<h1 class="govuk-heading-xl">${procedure.title[language]}</h1>
<p class="govuk-body-l">${procedure.summary[language]}</p>
${summaryList([
  { key: t('applicant.guide.cost'), value: fee(context, procedure) },
  { key: t('applicant.guide.time'), value: longest(context, procedure) },
  { key: t('applicant.guide.who'), value: guide.whoMayApply[language] },
])}
${button({ text: t('applicant.guide.start'), href: start, isStart: true })}
${section({ title: t('applicant.guide.purpose'), content: html`<p class="govuk-body">${procedure.purpose[language]}</p>` })}
${section({ title: t('applicant.guide.needed'), id: 'needed', content: materials(context, procedure) })}
${section({ title: t('applicant.guide.clocks'), id: 'clocks', content: clocks(context, procedure) })}
${section({
  title: t('applicant.guide.process'),
  content: processPicture(context, {
    id: 'process',
    xml: procedure.files['process.bpmn'] ?? '',
    title: procedure.title[language],
    steps: guideSteps(context, procedure),
  }),
})}
${section({
  title: t('applicant.guide.law'),
  id: 'law',
  content: html`${procedure.legalBasis.map((basis) => lawReference(context, { instrument: basis.instrument[language], article: basis.article, says: basis.says[language] }))}<p class="govuk-body-s">${t('applicant.guide.version', { date: context.formatDate(Temporal.PlainDate.from(procedure.version)) })} <a class="govuk-link" href="${`/api/v1/services/${procedure.code}`}">${t('applicant.guide.machine')}</a></p>`,
})}`,
    {
      variant: 'citizen',
      islands: ['process'],
      before: breadcrumbs(context, [{ text: t('site.services'), href: context.href('/services') }, { text: procedure.title[language] }]),
    },
  );
}

function fee(context: PageContext, { fee: { fen, note } }: Procedure): string {
  if (fen === 0) return note[context.language];
  return `${context.t('applicant.guide.yuan', { amount: context.formatNumber(fen / 100) })}${context.language === 'en' ? '. ' : '。'}${note[context.language]}`;
}

/** The limit of the decision is the longest that the procedure has in days. */
function longest(context: PageContext, procedure: Procedure): string {
  const longestFirst = Object.values(procedure.clocks).sort((a, b) => lengthOf(b) - lengthOf(a));
  const clock = longestFirst[0];
  return clock === undefined
    ? context.t('applicant.guide.noClock')
    : `${limitWords(context, clock)}${context.t('views.because', { reason: clock.title[context.language] })}`;
}

const HOURS: Readonly<Record<ClockDefinition['limit']['unit'], number>> = {
  hour: 1,
  workingDay: 34,
  calendarDay: 24,
  month: 730,
  year: 8766,
};
const lengthOf = ({ limit }: ClockDefinition): number => limit.n * HOURS[limit.unit];

export const limitWords = ({ t }: PageContext, { limit }: ClockDefinition): string => t(`applicant.unit.${limit.unit}`, { count: limit.n });

/** Each limit with the law it stands in, opened in place. */
const clocks = (context: PageContext, procedure: Procedure): Html =>
  html`${Object.values(procedure.clocks).map(
    (clock) =>
      html`<h3 class="govuk-heading-s">${clock.title[context.language]}${context.t('views.colon')}${limitWords(context, clock)}</h3>${lawReference(
        context,
        {
          instrument: clock.basis[context.language],
          ...(clock.suspensionBasis === undefined ? {} : { says: clock.suspensionBasis[context.language] }),
        },
      )}`,
  )}`;

/** A checklist that can be printed and ticked; what the form asks beyond papers stands below it, page by page. */
function materials(context: PageContext, procedure: Procedure): Html {
  const { t, language } = context;
  return html`<ul class="govuk-list app-checklist">${procedure.materials.map(
    (material) =>
      html`<li class="app-checklist__item"><span class="app-checklist__box" aria-hidden="true"></span><div><strong>${material.title[language]}</strong><br>${material.note[language]}</div></li>`,
  )}</ul>
<p class="govuk-body">${t('applicant.guide.asked')}</p>
<ul class="govuk-list govuk-list--bullet">${procedure.form.pages.flatMap((page) => {
    const asked = page.fields.filter((field) => field.widget !== 'file' && field.widget !== 'checkbox');
    if (asked.length === 0) return [];
    const titles = asked.map((field) => field.title[language]).join(language === 'en' ? ', ' : '、');
    return [html`<li>${page.title[language]}${t('views.colon')}${titles}</li>`];
  })}</ul>
<p class="govuk-body">${t('applicant.guide.print')}</p>`;
}

/** The way of a case before there is one. Corrections are told of only where they happen. */
function guideSteps(context: PageContext, procedure: Procedure): readonly Step[] {
  const { language, t } = context;
  return Object.entries(procedure.tasks).flatMap(([element, task]): readonly Step[] => {
    if (task.edits === 'form') return [];
    const { participant } = procedure.plan.nodes.get(element)?.attributes ?? {};
    const who = participant === undefined ? t('history.authority') : (procedure.participants[participant]?.title[language] ?? '');
    return [{ title: task.title[language], state: 'next', who }];
  });
}
