import { backLink, button, type Html, html, insetText, type PageContext, sitePage, taskList, time } from '../../../platform/views/index.ts';
import type { Finding } from '../../cases.ts';
import type { FormPage } from '../../form.ts';
import { findingList } from '../../history.ts';
import type { Procedure } from '../../library.ts';
import type { Draft } from '../drafts.ts';

export interface PageState {
  readonly page: FormPage;
  readonly state: 'done' | 'begun' | 'empty' | 'found';
}

export interface DraftPage {
  readonly draft: Draft;
  readonly procedure: Procedure;
  readonly partyName: string;
  readonly pages: readonly PageState[];
  /** Nothing is missing or wrong as far as a machine can tell: it can be handed in. */
  readonly isReady: boolean;
  /** What was found wrong, where this is a correction or a supplement. */
  readonly findings: readonly Finding[];
  readonly caseNumber?: string | undefined;
  readonly updatedOn: Temporal.PlainDate;
}

const TONES = { done: 'good', begun: 'wait', empty: undefined, found: 'stop' } as const;

/** The whole form at a glance: which parts are done, which are not, what comes then. */
export function draftPage(context: PageContext, options: DraftPage): Html {
  const { t, language } = context;
  const { draft, procedure, pages, findings, isReady } = options;
  const title =
    options.caseNumber === undefined ? procedure.title[language] : t('applicant.draft.correction', { number: options.caseNumber });
  const done = pages.filter((each) => each.state === 'done').length;
  const next = pages.find((each) => each.state !== 'done');
  const path = `/drafts/${draft.id}`;
  return sitePage(
    context,
    title,
    html`<span class="govuk-caption-l">${options.partyName}</span><h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body">${t('applicant.draft.progress', { done, all: pages.length })} ${t('applicant.draft.kept')} ${time(context, options.updatedOn)}</p>
${findings.length > 0 && insetText(html`<p class="govuk-body"><strong>${t('applicant.draft.findings')}</strong></p>${findingList(findings, context)}`)}
${taskList(
  [
    ...pages.map(({ page, state }) => ({
      title: page.title[language],
      href: context.href(`${path}/${page.code}`),
      hint: page.why[language],
      status: t(`applicant.draft.state.${state}`),
      tone: TONES[state],
    })),
    {
      title: t('applicant.review.title'),
      ...(isReady ? { href: context.href(`${path}/review`) } : {}),
      status: t(isReady ? 'applicant.draft.state.ready' : 'applicant.draft.state.later'),
    },
  ],
  'parts',
)}
${button({ text: isReady ? t('applicant.review.title') : t('applicant.draft.continue'), href: context.href(isReady ? `${path}/review` : `${path}/${next?.page.code ?? ''}`) })}
<p class="govuk-body"><a class="govuk-link" href="${context.href(`${path}/delete`)}">${t('applicant.draft.delete')}</a></p>`,
    { variant: 'citizen', before: backLink(context, context.href('/cases'), t('applicant.cases.title')) },
  );
}
