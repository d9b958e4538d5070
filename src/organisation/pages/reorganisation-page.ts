import {
  button,
  details,
  emptyState,
  errorSummary,
  form,
  type Html,
  hidden,
  html,
  lawReference,
  moment,
  notificationBanner,
  type PageContext,
  sitePage,
  table,
  tag,
  textarea,
} from '../../platform/views/index.ts';
import type { LocalText } from '../model.ts';
import type { Simulation } from '../reorganisation.ts';
import type { Consequences, ReorganisationRow } from '../store/reorganisations.ts';

/** A merger, a split and a rename, as an instrument writes them. */
const EXAMPLE = `title: { zh-CN: 某某机构改革方案, en: Plan for … }
effective: '2027-03-01'
steps:
  - { merge: [dept-11, dept-12], into: dept-12 }
  - { rename: dept-12, name: { zh-CN: 装备工业司, en: Equipment Industry } }
  - { create: spectrum, kind: department, name: { zh-CN: 频谱司, en: Spectrum }, partOf: miit }
  - { move: radio-licences, to: spectrum }
  - { move: website-filing, to: pca-13, territory: '11' }
  - { abolish: dept-24 }
`;

export interface Trial {
  readonly title: LocalText;
  readonly effective: Temporal.PlainDate;
  readonly simulation: Simulation;
  readonly consequences: Consequences;
}

export interface ReorganisationPageOptions {
  readonly text: string;
  readonly mistakes: readonly { readonly field: string | undefined; readonly text: string }[];
  readonly trial?: Trial | undefined;
  readonly ordered: readonly ReorganisationRow[];
  readonly nameOf: (code: string) => LocalText;
  readonly mandateName: (code: string) => LocalText;
  readonly done?: 'ordered' | 'undone' | undefined;
}

/** A change of the plan: written, lived through on paper, ordered, and if need be taken back. */
export function reorganisationPage(context: PageContext, options: ReorganisationPageOptions): Html {
  const { t } = context;
  const { mistakes, trial, text } = options;
  const address = context.href('/administration/reorganisations');
  const isReady = trial !== undefined && trial.simulation.mistakes.length === 0;
  return sitePage(
    context,
    t('reorganisation.title'),
    html`${
      mistakes.length > 0 &&
      errorSummary(
        context,
        mistakes.map((each) => ({ text: each.text, href: '#instrument' })),
      )
    }
${options.done !== undefined && notificationBanner(context, { content: t(`reorganisation.done.${options.done}`), kind: 'success' })}
<h1 class="govuk-heading-l">${t('reorganisation.title')}</h1><p class="govuk-body">${t('reorganisation.about')}</p>
${lawReference(context, { instrument: t('reorganisation.law'), says: t('reorganisation.lawSays') })}
${trial !== undefined && outcome(context, trial, options)}
${isReady && form(context, { action: address, content: html`${hidden('instrument', text)}${button({ text: t('reorganisation.order'), kind: 'warning', preventDoubleClick: true })}` })}
${form(context, {
  action: `${address}/simulation`,
  content: html`${textarea(context, {
    name: 'instrument',
    label: t('reorganisation.text'),
    hint: t('reorganisation.textHint'),
    value: text,
    rows: 12,
    spellcheck: false,
    ...(mistakes[0] === undefined ? {} : { error: mistakes[0].text }),
  })}${button({ text: t('reorganisation.simulate'), kind: isReady ? 'secondary' : undefined })}`,
})}
${details({ summary: t('reorganisation.example'), content: html`<pre class="app-code">${EXAMPLE}</pre>` })}
<h2 class="govuk-heading-m">${t('reorganisation.list')}</h2>${list(context, options)}`,
    { variant: 'officer', hasErrors: mistakes.length > 0 },
  );
}

function outcome(
  context: PageContext,
  { title, effective, simulation, consequences }: Trial,
  { nameOf, mandateName }: ReorganisationPageOptions,
): Html {
  const { t, language } = context;
  const names = (heading: string, all: readonly string[]): Html | false =>
    all.length > 0 &&
    html`<h3 class="govuk-heading-s">${heading}</h3><ul class="govuk-list govuk-list--bullet">${all.map((each) => html`<li>${each}</li>`)}</ul>`;
  const { created, abolished, renamed, moved, mistakes } = simulation;
  const isEmpty = created.length + abolished.length + renamed.length + moved.length === 0;
  return html`<section aria-labelledby="simulation"><h2 class="govuk-heading-m" id="simulation">${t('reorganisation.simulation', { title: title[language], date: context.formatDate(effective) })}</h2>
${names(t('reorganisation.hindered'), mistakes)}${isEmpty && html`<p class="govuk-body">${t('reorganisation.nothing')}</p>`}
${names(
  t('reorganisation.created'),
  created.map((each) => each.name[language]),
)}${names(
  t('reorganisation.abolished'),
  abolished.map((each) => each.name[language]),
)}${names(
  t('reorganisation.renamed'),
  renamed.map((each) => `${each.before[language]} → ${each.after[language]}`),
)}${
  moved.length > 0 &&
  table({
    caption: t('reorganisation.moved'),
    captionSize: 's',
    head: [t('reorganisation.function'), t('reorganisation.from'), t('reorganisation.to')],
    rows: moved.map((each) => [
      `${each.mandate.title[language]}${each.territory === undefined ? '' : ` ${each.territory}`}`,
      nameOf(each.from)[language],
      created.find((body) => body.code === each.to)?.name[language] ?? nameOf(each.to)[language],
    ]),
  })
}${names(
  t('reorganisation.openCases'),
  consequences.openCases.map(
    (each) =>
      `${mandateName(each.mandate)[language]} ${each.territory ?? ''}${t('organisation.colon')}${t('reorganisation.cases', { count: each.count })}`,
  ),
)}${names(
  t('reorganisation.seated'),
  consequences.seated.map((each) => `${each.person[language]} (${each.post})`),
)}</section>`;
}

function list(context: PageContext, { ordered }: ReorganisationPageOptions): Html {
  const { t, language } = context;
  if (ordered.length === 0) return emptyState(context, { title: t('reorganisation.none'), content: t('reorganisation.noneHint') });
  return html`${ordered.map(
    (each) =>
      html`<h3 class="govuk-heading-s">${each.instrument.title[language]} ${
        each.undoneAt === null
          ? tag(t('reorganisation.inForce'), 'good')
          : tag(t('reorganisation.undone', { at: context.formatDateTime(each.undoneAt) }))
      }</h3><p class="govuk-body">${t('organisation.facts.from', { date: context.formatDate(each.effectiveOn) })} · ${moment(context, each.orderedAt)}</p>${
        each.undoneAt === null &&
        details({
          summary: t('reorganisation.undo'),
          content: form(context, {
            action: context.href(`/administration/reorganisations/${each.id}/undo`),
            content: html`${textarea(context, { name: 'reason', id: `reason-${each.id}`, label: t('reorganisation.undoReason'), rows: 2 })}${button({ text: t('reorganisation.undo'), kind: 'warning', preventDoubleClick: true })}`,
          }),
        })
      }`,
  )}`;
}
