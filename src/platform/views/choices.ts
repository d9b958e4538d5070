import { attributes, type Content, type Html, html } from '../html.ts';
import type { Words } from './context.ts';
import { classes, fieldGroup, type GroupOptions, hint, label } from './field.ts';
import { inputElement } from './inputs.ts';

export interface ChoiceItem {
  readonly value: string;
  readonly text: Content;
  readonly hint?: Content | undefined;
  readonly isDisabled?: boolean | undefined;
  /** Shown only while this is chosen (always, without scripts). */
  readonly conditional?: Html | undefined;
}

/** "or", between the choices and the one that excludes them. */
export interface Divider {
  readonly divider: Content;
}

export interface RadiosOptions extends GroupOptions {
  readonly items: readonly (ChoiceItem | Divider)[];
  readonly value?: string | undefined;
  readonly isInline?: boolean | undefined;
  readonly isSmall?: boolean | undefined;
}

/** One of a few. */
export const radios = (context: Words, options: RadiosOptions): Html =>
  fieldGroup(
    context,
    options,
    html`<div class="${classes('govuk-radios', options.isInline && 'govuk-radios--inline', options.isSmall && 'govuk-radios--small', options.classes)}" data-module="govuk-radios">${options.items.map(
      (item, index) => choice('radio', options, item, index, (value) => value === options.value),
    )}</div>`,
  );

export interface CheckboxesOptions extends GroupOptions {
  readonly items: readonly ((ChoiceItem & { readonly isExclusive?: boolean | undefined }) | Divider)[];
  readonly values?: readonly string[] | undefined;
  readonly isSmall?: boolean | undefined;
}

/** Any of a few. */
export const checkboxes = (context: Words, options: CheckboxesOptions): Html =>
  fieldGroup(
    context,
    options,
    html`<div class="${classes('govuk-checkboxes', options.isSmall && 'govuk-checkboxes--small', options.classes)}" data-module="govuk-checkboxes">${options.items.map(
      (item, index) => choice('checkbox', options, item, index, (value) => options.values?.includes(value) === true),
    )}</div>`,
  );

function choice(
  type: 'radio' | 'checkbox',
  options: GroupOptions,
  item: (ChoiceItem & { readonly isExclusive?: boolean | undefined }) | Divider,
  index: number,
  isChosen: (value: string) => boolean,
): Html {
  const block = type === 'radio' ? 'govuk-radios' : 'govuk-checkboxes';
  if ('divider' in item) return html`<div class="${`${block}__divider`}">${item.divider}</div>`;
  const id = `${options.id ?? options.name}${index > 0 ? `-${index + 1}` : ''}`;
  const chosen = isChosen(item.value);
  const element = html`<input${attributes({
    class: `${block}__input`,
    id,
    name: options.name,
    type,
    value: item.value,
    checked: chosen,
    disabled: item.isDisabled,
    'data-aria-controls': item.conditional && `conditional-${id}`,
    'data-behaviour': item.isExclusive === true ? 'exclusive' : undefined,
    'aria-describedby': item.hint !== undefined && `${id}-item-hint`,
  })}>`;
  return html`<div class="${`${block}__item`}">${element}${label({ for: id, text: item.text, classes: `${block}__label` })}${
    item.hint !== undefined && hint(`${id}-item-hint`, item.hint, `${block}__hint`)
  }</div>${
    item.conditional &&
    html`<div class="${classes(`${block}__conditional`, !chosen && `${block}__conditional--hidden`)}" id="${`conditional-${id}`}">${item.conditional}</div>`
  }`;
}

export interface DateInputOptions extends GroupOptions {
  /** What was typed, kept as it was; the fields are called `NAME-year`, `NAME-month`, `NAME-day`. */
  readonly values?: { readonly year?: string; readonly month?: string; readonly day?: string } | undefined;
  /** Which parts are wrong; all, when there is an error and nothing is said. */
  readonly wrong?: readonly DatePart[] | undefined;
}

type DatePart = 'year' | 'month' | 'day';

/** A date in three fields, in the order of the language. */
export function dateInput(context: Words, options: DateInputOptions): Html {
  const id = options.id ?? options.name;
  const parts: readonly DatePart[] = context.t.language === 'zh-CN' ? ['year', 'month', 'day'] : ['day', 'month', 'year'];
  const isWrong = (part: DatePart): boolean => options.error !== undefined && (options.wrong?.includes(part) ?? true);
  const items = parts.map((part) => {
    const partId = `${id}-${part}`;
    return html`<div class="govuk-date-input__item"><div class="govuk-form-group">${label({
      for: partId,
      text: context.t(`views.date.${part}`),
      classes: 'govuk-date-input__label',
    })}${inputElement(
      {
        name: `${options.name}-${part}`,
        inputmode: 'numeric',
        value: options.values?.[part],
        classes: classes(
          'govuk-date-input__input',
          isWrong(part) && 'govuk-input--error',
          part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
        ),
      },
      partId,
      undefined,
    )}</div></div>`;
  });
  return fieldGroup(
    context,
    options,
    html`<div class="${classes('govuk-date-input', options.classes)}" id="${id}">${items}</div>`,
    'group',
  );
}
