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
  type PageContext,
  sitePage,
  table,
  tag,
  textarea,
} from '../../platform/views/index.ts';
import { formatWhen } from '../pages/when.ts';
import type { Instrument } from './instrument.ts';
import type texts from './locales/zh-CN.json';
import { outcome, type Trial } from './outcome.ts';
import type { InstrumentRow, InstrumentState } from './store.ts';
import { type Naming, namingWith, stepWords } from './wording.ts';

declare module '../../platform/i18n/index.ts' {
  interface TextFiles {
    reorganisation: typeof texts;
  }
}

export const REORGANISATIONS = '/administration/reorganisations';

/** A merger, a rename, a split, a move for one territory, limits and persons, as an instrument writes them. */
const EXAMPLE = `title: { zh-CN: 某某机构改革方案, en: Plan for … }
effective: '2027-03-01'
steps:
  - { merge: [dept-11, dept-12], into: dept-12 }
  - { rename: dept-12, name: { zh-CN: 装备工业司, en: Equipment Industry } }
  - split: dept-20
    into:
      spectrum: { name: { zh-CN: 频谱司, en: Spectrum } }
      stations: { name: { zh-CN: 台站司, en: Stations } }
    functions: { resp-12: spectrum, radio-licences: stations }
  - { move: website-filing, to: pca-13, territory: '11' }
  - { quota: { totalAdministrative: 720, bureauLevelLeaders: 108 } }
  - { reseat: dept-20-head, to: spectrum-head }
`;

export const stateTag = ({ t }: PageContext, state: InstrumentState): Html =>
  tag(t(`reorganisation.state.${state}`), state === 'in-force' ? 'good' : undefined);

export interface Mistake {
  readonly field: string | undefined;
  readonly text: string;
}

export interface ListPageOptions {
  readonly text: string;
  readonly mistakes: readonly Mistake[];
  readonly trial?: Trial | undefined;
  readonly instruments: readonly InstrumentRow[];
  /** What made the ministry what its files say, as sources tell. */
  readonly records: readonly Instrument[];
  readonly naming: Naming;
  readonly mayDraft: boolean;
}

/** Changes of the plan: written, lived through on paper and saved; and all that there are. */
export function reorganisationListPage(context: PageContext, options: ListPageOptions): Html {
  const { t } = context;
  const { mistakes, mayDraft } = options;
  return sitePage(
    context,
    t('reorganisation.title'),
    html`${
      mistakes.length > 0 &&
      errorSummary(
        context,
        mistakes.map((each) => ({ text: each.text, href: '#instrument' })),
      )
    }<h1 class="govuk-heading-l">${t('reorganisation.title')}</h1><p class="govuk-body">${t('reorganisation.about')}</p>
${lawReference(context, { instrument: t('reorganisation.law'), says: t('reorganisation.lawSays') })}
${mayDraft && drafting(context, options)}
<h2 class="govuk-heading-m">${t('reorganisation.list')}</h2>${list(context, options)}
${records(context, options)}`,
    { variant: 'officer', hasErrors: mistakes.length > 0 },
  );
}

function drafting(context: PageContext, { trial, text, mistakes, naming }: ListPageOptions): Html {
  const { t } = context;
  const address = context.href(REORGANISATIONS);
  const isReady = trial !== undefined && trial.simulation.mistakes.length === 0;
  return html`${trial !== undefined && outcome(context, trial, naming)}
${isReady && form(context, { action: address, content: html`${hidden('instrument', text)}${button({ text: t('reorganisation.save'), preventDoubleClick: true })}` })}
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
${details({ summary: t('reorganisation.example'), content: html`<pre class="app-code">${EXAMPLE}</pre>` })}`;
}

function list(context: PageContext, { instruments }: ListPageOptions): Html {
  const { t, language } = context;
  if (instruments.length === 0) return emptyState(context, { title: t('reorganisation.none'), content: t('reorganisation.noneHint') });
  return table({
    caption: t('reorganisation.list'),
    isCaptionHidden: true,
    head: [t('reorganisation.column.instrument'), t('reorganisation.column.effective'), t('reorganisation.column.state')],
    rows: instruments.map((each) => [
      html`<a class="govuk-link" href="${context.href(`${REORGANISATIONS}/${each.id}`)}">${each.instrument.title[language]}</a>${each.number !== null && html` ${each.number}`}`,
      formatWhen(context, each.instrument.effective),
      stateTag(context, each.state),
    ]),
  });
}

const records = (context: PageContext, { records: all, naming }: ListPageOptions): Html | false =>
  all.length > 0 &&
  html`<h2 class="govuk-heading-m">${context.t('reorganisation.records')}</h2><p class="govuk-body">${context.t('reorganisation.recordsAbout')}</p>${all.map(
    (each) =>
      details({
        summary: `${formatWhen(context, each.effective)} ${each.title[context.language]}`,
        content: html`<ol class="govuk-list govuk-list--number">${each.steps.map((step) => html`<li>${stepWords(context, step, namingWith(naming, each))}</li>`)}</ol>
<p class="govuk-hint">${context.t('reorganisation.source')}${context.t('organisation.colon')}${each.record?.source[context.language] ?? ''}</p>`,
      }),
  )}`;
