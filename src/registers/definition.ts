import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { readYamlFile } from '../platform/yaml.ts';

const LocalText = Type.Object(
  { 'zh-CN': Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
);

const Field = Type.Object(
  {
    title: LocalText,
    public: Type.Boolean(),
    /** `exact`: found by its whole value; `text`: by words and two-character tokens. */
    search: Type.Optional(Type.Union([Type.Literal('exact'), Type.Literal('text')])),
    /** Stands in one entry of the register only. */
    unique: Type.Optional(Type.Boolean()),
    code: Type.Optional(Type.Boolean()),
    date: Type.Optional(Type.Boolean()),
    options: Type.Optional(Type.Record(Type.String(), LocalText)),
    /** What a value must be, as JSON Schema (2020-12); a text, number or option unless said. */
    schema: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { additionalProperties: false },
);

/** `registers/NAME.yaml`: what a register holds, what of it is public, how it is found. */
export const RegisterDefinition = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    title: LocalText,
    about: LocalText,
    legalBasis: LocalText,
    mandate: Type.String(),
    /** Kept for our own checks, brought in from whoever is authoritative: nobody is shown it as a register of ours. */
    reference: Type.Optional(Type.Boolean()),
    key: Type.String(),
    heading: Type.String(),
    fields: Type.Record(Type.String(), Field),
  },
  { additionalProperties: false },
);
export type RegisterDefinition = Static<typeof RegisterDefinition>;
export type RegisterField = Static<typeof Field>;
export type RegisterLibrary = ReadonlyMap<string, RegisterDefinition>;

/** @throws DataFileError naming file, line and rule */
export function loadRegisters(ministryFolder: string): RegisterLibrary {
  const folder = join(ministryFolder, 'registers');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readYamlFile<RegisterDefinition>(join(folder, name), RegisterDefinition).value);
  return new Map(files.map((definition) => [definition.code, definition]));
}

/** The registers that everybody may look into. */
export const publicRegisters = (registers: RegisterLibrary): readonly RegisterDefinition[] =>
  [...registers.values()].filter((definition) => definition.reference !== true);

/** What everybody may see of an entry. */
export const publicView = (definition: RegisterDefinition, data: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(definition.fields).flatMap(([name, field]) => (field.public && data[name] !== undefined ? [[name, data[name]]] : [])),
  );
