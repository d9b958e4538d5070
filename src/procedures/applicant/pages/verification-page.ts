import {
  button,
  errorSummary,
  form,
  type Html,
  html,
  input,
  insetText,
  lawReference,
  type PageContext,
  panel,
  sitePage,
} from '../../../platform/views/index.ts';

export interface VerificationInput {
  readonly mobile: string;
  readonly idTail: string;
  readonly error?: { readonly field: 'mobile' | 'idTail' | 'code' | undefined; readonly text: string } | undefined;
}

/** The person in charge says that the filing is theirs: three answers, no account. */
export function verificationPage(context: PageContext, sent: VerificationInput): Html {
  const { t } = context;
  const { error } = sent;
  const title = t('applicant.verification.title');
  const errorOf = (field: string): string | undefined => (error?.field === field ? error.text : undefined);
  return sitePage(
    context,
    title,
    html`${error !== undefined && errorSummary(context, [{ text: error.text, href: error.field === undefined ? undefined : `#${error.field}` }])}
<h1 class="govuk-heading-l">${title}</h1>
<p class="govuk-body-l">${t('applicant.verification.why')}</p>
${form(context, {
  action: context.href('/verification'),
  content: html`${input(context, {
    name: 'mobile',
    label: t('applicant.verification.mobile'),
    hint: t('applicant.verification.mobileHint'),
    type: 'tel',
    autocomplete: 'tel-national',
    width: 20,
    value: sent.mobile,
    error: errorOf('mobile'),
  })}${input(context, {
    name: 'idTail',
    label: t('applicant.verification.idTail'),
    hint: t('applicant.verification.idTailHint'),
    width: 10,
    autocomplete: 'off',
    spellcheck: false,
    classes: 'app-code',
    value: sent.idTail,
    error: errorOf('idTail'),
  })}${input(context, {
    name: 'code',
    label: t('applicant.verification.code'),
    hint: t('applicant.verification.codeHint'),
    width: 10,
    inputmode: 'numeric',
    autocomplete: 'one-time-code',
    classes: 'app-code',
    error: errorOf('code'),
  })}${button({ text: t('applicant.verification.submit') })}`,
})}
${insetText(t('applicant.verification.rules'))}
${lawReference(context, { instrument: t('applicant.verification.law'), says: t('applicant.verification.lawSays') })}`,
    { variant: 'citizen', hasErrors: error !== undefined },
  );
}

/** What came of it. */
export const verifiedPage = (context: PageContext, outcome: 'verified' | 'returned'): Html => {
  const { t } = context;
  const title = t(`applicant.verification.${outcome}`);
  return sitePage(
    context,
    title,
    outcome === 'verified'
      ? panel({ title, content: t('applicant.verification.verifiedText') })
      : html`<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body-l">${t('applicant.verification.returnedText')}</p>`,
    { variant: 'citizen' },
  );
};
