import { attributes, type Content, type Html, html } from '../html.ts';
import type { Words } from './context.ts';
import { classes } from './field.ts';
import { type Tone, tag } from './text.ts';

export interface Action {
  readonly text: Content;
  readonly href: string;
  /** What the action is about, for those who hear it out of its row. */
  readonly about?: Content | undefined;
}

export interface SummaryRow {
  readonly key: Content;
  /** `number` values are printed as they are: format them first where they are read by people. */
  readonly value: Content | number | null | undefined;
  readonly actions?: readonly Action[] | undefined;
}

export interface SummaryListOptions {
  readonly classes?: string | undefined;
  /** A frame with a title of its own. */
  readonly card?: { readonly title: Content; readonly actions?: readonly Action[] | undefined } | undefined;
}

/** Facts by their names. */
export function summaryList(rows: readonly SummaryRow[], options: SummaryListOptions = {}): Html {
  const anyActions = rows.some((row) => row.actions !== undefined && row.actions.length > 0);
  const list = html`<dl class="${classes('govuk-summary-list', options.classes)}">${rows.map((row) => {
    const none = anyActions && (row.actions === undefined || row.actions.length === 0);
    return html`<div class="${classes('govuk-summary-list__row', none && 'govuk-summary-list__row--no-actions')}"><dt class="govuk-summary-list__key">${row.key}</dt><dd class="govuk-summary-list__value">${row.value}</dd>${
      row.actions !== undefined &&
      row.actions.length > 0 &&
      html`<dd class="govuk-summary-list__actions">${actionLinks(row.actions, 'govuk-summary-list__actions-list', options.card?.title)}</dd>`
    }</div>`;
  })}</dl>`;
  if (options.card === undefined) return list;
  const { title, actions = [] } = options.card;
  return html`<div class="govuk-summary-card"><div class="govuk-summary-card__title-wrapper"><h2 class="govuk-summary-card__title">${title}</h2>${
    actions.length === 1
      ? html`<div class="govuk-summary-card__actions">${actions.map((action) => actionLink(action, title))}</div>`
      : actions.length > 1 &&
        html`<ul class="govuk-summary-card__actions">${actions.map((action) => html`<li class="govuk-summary-card__action">${actionLink(action, title)}</li>`)}</ul>`
  }</div><div class="govuk-summary-card__content">${list}</div></div>`;
}

function actionLinks(actions: readonly Action[], list: string, card: Content | undefined): Html {
  if (actions.length === 1) return html`${actions.map((action) => actionLink(action, card))}`;
  return html`<ul class="${list}">${actions.map((action) => html`<li class="${`${list}-item`}">${actionLink(action, card)}</li>`)}</ul>`;
}

const actionLink = (action: Action, card?: Content): Html =>
  html`<a class="govuk-link" href="${action.href}">${action.text}${
    (action.about !== undefined || card !== undefined) &&
    html`<span class="govuk-visually-hidden">${action.about !== undefined && html` ${action.about}`}${card !== undefined && html` (${card})`}</span>`
  }</a>`;

export interface Cell {
  readonly content: Content | number | null | undefined;
  readonly isNumeric?: boolean | undefined;
  readonly colspan?: number | undefined;
  readonly rowspan?: number | undefined;
}

export interface TableOptions {
  readonly caption?: Content | undefined;
  readonly captionSize?: 's' | 'm' | 'l' | undefined;
  /** The caption stands as a heading above already; screen readers still want it. */
  readonly isCaptionHidden?: boolean | undefined;
  readonly head: readonly (Content | Cell)[];
  readonly rows: readonly (readonly (Content | Cell | number | null | undefined)[])[];
  readonly firstCellIsHeader?: boolean | undefined;
  readonly isCompact?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly id?: string | undefined;
}

/** A table; figures in it are tabular. On a narrow screen it scrolls in a frame of its own. */
export function table(options: TableOptions): Html {
  const caption = classes(
    'govuk-table__caption',
    options.captionSize && `govuk-table__caption--${options.captionSize}`,
    options.isCaptionHidden && 'govuk-visually-hidden',
  );
  return html`<table${attributes({ class: classes('govuk-table', options.isCompact && 'govuk-table--small-text-until-tablet app-table--compact', options.classes), id: options.id })}>${
    options.caption !== undefined && html`<caption class="${caption}">${options.caption}</caption>`
  }${
    options.head.length > 0 &&
    html`<thead class="govuk-table__head"><tr class="govuk-table__row">${options.head.map((each) => {
      const cell = toCell(each);
      return html`<th scope="col"${cellAttributes(cell, classes('govuk-table__header', cell.isNumeric && 'govuk-table__header--numeric'))}>${cell.content}</th>`;
    })}</tr></thead>`
  }<tbody class="govuk-table__body">${options.rows.map((row) => html`<tr class="govuk-table__row">${row.map((each, index) => bodyCell(each, index === 0 && options.firstCellIsHeader === true))}</tr>`)}</tbody></table>`;
}

function bodyCell(each: Content | Cell | number | null | undefined, isHeader: boolean): Html {
  if (typeof each === 'string' && !isHeader) return html`<td class="govuk-table__cell">${each}</td>`;
  const cell = toCell(each);
  return isHeader
    ? html`<th scope="row"${cellAttributes(cell, 'govuk-table__header')}>${cell.content}</th>`
    : html`<td${cellAttributes(cell, classes('govuk-table__cell', cell.isNumeric && 'govuk-table__cell--numeric'))}>${cell.content}</td>`;
}

const cellAttributes = (cell: Cell, names: string) => attributes({ class: names, colspan: cell.colspan, rowspan: cell.rowspan });

const isCell = (value: unknown): value is Cell => typeof value === 'object' && value !== null && 'content' in value;

export const toCell = (each: Content | Cell | number | null | undefined): Cell => (isCell(each) ? each : { content: each });

export interface Task {
  readonly title: Content;
  readonly href?: string | undefined;
  readonly hint?: Content | undefined;
  readonly status: Content;
  readonly tone?: Tone | undefined;
}

/** What is still to do, and what is done. A status without a tone is plain text. */
export const taskList = (tasks: readonly Task[], idPrefix = 'task-list'): Html =>
  html`<ul class="govuk-task-list">${tasks.map((task, index) => {
    const hintId = `${idPrefix}-${index + 1}-hint`;
    const statusId = `${idPrefix}-${index + 1}-status`;
    return html`<li class="${classes('govuk-task-list__item', task.href !== undefined && 'govuk-task-list__item--with-link')}"><div class="govuk-task-list__name-and-hint">${
      task.href === undefined
        ? html`<div>${task.title}</div>`
        : html`<a class="govuk-link govuk-task-list__link" href="${task.href}" aria-describedby="${classes(task.hint !== undefined && hintId, statusId)}">${task.title}</a>`
    }${task.hint !== undefined && html`<div id="${hintId}" class="govuk-task-list__hint">${task.hint}</div>`}</div><div class="govuk-task-list__status" id="${statusId}">${
      task.tone === undefined ? task.status : tag(task.status, task.tone)
    }</div></li>`;
  })}</ul>`;

export interface Tab {
  readonly id: string;
  readonly label: Content;
  readonly content: Html;
}

/** Several views of one thing; one after another where scripts do not run. */
export const tabs = (context: Words, items: readonly Tab[], title?: Content): Html =>
  html`<div class="govuk-tabs" data-module="govuk-tabs"><h2 class="govuk-tabs__title">${title ?? context.t('views.tabs')}</h2><ul class="govuk-tabs__list">${items.map(
    (item, index) =>
      html`<li class="${classes('govuk-tabs__list-item', index === 0 && 'govuk-tabs__list-item--selected')}"><a class="govuk-tabs__tab" href="${`#${item.id}`}">${item.label}</a></li>`,
  )}</ul>${items.map(
    (item, index) =>
      html`<div class="${classes('govuk-tabs__panel', index > 0 && 'govuk-tabs__panel--hidden')}" id="${item.id}">${item.content}</div>`,
  )}</div>`;
