import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DataFileError } from '../yaml.ts';
import { flatten, LANGUAGES, type Language, loadTexts, type Translator, type Tree, translatorOf } from './index.ts';

/** A language that a ministry adds, or one of the two in its own words: what it says; everything else is in English, or as shipped. */
export interface LanguagePack {
  /** BCP 47, and the prefix of its addresses. */
  readonly code: string;
  /** Its name in itself, for the choice of language. */
  readonly name: string;
  readonly t: Translator;
}

const FILE = /^([a-z]{2,3}(?:-[A-Za-z]{2,8})?)\.json$/;
const holes = (text: string): string =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map((match) => match[1])
    .sort()
    .join(' ');

/**
 * The packs of a ministry: `locales/CODE.json` with `name` and `texts`, keys as in the shipped texts.
 *
 * @throws DataFileError naming each text that the program does not know, or whose placeholders differ
 */
export function readLanguagePacks(ministryFolder: string): readonly LanguagePack[] {
  const folder = join(ministryFolder, 'locales');
  if (!existsSync(folder)) return [];
  const findings: string[] = [];
  const packs = readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const code = FILE.exec(file)?.[1];
      const path = relative(process.cwd(), join(folder, file));
      if (code === undefined) {
        findings.push(`${path}:1: a pack is named by its language, for example et.json`);
        return [];
      }
      try {
        return [packOf(code, path, readFileSync(join(folder, file), 'utf8'), findings)];
      } catch (error) {
        findings.push(`${path}:1: ${(error as Error).message}`);
        return [];
      }
    });
  if (findings.length > 0) throw new DataFileError(findings);
  return packs;
}

function packOf(code: string, path: string, text: string, findings: string[]): LanguagePack {
  const { name, texts } = JSON.parse(text) as { readonly name?: unknown; readonly texts?: Tree };
  if (typeof name !== 'string' || typeof texts !== 'object') throw new Error('a pack has "name" and "texts"');
  const base: Language = LANGUAGES.find((each) => each === code) ?? 'en';
  const shipped = loadTexts(base);
  const lineOf = (key: string): number => {
    const at = text.indexOf(`"${key.split('.').at(-1)}"`);
    return text.slice(0, Math.max(0, at)).split('\n').length;
  };
  const own = new Map(flatten(texts, ''));
  for (const [key, said] of own) {
    const standard = shipped.get(key);
    if (standard === undefined) findings.push(`${path}:${lineOf(key)}: the program has no text "${key}"`);
    else if (holes(standard) !== holes(said))
      findings.push(`${path}:${lineOf(key)}: "${key}" has the placeholders "${holes(said)}" where "${holes(standard)}" belong`);
  }
  return { code, name, t: translatorOf(base, new Map([...shipped, ...own]), code) };
}
