import type { Plan } from './folder.ts';
import { type FoundHolder, findFunctions } from './function-search.ts';
import { firstDay, type Moment, spanHolds } from './imprecise.ts';
import type { LocalText } from './model.ts';
import type { InstitutionEntry, Quota } from './schemas.ts';

/** Questions to a ministry's files on a day. What the files do not say is unknown; where a date is imprecise, both answers are given. */
export type Answer =
  | { readonly answer: unknown; readonly source: LocalText; readonly [more: string]: unknown }
  | { readonly error: { readonly code: 'unknown' | 'query-invalid'; readonly message: string; readonly field?: string } };

const SOURCE: LocalText = { 'zh-CN': '本部门的数据文件', en: 'the ministry’s own files' };

const unknown = (message: string): Answer => ({ error: { code: 'unknown', message } });
const invalid = (field: string, message: string): Answer => ({ error: { code: 'query-invalid', field, message } });

/** One value that is sure, several that an imprecise date leaves open, or none. */
function settle(
  values: readonly { readonly value: unknown; readonly certainty: 'yes' | 'perhaps' }[],
  missing: string,
  source: LocalText,
): Answer {
  const sure = values.filter((each) => each.certainty === 'yes');
  const taken = sure.length > 0 ? sure : values;
  if (taken.length === 0) return unknown(missing);
  if (taken.length === 1) return { answer: taken[0]?.value, source };
  return { answer: { ambiguous: taken.map((each) => each.value) }, source };
}

export class PlanQuestions {
  readonly #plan: Plan;
  readonly #source: LocalText;

  constructor(plan: Plan) {
    this.#plan = plan;
    this.#source = plan.ministry.source ?? SOURCE;
  }

  /** Answers one question; its forms are those of the batch door. */
  ask(query: Readonly<Record<string, unknown>>, moment: Moment): Answer {
    const text = (name: string): string | undefined => (typeof query[name] === 'string' ? (query[name] as string) : undefined);
    const attribute = text('attr');
    const entity = text('entity');
    if (entity !== undefined)
      return attribute === undefined ? invalid('attr', 'say which attribute of the entity') : this.#entity(entity, attribute, moment);
    const mandate = text('mandate');
    if (mandate !== undefined) return this.#mandate(mandate, text('territory'), moment);
    const post = text('post');
    if (post !== undefined) return this.#post(post, attribute ?? 'holder', moment);
    const person = text('person');
    if (person !== undefined) return this.#person(person, moment);
    if (query.responsibility !== undefined) return this.#responsibility(query.responsibility, moment);
    if (attribute === 'taskCount') return this.#taskCount(query.equals, moment);
    return invalid('query', 'ask for an entity, a mandate, a post, a person, a responsibility or a taskCount');
  }

  #entity(name: string, attribute: string, moment: Moment): Answer {
    if (attribute === 'memberCountNamed') return this.#members(name, moment);
    const entries = this.#entries(name);
    const first = entries[0];
    if (first === undefined) return unknown(`the files name no institution "${name}"`);
    if (attribute === 'exists') return this.#exists(entries, moment);
    if (attribute === 'nameplate') return this.#nameplate(entries, moment);
    if (attribute === 'supervisor') {
      const parents = entries.map((each) => ({ value: this.#handle(each.partOf, moment), certainty: spanHolds(each, moment) }));
      const held = parents.filter(
        (each): each is { value: string; certainty: 'yes' | 'perhaps' } => each.certainty !== 'no' && each.value !== undefined,
      );
      return settle(held, `the files do not say who supervises "${name}" on ${moment}`, this.#source);
    }
    if (first.kind !== 'ministry') return unknown(`the files give no ${attribute} of "${name}"`);
    return this.#quota(attribute, moment);
  }

  /** Every entry of one institution, oldest first. */
  #entries(name: string): readonly InstitutionEntry[] {
    const asked = comparable(name);
    const { institutions, ministry } = this.#plan;
    const own = [ministry.shortName['zh-CN'], ministry.shortName.en, ministry.name['zh-CN'], ministry.name.en].some(
      (each) => comparable(each) === asked,
    );
    const match = (each: InstitutionEntry): boolean =>
      own ? each.kind === 'ministry' : namesOf(each).some((text) => comparable(text) === asked);
    const found =
      institutions.find(match) ??
      institutions.find((each) =>
        namesOf(each).some((text) => comparable(`${text} bureau`) === asked || comparable(`${text} department`) === asked),
      );
    if (found === undefined) return [];
    return institutions.filter((each) => each.code === found.code).sort((a, b) => (firstDay(a.from) < firstDay(b.from) ? -1 : 1));
  }

  #exists(entries: readonly InstitutionEntry[], moment: Moment): Answer {
    const spans = entries.map((each) => spanHolds(each, moment));
    if (spans.includes('yes') || spans.filter((each) => each === 'perhaps').length > 1) return { answer: true, source: this.#source };
    if (spans.includes('perhaps')) return { answer: { ambiguous: [false, true] }, source: this.#source };
    const first = entries[0] as InstitutionEntry;
    const isEarlier = moment.slice(0, 10) < firstDay(first.from);
    const doubtful = isEarlier ? first.unverified?.includes('from') : entries.at(-1)?.unverified?.includes('until');
    if (doubtful === true) return unknown(`the files do not say for sure whether it existed on ${moment}`);
    return { answer: false, source: this.#source };
  }

  #nameplate(entries: readonly InstitutionEntry[], moment: Moment): Answer {
    const plates = entries[0]?.nameplates ?? [];
    const held = plates.flatMap((plate) => {
      const certainty = spanHolds(plate, moment);
      return certainty === 'no' ? [] : [{ value: plate.en, certainty }];
    });
    if (plates.length > 0) return settle(held, `the files name no plate on ${moment}`, this.#source);
    const living = entries.find((each) => spanHolds(each, moment) === 'yes');
    return living === undefined ? unknown(`the files name no plate on ${moment}`) : { answer: living.name.en, source: this.#source };
  }

  #quota(attribute: string, moment: Moment): Answer {
    const key =
      attribute === 'institutionCount'
        ? 'institutions'
        : attribute === 'institutionBreakdown'
          ? 'breakdown'
          : attribute.replace(/^quota\./, '');
    const declared = this.#plan.establishment.quotas.filter((each) => isInForce(each, moment));
    const last = declared.at(-1) as (Quota & Readonly<Record<string, unknown>>) | undefined;
    const value = last?.[key];
    if (last === undefined || value === undefined || key === 'source' || key === 'from' || key === 'inForceBy')
      return unknown(`the plan in force on ${moment} says nothing of ${attribute}`);
    return { answer: value, source: last.source, declared: last.from };
  }

  /** How many members of a body are named; the source gives one state of them. */
  #members(name: string, moment: Moment): Answer {
    const { people, ministry } = this.#plan;
    const asked = comparable(name);
    const isGroup = /party|党组/.test(asked);
    const isWhole = [
      ministry.shortName.en,
      ministry.name.en,
      ministry.shortName['zh-CN'],
      ministry.name['zh-CN'],
      'leaders',
      'leadership',
    ].some((each) => comparable(each) === asked);
    if (!isGroup && !isWhole) return unknown(`the files name no members of "${name}"`);
    if (moment.slice(0, 10) < firstDay(people.asOf)) return unknown(`the files name the members of ${people.asOf}`);
    const members = isGroup ? people.leaders.filter((each) => each.partyLeadershipGroup !== null) : people.leaders;
    return { answer: members.length, source: this.#source, asOf: people.asOf };
  }

  #mandate(words: string, territory: string | undefined, moment: Moment): Answer {
    const found = findFunctions(this.#plan, words, moment);
    const best = found[0];
    if (best === undefined || best.score < 0.6) return unknown(`no function of the files is named by "${words}"`);
    const near = found.filter((each) => each.source === best.source && best.score - each.score < 0.00005);
    const all = near.flatMap((each) => each.holders);
    const local = all.filter((each) => each.territory === territory);
    const holders = local.length > 0 ? local : all.filter((each) => each.territory === undefined);
    const values = new Map<string, 'yes' | 'perhaps'>();
    for (const holder of holders) values.set(this.#holderName(holder, moment), holder.certainty);
    const answer = settle(
      [...values].map(([value, certainty]) => ({ value, certainty })),
      `nobody in the files holds "${best.text.en}" on ${moment}`,
      best.basis ?? this.#source,
    );
    return 'error' in answer ? answer : { ...answer, function: best.code };
  }

  /** A department by its name; where the department is a reading, the body that the source names. */
  #holderName({ institution, reading }: FoundHolder, moment: Moment): string {
    return this.#handle(reading ? institution.partOf : institution.code, moment) ?? institution.name.en;
  }

  /** An institution as answers name it: the ministry by its short name, a department with its nameplate. */
  #handle(code: string | undefined, moment: Moment): string | undefined {
    const { institutions, ministry } = this.#plan;
    const lives = institutions.filter((each) => each.code === code);
    const found = lives.find((each) => spanHolds(each, moment) !== 'no') ?? lives[0];
    if (found === undefined) return undefined;
    if (found.kind === 'ministry') return ministry.shortName.en;
    const plate = found.number === undefined ? undefined : found.nameplates?.at(-1);
    return plate === undefined ? found.name.en : `${found.name.en} (${plate.en})`;
  }

  #post(post: string, attribute: string, moment: Moment): Answer {
    const { people } = this.#plan;
    const asked = comparable(post);
    const { terms } = people;
    if (
      terms !== undefined &&
      [terms.post.en, terms.post['zh-CN'], `${terms.post.en} of ${this.#plan.ministry.shortName.en}`].some(
        (each) => comparable(each) === asked,
      )
    ) {
      const holders = terms.holders.flatMap((each) => {
        const certainty = spanHolds(each, moment);
        return certainty === 'no' ? [] : [{ value: attribute === 'ordinal' ? each.ordinal : (each.name?.en ?? null), certainty }];
      });
      if (attribute !== 'ordinal' && holders.every((each) => each.value === null)) return unknown(`the files name no ${post} of ${moment}`);
      return settle(holders, `the files name no ${post} of ${moment}`, this.#source);
    }
    if (attribute === 'ordinal') return unknown(`the files do not number the holders of "${post}"`);
    if (moment.slice(0, 10) < firstDay(people.asOf)) return unknown(`the files name the leaders of ${people.asOf}`);
    const names = people.leaders
      .filter((each) => each.posts.some((held) => [held.en, held['zh-CN']].some((text) => comparable(text) === asked)))
      .map((each) => each.name.en);
    const inGroup = people.leaders
      .filter((each) => each.partyLeadershipGroup !== null && /party|党组/.test(asked) && asked.startsWith(each.partyLeadershipGroup))
      .map((each) => each.name.en);
    const all = names.length > 0 ? names : inGroup;
    if (all.length === 0) return unknown(`the files name no "${post}"`);
    return { answer: all.length === 1 ? all[0] : all, source: this.#source, asOf: people.asOf };
  }

  #person(name: string, moment: Moment): Answer {
    const { people } = this.#plan;
    const leader = people.leaders.find((each) => [each.name.en, each.name['zh-CN']].some((text) => comparable(text) === comparable(name)));
    if (leader === undefined) return unknown(`the files do not name "${name}"`);
    const group = leader.partyLeadershipGroup === null ? {} : { partyLeadershipGroup: leader.partyLeadershipGroup };
    if (moment.slice(0, 10) >= firstDay(people.asOf))
      return { answer: leader.posts.map((each) => each.en), source: this.#source, asOf: people.asOf, ...group };
    const term = people.terms?.holders.find((each) => each.name?.en === leader.name.en && spanHolds(each, moment) !== 'no');
    if (term === undefined) return unknown(`the files name the posts of ${people.asOf}`);
    const post = people.terms?.post.en;
    return spanHolds(term, moment) === 'yes'
      ? { answer: [post], source: this.#source }
      : { answer: { ambiguous: [[], [post]] }, source: this.#source };
  }

  #responsibility(number: unknown, moment: Moment): Answer {
    const known = this.#plan.responsibilities.some((each) => each.number === Number(number));
    if (!known) return unknown(`the plan has no responsibility ${String(number)}`);
    return this.#numbers(moment, (each) => each.responsibilities?.includes(Number(number)) === true);
  }

  /** Departments whose tasks the source numbers; how many pieces another list falls into is a way of telling. */
  #taskCount(equals: unknown, moment: Moment): Answer {
    if (typeof equals !== 'number' || !Number.isInteger(equals)) return invalid('equals', 'equals is a whole number');
    return this.#numbers(moment, (each) => each.numbered === true && each.tasks?.length === equals);
  }

  #numbers(moment: Moment, fits: (entry: InstitutionEntry) => boolean): Answer {
    const living = this.#plan.institutions.filter((each) => each.number !== undefined && spanHolds(each, moment) !== 'no');
    if (living.length === 0) return unknown(`the files list no departments on ${moment}`);
    return { answer: living.filter(fits).map((each) => each.number), source: this.#source };
  }
}

/** A plan is in force from the first day that its date may mean, where that is a day; else from the day by which it surely was. */
const isInForce = (quota: Quota, moment: Moment): boolean =>
  quota.inForceBy === undefined ? spanHolds(quota, moment) === 'yes' : quota.inForceBy <= moment.slice(0, 10);

const namesOf = (each: InstitutionEntry): readonly string[] => {
  const plates = each.number === undefined ? [] : (each.nameplates ?? []);
  return [
    each.code,
    each.name['zh-CN'],
    each.name.en,
    ...plates.flatMap((plate) => [plate['zh-CN'], plate.en, `${each.name.en} (${plate.en})`]),
  ];
};

/** Names compare without case, punctuation, articles and the little words between. */
const comparable = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[’']/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .replaceAll(/\b(the|of|and)\b/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
