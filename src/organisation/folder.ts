import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { DataFileError, readYamlFile, type YamlFile } from '../platform/yaml.ts';

const Names = Type.Object({ 'zh-CN': Type.String({ minLength: 1 }), en: Type.String({ minLength: 1 }) }, { additionalProperties: false });
const Code = Type.String({ pattern: '^[a-z][a-z0-9-]*$' });
const Day = Type.String({ format: 'date' });
const Colour = Type.String({ pattern: '^#[0-9a-f]{6}$' });
const closed = { additionalProperties: false };

const MinistryYaml = Type.Object(
  {
    code: Code,
    name: Names,
    shortName: Names,
    language: Type.Union([Type.Literal('zh-CN'), Type.Literal('en')]),
    timeZone: Type.String(),
    brand: Type.Object({ light: Colour, dark: Colour }, closed),
    established: Day,
    category: Names,
    seat: Names,
    site: Type.String(),
    self: Names,
  },
  closed,
);
export type MinistryFile = Static<typeof MinistryYaml>;

const Institution = Type.Object(
  {
    code: Code,
    kind: Code,
    name: Names,
    partOf: Type.Optional(Code),
    relation: Type.Optional(
      Type.Union(['part-of', 'managed-by', 'supervised-by', 'entrusted-to', 'stationed-in'].map((each) => Type.Literal(each))),
    ),
    territory: Type.Optional(Type.String()),
    letterCode: Type.Optional(Type.String()),
    number: Type.Optional(Type.Integer({ minimum: 1 })),
    countsTowardInstitutionNumber: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
    nameplates: Type.Optional(Type.Array(Names)),
    from: Day,
    until: Type.Optional(Day),
    contact: Type.Optional(Names),
    responsibilities: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }))),
    capabilities: Type.Optional(Type.Array(Type.String())),
    taskCount: Type.Optional(Type.Integer({ minimum: 1 })),
    tasks: Type.Optional(Type.Array(Names)),
    unverified: Type.Optional(Type.Array(Type.String())),
  },
  closed,
);
const InstitutionsYaml = Type.Object({ institutions: Type.Array(Institution) }, closed);
export type InstitutionEntry = Static<typeof Institution>;

const Holder = Type.Object(
  {
    institution: Type.Optional(Code),
    /** Every body of a kind, each in its own territory. */
    kind: Type.Optional(Code),
    role: Type.Union([Type.Literal('lead'), Type.Literal('support'), Type.Literal('supervise')]),
    territory: Type.Optional(Type.String()),
    scope: Type.Optional(Type.String()),
    from: Day,
    until: Type.Optional(Day),
    instrument: Names,
  },
  closed,
);
const MandatesYaml = Type.Object(
  { mandates: Type.Array(Type.Object({ code: Code, title: Names, basis: Names, holders: Type.Array(Holder, { minItems: 1 }) }, closed)) },
  closed,
);
export type MandateEntry = Static<typeof MandatesYaml>['mandates'][number];

const StepRoles = Type.Array(
  Type.Union((['accept', 'examine', 'review', 'countersign', 'decide', 'sign'] as const).map((each) => Type.Literal(each))),
  { minItems: 1 },
);
const PostsYaml = Type.Object(
  {
    posts: Type.Array(
      Type.Object(
        {
          code: Code,
          institution: Type.Optional(Code),
          kind: Type.Optional(Code),
          title: Names,
          rank: Code,
          from: Day,
          until: Type.Optional(Day),
          authority: Type.Array(Type.Object({ mandate: Type.String({ pattern: '^(\\*|[a-z][a-z0-9-]*)$' }), roles: StepRoles }, closed)),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type PostEntry = Static<typeof PostsYaml>['posts'][number];

const ResponsibilitiesYaml = Type.Object(
  {
    responsibilities: Type.Array(
      Type.Object(
        {
          number: Type.Integer({ minimum: 1 }),
          title: Names,
          summary: Names,
          lead: Type.Array(Code),
          support: Type.Array(Code),
          works: Type.String(),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type Responsibility = Static<typeof ResponsibilitiesYaml>['responsibilities'][number];

const Count = Type.Optional(Type.Integer({ minimum: 0 }));
const EstablishmentYaml = Type.Object(
  {
    quotas: Type.Array(
      Type.Object(
        {
          from: Day,
          precision: Type.Union([Type.Literal('year'), Type.Literal('month'), Type.Literal('day')]),
          functional: Count,
          totalAdministrative: Count,
          bureauLevelLeaders: Count,
          institutions: Count,
          breakdown: Type.Optional(Type.Record(Type.String(), Type.Integer())),
          source: Type.String(),
        },
        closed,
      ),
    ),
    inconsistencies: Type.Array(Names),
  },
  closed,
);
export type Quota = Static<typeof EstablishmentYaml>['quotas'][number];

const Month = Type.String({ pattern: '^\\d{4}-\\d{2}$' });
const PeopleYaml = Type.Object(
  {
    leaders: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          posts: Type.Array(Type.String()),
          partyLeadershipGroup: Type.Union([Type.String(), Type.Null()]),
          reading: Type.Boolean(),
        },
        closed,
      ),
    ),
    ministers: Type.Array(
      Type.Object(
        {
          ordinal: Type.Integer(),
          sex: Type.String(),
          from: Month,
          until: Type.Union([Month, Type.Null()]),
          name: Type.Union([Type.String(), Type.Null()]),
        },
        closed,
      ),
    ),
  },
  closed,
);
export type People = Static<typeof PeopleYaml>;

const HistoryYaml = Type.Object(
  { events: Type.Array(Type.Object({ date: Type.String(), precision: Type.String(), effect: Type.String(), text: Names }, closed)) },
  closed,
);
export type HistoryEvent = Static<typeof HistoryYaml>['events'][number];

/** The whole plan as its files say it. */
export interface Plan {
  readonly ministry: MinistryFile;
  readonly institutions: readonly InstitutionEntry[];
  readonly mandates: readonly MandateEntry[];
  readonly posts: readonly PostEntry[];
  readonly responsibilities: readonly Responsibility[];
  readonly quotas: readonly Quota[];
  readonly inconsistencies: readonly { readonly 'zh-CN': string; readonly en: string }[];
  readonly people: People;
  readonly history: readonly HistoryEvent[];
}

/** @throws DataFileError naming file, line and rule */
export const readMinistry = (folder: string): MinistryFile => readYamlFile<MinistryFile>(join(folder, 'ministry.yaml'), MinistryYaml).value;

/**
 * Reads the plan of functions, institutions and staffing.
 *
 * @throws DataFileError with a line for each mistake: what the schema forbids, unknown names, overlapping leads, circles
 */
export function readPlan(folder: string): Plan {
  const institutions = readYamlFile<Static<typeof InstitutionsYaml>>(join(folder, 'institutions.yaml'), InstitutionsYaml);
  const mandates = readYamlFile<Static<typeof MandatesYaml>>(join(folder, 'mandates.yaml'), MandatesYaml);
  const posts = readYamlFile<Static<typeof PostsYaml>>(join(folder, 'posts.yaml'), PostsYaml);
  const establishment = readYamlFile<Static<typeof EstablishmentYaml>>(join(folder, 'establishment.yaml'), EstablishmentYaml).value;
  const plan: Plan = {
    ministry: readMinistry(folder),
    institutions: institutions.value.institutions,
    mandates: mandates.value.mandates,
    posts: posts.value.posts,
    responsibilities: readYamlFile<Static<typeof ResponsibilitiesYaml>>(join(folder, 'responsibilities.yaml'), ResponsibilitiesYaml).value
      .responsibilities,
    quotas: establishment.quotas,
    inconsistencies: establishment.inconsistencies,
    people: readYamlFile<People>(join(folder, 'people.yaml'), PeopleYaml).value,
    history: readYamlFile<Static<typeof HistoryYaml>>(join(folder, 'history.yaml'), HistoryYaml).value.events,
  };
  const mistakes = [
    ...findInstitutionMistakes(institutions, plan),
    ...findMandateMistakes(mandates, plan),
    ...findPostMistakes(posts, plan),
  ];
  if (mistakes.length > 0) throw new DataFileError(mistakes);
  return plan;
}

type Line = (file: YamlFile<unknown>, path: readonly (string | number)[], rule: string) => string;
const line: Line = (file, path, rule) => `${file.path}:${file.lineOf(path)}: ${rule}`;

function* findInstitutionMistakes(file: YamlFile<unknown>, { institutions }: Plan): Generator<string> {
  const parents = new Map(institutions.map((each) => [each.code, each.partOf]));
  for (const [i, each] of institutions.entries()) {
    const at = ['institutions', i] as const;
    if (each.partOf !== undefined && !parents.has(each.partOf))
      yield line(file, [...at, 'partOf'], `there is no institution "${each.partOf}"`);
    if (each.until !== undefined && each.until <= each.from)
      yield line(file, [...at, 'until'], `"${each.code}" ends on ${each.until}, which is not after ${each.from}`);
    const overlap = institutions.findIndex((other, j) => j < i && other.code === each.code && overlaps(other, each));
    if (overlap >= 0) yield line(file, at, `"${each.code}" stands twice on one day`);
    const seen = new Set<string>();
    for (let code: string | undefined = each.code; code !== undefined; code = parents.get(code)) {
      if (seen.has(code)) {
        yield line(file, [...at, 'partOf'], `"${each.code}" is part of itself through ${[...seen].join(', ')}`);
        break;
      }
      seen.add(code);
    }
  }
}

const overlaps = (a: { readonly from: string; readonly until?: string }, b: { readonly from: string; readonly until?: string }): boolean =>
  (a.until === undefined || b.from < a.until) && (b.until === undefined || a.from < b.until);

function* findMandateMistakes(file: YamlFile<unknown>, plan: Plan): Generator<string> {
  const codes = new Set(plan.institutions.map((each) => each.code));
  const kinds = new Set(plan.institutions.map((each) => each.kind));
  for (const [i, mandate] of plan.mandates.entries()) {
    for (const [j, holder] of mandate.holders.entries()) {
      const at = ['mandates', i, 'holders', j] as const;
      if ((holder.institution === undefined) === (holder.kind === undefined))
        yield line(file, at, 'a holder is named by institution or by kind, one of them');
      if (holder.institution !== undefined && !codes.has(holder.institution))
        yield line(file, [...at, 'institution'], `there is no institution "${holder.institution}"`);
      if (holder.kind !== undefined && !kinds.has(holder.kind))
        yield line(file, [...at, 'kind'], `there is no institution of the kind "${holder.kind}"`);
    }
    const leads = expandHolders(mandate, plan.institutions).filter((holder) => holder.role === 'lead');
    for (const [j, lead] of leads.entries()) {
      const other = leads
        .slice(0, j)
        .find((each) => each.territory === lead.territory && each.scope === lead.scope && overlaps(each, lead));
      if (other !== undefined)
        yield line(file, ['mandates', i], `"${mandate.code}" has two leads on one day: ${other.institution} and ${lead.institution}`);
    }
  }
}

function* findPostMistakes(file: YamlFile<unknown>, plan: Plan): Generator<string> {
  const codes = new Set(plan.institutions.map((each) => each.code));
  const mandates = new Set(plan.mandates.map((each) => each.code));
  for (const [i, post] of plan.posts.entries()) {
    if ((post.institution === undefined) === (post.kind === undefined))
      yield line(file, ['posts', i], 'a post stands in an institution or in every one of a kind, one of them');
    if (post.institution !== undefined && !codes.has(post.institution))
      yield line(file, ['posts', i, 'institution'], `there is no institution "${post.institution}"`);
    for (const [j, { mandate }] of post.authority.entries())
      if (mandate !== '*' && !mandates.has(mandate)) yield line(file, ['posts', i, 'authority', j], `there is no mandate "${mandate}"`);
  }
}

export interface ExpandedHolder {
  readonly institution: string;
  readonly role: 'lead' | 'support' | 'supervise';
  readonly territory?: string;
  readonly scope?: string;
  readonly from: string;
  readonly until?: string;
  readonly instrument: { readonly 'zh-CN': string; readonly en: string };
}

/** Holders by name: one by kind becomes one for each body of that kind, for its territory. */
export const expandHolders = (mandate: MandateEntry, institutions: readonly InstitutionEntry[]): readonly ExpandedHolder[] =>
  mandate.holders.flatMap(({ kind, institution, ...rest }): readonly ExpandedHolder[] => {
    if (institution !== undefined) return [{ institution, ...rest }];
    return institutions
      .filter((each) => each.kind === kind)
      .map((each) => ({ ...rest, institution: each.code, ...(each.territory === undefined ? {} : { territory: each.territory }) }));
  });

export interface ExpandedPost extends Omit<PostEntry, 'institution' | 'kind'> {
  readonly institution: string;
}

/** Posts one by one: that of a kind is called `INSTITUTION-POST` in each body. */
export const expandPosts = (posts: readonly PostEntry[], institutions: readonly InstitutionEntry[]): readonly ExpandedPost[] =>
  posts.flatMap(({ kind, institution, ...rest }): readonly ExpandedPost[] => {
    if (institution !== undefined) return [{ ...rest, institution, code: `${institution}-${rest.code}` }];
    const codes = [...new Set(institutions.filter((each) => each.kind === kind).map((each) => each.code))];
    return codes.map((code) => ({ ...rest, institution: code, code: `${code}-${rest.code}` }));
  });
