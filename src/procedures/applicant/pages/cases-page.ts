import {
  button,
  type Content,
  code,
  emptyState,
  type Html,
  html,
  moment,
  type PageContext,
  pagination,
  section,
  sitePage,
  table,
  tag,
  time,
} from '../../../platform/views/index.ts';
import type { Procedure } from '../../library.ts';
import type { CaseItem } from '../case-list.ts';
import type { Draft } from '../drafts.ts';

export interface DraftItem {
  readonly draft: Draft;
  readonly procedure: Procedure;
  readonly partyName: string;
  /** What tells it from other drafts. */
  readonly about: string | undefined;
}

export interface CasesPage {
  readonly drafts: readonly DraftItem[];
  readonly cases: readonly { readonly item: CaseItem; readonly procedure: Procedure }[];
  readonly next: string | undefined;
  readonly hasParties: boolean;
}

/** What waits for me first, then what I have begun, then everything that was filed. */
export function casesPage(context: PageContext, options: CasesPage): Html {
  const { t } = context;
  const { drafts, cases } = options;
  const waiting = cases.filter(({ item }) => item.mine.length > 0);
  const others = cases.filter(({ item }) => item.mine.length === 0);
  const isEmpty = drafts.length === 0 && cases.length === 0;
  return sitePage(
    context,
    t('applicant.cases.title'),
    html`<h1 class="govuk-heading-l">${t('applicant.cases.title')}</h1>
${
  isEmpty
    ? emptyState(context, {
        title: t('applicant.cases.none'),
        content: html`<p class="govuk-body">${t(options.hasParties ? 'applicant.cases.noneText' : 'applicant.cases.noParty')}</p>`,
        action: button({
          text: t(options.hasParties ? 'applicant.cases.find' : 'applicant.start.addParty'),
          href: context.href(options.hasParties ? '/services' : '/account/parties'),
        }),
      })
    : html`<p class="govuk-body">${button({ text: t('applicant.cases.find'), href: context.href('/services'), kind: 'secondary' })}</p>`
}
${waiting.length > 0 && section({ title: t('applicant.cases.waiting'), content: caseTable(context, waiting, t('applicant.cases.waiting')) })}
${drafts.length > 0 && section({ title: t('applicant.cases.drafts'), content: draftTable(context, drafts) })}
${others.length > 0 && section({ title: t('applicant.cases.filed'), content: caseTable(context, others, t('applicant.cases.filed')) })}
${options.next !== undefined && pagination(context, { next: options.next })}`,
    { variant: 'citizen' },
  );
}

const draftTable = (context: PageContext, drafts: CasesPage['drafts']): Html =>
  table({
    caption: context.t('applicant.cases.drafts'),
    isCaptionHidden: true,
    head: [context.t('applicant.cases.service'), context.t('applicant.cases.party'), context.t('applicant.cases.touched'), ''],
    rows: drafts.map(({ draft, procedure, partyName, about }): readonly Content[] => {
      const title = procedure.title[context.language];
      return [
        html`<a class="govuk-link" href="${context.href(`/drafts/${draft.id}`)}">${title}${about !== undefined && html` ${code(about)}`}</a>${draft.taskId !== null && html` ${tag(context.t('applicant.cases.correction'), 'wait')}`}`,
        partyName,
        moment(context, draft.updatedAt),
        html`<a class="govuk-link" href="${context.href(`/drafts/${draft.id}/delete`)}">${context.t('applicant.draft.delete')}<span class="govuk-visually-hidden"> ${title}</span></a>`,
      ];
    }),
  });

function caseTable(context: PageContext, cases: CasesPage['cases'], caption: string): Html {
  const { t, language } = context;
  return table({
    caption,
    isCaptionHidden: true,
    head: [
      t('applicant.cases.number'),
      t('applicant.cases.service'),
      t('applicant.cases.party'),
      t('applicant.cases.stage'),
      t('applicant.cases.due'),
    ],
    rows: cases.map(({ item, procedure }): readonly Content[] => [
      html`<a class="govuk-link" href="${context.href(`/cases/${item.id}`)}">${code(item.number)}</a>`,
      procedure.title[language],
      item.partyName,
      tag(procedure.stages[item.stage]?.[language] ?? item.stage, item.mine.length > 0 ? 'wait' : 'neutral'),
      item.closedAt !== null ? t('applicant.cases.closed') : item.due === null ? t('applicant.cases.noDue') : time(context, item.due),
    ]),
  });
}
