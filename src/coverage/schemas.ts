import { type Static, Type } from 'typebox';

const Names = Type.Object({ 'zh-CN': Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, { additionalProperties: false });
const Code = Type.String({ pattern: '^[A-Z][A-Z0-9]*$' });
const closed = { additionalProperties: false } as const;

/** Something that works: what it is, the part of the program that does it, and the test by which everybody can see it. */
const Served = Type.Object(
  {
    what: Names,
    /** A folder of the program or a file of the ministry's data, from the root of the project. */
    by: Type.String({ minLength: 1 }),
    test: Type.Object({ file: Type.String({ pattern: '\\.test\\.ts$' }), name: Type.String({ minLength: 1 }) }, closed),
  },
  closed,
);
export type ServedEntry = Static<typeof Served>;

const Line = Type.Object(
  {
    responsibility: Type.Optional(Type.Integer({ minimum: 1 })),
    department: Type.Optional(Type.String({ minLength: 1 })),
    /** The task in English as the department lists it: a task that is reworded asks for its line to be read again. */
    task: Type.Optional(Type.String({ minLength: 1 })),
    capabilities: Type.Optional(Type.Array(Code, { minItems: 1 })),
    served: Type.Optional(Type.Array(Served, { minItems: 1 })),
    /** What of it is not built; nothing is missing when this is absent. */
    missing: Type.Optional(Names),
  },
  closed,
);
export type LineEntry = Static<typeof Line>;

export const CoverageYaml = Type.Object({ capabilities: Type.Record(Code, Names), lines: Type.Array(Line) }, closed);
export type CoverageFile = Static<typeof CoverageYaml>;
