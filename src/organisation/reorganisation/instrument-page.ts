import {
  breadcrumbs,
  button,
  details,
  errorSummary,
  form,
  type Html,
  html,
  input,
  insetText,
  lawReference,
  moment,
  notificationBanner,
  type PageContext,
  sitePage,
  summaryList,
  textarea,
} from '../../platform/views/index.ts';
import type { LocalText } from '../model.ts';
import { formatWhen } from '../pages/when.ts';
import { type Mistake, REORGANISATIONS, stateTag } from './list-page.ts';
import { outcome, type Trial } from './outcome.ts';
import type { Part } from './signatories.ts';
import type { ActRow, InstrumentAct, InstrumentRow } from './store.ts';
import { type Naming, namingWith, stepWords } from './wording.ts';

export interface InstrumentPageOptions {
  readonly row: InstrumentRow;
  readonly acts: readonly ActRow[];
  /** What it would change if it were signed now; nothing once it is. */
  readonly trial: Trial | undefined;
  readonly naming: Naming;
  readonly parts: readonly Part[];
  readonly viewer: string | undefined;
  readonly mistakes: readonly Mistake[];
  readonly done: InstrumentAct | undefined;
}

/** One instrument: what it says, where it stands, who did what with it, and what is to be done next. */
export function instrumentPage(context: PageContext, options: InstrumentPageOptions): Html {
  const { t, language } = context;
  const { row, acts, trial, naming, mistakes, done } = options;
  const title = row.instrument.title[language];
  return sitePage(
    context,
    title,
    html`${
      mistakes.length > 0 &&
      errorSummary(
        context,
        mistakes.map((each) => ({
          text: each.text,
          href: `#${each.field === 'number' || each.field === 'reason' ? each.field : 'state'}`,
        })),
      )
    }${done !== undefined && notificationBanner(context, { content: t(`reorganisation.done.${done}`), kind: 'success' })}
<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body" id="state">${stateTag(context, row.state)} ${waiting(context, options)}</p>
${facts(context, row)}
<h2 class="govuk-heading-m">${t('reorganisation.steps')}</h2>${stepList(context, row, naming)}
<p class="govuk-body"><a class="govuk-link" href="${context.href(`${REORGANISATIONS}/${row.id}/text`)}">${t('reorganisation.print')}</a></p>
${trial !== undefined && outcome(context, trial, naming)}
${next(context, options)}
<h2 class="govuk-heading-m" id="history">${t('reorganisation.history')}</h2>${history(context, acts, naming)}`,
    {
      variant: 'officer',
      hasErrors: mistakes.length > 0,
      before: breadcrumbs(context, [{ text: t('reorganisation.title'), href: context.href(REORGANISATIONS) }, { text: title }]),
    },
  );
}

/** The text of an instrument alone, to be printed. */
export function instrumentTextPage(context: PageContext, { row, naming }: Pick<InstrumentPageOptions, 'row' | 'naming'>): Html {
  const { t, language } = context;
  const { title, effective } = row.instrument;
  return sitePage(
    context,
    title[language],
    html`<article><span class="govuk-caption-l">${row.number ?? t(`reorganisation.state.${row.state}`)}</span><h1 class="govuk-heading-l">${title[language]}</h1>
${row.state === 'in-force' ? insetText(t('reorganisation.inForceSince', { date: formatWhen(context, effective) })) : insetText(t('reorganisation.notInForce', { state: t(`reorganisation.state.${row.state}`) }))}
${stepList(context, row, naming)}${facts(context, row)}</article>`,
    {
      before: breadcrumbs(context, [
        { text: t('reorganisation.title'), href: context.href(REORGANISATIONS) },
        { text: title[language], href: context.href(`${REORGANISATIONS}/${row.id}`) },
        { text: t('reorganisation.printOf') },
      ]),
    },
  );
}

const stepList = (context: PageContext, { instrument }: InstrumentRow, naming: Naming): Html =>
  html`<ol class="govuk-list govuk-list--number">${instrument.steps.map((step) => html`<li>${stepWords(context, step, namingWith(naming, instrument))}</li>`)}</ol>`;

function facts(context: PageContext, { instrument, number, signedOn }: InstrumentRow): Html {
  const { t, language } = context;
  return html`${summaryList([
    { key: t('reorganisation.effective'), value: formatWhen(context, instrument.effective) },
    ...(number === null ? [] : [{ key: t('reorganisation.number'), value: number }]),
    ...(signedOn === null ? [] : [{ key: t('reorganisation.signedOn'), value: context.formatDate(signedOn) }]),
    ...(instrument.record === undefined ? [] : [{ key: t('reorganisation.source'), value: instrument.record.source[language] }]),
  ])}${lawReference(context, { instrument: t('reorganisation.law'), says: t('reorganisation.lawSays') })}`;
}

const hasActed = ({ acts, viewer }: InstrumentPageOptions): boolean => acts.some((each) => each.personId === viewer);

function waiting({ t }: PageContext, options: InstrumentPageOptions): string {
  const { state } = options.row;
  if (state !== 'drafted' && state !== 'countersigned') return '';
  return hasActed(options) ? t('reorganisation.waits.own') : t(`reorganisation.waits.${state}`);
}

/** What the viewer may do with it now. */
function next(context: PageContext, options: InstrumentPageOptions): Html {
  const { t } = context;
  const { row, parts, mistakes, trial } = options;
  const address = context.href(`${REORGANISATIONS}/${row.id}`);
  const isSound = trial === undefined || trial.simulation.mistakes.length === 0;
  const error = (field: string): { readonly error?: string } => {
    const found = mistakes.find((each) => each.field === field);
    return found === undefined ? {} : { error: found.text };
  };
  const mayAct = isSound && !hasActed(options);
  return html`${
    row.state === 'drafted' &&
    mayAct &&
    parts.includes('countersign') &&
    form(context, {
      action: `${address}/countersign`,
      content: button({ text: t('reorganisation.countersign'), preventDoubleClick: true }),
    })
  }${
    row.state === 'countersigned' &&
    mayAct &&
    parts.includes('sign') &&
    form(context, {
      action: `${address}/sign`,
      content: html`${input(context, { name: 'number', label: t('reorganisation.signNumber'), hint: t('reorganisation.signHint'), ...error('number') })}${button({ text: t('reorganisation.sign'), preventDoubleClick: true })}`,
    })
  }${
    row.state !== 'undone' &&
    parts.some((part) => part !== 'countersign') &&
    details({
      summary: row.state === 'in-force' ? t('reorganisation.undo') : t('reorganisation.withdraw'),
      content: form(context, {
        action: `${address}/undo`,
        content: html`${textarea(context, { name: 'reason', label: t('reorganisation.undoReason'), rows: 2, ...error('reason') })}${button({ text: row.state === 'in-force' ? t('reorganisation.undo') : t('reorganisation.withdraw'), kind: 'warning', preventDoubleClick: true })}`,
      }),
    })
  }`;
}

function history(context: PageContext, acts: readonly ActRow[], naming: Naming): Html {
  const { t, language } = context;
  return html`<ol class="govuk-list">${acts.map((each) => {
    const chain = chainOf(each.because).map((link) => link[language]);
    return html`<li><p class="govuk-body"><strong>${t(`reorganisation.act.${each.act}`)}</strong> ${moment(context, each.at)}<br>${each.person[language]} (${naming.post(each.post)[language]})${each.reason !== null && html`<br>${each.reason}`}</p>${
      chain.length > 0 &&
      details({
        summary: t('reorganisation.column.because'),
        content: html`<ul class="govuk-list govuk-list--bullet">${chain.map((link) => html`<li>${link}</li>`)}</ul>`,
      })
    }</li>`;
  })}</ol>`;
}

const chainOf = (because: object | null): readonly LocalText[] =>
  (because as { readonly chain?: readonly LocalText[] } | null)?.chain ?? [];
