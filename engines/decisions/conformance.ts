import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { answer } from './batch.ts';
import { readXml, type XmlElement } from './dmn/xml.ts';

/** How many results of a folder of the kit came out as expected. */
export interface FolderResult {
  readonly level: string;
  readonly folder: string;
  readonly total: number;
  /** `case/result: expected …, got …` */
  readonly failures: readonly string[];
}

const children = (element: XmlElement, name: string): XmlElement[] => element.children.filter((child) => child.name === name);
const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((each) => each.name === name);
const isNil = (element: XmlElement): boolean => element.attributes.get('xsi:nil') === 'true';

/** A value of a test file (testCases.xsd) in the encoding of the batch door. */
function encoded(element: XmlElement | undefined): unknown {
  if (element === undefined || isNil(element)) return null;
  const components = children(element, 'component');
  if (components.length > 0) return Object.fromEntries(components.map((each) => [each.attributes.get('name') ?? '', encoded(each)]));
  const list = child(element, 'list');
  if (list !== undefined) return isNil(list) ? null : children(list, 'item').map(encoded);
  const value = child(element, 'value');
  if (value === undefined || isNil(value)) return null;
  return simple((value.attributes.get('xsi:type') ?? 'xsd:string').replace(/^.*:/, ''), value.text);
}

const TAGS: Readonly<Record<string, string>> = { date: 'date', time: 'time', dateTime: 'date and time' };

function simple(type: string, raw: string): unknown {
  const text = raw.trim();
  if (/^(decimal|double|integer|int|float|long)$/.test(type)) return { '@': 'number', value: text };
  if (type === 'boolean') return text === 'true';
  if (type === 'duration')
    return { '@': /^-?P(\d+Y)?(\d+M)?$/.test(text) ? 'years and months duration' : 'days and time duration', value: text };
  const tag = TAGS[type];
  return tag === undefined ? raw : { '@': tag, value: text };
}

const isTagged = (value: unknown): value is { readonly '@': string; readonly value: string } =>
  typeof value === 'object' && value !== null && '@' in value;

/** The kit gives numbers to eight places. */
const TOLERANCE = 1e-8;

function same(expected: unknown, got: unknown): boolean {
  if (isTagged(expected) && expected['@'] === 'number') {
    const actual = isTagged(got) && got['@'] === 'number' ? Number(got.value) : got;
    const wanted = Number(expected.value);
    return typeof actual === 'number' && Math.abs(actual - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted));
  }
  if (Array.isArray(expected))
    return Array.isArray(got) && got.length === expected.length && expected.every((item, i) => same(item, got[i]));
  if (typeof expected !== 'object' || expected === null) return expected === got;
  if (typeof got !== 'object' || got === null || Array.isArray(got)) return false;
  if (isTagged(expected)) return isTagged(got) && got['@'] === expected['@'] && plain(got.value) === plain(expected.value);
  const actual = got as Record<string, unknown>;
  const keys = Object.keys(expected);
  return (
    keys.length === Object.keys(actual).length &&
    keys.every((key) => key in actual && same((expected as Record<string, unknown>)[key], actual[key]))
  );
}

/** The same moment or duration in the kit's several spellings. */
const plain = (text: string): string =>
  text
    .replace('+00:00', 'Z')
    .replace(/@(Etc\/)?UTC|@Z/, 'Z')
    .replace(/(:\d\d\.\d*?)0+(?=$|[Z+\-@])/, '$1')
    .replace(/\.(?=$|[Z+\-@])/, '')
    .replace(/^(-?P)(\d+)Y(\d+)M$/, '$1$2Y$3M');

/** Runs every test file of a folder of the kit. */
async function runFolder(level: string, path: string, folder: string): Promise<FolderResult> {
  const files = readdirSync(path);
  const failures: string[] = [];
  let total = 0;
  for (const file of files.filter((name) => /test.*\.xml$/.test(name)).sort()) {
    const root = readXml(readFileSync(join(path, file), 'utf8'));
    const model = child(root, 'modelName')?.text.trim() ?? '';
    const others = files.filter((name) => name.endsWith('.dmn') && name !== model);
    for (const testCase of children(root, 'testCase')) {
      for (const result of children(testCase, 'resultNode')) {
        total++;
        const request = { model, with: others, ...questionOf(testCase, result) };
        const answered = await answer(request, (name) => readFileSync(join(path, name), 'utf8'));
        const expected = encoded(child(result, 'expected'));
        const name = result.attributes.get('name') ?? '';
        const got = answered.result;
        const ofService = typeof got === 'object' && got !== null && name in got ? (got as Record<string, unknown>)[name] : got;
        if (!same(expected, got) && !same(expected, ofService))
          failures.push(`${testCase.attributes.get('id')}/${name}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`);
      }
    }
  }
  return { level, folder, total, failures };
}

function questionOf(testCase: XmlElement, result: XmlElement): Record<string, unknown> {
  const input = Object.fromEntries(children(testCase, 'inputNode').map((node) => [node.attributes.get('name') ?? '', encoded(node)]));
  const invocable = testCase.attributes.get('invocableName');
  const type = testCase.attributes.get('type') ?? 'decision';
  if (type === 'decisionService') return { service: invocable, input };
  if (type === 'bkm') return { bkm: invocable, parameters: input, input };
  return { decision: result.attributes.get('name'), input };
}

/**
 * Runs the DMN technology compatibility kit.
 * @param testCases its folder `TestCases`, with folders `compliance-level-2` and `compliance-level-3`
 */
export async function runKit(testCases: string): Promise<readonly FolderResult[]> {
  const results: FolderResult[] = [];
  for (const level of ['2', '3']) {
    const path = join(testCases, `compliance-level-${level}`);
    if (!existsSync(path)) continue;
    for (const folder of readdirSync(path).sort()) results.push(await runFolder(level, join(path, folder), folder));
  }
  return results;
}

/** The results as a table of Markdown, by folder, with the failures below. */
export function conformanceTable(results: readonly FolderResult[]): string {
  const rows = results.map(({ level, folder, total, failures }) => `| ${level} | ${folder} | ${total - failures.length} | ${total} |`);
  const sums = ['2', '3'].map((level) => {
    const own = results.filter((each) => each.level === level);
    const total = own.reduce((sum, each) => sum + each.total, 0);
    const failed = own.reduce((sum, each) => sum + each.failures.length, 0);
    return `| **${level}** | **all ${own.length} folders** | **${total - failed}** | **${total}** |`;
  });
  const failures = results.flatMap((each) => each.failures.map((failure) => `- ${each.folder}/${failure}`));
  return ['| level | folder | passed | of |', '| --- | --- | ---: | ---: |', ...rows, ...sums, ...failures].join('\n');
}

if (import.meta.main) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new RangeError('name the folder TestCases of the kit');
  process.stdout.write(`${conformanceTable(await runKit(resolve(folder)))}\n`);
}
