import type { Party } from '../../parties/index.ts';
import {
  backLink,
  button,
  code,
  emptyState,
  errorSummary,
  fileUpload,
  form,
  type Html,
  html,
  input,
  type PageContext,
  sitePage,
  table,
} from '../../platform/views/index.ts';

/** What was sent and refused: kept in the form, with the mistakes. A browser does not keep a chosen file. */
export interface PartyInput {
  readonly code: string;
  readonly name: string;
  readonly mistakes: readonly { readonly field: string | undefined; readonly text: string }[];
}

export interface PartiesPageOptions {
  readonly parties: readonly Party[];
  readonly input?: PartyInput;
}

/** For whom I act, and how I show that I may act for another. */
export function partiesPage(context: PageContext, options: PartiesPageOptions): Html {
  const { t } = context;
  const mistakes = options.input?.mistakes ?? [];
  const mistakeOf = (field: string): string | undefined => mistakes.find((each) => each.field === field)?.text;
  return sitePage(
    context,
    t('home.parties.title'),
    html`${
      mistakes.length > 0 &&
      errorSummary(
        context,
        mistakes.map(({ field, text }) => ({ text, ...(field === undefined ? {} : { href: `#${field}` }) })),
      )
    }<h1 class="govuk-heading-l">${t('home.parties.title')}</h1>
${
  options.parties.length === 0
    ? emptyState(context, { title: t('home.parties.none'), content: t('home.parties.noneText') })
    : table({
        caption: t('home.parties.title'),
        isCaptionHidden: true,
        head: [t('home.parties.name'), t('home.parties.kind'), t('home.parties.code')],
        rows: options.parties.map((party) => [party.name, t(`home.applicant.${party.kind}`), code(shownCode(party))]),
        firstCellIsHeader: true,
      })
}
<h2 class="govuk-heading-m" id="add">${t('home.parties.add')}</h2>
<p class="govuk-body">${t('home.parties.addText')}</p>
<div class="app-form">${form(context, {
      action: context.href('/account/parties'),
      hasFiles: true,
      content: html`${input(context, {
        name: 'code',
        label: t('home.parties.codeLabel'),
        hint: t('home.parties.codeHint'),
        width: 20,
        autocapitalize: 'none',
        spellcheck: false,
        value: options.input?.code,
        error: mistakeOf('code'),
      })}${input(context, {
        name: 'name',
        label: t('home.parties.nameLabel'),
        hint: t('home.parties.nameHint'),
        maxLength: 120,
        value: options.input?.name,
        error: mistakeOf('name'),
      })}${fileUpload(context, {
        name: 'proof',
        label: t('home.parties.proof'),
        hint: t('home.parties.proofHint'),
        accept: '.pdf,.png,.jpg,.jpeg',
        error: mistakeOf('proof'),
      })}${button({ text: t('home.parties.submit') })}`,
    })}</div>`,
    { variant: 'citizen', before: backLink(context, context.href('/account')), hasErrors: mistakes.length > 0 },
  );
}

/** An identity number is nobody's business on a screen: its middle is covered (Personal Information Protection Law, art. 6). */
const shownCode = (party: Party): string =>
  party.kind === 'person' ? `${party.code.slice(0, 6)}********${party.code.slice(-4)}` : party.code;
