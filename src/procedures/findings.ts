import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
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
