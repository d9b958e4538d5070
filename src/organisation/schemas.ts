import { type Static, Type } from 'typebox';
import { IMPRECISE_DATE } from './imprecise.ts';

/** What the files of a ministry's plan hold; each is read against its schema before anything else. */
const closed = { additionalProperties: false };
const Text = Type.String({ minLength: 1 });
const Names = Type.Object({ 'zh-CN': Text, en: Text }, closed);
const Code = Type.String({ pattern: '^[a-z][a-z0-9-]*$' });
const Day = Type.String({ format: 'date' });
/** To the year, the month, the day or the minute, as the source knows it. */
const When = Type.String({ pattern: IMPRECISE_DATE });
const Colour = Type.String({ pattern: '^#[0-9a-f]{6}$' });
/** The fields of an entry that no source confirms. */
const Unverified = Type.Optional(Type.Array(Type.String()));
const Words = Type.Optional(Type.Object({ 'zh-CN': Type.Array(Text), en: Type.Array(Text) }, closed));

/** A code by which a party is known where the country has none of China's; its territory is the group of the pattern called so. */
const PartyCode = Type.Object(
  {
    kind: Type.Union([Type.Literal('enterprise'), Type.Literal('public-body'), Type.Literal('person')]),
    pattern: Type.String({ format: 'regex' }),
  },
  closed,
);
export type PartyCode = Static<typeof PartyCode>;

export const MinistryYaml = Type.Object(
  {
    code: Code,
    name: Names,
    shortName: Names,
    language: Type.Union([Type.Literal('zh-CN'), Type.Literal('en')]),
    timeZone: Type.String(),
    /** How an official number is put together of `{letters}`, `{year}` and `{serial}`; GB/T 9704-2012, 7.2.5, unless said. */
    documentNumber: Type.Optional(Type.String({ pattern: '^(?=.*\\{letters\\})(?=.*\\{year\\})(?=.*\\{serial\\})' })),
    /** How codes of parties look; China's unified social credit code and identity number, unless said. */
    partyCodes: Type.Optional(Type.Array(PartyCode, { minItems: 1 })),
    brand: Type.Object({ light: Colour, dark: Colour }, closed),
    established: Day,
    category: Names,
    seat: Names,
    site: Type.String(),
    /** The program's example parties and cases are of this ministry: they are played where it starts for a look around. */
    examples: Type.Optional(Type.Boolean()),
    self: Names,
    offices: Type.Optional(
      Type.Array(Type.Object({ address: Names, from: When, until: Type.Optional(When), unverified: Unverified }, closed)),
    ),
    source: Type.Optional(Names),
  },
  closed,
);
export type MinistryFile = Static<typeof MinistryYaml>;

/** A name that an institution also goes by, for a purpose or a time. */
const Nameplate = Type.Object(
  { 'zh-CN': Text, en: Text, purpose: Type.Optional(Names), from: Type.Optional(When), until: Type.Optional(When) },
  closed,
);

export const RELATIONS = ['part-of', 'managed-by', 'supervised-by', 'entrusted-to', 'stationed-in', 'jointly-built-by'] as const;

const Institution = Type.Object(
  {
    code: Code,
    kind: Code,
    name: Names,
    partOf: Type.Optional(Code),
    relation: Type.Optional(Type.Enum([...RELATIONS])),
    territory: Type.Optional(Type.String()),
    letterCode: Type.Optional(Type.String()),
    number: Type.Optional(Type.Integer({ minimum: 1 })),
    countsTowardInstitutionNumber: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
    nameplates: Type.Optional(Type.Array(Nameplate)),
    from: When,
    until: Type.Optional(When),
    contact: Type.Optional(Names),
    address: Type.Optional(Names),
    hours: Type.Optional(Names),
    responsibilities: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }))),
    capabilities: Type.Optional(Type.Array(Type.String())),
    /** The source numbers the tasks, so that their count is a fact and not a way of telling. */
    numbered: Type.Optional(Type.Boolean()),
    tasks: Type.Optional(Type.Array(Names)),
    /** What took its place when it ceased: its old address leads there. */
    succeededBy: Type.Optional(Type.Array(Code, { minItems: 1 })),
    unverified: Unverified,
  },
  closed,
);
export const InstitutionsYaml = Type.Object({ institutions: Type.Array(Institution, { minItems: 1 }) }, closed);
export type InstitutionEntry = Static<typeof Institution>;

export const Holder = Type.Object(
  {
    institution: Type.Optional(Code),
    /** Every body of a kind, each in its own territory. */
    kind: Type.Optional(Code),
    role: Type.Union([Type.Literal('lead'), Type.Literal('support'), Type.Literal('supervise')]),
    territory: Type.Optional(Type.String()),
    scope: Type.Optional(Type.String()),
    from: Type.Optional(When),
    until: Type.Optional(When),
    instrument: Names,
    /** Which institution it is, is our reading; the source names the one that it is part of. */
    reading: Type.Optional(Type.Boolean()),
    /** Why nobody of these files holds the function after `until` (State Council Order 227 (1997), art. 9). */
    extinguished: Type.Optional(Names),
  },
  closed,
);
const Mandate = Type.Object(
  { code: Code, title: Names, basis: Names, keywords: Words, holders: Type.Array(Holder, { minItems: 1 }) },
  closed,
);
export const MandatesYaml = Type.Object({ mandates: Type.Array(Mandate) }, closed);
export type HolderEntry = Static<typeof Holder>;
export type MandateEntry = Static<typeof Mandate>;

export const STEP_ROLES = ['accept', 'examine', 'review', 'countersign', 'decide', 'sign'] as const;
const StepRoles = Type.Array(Type.Enum([...STEP_ROLES]), { minItems: 1 });
/** Which steps a post may take: under one function, or `*` for every function that its institution holds. */
export const PostAuthority = Type.Array(
  Type.Object({ mandate: Type.String({ pattern: '^(\\*|[a-z][a-z0-9-]*)$' }), roles: StepRoles }, closed),
);
const Post = Type.Object(
  {
    code: Code,
    institution: Type.Optional(Code),
    kind: Type.Optional(Code),
    title: Names,
    rank: Code,
    /** Whoever holds it is in charge of the institution. */
    isHead: Type.Optional(Type.Boolean()),
    from: When,
    until: Type.Optional(When),
    authority: PostAuthority,
  },
  closed,
);
export const PostsYaml = Type.Object({ posts: Type.Array(Post) }, closed);
export type PostEntry = Static<typeof Post>;

const Responsibility = Type.Object(
  {
    number: Type.Integer({ minimum: 1 }),
    title: Names,
    summary: Names,
    lead: Type.Array(Code),
    support: Type.Array(Code),
    works: Type.String(),
  },
  closed,
);
export const ResponsibilitiesYaml = Type.Object({ responsibilities: Type.Array(Responsibility) }, closed);
export type Responsibility = Static<typeof Responsibility>;

const Count = Type.Optional(Type.Integer({ minimum: 0 }));
const Amounts = {
  /** A day by which it was surely in force, where `from` is imprecise. */
  inForceBy: Type.Optional(Day),
  functional: Count,
  totalAdministrative: Count,
  bureauLevelLeaders: Count,
  institutions: Count,
  breakdown: Type.Optional(Type.Record(Type.String(), Type.Integer())),
  /** Limits of other kinds, by the names that `counts` gives them. */
  other: Type.Optional(Type.Record(Type.String(), Type.Integer({ minimum: 0 }))),
};
export const QuotaAmounts = Type.Object(Amounts, closed);
const Quota = Type.Object({ from: When, ...Amounts, source: Names }, closed);
const Declared = Type.Object({ what: Names, kind: Code, relation: Type.String(), count: Type.Integer({ minimum: 0 }) }, closed);
/** Whom a limit counts: posts of some ranks, or every person, in institutions of these kinds. */
const Counted = Type.Object(
  {
    quota: Type.String({ pattern: '^[a-z][A-Za-z]*$' }),
    /** What a limit of another kind is called. */
    title: Type.Optional(Names),
    ranks: Type.Optional(Type.Array(Code, { minItems: 1 })),
    institutionKinds: Type.Array(Code, { minItems: 1 }),
  },
  closed,
);
/** Where the sources contradict each other or themselves: what the question is, and each reading of it. */
const Inconsistency = Type.Object({ 'zh-CN': Text, en: Text, readings: Type.Optional(Type.Array(Names, { minItems: 2 })) }, closed);
export type Inconsistency = Static<typeof Inconsistency>;
/** Under which function instruments are made, and the step roles that draft, countersign and sign one. */
const Signing = Type.Object(
  { mandate: Code, draft: Type.Enum([...STEP_ROLES]), countersign: Type.Enum([...STEP_ROLES]), sign: Type.Enum([...STEP_ROLES]) },
  closed,
);
export type Signing = Static<typeof Signing>;
const GeneralRule = Type.Object({ rank: Code, perInstitution: Type.Integer({ minimum: 1 }), basis: Names }, closed);
export const EstablishmentYaml = Type.Object(
  {
    quotas: Type.Array(Quota),
    declared: Type.Optional(Type.Array(Declared)),
    counts: Type.Optional(Type.Array(Counted)),
    generalRules: Type.Optional(Type.Array(GeneralRule)),
    inconsistencies: Type.Array(Inconsistency),
    instruments: Type.Optional(Signing),
  },
  closed,
);
export type Establishment = Static<typeof EstablishmentYaml>;
export type Quota = Static<typeof Quota>;

const LeaderPost = Type.Object(
  {
    'zh-CN': Text,
    en: Text,
    institution: Code,
    isHead: Type.Optional(Type.Boolean()),
    /** The post of `posts.yaml` in that institution: then the leader is entered there from the state of the source on. */
    post: Type.Optional(Code),
  },
  closed,
);
const Leader = Type.Object(
  { name: Names, posts: Type.Array(LeaderPost), partyLeadershipGroup: Type.Union([Type.String(), Type.Null()]), reading: Type.Boolean() },
  closed,
);
const Term = Type.Object(
  {
    ordinal: Type.Integer({ minimum: 1 }),
    sex: Type.String(),
    from: When,
    until: Type.Union([When, Type.Null()]),
    name: Type.Union([Names, Type.Null()]),
  },
  closed,
);
export const PeopleYaml = Type.Object(
  {
    /** The state that the list of leaders gives. */
    asOf: When,
    leaders: Type.Array(Leader),
    /** `code`: the post of `posts.yaml` in the institution, in which the holders are entered. */
    terms: Type.Optional(Type.Object({ post: Names, institution: Code, code: Type.Optional(Code), holders: Type.Array(Term) }, closed)),
  },
  closed,
);
export type People = Static<typeof PeopleYaml>;
export type Leader = Static<typeof Leader>;

const HistoryEvent = Type.Object(
  {
    date: Type.String({ pattern: `${IMPRECISE_DATE.slice(0, -1)}$|^\\.\\./\\d{4}$` }),
    effect: Type.String(),
    about: Type.Optional(Type.Array(Code)),
    text: Names,
  },
  closed,
);
export const HistoryYaml = Type.Object({ events: Type.Array(HistoryEvent) }, closed);
export type HistoryEvent = Static<typeof HistoryEvent>;
