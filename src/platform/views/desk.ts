import { attributes, type Content, type Html, html } from '../html.ts';
import type { Words } from './context.ts';
import { classes } from './field.ts';
import { type Cell, toCell } from './lists.ts';
import type { Tone } from './text.ts';

export interface Column {
  readonly label: Content;
  readonly isNumeric?: boolean | undefined;
  /** The address of the same list ordered by this column. */
  readonly sortHref?: string | undefined;
  readonly sorted?: 'ascending' | 'descending' | undefined;
}

export interface DeskRow {
  readonly id: string;
  /** The first cell links there; `Enter` opens it. */
  readonly href: string;
  readonly cells: readonly (Content | Cell | number | null | undefined)[];
  readonly tone?: Tone | undefined;
}

export interface DeskTableOptions {
  readonly caption: Content;
  readonly columns: readonly Column[];
  readonly rows: readonly DeskRow[];
  /** Rows can be chosen for an act on all of them: the name of the field; put the table into a form. */
  readonly selectName?: string | undefined;
  /** What stands here when there is nothing: from `emptyState`. */
  readonly empty?: Html | undefined;
}

/** One table, compact rows, late first; `j` and `k` move, `Enter` opens. Works without any script. */
export function deskTable(context: Words, options: DeskTableOptions): Html {
  if (options.rows.length === 0 && options.empty !== undefined) return options.empty;
  const { t } = context;
  const name = options.selectName;
  return html`<div class="app-scroll" tabindex="0" role="region"${attributes({ 'aria-label': typeof options.caption === 'string' ? options.caption : t('views.table') })}><table class="govuk-table app-desk" data-rows><caption class="govuk-table__caption govuk-visually-hidden">${options.caption}</caption><thead class="govuk-table__head"><tr class="govuk-table__row">${
    name !== undefined &&
    html`<th scope="col" class="govuk-table__header app-desk__select"><span class="govuk-visually-hidden">${t('views.select')}</span></th>`
  }${options.columns.map(
    (column) =>
      html`<th scope="col"${attributes({
        class: classes('govuk-table__header', column.isNumeric && 'govuk-table__header--numeric'),
        'aria-sort': column.sorted,
      })}>${column.sortHref === undefined ? column.label : html`<a class="govuk-link app-desk__sort" href="${column.sortHref}">${column.label}${sortMark(column.sorted)}</a>`}</th>`,
  )}</tr></thead><tbody class="govuk-table__body">${options.rows.map(
    (row) =>
      html`<tr class="${classes('govuk-table__row app-desk__row', row.tone && `app-desk__row--${row.tone}`)}">${
        name !== undefined &&
        html`<td class="govuk-table__cell app-desk__select"><input type="checkbox" class="app-desk__box" name="${name}" value="${row.id}" aria-label="${t('views.selectRow', { id: plain(row.cells[0]) })}"></td>`
      }${row.cells.map((each, index) => {
        const cell = toCell(each);
        return index === 0
          ? html`<th scope="row" class="govuk-table__header app-desk__first"><a class="govuk-link app-desk__link" href="${row.href}">${cell.content}</a></th>`
          : html`<td${attributes({ class: classes('govuk-table__cell', cell.isNumeric && 'govuk-table__cell--numeric') })}>${cell.content}</td>`;
      })}</tr>`,
  )}</tbody></table></div>`;
}

const sortMark = (sorted: 'ascending' | 'descending' | undefined): Html | undefined =>
  sorted && html`<span aria-hidden="true" class="app-desk__mark">${sorted === 'ascending' ? ' ▲' : ' ▼'}</span>`;

const plain = (each: Content | Cell | number | null | undefined): string => {
  const { content } = toCell(each);
  return content === null || content === undefined ? '' : String(content).replace(/<[^>]*>/g, '');
};

export interface FilterGroup {
  readonly title: Content;
  readonly links: readonly FilterLink[];
}

export interface FilterLink {
  readonly text: Content;
  readonly href: string;
  readonly count?: number | undefined;
  readonly isSelected?: boolean | undefined;
}

/** Filters are links: they live in the address, can be kept and sent. */
export const filterPanel = (
  context: Words,
  groups: readonly FilterGroup[],
  options: { readonly clearHref?: string | undefined; readonly search?: Html | undefined } = {},
): Html =>
  html`<nav class="app-filter" aria-label="${context.t('views.filter.label')}">${options.search}${groups.map(
    (group) =>
      html`<div class="app-filter__group"><h2 class="app-filter__title">${group.title}</h2><ul class="app-filter__list">${group.links.map(
        (link) =>
          html`<li><a class="${classes('app-filter__link', link.isSelected && 'app-filter__link--selected')}" href="${link.href}"${attributes({ 'aria-current': link.isSelected === true ? 'true' : undefined })}>${link.text}${link.count !== undefined && html` <span class="app-filter__count">${link.count}</span>`}</a></li>`,
      )}</ul></div>`,
  )}${options.clearHref !== undefined && html`<p class="app-filter__clear"><a class="govuk-link" href="${options.clearHref}">${context.t('views.filter.clear')}</a></p>`}</nav>`;

export interface KeyFigure {
  readonly value: Content | number;
  readonly label: Content;
  readonly href?: string | undefined;
  readonly tone?: Tone | undefined;
  readonly note?: Content | undefined;
}

/** The few figures that say how things stand. */
export const keyFigures = (figures: readonly KeyFigure[]): Html =>
  html`<ul class="app-figures">${figures.map((figure) => {
    const inner = html`<span class="app-figures__value">${figure.value}</span><span class="app-figures__label">${figure.label}</span>${figure.note !== undefined && html`<span class="app-figures__note">${figure.note}</span>`}`;
    return html`<li class="${classes('app-figures__item', figure.tone && `app-figures__item--${figure.tone}`)}">${figure.href === undefined ? html`<div class="app-figures__box">${inner}</div>` : html`<a class="app-figures__box app-figures__box--link" href="${figure.href}">${inner}</a>`}</li>`;
  })}</ul>`;

export interface EmptyStateOptions {
  readonly title: Content;
  /** What will appear here, and how it comes to be. */
  readonly content: Content;
  readonly example?: Content | undefined;
  readonly action?: Html | undefined;
}

/** An empty place teaches: what will be here, how, and an example. */
export const emptyState = (context: Words, options: EmptyStateOptions): Html =>
  html`<div class="app-empty"><h2 class="app-empty__title">${options.title}</h2><div class="app-empty__text">${options.content}</div>${
    options.example !== undefined &&
    html`<div class="app-empty__example"><span class="app-empty__label">${context.t('views.example')}</span> ${options.example}</div>`
  }${options.action}</div>`;
