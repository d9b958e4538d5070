import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import type { Values } from '../platform/http/refusal.ts';
import { readYamlFile } from '../platform/yaml.ts';
import { LocalText } from './definition.ts';

const CatalogueFinding = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Z][0-9]{2}$' }),
    /** JSON pointer of the answer it is about, where it is about one. */
    field: Type.Optional(Type.String({ pattern: '^(/[A-Za-z0-9]+)+$' })),
    reason: LocalText,
    cure: LocalText,
  },
  { additionalProperties: false },
);
/** One thing that a reviewer may find wrong, with the words in which every applicant is told, and how to cure it. */
export type CatalogueFinding = Static<typeof CatalogueFinding>;

const CatalogueCheck = Type.Object(
  { code: Type.String({ pattern: '^[A-Z][0-9]{2}$' }), title: LocalText, basis: LocalText },
  { additionalProperties: false },
);
/** What one of the machine's checks looks at, and by which rule. */
export type CatalogueCheck = Static<typeof CatalogueCheck>;

/** What a check came to, as operations leave it in `checks` of a case's variables. */
export interface CheckOutcome {
  readonly code: string;
  readonly outcome: 'passed' | 'blocked' | 'manual' | 'none';
  readonly found: readonly { readonly rule: string; readonly values: Values }[];
}

/** @throws DataFileError naming file, line and rule */
export function loadChecks(ministryFolder: string): ReadonlyMap<string, CatalogueCheck> {
  const path = join(ministryFolder, 'catalogues', 'checks.yaml');
  if (!existsSync(path)) return new Map();
  const { value } = readYamlFile<CatalogueCheck[]>(path, Type.Array(CatalogueCheck));
  return new Map(value.map((check) => [check.code, check]));
}

/**
 * The ministry's catalogue of findings by their codes: `catalogues/findings.yaml`.
 *
 * @throws DataFileError naming file, line and rule
 */
export function loadFindings(ministryFolder: string): ReadonlyMap<string, CatalogueFinding> {
  const path = join(ministryFolder, 'catalogues', 'findings.yaml');
  if (!existsSync(path)) return new Map();
  const { value } = readYamlFile<CatalogueFinding[]>(path, Type.Array(CatalogueFinding));
  return new Map(value.map((finding) => [finding.code, finding]));
}
