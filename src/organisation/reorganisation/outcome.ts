import { type Html, html, type PageContext, type TableOptions, table, warningText } from '../../platform/views/index.ts';
import { formatWhen } from '../pages/when.ts';
import { roleWords } from '../words.ts';
import type { Consequences, MovingCases } from './consequences.ts';
import type { Instrument } from './instrument.ts';
import type { Letterhead, Simulation } from './simulation.ts';
import { type Naming, namingWith, territoryWords } from './wording.ts';

/** An instrument lived through on paper. */
export interface Trial {
  readonly instrument: Instrument;
  readonly simulation: Simulation;
  readonly consequences: Consequences;
}

/** A table with its caption; on a narrow screen it scrolls in a frame of its own, and the page does not. */
const framedTable = (caption: string, options: Pick<TableOptions, 'head' | 'rows'>): Html =>
  html`<div class="app-scroll" tabindex="0" role="region" aria-label="${caption}">${table({ caption, captionSize: 's', ...options })}</div>`;

const heading = (text: string): Html => html`<h3 class="govuk-heading-s">${text}</h3>`;

function names(title: string, all: readonly string[]): Html | false {
  return (
    all.length > 0 && html`${heading(title)}<ul class="govuk-list govuk-list--bullet">${all.map((each) => html`<li>${each}</li>`)}</ul>`
  );
}

/** What an instrument changes: first what hinders it, then the plan, then whom and what it touches. */
export function outcome(context: PageContext, trial: Trial, plainNaming: Naming): Html {
  const { t, language } = context;
  const { instrument, simulation, consequences } = trial;
  const naming = namingWith(plainNaming, instrument);
  const { created, abolished, renamed, placed, moved, extinguished, mistakes, letterheads, addresses } = simulation;
  const body = (code: string): string => naming.body(code)[language];
  const isEmpty = [created, abolished, renamed, placed, moved, extinguished, simulation.quotas].every((each) => each.length === 0);
  return html`<section aria-labelledby="simulation"><h2 class="govuk-heading-m" id="simulation">${t('reorganisation.simulation', {
    title: instrument.title[language],
    date: formatWhen(context, instrument.effective),
  })}</h2>
${names(t('reorganisation.hindered'), mistakes)}${isEmpty && mistakes.length === 0 && html`<p class="govuk-body">${t('reorganisation.nothing')}</p>`}
${names(
  t('reorganisation.created'),
  created.map((each) => each.name[language]),
)}${names(
  t('reorganisation.abolished'),
  abolished.map((each) => each.name[language]),
)}${names(
  t('reorganisation.renamed'),
  renamed.map((each) => `${each.before[language]} → ${each.after[language]}`),
)}${names(
  t('reorganisation.placed'),
  placed.map(
    (each) =>
      `${each.name[language]}${t('organisation.colon')}${[each.from, each.to].map((code) => (code === undefined ? '' : body(code))).join(' → ')}`,
  ),
)}${
  moved.length > 0 &&
  framedTable(t('reorganisation.moved'), {
    head: [t('reorganisation.function'), t('reorganisation.territory'), t('reorganisation.from'), t('reorganisation.to')],
    rows: moved.map((each) => [each.mandate.title[language], territoryWords(context, each.territory), body(each.from), body(each.to)]),
  })
}${names(
  t('reorganisation.extinguished'),
  extinguished.map((each) => each.title[language]),
)}${limits(context, trial)}${mistakes.length === 0 && touched(context, trial, naming)}${
  letterheads.length > 0 &&
  framedTable(t('reorganisation.letterheads'), {
    head: [t('reorganisation.function'), t('reorganisation.before'), t('reorganisation.after')],
    rows: letterheads.map((each) => [
      each.mandate === undefined ? '' : `${each.mandate.title[language]} ${each.territory ?? ''}`,
      headWords(context, each.before),
      headWords(context, each.after),
    ]),
  })
}${names(
  t('reorganisation.series'),
  consequences.series.map((each) => t('reorganisation.seriesLine', { ...each, issuer: body(each.issuer), year: String(each.year) })),
)}${names(
  t('reorganisation.documents'),
  consequences.documents.map((each) => t('reorganisation.documentsLine', { issuer: body(each.issuer), count: each.count })),
)}${names(
  t('reorganisation.addresses'),
  addresses.map(({ code, heirs }) =>
    t('reorganisation.addressLine', {
      code: `/organisation/${code}`,
      heirs: heirs.length === 0 ? t('reorganisation.noHeir') : heirs.map((each) => `/organisation/${each}`).join(t('organisation.comma')),
    }),
  ),
)}${heading(t('reorganisation.clients'))}<p class="govuk-body">${t('reorganisation.noClients')}</p></section>`;
}

const headWords = ({ t, language }: PageContext, { name, letterCode }: Letterhead): string =>
  letterCode === '' ? name[language] : t('reorganisation.letterhead', { name: name[language], code: letterCode });

function limits({ t }: PageContext, { simulation, consequences }: Trial): Html {
  const kinds = ['totalAdministrative', 'functional', 'bureauLevelLeaders', 'institutions'] as const;
  const changed = simulation.quotas.flatMap(({ before, after }) =>
    kinds.flatMap((kind) =>
      before?.[kind] === after[kind]
        ? []
        : [
            t('reorganisation.quota', {
              kind: t(`reorganisation.kind.${kind}`),
              before: before?.[kind] ?? t('reorganisation.noLimit'),
              after: after[kind] ?? t('reorganisation.noLimit'),
            }),
          ],
    ),
  );
  const over = consequences.quotas.map((each) =>
    t('reorganisation.overrun', { ...each, kind: t.loose(`reorganisation.kind.${each.kind}`) }),
  );
  return html`${names(t('reorganisation.quotas'), changed)}${names(t('reorganisation.overruns'), over)}`;
}

/** Cases and persons: what a change of the plan means for those who work under it. */
function touched(context: PageContext, { consequences }: Trial, naming: Naming): Html {
  const { t, language } = context;
  const { openCases, seated } = consequences;
  const post = (code: string): string => naming.post(code)[language];
  const stranded = openCases.filter((each) => each.stranded.length > 0);
  return html`${
    openCases.length === 0
      ? html`${heading(t('reorganisation.openCases'))}<p class="govuk-body">${t('reorganisation.noCases')}</p>`
      : framedTable(t('reorganisation.openCases'), {
          head: [
            t('reorganisation.function'),
            t('reorganisation.territory'),
            { content: t('reorganisation.cases'), isNumeric: true },
            { content: t('reorganisation.tasks'), isNumeric: true },
            t('reorganisation.desks'),
          ],
          rows: openCases.map((each) => [
            each.move.mandate.title[language],
            territoryWords(context, each.territory),
            each.cases,
            each.tasks,
            desks(context, each, post),
          ]),
        })
  }${openCases.length > 0 && html`<p class="govuk-body">${t('reorganisation.clocks')}</p>`}${stranded.map((each) =>
    warningText(
      context,
      `${each.move.mandate.title[language]}${t('organisation.colon')}${t('reorganisation.stranded', { steps: each.stranded.map((role) => roleWords(role)[language]).join(t('organisation.comma')) })}`,
    ),
  )}${names(
    t('reorganisation.seated'),
    seated.map((each) =>
      each.to === undefined
        ? t('reorganisation.seat', { person: each.person[language], post: post(each.post) })
        : t('reorganisation.reseat', { person: each.person[language], post: post(each.post), to: post(each.to) }),
    ),
  )}`;
}

function desks({ t }: PageContext, { leaves, reaches }: MovingCases, post: (code: string) => string): string {
  const words = (codes: readonly string[]): string =>
    codes.length === 0 ? t('reorganisation.noDesk') : [...new Set(codes.map(post))].join(t('organisation.comma'));
  return t('reorganisation.desksFromTo', { from: words(leaves), to: words(reaches) });
}
