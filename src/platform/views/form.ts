import { attributes, type Content, type Html, html } from '../html.ts';
import type { PageContext, Words } from './context.ts';
import { classes, type ExtraAttributes } from './field.ts';

export interface ButtonOptions {
  readonly text: Content;
  readonly kind?: 'secondary' | 'warning' | 'inverse' | undefined;
  /** A link that looks like a button: for starting something, never for changing anything. */
  readonly href?: string | undefined;
  readonly isStart?: boolean | undefined;
  readonly type?: 'submit' | 'button' | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: ExtraAttributes | undefined;
  /** Ignores a second click within a second; buttons that submit do unless told otherwise. */
  readonly preventDoubleClick?: boolean | undefined;
}

export function button(options: ButtonOptions): Html {
  const common = attributes({
    class: classes(
      'govuk-button',
      options.kind && `govuk-button--${options.kind}`,
      options.classes,
      options.isStart && 'govuk-button--start',
    ),
    'data-module': 'govuk-button',
    ...options.attributes,
    id: options.id,
  });
  const content = options.isStart === true ? html`${options.text}${startIcon}` : options.text;
  if (options.href !== undefined) return html`<a href="${options.href}" role="button" draggable="false"${common}>${content}</a>`;
  return html`<button${attributes({
    type: options.type ?? 'submit',
    value: options.value,
    name: options.name,
    disabled: options.isDisabled,
    'aria-disabled': options.isDisabled === true ? 'true' : undefined,
    'data-prevent-double-click': options.preventDoubleClick === undefined ? undefined : String(options.preventDoubleClick),
  })}${common}>${content}</button>`;
}

const startIcon = html`<svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false"><path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z"/></svg>`;

export const buttonGroup = (...buttons: readonly Html[]): Html => html`<div class="govuk-button-group">${buttons}</div>`;

export interface FormOptions {
  readonly action: string;
  readonly content: Html;
  /** Files are among the fields. */
  readonly hasFiles?: boolean | undefined;
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: ExtraAttributes | undefined;
}

/** One token a page: each that is made anew puts a new secret into the browser, and the forms drawn before would be refused. */
const tokens = new WeakMap<object, string | undefined>();
function tokenOf(context: Pick<PageContext, 'csrfToken'>): string | undefined {
  if (!tokens.has(context)) tokens.set(context, context.csrfToken);
  return tokens.get(context);
}

/** A form that changes something. It carries the token against forged requests, so that no page can forget it. */
export function form(context: Pick<PageContext, 'csrfToken'>, options: FormOptions): Html {
  const token = tokenOf(context);
  return html`<form method="post" action="${options.action}" novalidate${attributes({
    enctype: options.hasFiles === true ? 'multipart/form-data' : undefined,
    id: options.id,
    class: options.classes,
    ...options.attributes,
  })}>${token !== undefined && html`<input type="hidden" name="_csrf" value="${token}">`}${options.content}</form>`;
}

/** A form that only asks: its answers stand in the address. */
export const searchForm = (options: Omit<FormOptions, 'hasFiles'>): Html =>
  html`<form method="get" action="${options.action}" novalidate${attributes({ id: options.id, class: options.classes, ...options.attributes })}>${options.content}</form>`;

export const hidden = (name: string, value: string | number): Html => html`<input type="hidden" name="${name}" value="${value}">`;

export interface ErrorItem {
  readonly text: Content;
  /** `#ID` of the field that is wrong. */
  readonly href?: string | undefined;
}

/** All that is wrong, above everything else; takes the focus when the page opens. */
export function errorSummary(
  context: Words,
  errors: readonly ErrorItem[],
  options: { readonly title?: Content; readonly description?: Content } = {},
): Html {
  return html`<div class="govuk-error-summary" data-module="govuk-error-summary"><div role="alert"><h2 class="govuk-error-summary__title">${
    options.title ?? context.t('views.errorSummary')
  }</h2><div class="govuk-error-summary__body">${options.description !== undefined && html`<p>${options.description}</p>`}${
    errors.length > 0 &&
    html`<ul class="govuk-list govuk-error-summary__list">${errors.map(
      (error) => html`<li>${error.href === undefined ? error.text : html`<a href="${error.href}">${error.text}</a>`}</li>`,
    )}</ul>`
  }</div></div></div>`;
}
