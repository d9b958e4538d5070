import { breadcrumbs, dateForm, type Html, html, insetText, type PageContext, sitePage, table, time } from '../../platform/views/index.ts';
import type { Responsibility } from '../schemas.ts';
import type { Assignment } from '../store/assignments.ts';
import { entryOf, type Sources } from '../view.ts';
import { assignmentTable } from './assignments-page.ts';

export const codeOf = (number: number): string => `resp-${String(number).padStart(2, '0')}`;

/** What the ministry is for: every responsibility of the plan with who leads in it. */
export function responsibilitiesPage(context: PageContext, sources: Sources, on: Temporal.PlainDate): Html {
  const { t, language } = context;
  const { responsibilities } = sources.plan;
  return sitePage(
    context,
    t('organisation.responsibilities'),
    html`<h1 class="govuk-heading-l">${t('organisation.responsibilities')}</h1>
<p class="govuk-body">${t('organisation.responsibility.about', { count: responsibilities.length })}</p>
${dateForm(context, { action: context.href('/responsibilities'), name: 'on', value: on })}
${table({
  caption: t('organisation.responsibilities'),
  isCaptionHidden: true,
  head: [t('organisation.responsibility.number'), t('organisation.responsibility.title'), t('organisation.roles.lead')],
  firstCellIsHeader: true,
  rows: responsibilities.map((each) => [
    { content: each.number, isNumeric: true },
    html`<a class="govuk-link" href="${context.href(`/responsibilities/${each.number}?on=${on}`)}">${each.title[language]}</a>`,
    departments(context, sources, holdersIn(sources, each, 'lead', on), on),
  ]),
})}`,
    {
      before: breadcrumbs(context, [
        { text: t('organisation.title'), href: context.href(`/organisation?on=${on}`) },
        { text: t('organisation.responsibilities') },
      ]),
    },
  );
}

/** Who holds it on the day: by the tables where the function is in them, and beside it those whom the plan lets lead together. */
function holdersIn(
  { organisation, plan }: Sources,
  responsibility: Responsibility,
  role: 'lead' | 'support',
  on: Temporal.PlainDate,
): readonly string[] {
  const held = organisation.holdings(codeOf(responsibility.number), on).filter((each) => each.role === role);
  const lead = held.map((each) => each.institution);
  const latest = plan.mandates.find((each) => each.code === codeOf(responsibility.number))?.holders.at(-1)?.from;
  const isPlanned = latest === undefined || latest <= on.toString();
  const planned = isPlanned ? responsibility[role].filter((code) => organisation.institution(code, on) !== undefined) : [];
  const others = role === 'support' ? new Set([...responsibility.lead]) : new Set<string>();
  return [...new Set([...lead, ...planned])].filter((code) => !others.has(code));
}

const departments = (context: PageContext, sources: Sources, codes: readonly string[], on: Temporal.PlainDate): Html | string =>
  codes.length === 0
    ? context.t('organisation.responsibility.nobody')
    : html`<ul class="govuk-list">${codes.map((code) => {
        const institution = sources.organisation.institution(code, on);
        return html`<li><a class="govuk-link" href="${context.href(`/organisation/${code}?on=${on}`)}">${institution?.name[context.language]}</a></li>`;
      })}</ul>`;

/** One responsibility: what it says, who leads and who supports on the day, who held it before, which tasks serve it. */
export function responsibilityPage(
  context: PageContext,
  sources: Sources,
  responsibility: Responsibility,
  on: Temporal.PlainDate,
  assignments: readonly Assignment[],
): Html {
  const { t, language } = context;
  const title = responsibility.title[language];
  const address = `/responsibilities/${responsibility.number}`;
  const past = sources.organisation.holdingsOfMandate(codeOf(responsibility.number)).filter((each) => each.role === 'lead');
  const serving = sources.organisation
    .institutions(on)
    .filter((each) => entryOf(sources, each.code, on)?.responsibilities?.includes(responsibility.number) === true);
  return sitePage(
    context,
    title,
    html`<span class="govuk-caption-l">${t('organisation.responsibility.caption', { number: responsibility.number })}</span><h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body-l">${responsibility.summary[language]}</p>
${dateForm(context, { action: context.href(address), name: 'on', value: on })}
<h2 class="govuk-heading-m">${t('organisation.roles.lead')}</h2>${departments(context, sources, holdersIn(sources, responsibility, 'lead', on), on)}
<h2 class="govuk-heading-m">${t('organisation.roles.support')}</h2>${departments(context, sources, holdersIn(sources, responsibility, 'support', on), on)}
${insetText(t('organisation.responsibility.reading'))}
<h2 class="govuk-heading-m">${t('organisation.responsibility.carriers')}</h2>${departments(
      context,
      sources,
      serving.map((each) => each.code),
      on,
    )}
<h2 class="govuk-heading-m" id="assignments">${t('assignment.title')}</h2>${assignmentTable(context, assignments, (code) => sources.organisation.namesOf(code).at(-1)?.name ?? { 'zh-CN': code, en: code })}
${context.user?.isOfficer === true && html`<p class="govuk-body"><a class="govuk-link" href="${context.href('/administration/assignments')}">${t('assignment.manage')}</a></p>`}
<h2 class="govuk-heading-m">${t('organisation.history')}</h2>${table({
      caption: t('organisation.history'),
      isCaptionHidden: true,
      head: [t('organisation.roles.lead'), t('organisation.functions.since'), t('organisation.functions.law')],
      rows: past.map((each) => [
        sources.organisation.namesOf(each.institution).at(-1)?.name[language] ?? each.institution,
        each.valid.from === undefined ? '' : time(context, Temporal.PlainDate.from(each.valid.from)),
        each.instrument[language],
      ]),
    })}`,
    {
      before: breadcrumbs(context, [
        { text: t('organisation.title'), href: context.href(`/organisation?on=${on}`) },
        { text: t('organisation.responsibilities'), href: context.href(`/responsibilities?on=${on}`) },
        { text: title },
      ]),
    },
  );
}
