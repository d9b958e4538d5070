import {
  button,
  code,
  emptyState,
  errorSummary,
  fileUpload,
  form,
  type Html,
  html,
  inData,
  type PageContext,
  searchForm,
  section,
  sitePage,
  summaryList,
  time,
} from '../../platform/views/index.ts';
import type texts from '../locales/zh-CN.json';
import type { DocumentRow } from '../rendition.ts';
import { verdict } from './verdict.ts';

declare module '../../platform/i18n/index.ts' {
  interface TextFiles {
    documents: typeof texts;
  }
}

export type VerifyResult =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'number'; readonly row: DocumentRow }
  | { readonly kind: 'file-unknown'; readonly name: string };

export interface VerifyPageOptions {
  readonly query: string;
  readonly result?: VerifyResult;
  readonly fileError?: string;
}

/** Whether a document is genuine: by its code, by its number, or by the file itself. */
export function verifyPage(context: PageContext, { query, result, fileError }: VerifyPageOptions): Html {
  const { t } = context;
  return sitePage(
    context,
    t('documents.verify.title'),
    html`${fileError !== undefined && errorSummary(context, [{ text: fileError, href: '#file' }])}<h1 class="govuk-heading-l">${t('documents.verify.title')}</h1>
<p class="govuk-body">${t('documents.verify.text')}</p>
${searchForm({
  action: context.href('/verify'),
  classes: 'app-search',
  content: html`<label class="govuk-label" for="q">${t('documents.verify.label')}</label><div class="govuk-hint" id="q-hint">${t('documents.verify.hint')}</div><div class="app-search__row"><input class="govuk-input" id="q" name="q" maxlength="100" autocomplete="off" spellcheck="false" aria-describedby="q-hint" value="${query}">${button({ text: t('documents.verify.submit') })}</div>`,
})}
${result !== undefined && html`<div role="status">${outcome(context, query, result)}</div>`}
${section({
  title: t('documents.verify.fileTitle'),
  content: html`<p class="govuk-body">${t('documents.verify.fileText')}</p><div class="app-form">${form(context, {
    action: context.href('/verify'),
    hasFiles: true,
    content: html`${fileUpload(context, {
      name: 'file',
      label: t('documents.verify.file'),
      hint: t('documents.verify.fileHint'),
      accept: '.pdf,.json',
      error: fileError,
    })}${button({ text: t('documents.verify.fileSubmit'), kind: 'secondary' })}`,
  })}</div>`,
})}`,
    { variant: 'citizen', hasErrors: fileError !== undefined },
  );
}

function outcome(context: PageContext, query: string, result: VerifyResult): Html {
  const { t, language } = context;
  if (result.kind === 'unknown')
    return emptyState(context, { title: t('documents.verify.unknown', { query }), content: t('documents.verify.unknownText') });
  if (result.kind === 'file-unknown')
    return emptyState(context, {
      title: t('documents.verify.fileUnknown', { name: result.name }),
      content: t('documents.verify.fileUnknownText'),
    });
  const { row } = result;
  return html`${verdict(context, row, undefined)}${summaryList([
    { key: t('documents.number'), value: code(inData(context, row.number)) },
    { key: t('documents.issuer'), value: row.issuer_name[language] },
    { key: t('documents.issuedOn'), value: time(context, row.issued_on) },
  ])}<p class="govuk-body">${t('documents.verify.numberText')}</p>`;
}
