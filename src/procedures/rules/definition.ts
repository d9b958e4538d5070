import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { readYamlFile } from '../../platform/yaml.ts';
import { LocalText } from '../definition.ts';

const Pointer = Type.String({ pattern: '^(/[A-Za-z]+)+$' });

const Column = Type.Union([
  Type.Object(
    { title: LocalText, type: Type.Literal('number'), minimum: Type.Number(), maximum: Type.Number() },
    { additionalProperties: false },
  ),
  Type.Object({ title: LocalText, type: Type.Literal('boolean') }, { additionalProperties: false }),
]);

/** `rules/NAME.yaml`: the columns of a rule table that a territory may rule for itself, in words and with their bounds. */
export const TerritoryRule = Type.Object(
  {
    rule: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    mandate: Type.String(),
    title: LocalText,
    about: LocalText,
    /** Where the facts that the table asks name the territory, and what rows differ by; `-` is for all. */
    territory: Pointer,
    by: Type.Object({ field: Pointer, title: LocalText, options: Type.Record(Type.String(), LocalText) }, { additionalProperties: false }),
    columns: Type.Record(Type.String(), Column),
  },
  { additionalProperties: false },
);
export type TerritoryRule = Static<typeof TerritoryRule>;

/** A territory's own row: for whom it is, and the value of each column. */
export interface OwnRow {
  readonly for: string;
  readonly values: Readonly<Record<string, number | boolean>>;
}

/** @throws DataFileError naming file, line and rule */
export function loadTerritoryRules(ministryFolder: string): ReadonlyMap<string, TerritoryRule> {
  const folder = join(ministryFolder, 'rules');
  if (!existsSync(folder)) return new Map();
  const rules = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => readYamlFile<TerritoryRule>(join(folder, name), TerritoryRule).value);
  return new Map(rules.map((rule) => [rule.rule, rule]));
}
