import type { Attachment } from '../../../platform/files/index.ts';
import {
  type CheckboxesOptions,
  checkboxes,
  dateInput,
  fileUpload,
  formatSize,
  type Html,
  hiddenText,
  html,
  input,
  insetText,
  type PageContext,
  radios,
  select,
  textarea,
} from '../../../platform/views/index.ts';
import { answerContent } from '../../answers.ts';
import type { Finding } from '../../cases.ts';
import type { Field } from '../../form.ts';
import { findingList } from '../../history.ts';
import type { Choice } from '../choices.ts';
import { type Sent, textOf } from '../sent-answers.ts';

export interface FieldInput {
  readonly field: Field;
  /** The answer as it is kept. */
  readonly value: unknown;
  /** What was just sent and refused: shown again as it was typed. */
  readonly sent?: Sent | undefined;
  readonly error?: string | undefined;
  /** What a reviewer found wrong with the answer. */
  readonly findings: readonly Finding[];
  readonly choices: readonly Choice[];
  readonly fileHref?: string | undefined;
  /** Stands as it is registered: shown, not asked. */
  readonly isLocked?: boolean;
}

/** The id of a question's first input: `#subject-name` for `/subject/name`. */
export const idOf = (pointer: string): string => pointer.slice(1).replaceAll('/', '-');

/** Where a link to a question leads: into the first part of a date, in the order of the language. */
export const anchorOf = (field: Field, language: 'zh-CN' | 'en'): string =>
  field.widget === 'date' ? `#${idOf(field.pointer)}-${language === 'en' ? 'day' : 'year'}` : `#${idOf(field.pointer)}`;

/** One question with whatever its schema calls for: text, choice, date, file. */
export function fieldInput(context: PageContext, options: FieldInput): Html {
  const { findings } = options;
  if (options.isLocked === true) return lockedAnswer(context, options);
  if (findings.length === 0) return question(context, options);
  const id = `${idOf(options.field.pointer)}-finding`;
  return html`${insetText(html`<p class="govuk-body"><strong>${context.t('applicant.form.found')}</strong></p>${findingList(findings, context)}`, id)}${question(context, options, id)}`;
}

/** An answer that the order cannot change, with the reason in one line. */
const lockedAnswer = (context: PageContext, { field, value, choices }: FieldInput): Html => {
  const { t, language } = context;
  const title = choices.find((choice) => choice.value === value)?.title[language];
  return html`<div class="govuk-form-group" id="${idOf(field.pointer)}"><p class="govuk-label govuk-label--s">${field.title[language]}</p><p class="govuk-body">${title ?? answerContent(field, value, context)}</p><p class="govuk-hint">${t('orders.locked')}</p></div>`;
};

function question(context: PageContext, options: FieldInput, describedBy?: string): Html {
  const { t, language } = context;
  const { field, error, choices } = options;
  const title = field.required ? field.title[language] : t('applicant.form.optional', { title: field.title[language] });
  const common = { name: field.pointer, id: idOf(field.pointer), hint: field.hint?.[language], error };
  const labelled = { ...common, label: title, labelSize: 's', describedBy } as const;
  const grouped = { ...common, legend: title, legendSize: 's' } as const;
  const text = sentOrKept(options);
  switch (field.widget) {
    case 'textarea':
      return textarea(context, { ...labelled, value: text, maxLength: field.maxLength });
    case 'radios':
      return radios(context, { ...grouped, value: text, items: itemsOf(choices, language) });
    case 'select':
      return select(context, {
        ...labelled,
        value: text,
        items: [{ value: '', text: t('applicant.form.choose') }, ...itemsOf(choices, language)],
      });
    case 'checkboxes':
      return checkboxes(context, { ...grouped, values: listOf(options), items: severalOf(context, field, choices) });
    case 'checkbox':
      return checkboxes(context, {
        ...grouped,
        values: text === '' ? [] : [text],
        items: [{ value: 'true', text: field.label?.[language] ?? title }],
      });
    case 'date':
      return dateInput(context, { ...grouped, values: dateOf(options) });
    case 'file':
      return fileInput(context, options, title);
    default:
      return input(context, {
        ...labelled,
        value: text,
        ...SHAPES[field.format ?? ''],
        ...(field.widget === 'number' ? { inputmode: 'numeric', width: 10 } : {}),
        ...(field.code ? { spellcheck: false, autocapitalize: 'none', classes: 'app-code' } : {}),
      });
  }
}

interface Shape {
  readonly type?: 'email' | 'tel' | 'url';
  readonly width?: 20 | 30;
}

/** How wide an answer is, and which keyboard a telephone shows for it. */
const SHAPES: Readonly<Record<string, Shape>> = {
  email: { type: 'email' },
  mobile: { type: 'tel', width: 20 },
  uri: { type: 'url' },
  'organiser-certificate': { width: 20 },
  'credit-code': { width: 20 },
  'resident-id': { width: 20 },
  'registrable-domain': { width: 30 },
  'ip-address': { width: 20 },
};

/** Several choices; the one that excludes the others stands apart. */
const severalOf = ({ t, language }: PageContext, field: Field, choices: readonly Choice[]): CheckboxesOptions['items'] =>
  choices.flatMap((choice): CheckboxesOptions['items'] => {
    const item = { value: choice.value, text: choice.title[language] };
    return choice.value === field.exclusive ? [{ divider: t('applicant.form.or') }, { ...item, isExclusive: true }] : [item];
  });

const itemsOf = (choices: readonly Choice[], language: 'zh-CN' | 'en') =>
  choices.map((choice) => ({ value: choice.value, text: choice.title[language] }));

function sentOrKept({ field, value, sent }: FieldInput): string {
  if (sent !== undefined) {
    const raw = sent[field.pointer];
    return (typeof raw === 'string' ? raw : raw?.[0]) ?? '';
  }
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value);
}

function listOf({ field, value, sent }: FieldInput): readonly string[] {
  const chosen = sent === undefined ? value : sent[field.pointer];
  return chosen === undefined || chosen === null ? [] : [chosen].flat().map(String);
}

function dateOf({ field, value, sent }: FieldInput): { readonly year: string; readonly month: string; readonly day: string } {
  const part = (name: string): string => textOf(sent?.[`${field.pointer}-${name}`]);
  if (sent !== undefined) return { year: part('year'), month: part('month'), day: part('day') };
  const [year = '', month = '', day = ''] = typeof value === 'string' ? value.split('-') : [];
  return { year, month: month.replace(/^0/, ''), day: day.replace(/^0/, '') };
}

/** A file that is kept already is named with a link; choosing another replaces it. */
function fileInput(context: PageContext, { field, value, error, fileHref }: FieldInput, title: string): Html {
  const { t, language } = context;
  const file = value as Attachment | undefined;
  const kept =
    file !== undefined &&
    html`<p class="govuk-body">${t('applicant.form.fileKept')} ${
      fileHref === undefined ? file.name : html`<a class="govuk-link" href="${fileHref}">${file.name}</a>`
    } (${formatSize(context, file.size)})</p>${
      !field.required &&
      checkboxes(context, {
        name: 'remove',
        id: `${idOf(field.pointer)}-remove`,
        legend: hiddenText(title),
        isSmall: true,
        items: [{ value: field.pointer, text: t('applicant.form.fileRemove') }],
      })
    }`;
  return html`${fileUpload(context, {
    name: field.pointer,
    id: idOf(field.pointer),
    label: title,
    labelSize: 's',
    hint: field.hint?.[language] ?? t('applicant.form.fileHint'),
    error,
    accept: '.pdf,.png,.jpg,.jpeg',
  })}${kept}`;
}
