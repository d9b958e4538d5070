import {
  button,
  errorSummary,
  type Html,
  html,
  input,
  insetText,
  type PageContext,
  panel,
  searchForm,
  section,
  select,
  sitePage,
  table,
  tag,
} from '../../platform/views/index.ts';
import type texts from '../locales/zh-CN.json';
import type { BoundCheck, SizeClass } from '../sme/size-class.ts';

declare module '../../platform/i18n/index.ts' {
  interface TextFiles {
    industry: typeof texts;
  }
}

export const SIZE_FIELDS = ['industry', 'employees', 'revenue', 'assets'] as const;
export type SizeField = (typeof SIZE_FIELDS)[number];

export interface SizeTestOptions {
  readonly given: Readonly<Partial<Record<SizeField, string>>>;
  readonly errors: readonly { readonly field: SizeField; readonly text: string }[];
  readonly result?: { readonly size: SizeClass; readonly checks: readonly BoundCheck[] };
}

const INDUSTRIES = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16'] as const;
const FEN_PER_TEN_THOUSAND_YUAN = 1_000_000;

/** The public self-test that art. 29 of the Regulation on Ensuring Payments to SMEs asks for: the class, and bound by bound why. */
export function sizeTestPage(context: PageContext, { given, errors, result }: SizeTestOptions): Html {
  const { t } = context;
  const errorOf = (field: SizeField): string | undefined => errors.find((each) => each.field === field)?.text;
  const figure = (field: 'employees' | 'revenue' | 'assets', inputmode: 'numeric' | 'decimal'): Html =>
    input(context, {
      name: field,
      label: t(`industry.sizeTest.${field}`),
      hint: t(`industry.sizeTest.${field}Hint`),
      value: given[field],
      inputmode,
      width: 10,
      error: errorOf(field),
    });
  return sitePage(
    context,
    t('industry.sizeTest.title'),
    html`${
      errors.length > 0 &&
      errorSummary(
        context,
        errors.map(({ field, text }) => ({ text, href: `#${field}` })),
      )
    }<h1 class="govuk-heading-l">${t('industry.sizeTest.title')}</h1>
<p class="govuk-body">${t('industry.sizeTest.text')}</p>
${result !== undefined && outcome(context, result)}
<div class="app-form">${searchForm({
      action: context.href('/self-tests/enterprise-size'),
      content: html`${select(context, {
        name: 'industry',
        label: t('industry.sizeTest.industry'),
        hint: t('industry.sizeTest.excluded'),
        value: given.industry,
        error: errorOf('industry'),
        items: [
          { value: '', text: t('industry.sizeTest.choose') },
          ...INDUSTRIES.map((each) => ({ value: each, text: t(`industry.sizeTest.industries.${each}`) })),
        ],
      })}${figure('employees', 'numeric')}${figure('revenue', 'decimal')}${figure('assets', 'decimal')}${button({ text: t('industry.sizeTest.submit') })}`,
    })}</div>`,
    { variant: 'citizen', hasErrors: errors.length > 0 },
  );
}

function outcome(context: PageContext, { size, checks }: NonNullable<SizeTestOptions['result']>): Html {
  const { t, formatNumber } = context;
  const amount = ({ indicator }: BoundCheck, value: number): string =>
    indicator === 'employees'
      ? t('industry.sizeTest.persons', { amount: formatNumber(value) })
      : t('industry.sizeTest.tenThousandYuan', { amount: formatNumber(value / FEN_PER_TEN_THOUSAND_YUAN) });
  return html`<div role="status">${panel({ title: t(`industry.sizeTest.result.${size}`), headingLevel: 2 })}</div>${section({
    title: t('industry.sizeTest.table'),
    content: html`<p class="govuk-body">${t('industry.sizeTest.because')}</p>${table({
      caption: t('industry.sizeTest.table'),
      isCaptionHidden: true,
      isCompact: true,
      head: [
        t('industry.sizeTest.class'),
        t('industry.sizeTest.indicator'),
        t('industry.sizeTest.bound'),
        t('industry.sizeTest.value'),
        '',
      ],
      rows: checks.map((check) => [
        t(`industry.sizeTest.result.${check.class}`),
        t(`industry.sizeTest.indicators.${check.indicator}`),
        amount(check, check.bound),
        amount(check, check.value),
        tag(t(check.met ? 'industry.sizeTest.met' : 'industry.sizeTest.notMet'), check.met ? 'good' : 'late'),
      ]),
    })}`,
  })}${insetText(t('industry.sizeTest.note'))}`;
}
