import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInstance } from 'i18next';
import type platformTexts from './locales/zh-CN.json';

export { formatDate, formatDateTime, formatNumber } from './format.ts';

export type Language = 'zh-CN' | 'en';
export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

/** What stands before an address for a language: nothing for the ministry's first, which is Chinese unless it says otherwise. */
export const addressPrefix = (language: Language, first: Language = 'zh-CN'): '' | '/en' | '/zh' =>
  language === first ? '' : language === 'en' ? '/en' : '/zh';

/**
 * The text files whose keys `t` knows. A capability adds its own beside its locale files:
 * `declare module '../platform/i18n/index.ts' { interface TextFiles { registers: typeof texts } }`, where `texts` is imported
 * as a type from `./locales/zh-CN.json`. The platform so knows no capability, and no list has to be kept.
 */
export interface TextFiles {
  platform: typeof platformTexts;
}

type Leaves<Tree> = {
  [Name in keyof Tree & string]: Tree[Name] extends string ? WithoutPlural<Name> : `${Name}.${Leaves<Tree[Name]>}`;
}[keyof Tree & string];
type WithoutPlural<Name extends string> = Name extends `${infer Stem}_${'one' | 'other'}` ? Stem : Name;
type KeysOf<File> = File extends unknown ? Leaves<File> : never;

/** Every key of every text file, with dots; plural forms by their stem. */
export type TextKey = KeysOf<TextFiles[keyof TextFiles]>;
export type TextValues = Readonly<Record<string, string | number>>;

export interface Translator {
  /** A text whose key the compiler knows. */
  (key: TextKey, values?: TextValues): string;
  /**
   * A text whose key is put together at run time (`refusals.CODE`).
   * @throws RangeError if there is none
   */
  loose(key: string, values?: TextValues): string;
  has(key: string): boolean;
  readonly language: Language;
}

export interface Tree {
  readonly [name: string]: string | Tree;
}

const sources = join(import.meta.dirname, '..', '..');

/** The folders under src/ that hold texts: `locales/` of a capability, of one of its parts, or of the platform. */
export function localeFolders(): readonly string[] {
  return readdirSync(sources, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === 'zh-CN.json' && basename(entry.parentPath) === 'locales')
    .map((entry) => entry.parentPath)
    .sort();
}

/** All texts of a language by their full keys. A key that two files define is refused: neither would be the true one. */
export function loadTexts(language: Language): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const folder of localeFolders()) {
    const file = join(folder, `${language}.json`);
    for (const [key, text] of flatten(JSON.parse(readFileSync(file, 'utf8')) as Tree, '')) {
      if (texts.has(key)) throw new Error(`${file}: the text ${key} is defined twice`);
      texts.set(key, text);
    }
  }
  return texts;
}

export function* flatten(tree: Tree, prefix: string): Iterable<readonly [string, string]> {
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'string') yield [prefix + name, value];
    else yield* flatten(value, `${prefix}${name}.`);
  }
}

const made = new Map<Language, Translator>();

/** The texts in a language; loaded once. */
export function createTranslator(language: Language): Translator {
  let translator = made.get(language);
  if (translator === undefined) {
    translator = translatorOf(language, loadTexts(language));
    made.set(language, translator);
  }
  return translator;
}

/** Puts values in where a text has one form only: i18next takes 9 µs for it, and a page has hundreds. */
const fill = (text: string, values: TextValues): string =>
  text.includes('{{')
    ? text.replace(/\{\{(\w+)\}\}/g, (hole, name: string) => (values[name] === undefined ? hole : String(values[name])))
    : text;

/**
 * i18next chooses among plural forms; texts with one form are looked up and filled directly.
 *
 * @param locale the language of the texts, where it is not the one in which the ministry's data are read
 */
export function translatorOf(language: Language, texts: ReadonlyMap<string, string>, locale: string = language): Translator {
  const library = createInstance({
    lng: locale,
    fallbackLng: false,
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    resources: { [locale]: { translation: Object.fromEntries(texts) } },
    interpolation: { escapeValue: false }, // html`` escapes
  });
  library.init();
  const has = (key: string): boolean => texts.has(key) || texts.has(`${key}_other`);
  const translate = (key: string, values?: TextValues): string => {
    const text = texts.get(key);
    if (text !== undefined) return values === undefined ? text : fill(text, values);
    if (!has(key)) throw new RangeError(`no text "${key}" in ${locale}`);
    return library.t(key, { ...values });
  };
  return Object.assign((key: TextKey, values?: TextValues) => translate(key, values), { loose: translate, has, language });
}
