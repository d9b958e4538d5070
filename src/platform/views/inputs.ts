import { attributes, type Content, type Html, html } from '../html.ts';
import type { Words } from './context.ts';
import { classes, type FieldOptions, field } from './field.ts';

export interface InputOptions extends FieldOptions {
  readonly value?: string | number | undefined;
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'number' | undefined;
  readonly inputmode?: 'numeric' | 'decimal' | 'email' | 'tel' | 'url' | undefined;
  readonly autocomplete?: string | undefined;
  readonly autocapitalize?: 'none' | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly pattern?: string | undefined;
  readonly maxLength?: number | undefined;
  /** Width in characters, for answers whose length is known. */
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined;
  readonly prefix?: Content | undefined;
  readonly suffix?: Content | undefined;
}

/** One line of text. */
export function input(context: Words, options: InputOptions): Html {
  return field(context, options, (id, describedBy) => {
    const element = inputElement(options, id, describedBy);
    if (options.prefix === undefined && options.suffix === undefined) return element;
    return html`<div class="govuk-input__wrapper">${affix('prefix', options.prefix)}${element}${affix('suffix', options.suffix)}</div>`;
  });
}

const affix = (place: 'prefix' | 'suffix', text: Content | undefined): Html | undefined =>
  text === undefined ? undefined : html`<div class="${`govuk-input__${place}`}" aria-hidden="true">${text}</div>`;

export const inputElement = (options: Omit<InputOptions, 'label'>, id: string, describedBy: string | undefined): Html =>
  html`<input${attributes({
    class: classes(
      'govuk-input',
      options.width && `govuk-input--width-${options.width}`,
      options.classes,
      options.error !== undefined && 'govuk-input--error',
    ),
    id,
    name: options.name,
    type: options.type ?? 'text',
    spellcheck: options.spellcheck === undefined ? undefined : String(options.spellcheck),
    value: options.value,
    disabled: options.isDisabled,
    'aria-describedby': describedBy,
    autocomplete: options.autocomplete,
    autocapitalize: options.autocapitalize,
    pattern: options.pattern,
    inputmode: options.inputmode,
    maxlength: options.maxLength,
    ...options.attributes,
  })}>`;

export interface TextareaOptions extends FieldOptions {
  readonly value?: string | undefined;
  readonly rows?: number | undefined;
  readonly autocomplete?: string | undefined;
  readonly spellcheck?: boolean | undefined;
  /** Characters counted down beside the field; the server checks them again. */
  readonly maxLength?: number | undefined;
}

/** Several lines of text, with a count of characters when there is a limit. */
export function textarea(context: Words, options: TextareaOptions): Html {
  const limit = options.maxLength;
  const id = options.id ?? options.name;
  const element = (elementId: string, describedBy: string | undefined): Html =>
    html`<textarea${attributes({
      class: classes(
        'govuk-textarea',
        options.error !== undefined && 'govuk-textarea--error',
        limit !== undefined && 'govuk-js-character-count',
        options.classes,
      ),
      id: elementId,
      name: options.name,
      rows: options.rows ?? 5,
      spellcheck: options.spellcheck === undefined ? undefined : String(options.spellcheck),
      disabled: options.isDisabled,
      'aria-describedby': describedBy,
      autocomplete: options.autocomplete,
      ...options.attributes,
    })}>
${options.value}</textarea>`;
  if (limit === undefined) return field(context, options, element);
  const { t } = context;
  return field(context, { ...options, describedBy: classes(options.describedBy, `${id}-info`) }, element, {
    classes: 'govuk-character-count',
    attributes: {
      'data-module': 'govuk-character-count',
      'data-maxlength': limit,
      'data-i18n.characters-under-limit.one': t('views.count.underOne'),
      'data-i18n.characters-under-limit.other': t('views.count.under'),
      'data-i18n.characters-at-limit': t('views.count.at'),
      'data-i18n.characters-over-limit.one': t('views.count.overOne'),
      'data-i18n.characters-over-limit.other': t('views.count.over'),
    },
    after: html`<div id="${`${id}-info`}" class="govuk-hint govuk-character-count__message">${t('views.count.limit', { count: limit })}</div>`,
  });
}

export interface SelectItem {
  readonly value: string;
  readonly text: string;
  readonly isDisabled?: boolean | undefined;
}

export interface SelectOptions extends FieldOptions {
  readonly items: readonly SelectItem[];
  readonly value?: string | undefined;
}

/** One of many, where radios would be too long. */
export const select = (context: Words, options: SelectOptions): Html =>
  field(
    context,
    options,
    (id, describedBy) =>
      html`<select${attributes({
        class: classes('govuk-select', options.classes, options.error !== undefined && 'govuk-select--error'),
        id,
        name: options.name,
        disabled: options.isDisabled,
        'aria-describedby': describedBy,
        ...options.attributes,
      })}>${options.items.map(
        (item) =>
          html`<option${attributes({ value: item.value, selected: options.value !== undefined && item.value === options.value, disabled: item.isDisabled })}>${item.text}</option>`,
      )}</select>`,
  );

export interface FileUploadOptions extends FieldOptions {
  readonly isMultiple?: boolean | undefined;
  /** Types shown first by the browser's chooser; the server looks at the bytes. */
  readonly accept?: string | undefined;
  /** With a zone to drop files on, where scripts run. */
  readonly hasDropZone?: boolean | undefined;
}

export const fileUpload = (context: Words, options: FileUploadOptions): Html =>
  field(context, options, (id, describedBy) => {
    const element = html`<input${attributes({
      class: classes('govuk-file-upload', options.classes, options.error !== undefined && 'govuk-file-upload--error'),
      id,
      name: options.name,
      type: 'file',
      accept: options.accept,
      disabled: options.isDisabled,
      multiple: options.isMultiple,
      'aria-describedby': describedBy,
      ...options.attributes,
    })}>`;
    if (options.hasDropZone !== true) return element;
    const { t } = context;
    return html`<div${attributes({
      class: 'govuk-drop-zone govuk-file-upload-wrapper',
      'data-module': 'govuk-file-upload',
      'data-i18n.choose-files-button': t('views.file.choose'),
      'data-i18n.no-file-chosen': t('views.file.none'),
      'data-i18n.multiple-files-chosen.one': t('views.file.chosenOne'),
      'data-i18n.multiple-files-chosen.other': t('views.file.chosen'),
      'data-i18n.drop-instruction': t('views.file.drop'),
      'data-i18n.entered-drop-zone': t('views.file.entered'),
      'data-i18n.left-drop-zone': t('views.file.left'),
    })}>${element}</div>`;
  });

/** A password with a button to show it, where scripts run. */
export function passwordInput(
  context: Words,
  options: FieldOptions & { readonly autocomplete?: 'current-password' | 'new-password' },
): Html {
  const { t } = context;
  const id = options.id ?? options.name;
  return field(
    context,
    options,
    (elementId, describedBy) =>
      html`<div class="govuk-input__wrapper govuk-password-input__wrapper"><input${attributes({
        class: classes(
          'govuk-input govuk-password-input__input govuk-js-password-input-input',
          options.classes,
          options.error !== undefined && 'govuk-input--error',
        ),
        id: elementId,
        name: options.name,
        type: 'password',
        spellcheck: 'false',
        'aria-describedby': describedBy,
        autocomplete: options.autocomplete ?? 'current-password',
        autocapitalize: 'none',
        ...options.attributes,
      })}><button type="button" class="govuk-button govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle" data-module="govuk-button" aria-controls="${id}" aria-label="${t('views.password.showLabel')}" hidden>${t('views.password.show')}</button></div>`,
    {
      classes: 'govuk-password-input',
      attributes: {
        'data-module': 'govuk-password-input',
        'data-i18n.show-password': t('views.password.show'),
        'data-i18n.hide-password': t('views.password.hide'),
        'data-i18n.show-password-aria-label': t('views.password.showLabel'),
        'data-i18n.hide-password-aria-label': t('views.password.hideLabel'),
        'data-i18n.password-shown-announcement': t('views.password.shown'),
        'data-i18n.password-hidden-announcement': t('views.password.hidden'),
      },
    },
  );
}
