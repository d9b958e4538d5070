import type { StoredEvent } from '../../platform/audit/index.ts';
import {
  breadcrumbs,
  button,
  code,
  details,
  errorSummary,
  form,
  type Html,
  html,
  inData,
  notificationBanner,
  type PageContext,
  section,
  sitePage,
  summaryList,
  textarea,
  time,
  timeline,
} from '../../platform/views/index.ts';
import type { DocumentRow } from '../rendition.ts';
import { writeBlocks } from '../text.ts';
import { verdict } from './verdict.ts';

/** What was typed, kept when it is refused. */
export interface DocumentInput {
  readonly act: 'correct' | 'revoke';
  readonly reasonChinese: string;
  readonly reasonEnglish: string;
  readonly textChinese?: string | undefined;
  readonly textEnglish?: string | undefined;
  readonly errors: readonly { readonly field: string; readonly text: string }[];
}

export interface DocumentActsOptions {
  readonly row: DocumentRow;
  readonly successor: DocumentRow | undefined;
  readonly caseNumber: string;
  readonly history: readonly StoredEvent[];
  /** Why the officer may not act, or nothing when he may. */
  readonly whyNot?: string | undefined;
  readonly input?: DocumentInput | undefined;
  readonly isDone: boolean;
}

const KNOWN = ['document-issued', 'document-superseded', 'document-corrected', 'document-revoked'] as const;

/** A document on its officer's desk: what befell it, and the two acts that the law leaves: correct an error, revoke it. */
export function documentActsPage(context: PageContext, options: DocumentActsOptions): Html {
  const { t, language } = context;
  const { row, history, input } = options;
  const mayStillChange = row.state === 'valid' || row.state === 'corrected';
  return sitePage(
    context,
    t('documents.acts.title', { number: row.number }),
    html`${
      input !== undefined &&
      errorSummary(
        context,
        input.errors.map((each) => ({ text: each.text, href: `#${input.act}-${each.field}` })),
      )
    }${
      options.isDone && notificationBanner(context, { kind: 'success', content: t('documents.acts.done') })
    }<h1 class="govuk-heading-l">${t('documents.acts.title', { number: row.number })}</h1>
${verdict(context, row, options.successor)}
${summaryList([
  {
    key: t('documents.acts.text'),
    value: html`<a class="govuk-link" href="${context.href(`/verify/${row.verification_code}`)}">${row.title[language]}</a>`,
  },
  {
    key: t('documents.acts.case'),
    value: html`<a class="govuk-link" href="${context.href(`/desk/cases/${row.case_id ?? ''}`)}">${code(inData(context, options.caseNumber))}</a>`,
  },
  { key: t('documents.issuer'), value: row.issuer_name[language] },
  { key: t('documents.issuedOn'), value: time(context, row.issued_on) },
])}
${section({
  title: t('documents.acts.history'),
  content: timeline(
    context,
    history.map((event) => ({ title: t(`documents.acts.events.${KNOWN.find((kind) => kind === event.kind) ?? 'other'}`), at: event.at })),
  ),
})}
${section({
  title: t('documents.acts.change'),
  content:
    options.whyNot !== undefined
      ? html`<p class="govuk-body">${options.whyNot}</p>`
      : mayStillChange
        ? html`${row.state === 'valid' && actDetails(context, options, 'correct')}${actDetails(context, options, 'revoke')}`
        : html`<p class="govuk-body">${t('documents.acts.final')}</p>`,
})}`,
    {
      hasErrors: input !== undefined,
      before: breadcrumbs(context, [
        { text: t('documents.acts.desk'), href: context.href('/desk') },
        { text: options.caseNumber, href: context.href(`/desk/cases/${row.case_id ?? ''}`) },
        { text: row.number },
      ]),
    },
  );
}

function actDetails(context: PageContext, { row, input: given }: DocumentActsOptions, act: DocumentInput['act']): Html {
  const { t } = context;
  const input = given?.act === act ? given : undefined;
  const area = (field: 'reasonChinese' | 'reasonEnglish' | 'textChinese' | 'textEnglish', value: string | undefined, rows: number): Html =>
    textarea(context, {
      name: field,
      id: `${act}-${field}`,
      label: t(`documents.acts.${field}`),
      value,
      rows,
      error: input?.errors.find((each) => each.field === field)?.text,
    });
  return details({
    summary: t(`documents.acts.${act}`),
    isOpen: input !== undefined,
    content: html`<p class="govuk-body">${t(`documents.acts.${act}Text`)}</p>${form(context, {
      action: context.href(`/desk/documents/${row.verification_code}`),
      content: html`${
        act === 'correct' &&
        html`<p class="govuk-hint">${t('documents.acts.marks')}</p>${area('textChinese', input?.textChinese ?? writeBlocks(row.body['zh-CN']), 14)}${area('textEnglish', input?.textEnglish ?? writeBlocks(row.body.en), 14)}`
      }${area('reasonChinese', input?.reasonChinese, 3)}${area('reasonEnglish', input?.reasonEnglish, 3)}${button({
        text: t(`documents.acts.${act}Button`),
        name: 'act',
        value: act,
        kind: act === 'revoke' ? 'warning' : undefined,
      })}`,
    })}`,
  });
}
