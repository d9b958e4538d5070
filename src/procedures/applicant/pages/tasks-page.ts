import {
  type Content,
  code,
  emptyState,
  type Html,
  html,
  moment,
  type PageContext,
  sitePage,
  table,
  time,
} from '../../../platform/views/index.ts';

export interface TaskItem {
  readonly id: string;
  readonly caseId: string;
  readonly number: string;
  readonly service: string;
  readonly title: string;
  readonly applicant: string;
  /** For which of the account's parties. */
  readonly party: string;
  readonly openedAt: Temporal.Instant;
  readonly due: Temporal.PlainDate | null;
  /** A correction of one's own case is done on the page of the case. */
  readonly isOwn: boolean;
}

/** What waits for the parties that the account acts for, the earliest limit first. */
export function tasksPage(context: PageContext, items: readonly TaskItem[]): Html {
  const { t } = context;
  const title = t('applicant.tasks.title');
  return sitePage(
    context,
    title,
    html`<h1 class="govuk-heading-l">${title}</h1>${
      items.length === 0
        ? emptyState(context, {
            title: t('applicant.tasks.none'),
            content: html`<p class="govuk-body">${t('applicant.tasks.noneText')}</p>`,
          })
        : table({
            caption: title,
            isCaptionHidden: true,
            head: [
              t('applicant.cases.number'),
              t('applicant.tasks.task'),
              t('applicant.tasks.applicant'),
              t('applicant.tasks.for'),
              t('applicant.tasks.opened'),
              t('applicant.cases.due'),
            ],
            rows: items.map((item): readonly Content[] => [
              html`<a class="govuk-link" href="${context.href(item.isOwn ? `/cases/${item.caseId}` : `/tasks/${item.id}`)}">${code(item.number)}</a>`,
              html`${item.title}<br><span class="govuk-body-s">${item.service}</span>`,
              item.applicant,
              item.party,
              moment(context, item.openedAt),
              item.due === null ? t('applicant.cases.noDue') : time(context, item.due),
            ]),
          })
    }`,
    { variant: 'citizen' },
  );
}
