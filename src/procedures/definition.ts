import { type Static, Type } from 'typebox';

/** A text in both languages of the ministry. */
export const LocalText = Type.Object(
  { 'zh-CN': Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) },
  { additionalProperties: false },
);
export type LocalText = Static<typeof LocalText>;

const Pointer = Type.String({ pattern: '^(/[A-Za-z0-9~]+)+$' });
const Name = Type.String({ pattern: '^[a-z][A-Za-z0-9-]*$' });

const LegalBasis = Type.Object({ instrument: LocalText, article: Type.String(), says: LocalText }, { additionalProperties: false });

const Clock = Type.Object(
  {
    title: LocalText,
    limit: Type.Object({
      n: Type.Integer({ minimum: 1 }),
      unit: Type.Union(['workingDay', 'calendarDay', 'hour', 'month', 'year'].map((unit) => Type.Literal(unit as 'workingDay'))),
    }),
    startsWith: Name,
    endsWith: Type.Array(Name),
    suspendedDuring: Type.Array(Name),
    basis: LocalText,
    suspensionBasis: Type.Optional(LocalText),
  },
  { additionalProperties: false },
);

const Outcome = Type.Object(
  {
    code: Name,
    title: LocalText,
    kind: Type.Union([Type.Literal('good'), Type.Literal('wait'), Type.Literal('stop')]),
    needs: Type.Optional(Type.Union([Type.Literal('findings'), Type.Literal('reasons')])),
  },
  { additionalProperties: false },
);

const Task = Type.Object(
  {
    title: LocalText,
    help: Type.Optional(LocalText),
    checklist: Type.Optional(Type.Array(Type.Object({ code: Name, title: LocalText, field: Pointer }, { additionalProperties: false }))),
    edits: Type.Optional(Type.Literal('form')),
    outcomes: Type.Array(Outcome, { minItems: 1 }),
  },
  { additionalProperties: false },
);

const Participant = Type.Object(
  {
    title: LocalText,
    party: Type.Optional(Type.Union([Type.Literal('applicant'), Pointer])),
    verification: Type.Optional(Type.Object({ mobile: Pointer, idNumber: Pointer }, { additionalProperties: false })),
  },
  { additionalProperties: false },
);

/**
 * What makes a procedure an order upon a register: its kind, by which the table of conflicts knows it, and, unless it makes a new
 * entry, who may start it from an entry and how the entry's holder is known.
 */
const Order = Type.Object(
  {
    kind: Name,
    register: Name,
    /** Rules of the ministry that say which order waits for which: `rules/NAME.dmn`. */
    conflicts: Type.Optional(Name),
    /** What decides the kind more narrowly: an order that changes fields below one of these is of this kind, below several of `both`. */
    kinds: Type.Optional(Type.Object({ by: Type.Record(Name, Type.Array(Pointer)), both: Name }, { additionalProperties: false })),
    /** The answer that is the kind, where the applicant chooses it. */
    kindFrom: Type.Optional(Pointer),
    /** Where the answers name the access provider, or whoever else must not differ between two open orders. */
    through: Type.Optional(Pointer),
    entry: Type.Optional(
      Type.Object(
        {
          startedBy: Type.Union([Type.Literal('holder'), Type.Literal('authority')]),
          /** Field of the register that holds the code of the party whose entry it is. */
          holder: Type.String(),
          /** The procedure that made the entry: how its fields stand in a form. */
          madeBy: Name,
          /** Something of the form has to differ from what is registered. */
          changes: Type.Optional(Type.Boolean()),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
);
export type OrderDefinition = Static<typeof Order>;

/** `procedure.yaml`: everything about a kind of case that is not its form, its process, its rules or its texts. */
export const ProcedureYaml = Type.Object(
  {
    code: Name,
    version: Type.String({ format: 'date' }),
    title: LocalText,
    summary: LocalText,
    purpose: LocalText,
    keywords: Type.Object({ 'zh-CN': Type.Array(Type.String()), en: Type.Array(Type.String()) }),
    mandate: Name,
    territory: Type.Optional(Pointer),
    scope: Type.Optional(Pointer),
    numberPrefix: Type.String({ pattern: '^[A-Z]{1,6}$' }),
    applicants: Type.Array(Type.Union([Type.Literal('enterprise'), Type.Literal('public-body'), Type.Literal('person')]), { minItems: 1 }),
    legalBasis: Type.Array(LegalBasis, { minItems: 1 }),
    fee: Type.Object({ fen: Type.Integer({ minimum: 0 }), note: LocalText }),
    materials: Type.Array(Type.Object({ code: Name, field: Pointer, title: LocalText, note: LocalText }, { additionalProperties: false })),
    participants: Type.Record(Name, Participant),
    clocks: Type.Record(Name, Clock),
    tasks: Type.Record(Name, Task),
    order: Type.Optional(Order),
    withdrawal: Type.Optional(Type.Object({ until: Type.Array(Name), message: Name }, { additionalProperties: false })),
    documents: Type.Record(
      Name,
      Type.Object(
        { template: Name, kind: Name, title: LocalText, series: Type.Object({ prefix: LocalText }) },
        { additionalProperties: false },
      ),
    ),
    /** What the decision writes into registers: the key and each field from the case's data and variables. */
    writes: Type.Optional(
      Type.Record(Name, Type.Object({ key: Pointer, values: Type.Record(Name, Pointer) }, { additionalProperties: false })),
    ),
    /** Names of the rule files in words, for the case page. */
    ruleTitles: Type.Optional(Type.Record(Name, LocalText)),
    findings: Type.Optional(Type.Array(Type.String())),
    stages: Type.Record(Name, LocalText),
    guide: Type.Object({
      whoMayApply: LocalText,
      preCheck: Type.Array(
        Type.Object({ question: LocalText, stopOn: Type.Boolean(), advice: LocalText }, { additionalProperties: false }),
      ),
    }),
  },
  { additionalProperties: false },
);
export type ProcedureYaml = Static<typeof ProcedureYaml>;
export type ClockDefinition = Static<typeof Clock>;
export type TaskDefinition = Static<typeof Task>;
export type OutcomeDefinition = Static<typeof Outcome>;
