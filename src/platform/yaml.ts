import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml';

/** What is wrong in a file of the ministry's folder: every finding says file, line and rule. */
export class DataFileError extends Error {
  readonly findings: readonly string[];
  constructor(findings: readonly string[]) {
    super(findings.join('\n'));
    this.findings = findings;
  }
}

/** Where a value of a YAML file stands, so that later checks can name the line too. */
export interface YamlFile<T> {
  readonly path: string;
  readonly text: string;
  readonly value: T;
  /** Line (1 …) of the value at a path of keys and indexes, or of its nearest ancestor. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

// Our schemas are checked by their tests: compiling the meta-schema to check them once more takes 0.1 s of every start.
const ajv = new Ajv2020({ allErrors: true, strict: false, validateSchema: false, meta: false });
formats.default(ajv);

/**
 * Reads a YAML (or JSON) text and holds it against a JSON Schema.
 *
 * @throws DataFileError with one line for each thing that is wrong
 */
export function readYamlText<T>(path: string, text: string, schema: object): YamlFile<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, merge: false });
  if (document.errors.length > 0)
    throw new DataFileError(document.errors.map((error) => `${path}:${error.linePos?.[0].line ?? 1}: ${error.message.split('\n')[0]}`));
  const lineOf = (keys: readonly (string | number)[]): number => {
    let node: unknown = document.contents;
    let line = 1;
    for (const key of [undefined, ...keys]) {
      if (key !== undefined) node = isMap(node) ? node.get(key, true) : isSeq(node) ? node.get(Number(key), true) : undefined;
      if (isNode(node) && node.range) line = lines.linePos(node.range[0]).line;
    }
    return line;
  };
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  const check = ajv.compile(schema);
  if (!check(value)) throw new DataFileError((check.errors ?? []).map((error) => `${path}:${lineOf(keysOf(error))}: ${ruleOf(error)}`));
  return { path, text, value: value as T, lineOf };
}

export const readYamlFile = <T>(path: string, schema: object): YamlFile<T> =>
  readYamlText<T>(relative(process.cwd(), path), readFileSync(path, 'utf8'), schema);

const keysOf = (error: ErrorObject): string[] =>
  error.instancePath
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

function ruleOf(error: ErrorObject): string {
  const where = error.instancePath === '' ? 'the file' : error.instancePath;
  if (error.keyword === 'additionalProperties') return `${where} has the unknown key "${error.params.additionalProperty}"`;
  if (error.keyword === 'required') return `${where} lacks "${error.params.missingProperty}"`;
  return `${where} ${error.message}${'allowedValues' in error.params ? `: ${error.params.allowedValues.join(', ')}` : ''}`;
}
