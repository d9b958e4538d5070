import {
  button,
  emptyState,
  errorSummary,
  form,
  type Html,
  html,
  notificationBanner,
  type PageContext,
  sitePage,
  table,
} from '../../platform/views/index.ts';
import type texts from './locales/zh-CN.json';
import type { Difference } from './whole-difference.ts';

declare module '../../platform/i18n/index.ts' {
  interface TextFiles {
    takeOver: typeof texts;
  }
}

export const FOLDER = '/administration/folder';

export interface PendingView {
  readonly changes: readonly Difference[];
  /** What is wrong in the folder, each with file, line and rule. */
  readonly mistakes: readonly string[];
}

/** What the changed folder would change, before anything is changed. */
export function folderPage(context: PageContext, { changes, mistakes, isDone }: PendingView & { readonly isDone: boolean }): Html {
  const { t, language } = context;
  const nothing = changes.length === 0 && mistakes.length === 0;
  return sitePage(
    context,
    t('takeOver.title'),
    html`${isDone && notificationBanner(context, { content: t('takeOver.done'), kind: 'success' })}${
      mistakes.length > 0 &&
      errorSummary(
        context,
        mistakes.map((text) => ({ text })),
      )
    }<h1 class="govuk-heading-l">${t('takeOver.title')}</h1><p class="govuk-body">${t('takeOver.about')}</p>${
      mistakes.length > 0 && html`<p class="govuk-body">${t('takeOver.nothingApplied')}</p>`
    }${nothing && emptyState(context, { title: t('takeOver.none'), content: t('takeOver.noneText') })}${
      changes.length > 0 &&
      html`${table({
        caption: t('takeOver.changes', { count: changes.length }),
        head: [t('takeOver.part'), t('takeOver.name'), t('takeOver.change'), t('takeOver.fields')],
        rows: changes.map(({ of, code, name, change, fields }) => [
          t(`takeOver.of.${of}`),
          name === undefined ? code : html`${name[language]} <span class="app-code">${code}</span>`,
          t(`takeOver.is.${change}`),
          fields.length === 0
            ? ''
            : html`<ul class="govuk-list">${fields.map(
                ({ field, before, after }) =>
                  html`<li><span class="app-code">${field}</span>: ${short(before, t('takeOver.nothing'))} → ${short(after, t('takeOver.nothing'))}</li>`,
              )}</ul>`,
        ]),
      })}${form(context, {
        action: context.href(FOLDER),
        content: html`<p class="govuk-body">${t('takeOver.confirm')}</p>${button({ text: t('takeOver.submit') })}`,
      })}`
    }`,
    { hasErrors: mistakes.length > 0 },
  );
}

const MOST = 120;
const short = (text: string | undefined, nothing: string): string =>
  text === undefined ? nothing : text.length > MOST ? `${text.slice(0, MOST)}…` : text;
