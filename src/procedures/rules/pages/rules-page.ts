import {
  backLink,
  button,
  type Content,
  dateInput,
  errorSummary,
  form,
  type Html,
  html,
  input,
  type PageContext,
  section,
  select,
  sitePage,
  table,
  textarea,
  time,
} from '../../../platform/views/index.ts';
import type { FieldError } from '../../applicant/pages/form-page.ts';
import type { OwnRow, TerritoryRule } from '../definition.ts';
import type texts from '../locales/zh-CN.json';
import { fieldOf } from '../routes.ts';
import type { RuleVersion } from '../store.ts';

declare module '../../../platform/i18n/index.ts' {
  interface TextFiles {
    rules: typeof texts;
  }
}

export interface RulesPage {
  readonly definition: TerritoryRule;
  readonly territory: { readonly code: string; readonly name: { readonly 'zh-CN': string; readonly en: string } };
  /** What holds today, a row for each kind. */
  readonly standing: readonly OwnRow[];
  readonly versions: readonly RuleVersion[];
  /** The version that holds today; undefined while the ministry's own rows do. */
  readonly inForce: string | undefined;
  readonly draft: RuleVersion | undefined;
  readonly mayDraft: boolean;
  readonly mayDecide: boolean;
  readonly isOwnDraft: boolean;
  readonly sent?: Readonly<Record<string, string>>;
  readonly errors: readonly FieldError[];
}

/** What holds now, what is drafted beside it, the button of whoever decides, the form of whoever drafts, every version since. */
export function rulesPage(context: PageContext, options: RulesPage): Html {
  const { t, language } = context;
  const { definition, territory, draft, errors } = options;
  const title = `${territory.name[language]} · ${definition.title[language]}`;
  const current = options.versions.find(({ id }) => id === options.inForce);
  return sitePage(
    context,
    title,
    html`${
      errors.length > 0 &&
      errorSummary(
        context,
        errors.map((each) => ({ text: each.text, href: each.field === undefined ? undefined : `#${anchor(each.field)}` })),
      )
    }<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body">${definition.about[language]}</p>
<p class="govuk-body"><strong>${current === undefined ? t('rules.sinceNation') : t('rules.sinceOwn', { from: context.formatDate(current.from) })}</strong></p>
${comparison(context, options)}
${draft !== undefined && deciding(context, options, draft)}
${options.mayDraft && section({ title: t('rules.edit'), content: draftForm(context, options) })}
${section({ title: t('rules.versions'), content: history(context, options) })}`,
    { variant: 'officer', hasErrors: errors.length > 0, before: backLink(context, context.href('/desk'), t('desk.title')) },
  );
}

const anchor = (field: string): string => (field === 'from' ? 'from-year' : field.replace('.', '-'));

/** Each matter in a row: what holds for each kind, and beside it what the draft would make of it. */
function comparison(context: PageContext, { definition, standing, draft }: RulesPage): Html {
  const { t, language } = context;
  const kinds = Object.entries(definition.by.options);
  const words = (value: number | boolean | undefined): string =>
    value === undefined ? t('rules.none') : typeof value === 'boolean' ? t(value ? 'rules.yes' : 'rules.no') : String(value);
  const cell = (rows: readonly OwnRow[], kind: string, column: string) => rows.find((row) => row.for === kind)?.values[column];
  return html`${table({
    caption: definition.title[language],
    isCaptionHidden: true,
    isCompact: true,
    firstCellIsHeader: true,
    head: [
      t('rules.columnTitle'),
      ...kinds.map(([, name]) => `${t('rules.standing')} · ${name[language]}`),
      ...(draft === undefined ? [] : kinds.map(([, name]) => `${t('rules.draft')} · ${name[language]}`)),
    ],
    rows: Object.entries(definition.columns).map(([column, { title }]) => [
      title[language],
      ...kinds.map(([kind]): Content => words(cell(standing, kind, column))),
      ...(draft === undefined
        ? []
        : kinds.map(([kind]): Content => {
            const value = cell(draft.rows, kind, column);
            return value === cell(standing, kind, column)
              ? words(value)
              : html`<strong>${words(value)}</strong> <span class="app-quiet">${t('rules.changed')}</span>`;
          })),
    ]),
  })}`;
}

function deciding(context: PageContext, { definition, territory, mayDecide, isOwnDraft }: RulesPage, draft: RuleVersion): Html {
  const { t } = context;
  const act = isOwnDraft
    ? html`<p class="govuk-body">${t('rules.ownDraft')}</p>`
    : mayDecide
      ? form(context, {
          action: context.href(`/desk/rules/${definition.rule}/${territory.code}/${draft.id}/decide`),
          content: button({ text: t('rules.decide'), preventDoubleClick: true }),
        })
      : html`<p class="govuk-body">${t('rules.notDecider')}</p>`;
  return section({
    title: t('rules.draftTitle', { from: context.formatDate(draft.from) }),
    content: html`<p class="govuk-body">${t('rules.reasonOf', { reason: draft.reason })}</p>${act}`,
  });
}

function draftForm(context: PageContext, options: RulesPage): Html {
  const { t, language } = context;
  const { definition, territory, standing, sent, errors, draft } = options;
  const errorOf = (field: string): string | undefined => errors.find((each) => each.field === field)?.text;
  const rows = draft?.rows ?? standing;
  return form(context, {
    action: context.href(`/desk/rules/${definition.rule}/${territory.code}`),
    content: html`<p class="govuk-body">${t('rules.editHint')}${draft !== undefined && html` ${t('rules.replace')}`}</p>${Object.entries(
      definition.by.options,
    ).map(
      ([kind, name]) =>
        html`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${name[language]}</legend>${Object.entries(
          definition.columns,
        ).map(([column, { title, type }]) => {
          const field = fieldOf(kind, column);
          const common = { name: field, id: anchor(field), label: title[language], error: errorOf(field) };
          const value = sent?.[field] ?? String(rows.find((row) => row.for === kind)?.values[column] ?? '');
          return type === 'boolean'
            ? select(context, {
                ...common,
                value,
                items: [
                  { value: 'true', text: t('rules.yes') },
                  { value: 'false', text: t('rules.no') },
                ],
              })
            : input(context, { ...common, value, inputmode: 'numeric', classes: 'govuk-input--width-5' });
        })}</fieldset>`,
    )}${dateInput(context, {
      name: 'from',
      id: 'from',
      legend: t('rules.from'),
      legendSize: 's',
      hint: t('rules.fromHint'),
      error: errorOf('from'),
      values: { year: sent?.['from-year'] ?? '', month: sent?.['from-month'] ?? '', day: sent?.['from-day'] ?? '' },
    })}${textarea(context, { name: 'reason', id: 'reason', label: t('rules.reason'), labelSize: 's', error: errorOf('reason'), value: sent?.reason ?? '' })}${button({ text: t('rules.save') })}`,
  });
}

function history(context: PageContext, { versions, inForce }: RulesPage): Html {
  const { t } = context;
  if (versions.length === 0) return html`<p class="govuk-body">${t('rules.noVersions')}</p>`;
  return html`${table({
    caption: t('rules.versions'),
    isCaptionHidden: true,
    head: [t('rules.versionFrom'), t('rules.versionState'), t('rules.versionReason')],
    rows: versions.map((version) => [
      time(context, version.from),
      version.id === inForce
        ? html`<strong>${t('rules.now')}</strong>`
        : t(version.state === 'draft' ? 'rules.state.draft' : 'rules.state.in-force'),
      version.reason,
    ]),
  })}`;
}
