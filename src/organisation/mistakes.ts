import type { YamlFile } from '../platform/yaml.ts';
import { expandHolders, expandPosts } from './expand.ts';
import type { Plan } from './folder.ts';
import { firstDay } from './imprecise.ts';

/** The files of a plan with the lines in which their values stand. */
export interface PlanFiles {
  readonly institutions: YamlFile<unknown>;
  readonly mandates: YamlFile<unknown>;
  readonly posts: YamlFile<unknown>;
  readonly responsibilities: YamlFile<unknown>;
  readonly people: YamlFile<unknown>;
  readonly history: YamlFile<unknown>;
}

/** Everything in which the files contradict the law of establishments or each other, each with file and line. */
export function findMistakes(files: PlanFiles, plan: Plan): readonly string[] {
  return [
    ...findInstitutionMistakes(files.institutions, plan),
    ...findHolderMistakes(files.mandates, plan),
    ...findLeadMistakes(files.mandates, plan),
    ...findPostMistakes(files.posts, plan),
    ...findUnknownNames(files, plan),
  ];
}

const line = (file: YamlFile<unknown>, path: readonly (string | number)[], rule: string): string =>
  `${file.path}:${file.lineOf(path)}: ${rule}`;

interface Span {
  readonly from?: string;
  readonly until?: string;
}

const begin = (span: Span): string => (span.from === undefined ? '' : firstDay(span.from));
const end = (span: Span): string => (span.until === undefined ? '9999' : firstDay(span.until));
const overlaps = (a: Span, b: Span): boolean => begin(a) < end(b) && begin(b) < end(a);

function* findInstitutionMistakes(file: YamlFile<unknown>, { institutions }: Plan): Generator<string> {
  const parents = new Map(institutions.map((each) => [each.code, each.partOf]));
  for (const [i, each] of institutions.entries()) {
    const at = ['institutions', i] as const;
    if (each.partOf !== undefined && !parents.has(each.partOf))
      yield line(file, [...at, 'partOf'], `there is no institution "${each.partOf}"`);
    if ((each.partOf === undefined) !== (each.relation === undefined))
      yield line(file, at, `"${each.code}" says partOf and relation together or neither`);
    if (end(each) <= begin(each))
      yield line(file, [...at, 'until'], `"${each.code}" ends on ${each.until}, which is not after ${each.from}`);
    if (institutions.some((other, j) => j < i && other.code === each.code && overlaps(other, each)))
      yield line(file, at, `"${each.code}" stands twice on one day`);
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

function* findHolderMistakes(file: YamlFile<unknown>, { mandates, institutions }: Plan): Generator<string> {
  const codes = new Set(institutions.map((each) => each.code));
  const kinds = new Set(institutions.map((each) => each.kind));
  const known = new Set<string>();
  for (const [i, mandate] of mandates.entries()) {
    if (known.has(mandate.code)) yield line(file, ['mandates', i, 'code'], `the mandate "${mandate.code}" stands twice`);
    known.add(mandate.code);
    for (const [j, holder] of mandate.holders.entries()) {
      const at = ['mandates', i, 'holders', j] as const;
      if ((holder.institution === undefined) === (holder.kind === undefined))
        yield line(file, at, 'a holder is named by institution or by kind, one of them');
      if (holder.institution !== undefined && !codes.has(holder.institution))
        yield line(file, [...at, 'institution'], `there is no institution "${holder.institution}"`);
      if (holder.kind !== undefined && !kinds.has(holder.kind))
        yield line(file, [...at, 'kind'], `there is no institution of the kind "${holder.kind}"`);
      if (end(holder) <= begin(holder))
        yield line(file, [...at, 'until'], `the holding ends on ${holder.until}, which is not after ${holder.from}`);
    }
  }
}

/**
 * One lead holder of a function per territory, scope and day; and whoever gives a function up, or ceases to exist, says where it goes
 * (State Council Order 227 (1997), art. 9).
 */
function* findLeadMistakes(file: YamlFile<unknown>, { mandates, institutions }: Plan): Generator<string> {
  const lives = Map.groupBy(institutions, (each) => each.code);
  for (const [i, mandate] of mandates.entries()) {
    const leads = expandHolders(mandate, institutions).filter((holder) => holder.role === 'lead');
    for (const [j, lead] of leads.entries()) {
      const same = leads.filter((other) => other !== lead && other.territory === lead.territory && other.scope === lead.scope);
      const rival = same.find((other) => leads.indexOf(other) < j && overlaps(other, lead));
      if (rival !== undefined)
        yield line(file, ['mandates', i], `"${mandate.code}" has two leads on one day: ${rival.institution} and ${lead.institution}`);
      const life = (lives.get(lead.institution) ?? []).map(end).sort().at(-1) ?? '9999';
      const last = end(lead) < life ? end(lead) : life;
      const hasHeir = same.some((other) => begin(other) <= last && last < end(other));
      if (last === '9999' || hasHeir || lead.extinguished !== undefined) continue;
      yield line(
        file,
        ['mandates', i],
        `"${mandate.code}" is without a holder from ${last}, when ${lead.institution} ${last === life && end(lead) > life ? 'ceases to exist' : 'gives it up'}: name its heir, or why it is extinguished`,
      );
    }
  }
}

function* findPostMistakes(file: YamlFile<unknown>, plan: Plan): Generator<string> {
  const codes = new Set(plan.institutions.map((each) => each.code));
  const kinds = new Set(plan.institutions.map((each) => each.kind));
  const mandates = new Set(plan.mandates.map((each) => each.code));
  for (const [i, post] of plan.posts.entries()) {
    if ((post.institution === undefined) === (post.kind === undefined))
      yield line(file, ['posts', i], 'a post stands in an institution or in every one of a kind, one of them');
    if (post.institution !== undefined && !codes.has(post.institution))
      yield line(file, ['posts', i, 'institution'], `there is no institution "${post.institution}"`);
    if (post.kind !== undefined && !kinds.has(post.kind))
      yield line(file, ['posts', i, 'kind'], `there is no institution of the kind "${post.kind}"`);
    for (const [j, { mandate }] of post.authority.entries())
      if (mandate !== '*' && !mandates.has(mandate)) yield line(file, ['posts', i, 'authority', j], `there is no mandate "${mandate}"`);
  }
}

/** Leaders and terms are entered in posts that there are, and no two of them in one post. */
function* findUnknownPosts(file: YamlFile<unknown>, { people, posts, institutions }: Plan): Generator<string> {
  const codes = new Set(expandPosts(posts, institutions).map((each) => each.code));
  const taken = new Set<string>();
  const { terms } = people;
  if (terms?.code !== undefined) {
    const code = `${terms.institution}-${terms.code}`;
    if (!codes.has(code)) yield line(file, ['terms', 'code'], `there is no post "${terms.code}" in "${terms.institution}"`);
    taken.add(code);
  }
  for (const [i, leader] of people.leaders.entries())
    for (const [j, { institution, post }] of leader.posts.entries()) {
      if (post === undefined) continue;
      const code = `${institution}-${post}`;
      const at = ['leaders', i, 'posts', j, 'post'];
      if (!codes.has(code)) yield line(file, at, `there is no post "${post}" in "${institution}"`);
      if (taken.has(code)) yield line(file, at, `the post "${code}" has two holders`);
      taken.add(code);
    }
}

function* findUnknownNames(files: PlanFiles, plan: Plan): Generator<string> {
  const codes = new Set(plan.institutions.map((each) => each.code));
  const numbers = new Set(plan.responsibilities.map((each) => each.number));
  const unknown = (code: string): string => `there is no institution "${code}"`;
  for (const [i, each] of plan.institutions.entries())
    for (const [j, number] of (each.responsibilities ?? []).entries())
      if (!numbers.has(number))
        yield line(files.institutions, ['institutions', i, 'responsibilities', j], `there is no responsibility ${number}`);
  for (const [i, each] of plan.responsibilities.entries()) {
    if (plan.responsibilities.findIndex((other) => other.number === each.number) < i)
      yield line(files.responsibilities, ['responsibilities', i], `the responsibility ${each.number} stands twice`);
    for (const part of ['lead', 'support'] as const)
      for (const [j, code] of each[part].entries())
        if (!codes.has(code)) yield line(files.responsibilities, ['responsibilities', i, part, j], unknown(code));
  }
  for (const [i, leader] of plan.people.leaders.entries())
    for (const [j, post] of leader.posts.entries())
      if (!codes.has(post.institution)) yield line(files.people, ['leaders', i, 'posts', j, 'institution'], unknown(post.institution));
  yield* findUnknownPosts(files.people, plan);
  for (const [i, event] of plan.history.entries())
    for (const [j, code] of (event.about ?? []).entries())
      if (!codes.has(code)) yield line(files.history, ['events', i, 'about', j], unknown(code));
}
