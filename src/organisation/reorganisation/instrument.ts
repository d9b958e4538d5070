import { type Static, Type } from 'typebox';
import { firstDay, IMPRECISE_DATE } from '../imprecise.ts';
import { Holder, PostAuthority, QuotaAmounts, RELATIONS } from '../schemas.ts';

const closed = { additionalProperties: false };
const Text = Type.String({ minLength: 1, maxLength: 300 });
const Names = Type.Object({ 'zh-CN': Text, en: Text }, closed);
const CODE = '^[a-z][a-z0-9-]*$';
const Code = Type.String({ pattern: CODE, maxLength: 60 });

/** What an instrument says of an institution that it brings into being. */
const Body = {
  name: Names,
  letterCode: Type.Optional(Text),
  territory: Type.Optional(Text),
  contact: Type.Optional(Names),
  number: Type.Optional(Type.Integer({ minimum: 1 })),
  responsibilities: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }))),
  tasks: Type.Optional(Type.Array(Names)),
};
const Relation = Type.Optional(Type.Enum([...RELATIONS]));

const Step = Type.Union([
  Type.Object({ create: Code, kind: Code, partOf: Code, relation: Relation, ...Body }, closed),
  /** `as` gives it a new code too: then the old address leads to the new one. */
  Type.Object({ rename: Code, as: Type.Optional(Code), name: Names, letterCode: Type.Optional(Text) }, closed),
  /** It goes under another institution, as it is. */
  Type.Object({ place: Code, under: Code, relation: Relation }, closed),
  Type.Object(
    { move: Code, to: Code, territory: Type.Optional(Text), scope: Type.Optional(Text), reading: Type.Optional(Type.Boolean()) },
    closed,
  ),
  /** Somebody takes part in a function, or leads one that nobody led. */
  Type.Object(
    {
      assign: Code,
      to: Type.Union([Code, Type.Array(Code, { minItems: 1 })]),
      role: Holder.properties.role,
      territory: Type.Optional(Text),
      scope: Type.Optional(Text),
    },
    closed,
  ),
  /** A function that nobody of this plan holds any more, and why. */
  Type.Object({ extinguish: Code, why: Names }, closed),
  /** All functions of several institutions go to one, and those that are not it cease to exist. */
  Type.Object({ merge: Type.Array(Code, { minItems: 1 }), into: Code }, closed),
  /** An institution ceases; each of its functions goes to one of those that are made of it. */
  Type.Object(
    {
      split: Code,
      into: Type.Record(Type.String({ pattern: CODE }), Type.Object(Body, closed), closed),
      functions: Type.Record(Type.String({ pattern: CODE }), Code, closed),
    },
    closed,
  ),
  Type.Object({ abolish: Code }, closed),
  /** Staffing limits from the day on; they replace those before as a whole. */
  Type.Object({ quota: QuotaAmounts }, closed),
  Type.Object({ open: Code, in: Code, title: Names, rank: Code, isHead: Type.Optional(Type.Boolean()), authority: PostAuthority }, closed),
  Type.Object({ close: Code, in: Code }, closed),
  /** Whoever holds the one post on the eve holds the other from the day on: posts by their whole codes. */
  Type.Object({ reseat: Code, to: Code }, closed),
]);
export type Step = Static<typeof Step>;

/** An instrument that changes the plan from a day on (State Council Order 227 (1997), art. 7 to 9): steps in their order. */
export const Instrument = Type.Object(
  {
    title: Names,
    number: Type.Optional(Text),
    /** The day on which it was signed, where that is known. */
    signed: Type.Optional(Type.String({ format: 'date' })),
    effective: Type.String({ pattern: IMPRECISE_DATE }),
    /** It records what happened, as a source tells it: then it may take effect before it is signed here. */
    record: Type.Optional(Type.Object({ source: Names }, closed)),
    steps: Type.Array(Step, { minItems: 1, maxItems: 200 }),
  },
  closed,
);
export type Instrument = Static<typeof Instrument>;

/** The first day on which it is in force: from 00:00 in the ministry's time zone. */
export const effectiveDay = ({ effective }: Instrument): string => firstDay(effective);
