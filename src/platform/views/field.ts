import { type AttributeValue, attributes, type Content, type Html, html } from '../html.ts';
import type { Words } from './context.ts';

/** What every form field has. `error` is the text of the cure; it also marks the field as wrong. */
export interface FieldOptions {
  readonly name: string;
  /** The name, unless given. */
  readonly id?: string | undefined;
  readonly label: Content;
  readonly labelSize?: Size | undefined;
  /** The label is the page's `h1`: for pages with one question. */
  readonly isPageHeading?: boolean | undefined;
  readonly hint?: Content | undefined;
  readonly error?: Content | undefined;
  readonly classes?: string | undefined;
  /** Ids of further descriptions. */
  readonly describedBy?: string | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly attributes?: ExtraAttributes | undefined;
}

/** What a group of fields (radios, checkboxes, the parts of a date) has: its legend asks the question. */
export interface GroupOptions {
  readonly name: string;
  readonly id?: string | undefined;
  readonly legend: Content;
  readonly legendSize?: Size | undefined;
  readonly isPageHeading?: boolean | undefined;
  readonly hint?: Content | undefined;
  readonly error?: Content | undefined;
  readonly classes?: string | undefined;
}

export type Size = 's' | 'm' | 'l' | 'xl';
export type ExtraAttributes = Readonly<Record<string, AttributeValue>>;

/** Classes one after another, leaving out what is not given. */
export const classes = (...names: readonly (string | false | undefined)[]): string => {
  let text = '';
  for (const name of names) if (name !== undefined && name !== false && name !== '') text += text === '' ? name : ` ${name}`;
  return text;
};

export interface LabelOptions {
  readonly for: string;
  readonly text: Content;
  readonly size?: Size | undefined;
  readonly isPageHeading?: boolean | undefined;
  readonly classes?: string | undefined;
}

export function label(options: LabelOptions): Html {
  const element = html`<label class="${classes('govuk-label', options.classes, options.size && `govuk-label--${options.size}`)}" for="${options.for}">${options.text}</label>`;
  return options.isPageHeading === true ? html`<h1 class="govuk-label-wrapper">${element}</h1>` : element;
}

export const hint = (id: string, text: Content, extra?: string): Html =>
  html`<div id="${id}" class="${classes('govuk-hint', extra)}">${text}</div>`;

/** An error beside its field; the hidden word says to a screen reader that it is one. */
export const errorMessage = (context: Words, text: Content, id?: string): Html =>
  html`<p${attributes({ id })} class="govuk-error-message"><span class="govuk-visually-hidden">${context.t('views.error')}</span> ${text}</p>`;

export interface FieldsetOptions {
  readonly legend: Content;
  readonly legendSize?: Size | undefined;
  readonly isPageHeading?: boolean | undefined;
  readonly describedBy?: string | undefined;
  readonly role?: 'group' | undefined;
  readonly classes?: string | undefined;
}

export function fieldset(options: FieldsetOptions, content: Html): Html {
  const legendClasses = classes('govuk-fieldset__legend', options.legendSize && `govuk-fieldset__legend--${options.legendSize}`);
  const legend = options.isPageHeading === true ? html`<h1 class="govuk-fieldset__heading">${options.legend}</h1>` : options.legend;
  const root = attributes({
    class: classes('govuk-fieldset', options.classes),
    role: options.role,
    'aria-describedby': options.describedBy === '' ? undefined : options.describedBy,
  });
  return html`<fieldset${root}><legend class="${legendClasses}">${legend}</legend>${content}</fieldset>`;
}

/** The frame of one field: label, hint and error in their order, and the ids by which the input names them. */
export function field(
  context: Words,
  options: FieldOptions,
  input: (id: string, describedBy: string | undefined) => Html,
  group: { readonly classes?: string; readonly attributes?: ExtraAttributes; readonly after?: Html } = {},
): Html {
  const id = options.id ?? options.name;
  const describedBy = classes(
    options.describedBy,
    options.hint !== undefined && `${id}-hint`,
    options.error !== undefined && `${id}-error`,
  );
  return html`<div class="${groupClasses(options.error, group.classes)}"${group.attributes && attributes(group.attributes)}>
${label({ for: id, text: options.label, size: options.labelSize, isPageHeading: options.isPageHeading })}
${options.hint !== undefined && hint(`${id}-hint`, options.hint)}
${options.error !== undefined && errorMessage(context, options.error, `${id}-error`)}
${input(id, describedBy === '' ? undefined : describedBy)}
${group.after}</div>`;
}

/** The frame of a group of fields. */
export function fieldGroup(context: Words, options: GroupOptions, inputs: Html, role?: 'group'): Html {
  const id = options.id ?? options.name;
  const content = html`${options.hint !== undefined && hint(`${id}-hint`, options.hint)}
${options.error !== undefined && errorMessage(context, options.error, `${id}-error`)}
${inputs}`;
  const describedBy = classes(options.hint !== undefined && `${id}-hint`, options.error !== undefined && `${id}-error`);
  return html`<div class="${groupClasses(options.error)}">${fieldset(
    { legend: options.legend, legendSize: options.legendSize, isPageHeading: options.isPageHeading, describedBy, role },
    content,
  )}</div>`;
}

const groupClasses = (error: Content | undefined, extra?: string): string =>
  classes('govuk-form-group', error !== undefined && 'govuk-form-group--error', extra);
