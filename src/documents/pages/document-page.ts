import {
  breadcrumbs,
  code,
  copyLink,
  details,
  documentList,
  type Html,
  html,
  inData,
  insetText,
  notificationBanner,
  type PageContext,
  section,
  sitePage,
  summaryList,
  tag,
  time,
} from '../../platform/views/index.ts';
import type { DocumentRow } from '../rendition.ts';
import type { Block } from '../text.ts';
import type { SignatureCheck } from '../verify.ts';
import { verdict } from './verdict.ts';

export interface DocumentPageOptions {
  readonly row: DocumentRow;
  readonly signature: SignatureCheck;
  readonly successor: DocumentRow | undefined;
  readonly pdfBytes: number;
  /** The text may be shown to whoever looks. */
  readonly isReadable: boolean;
  /** A file was compared and is the original. */
  readonly isFileChecked: boolean;
  /** Whoever looks sits in a post and may find the document's acts. */
  readonly isOfficer: boolean;
}

/** What a verification code leads to: does it hold, who issued it, is the text unchanged, and the text itself. */
export function documentPage(context: PageContext, options: DocumentPageOptions): Html {
  const { t, language } = context;
  const { row, signature } = options;
  const other = language === 'en' ? 'zh-CN' : 'en';
  const isGood = signature.isSigned && signature.isUnchanged;
  return sitePage(
    context,
    `${row.title[language]} ${row.number}`,
    html`${options.isFileChecked && notificationBanner(context, { kind: 'success', content: t('documents.fileGenuine') })}<h1 class="govuk-heading-l">${row.title[language]}</h1>
${verdict(context, row, options.successor)}
${row.is_example && insetText(t('documents.example'))}
<div class="app-columns"><div>${
      options.isReadable
        ? html`${paper(context, row, language)}${details({ summary: t(`documents.otherLanguage.${other}`), content: html`<div lang="${other}">${paper(context, row, other)}</div>` })}`
        : insetText(t('documents.notOpen'))
    }</div><div>
${section({
  title: t('documents.facts'),
  content: summaryList([
    { key: t('documents.number'), value: code(inData(context, row.number)) },
    { key: t('documents.issuer'), value: row.issuer_name[language] },
    { key: t('documents.issuedOn'), value: time(context, row.issued_on) },
    {
      key: t('documents.code'),
      value: html`${code(row.verification_code)} ${copyLink(context, { href: context.href(`/verify/${row.verification_code}`) })}`,
    },
  ]),
})}
${section({
  title: t('documents.signature.title'),
  content: html`<p class="govuk-body">${tag(t(isGood ? 'documents.signature.good' : 'documents.signature.bad'), isGood ? 'good' : 'late')}</p><p class="govuk-body">${t(
    isGood ? 'documents.signature.goodText' : signature.isSigned ? 'documents.signature.changedText' : 'documents.signature.unsignedText',
  )}</p>${details({
    summary: t('documents.signature.how'),
    content: html`<p class="govuk-body">${t('documents.signature.howText')}</p><p class="govuk-body">${t('documents.signature.key')} ${code(signature.keyId)}</p><p class="govuk-body"><a class="govuk-link" href="/.well-known/jwks.json">${t('documents.signature.keys')}</a></p>`,
  })}`,
})}
${
  options.isReadable &&
  section({
    title: t('documents.files'),
    content: documentList(context, [
      {
        title: t('documents.pdf'),
        href: context.href(`/documents/${row.verification_code}.pdf`),
        format: 'PDF',
        sizeBytes: options.pdfBytes,
      },
      { title: t('documents.json'), href: context.href(`/documents/${row.verification_code}.json`), format: 'JSON' },
    ]),
  })
}${options.isOfficer && html`<p class="govuk-body"><a class="govuk-link" href="${context.href(`/desk/documents/${row.verification_code}`)}">${t('documents.onDesk')}</a></p>`}</div></div>`,
    {
      variant: 'citizen',
      islands: ['copy'],
      before: breadcrumbs(context, [
        { text: t('documents.verify.title'), href: context.href('/verify') },
        { text: inData(context, row.number) },
      ]),
    },
  );
}

const paper = (context: PageContext, row: DocumentRow, language: 'zh-CN' | 'en'): Html =>
  html`<article class="app-paper" aria-label="${context.t('documents.text')}"><p class="app-paper__number">${row.issuer_name[language]}</p><p class="app-paper__number">${code(inData(context, row.number))}</p>${row.body[language].map(paperBlock)}</article>`;

function paperBlock(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return html`<h2 class="app-paper__title">${block.text}</h2>`;
    case 'facts':
      return html`${summaryList(block.rows)}`;
    case 'addressee':
      return html`<p>${block.text}</p>`;
    case 'paragraph':
      return html`<p class="app-paper__paragraph">${block.text}</p>`;
    case 'signatory':
      return html`<p class="app-paper__signatory">${block.text}</p>`;
    case 'note':
      return html`<p class="app-paper__note">${block.text}</p>`;
  }
}
