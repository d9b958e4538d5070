import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type DefaultTreeAdapterMap, parseFragment } from 'parse5';
import type { Html } from '../html.ts';
import { createTranslator } from '../i18n/index.ts';
import {
  breadcrumbs,
  button,
  checkboxes,
  details,
  errorSummary,
  fileUpload,
  input,
  insetText,
  panel,
  radios,
  select,
  summaryList,
  tag,
  textarea,
  warningText,
} from './index.ts';

/** Cases that govuk-frontend publishes for those who write their own components: dist/govuk/components/NAME/fixtures.json. */
interface Fixture {
  readonly name: string;
  readonly options: Options;
  readonly html: string;
}
type Options = Readonly<Record<string, unknown>>;

const words = { t: createTranslator('en') };
const components = join(dirname(fileURLToPath(import.meta.resolve('govuk-frontend/package.json'))), 'dist', 'govuk', 'components');

const fixturesOf = (component: string): readonly Fixture[] =>
  (JSON.parse(readFileSync(join(components, component, 'fixtures.json'), 'utf8')) as { readonly fixtures: readonly Fixture[] }).fixtures;

/** Options that only these names have: others are not ours, and the case is left out. */
const hasOnly = (value: unknown, ...names: readonly string[]): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).every((name) => names.includes(name)));

const textOf = (value: unknown): string | undefined => (value as { readonly text?: string } | undefined)?.text;
const given = <Value>(name: string, value: Value | undefined | null): Record<string, Value> =>
  value === undefined || value === null ? {} : { [name]: value };

const FIELD = [
  'id',
  'name',
  'label',
  'hint',
  'errorMessage',
  'value',
  'describedBy',
  'disabled',
  'autocomplete',
  'spellcheck',
  'attributes',
];

/** What every field takes, or undefined when the case uses something that ours do not have. */
function fieldOptions(options: Options, ...more: readonly string[]) {
  if (!hasOnly(options, ...FIELD, ...more)) return undefined;
  if (!hasOnly(options.label, 'text') || !hasOnly(options.hint, 'text') || !hasOnly(options.errorMessage, 'text')) return undefined;
  if (typeof options.name !== 'string' || textOf(options.label) === undefined) return undefined;
  if (options.autocomplete !== undefined && more.includes('items')) return undefined;
  return {
    name: options.name,
    label: textOf(options.label) ?? '',
    ...given('id', options.id as string),
    ...given('hint', textOf(options.hint)),
    ...given('error', textOf(options.errorMessage)),
    ...given('value', options.value as string),
    ...given('describedBy', options.describedBy as string),
    ...given('isDisabled', options.disabled as boolean),
    ...given('autocomplete', options.autocomplete as string),
    ...given('spellcheck', options.spellcheck as boolean),
    ...given('attributes', options.attributes as Record<string, string>),
  };
}

interface SummaryFixtureRow {
  readonly key: unknown;
  readonly value: unknown;
  readonly actions?: { readonly items?: readonly { readonly text: string; readonly href: string; readonly visuallyHiddenText?: string }[] };
}

interface ChoiceOptions {
  readonly value: string;
  readonly text: string;
  readonly hint?: unknown;
  readonly disabled?: boolean;
  readonly divider?: string;
}

function choiceOptions(options: Options, chosen: string) {
  if (!hasOnly(options, 'name', 'idPrefix', 'fieldset', 'hint', 'errorMessage', 'items', chosen)) return undefined;
  const fieldset = options.fieldset as { readonly legend?: unknown } | undefined;
  if (fieldset === undefined || !hasOnly(fieldset, 'legend') || !hasOnly(fieldset.legend, 'text')) return undefined;
  if (!hasOnly(options.hint, 'text') || !hasOnly(options.errorMessage, 'text') || typeof options.name !== 'string') return undefined;
  const items = options.items as readonly ChoiceOptions[];
  if (!items.every((item) => hasOnly(item, 'value', 'text', 'hint', 'disabled', 'divider') && hasOnly(item.hint, 'text'))) return undefined;
  return {
    name: options.name,
    legend: textOf(fieldset.legend) ?? '',
    ...given('id', options.idPrefix as string),
    ...given('hint', textOf(options.hint)),
    ...given('error', textOf(options.errorMessage)),
    items: items.map((item) =>
      item.divider !== undefined
        ? { divider: item.divider }
        : { value: String(item.value), text: item.text, ...given('hint', textOf(item.hint)), ...given('isDisabled', item.disabled) },
    ),
  };
}

const adapters: Readonly<Record<string, (options: Options) => Html | undefined>> = {
  input: (options) => {
    const field = fieldOptions(options, 'inputmode', 'pattern', 'prefix', 'suffix', 'autocapitalize');
    if (field === undefined || !hasOnly(options.prefix, 'text') || !hasOnly(options.suffix, 'text')) return undefined;
    return input(words, {
      ...field,
      ...given('inputmode', options.inputmode as 'numeric'),
      ...given('pattern', options.pattern as string),
      ...given('autocapitalize', options.autocapitalize as 'none'),
      ...given('prefix', textOf(options.prefix)),
      ...given('suffix', textOf(options.suffix)),
    });
  },
  textarea: (options) => {
    const field = fieldOptions(options, 'rows');
    return field && textarea(words, { ...field, ...given('rows', options.rows as number) });
  },
  select: (options) => {
    const field = fieldOptions(options, 'items');
    const items = (options.items ?? []) as readonly { readonly value?: string; readonly text: string; readonly disabled?: boolean }[];
    if (field === undefined || !items.every((item) => typeof item?.value === 'string' && hasOnly(item, 'value', 'text', 'disabled')))
      return undefined;
    return select(words, {
      ...field,
      items: items.map((item) => ({ value: String(item.value), text: item.text, ...given('isDisabled', item.disabled) })),
    });
  },
  'file-upload': (options) => {
    const field = options.value === undefined ? fieldOptions(options, 'multiple') : undefined;
    return field && fileUpload(words, { ...field, ...given('isMultiple', options.multiple as boolean) });
  },
  radios: (options) => {
    const group = choiceOptions(options, 'value');
    return group && radios(words, { ...group, ...given('value', options.value as string) });
  },
  checkboxes: (options) => {
    const group = choiceOptions(options, 'values');
    return group && checkboxes(words, { ...group, ...given('values', options.values as readonly string[]) });
  },
  button: (options) =>
    hasOnly(options, 'text', 'disabled', 'href', 'name', 'value', 'type', 'id', 'preventDoubleClick', 'isStartButton') &&
    options.type !== 'reset'
      ? button({
          text: String(options.text),
          ...given('isDisabled', options.disabled as boolean),
          ...given('href', options.href as string),
          ...given('name', options.name as string),
          ...given('value', options.value as string),
          ...given('type', options.type as 'button'),
          ...given('id', options.id as string),
          ...given('preventDoubleClick', options.preventDoubleClick as boolean),
          ...given('isStart', options.isStartButton as boolean),
        })
      : undefined,
  'error-summary': (options) => {
    const items = (options.errorList ?? []) as readonly { readonly text?: string; readonly href?: string }[];
    if (!hasOnly(options, 'titleText', 'descriptionText', 'errorList') || !items.every((item) => hasOnly(item, 'text', 'href')))
      return undefined;
    return errorSummary(
      words,
      items.map((item) => ({ text: item.text ?? '', ...given('href', item.href) })),
      { ...given('title', options.titleText as string), ...given('description', options.descriptionText as string) },
    );
  },
  details: (options) =>
    hasOnly(options, 'summaryText', 'text', 'id', 'open')
      ? details({
          summary: String(options.summaryText),
          content: String(options.text),
          ...given('id', options.id as string),
          ...given('isOpen', options.open as boolean),
        })
      : undefined,
  'inset-text': (options) => (hasOnly(options, 'text', 'id') ? insetText(String(options.text), options.id as string) : undefined),
  'warning-text': (options) =>
    hasOnly(options, 'text', 'iconFallbackText') && options.iconFallbackText === 'Warning'
      ? warningText(words, String(options.text))
      : undefined,
  tag: (options) => (hasOnly(options, 'text') ? tag(String(options.text)) : undefined),
  panel: (options) =>
    hasOnly(options, 'titleText', 'text', 'headingLevel') && (options.headingLevel === undefined || options.headingLevel === 2)
      ? panel({
          title: String(options.titleText),
          ...given('content', options.text as string),
          ...given('headingLevel', options.headingLevel as 2),
        })
      : undefined,
  breadcrumbs: (options) => {
    const items = (options.items ?? []) as readonly { readonly text?: string; readonly href?: string }[];
    if (
      options.collapseOnMobile !== true ||
      !hasOnly(options, 'items', 'collapseOnMobile') ||
      !items.every((item) => hasOnly(item, 'text', 'href'))
    )
      return undefined;
    return breadcrumbs(
      words,
      items.map((item) => ({ text: item.text ?? '', ...given('href', item.href) })),
    );
  },
  'summary-list': (options) => {
    const rows = (options.rows ?? []) as readonly SummaryFixtureRow[];
    const isOurs = rows.every(
      (row) =>
        hasOnly(row, 'key', 'value', 'actions') &&
        hasOnly(row.actions, 'items') &&
        hasOnly(row.key, 'text') &&
        hasOnly(row.value, 'text') &&
        (row.actions?.items ?? []).every((action) => hasOnly(action, 'text', 'href', 'visuallyHiddenText')),
    );
    if (!hasOnly(options, 'rows', 'classes') || !isOurs) return undefined;
    return summaryList(
      rows.map((row) => ({
        key: textOf(row.key) ?? '',
        value: textOf(row.value) ?? '',
        ...given(
          'actions',
          row.actions?.items?.map((action) => ({ text: action.text, href: action.href, ...given('about', action.visuallyHiddenText) })),
        ),
      })),
      { ...given('classes', options.classes as string) },
    );
  },
};

/** How many published cases each component has in common with ours at least: a whitelist that shrinks unseen proves nothing. */
const LEAST: Readonly<Record<string, number>> = {
  input: 15,
  textarea: 7,
  select: 2,
  radios: 3,
  checkboxes: 3,
  button: 8,
  'error-summary': 4,
  details: 3,
};

for (const [component, draw] of Object.entries(adapters)) {
  test(`${component} prints the markup that govuk-frontend publishes for it`, () => {
    let compared = 0;
    for (const fixture of fixturesOf(component)) {
      const ours = draw(fixture.options);
      if (ours === undefined) continue;
      assert.deepEqual(treeOf(ours.toString()), treeOf(fixture.html), fixture.name);
      compared++;
    }
    assert.ok(compared >= (LEAST[component] ?? 1), `only ${compared} cases of ${component} were compared`);
  });
}

type Node = DefaultTreeAdapterMap['childNode'];

/** Markup as a tree without what does not matter: the order of attributes and classes, blanks between elements. */
function treeOf(markup: string): unknown {
  return parseFragment(markup).childNodes.flatMap(plain);
}

function plain(node: Node): readonly unknown[] {
  if (node.nodeName === '#text' && 'value' in node) {
    const text = node.value.replace(/\s+/g, ' ').trim();
    return text === '' ? [] : [text];
  }
  if (!('attrs' in node)) return [];
  const attributes = Object.fromEntries(
    node.attrs
      .map(
        ({ name, value }) =>
          [name, name === 'class' || name === 'aria-describedby' ? value.split(/\s+/).filter(Boolean).sort().join(' ') : value] as const,
      )
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  return [{ element: node.tagName, attributes, content: node.childNodes.flatMap(plain) }];
}
