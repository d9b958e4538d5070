import type { Plan } from '../folder.ts';
import type { LocalText } from '../model.ts';

/** A part of a plan in which two differ, by its name, with what is different in it. */
export interface Difference {
  readonly of:
    | 'ministry'
    | 'institution'
    | 'mandate'
    | 'post'
    | 'responsibility'
    | 'quota'
    | 'establishment'
    | 'leader'
    | 'term'
    | 'history';
  readonly code: string;
  readonly name?: LocalText;
  readonly change: 'added' | 'removed' | 'changed';
  readonly fields: readonly FieldDifference[];
}

export interface FieldDifference {
  readonly field: string;
  readonly before?: string;
  readonly after?: string;
}

type Entry = Readonly<Record<string, unknown>>;

interface Named {
  readonly code: string;
  readonly name?: LocalText;
  /** One thing may have several spans of days. */
  readonly spans: readonly Entry[];
}

/** The same text for the same content, whatever the order of the keys: a database keeps another than a file has. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  ) ?? '';

/** What one plan says that another does not, part by part and by name; nothing when they say the same. */
export function wholeDifference(before: Plan, after: Plan): readonly Difference[] {
  const [was, is] = [partsOf(before), partsOf(after)];
  return (Object.keys(was) as (keyof typeof was)[]).flatMap((of) => differenceOf(of, was[of], is[of]));
}

function partsOf(plan: Plan): Readonly<Record<Difference['of'], readonly Named[]>> {
  const { quotas, ...establishment } = plan.establishment;
  const single = (code: string, value: object): readonly Named[] => [{ code, spans: [value as Entry] }];
  const { terms } = plan.people;
  return {
    ministry: single(plan.ministry.code, plan.ministry),
    institution: named(
      plan.institutions,
      (each) => each.code,
      (each) => each.name,
    ),
    mandate: named(
      plan.mandates,
      (each) => each.code,
      (each) => each.title,
    ),
    post: named(
      plan.posts,
      (each) => `${each.institution ?? each.kind ?? ''}-${each.code}`,
      (each) => each.title,
    ),
    responsibility: named(
      plan.responsibilities,
      (each) => String(each.number),
      (each) => each.title,
    ),
    quota: named(quotas, (each) => each.from),
    establishment: single('establishment', establishment),
    leader: named(
      plan.people.leaders,
      (each) => each.name.en,
      (each) => each.name,
    ),
    term: [
      ...single('terms', { asOf: plan.people.asOf, post: terms?.post, institution: terms?.institution, code: terms?.code }),
      ...named(terms?.holders ?? [], (each) => String(each.ordinal)),
    ],
    history: named(plan.history, (each) => `${each.date} ${each.text.en}`),
  };
}

const named = <T extends object>(all: readonly T[], codeOf: (each: T) => string, nameOf?: (each: T) => LocalText): readonly Named[] =>
  [...Map.groupBy(all, codeOf)].map(([code, spans]) => {
    const last = spans.at(-1);
    return { code, spans: spans as readonly Entry[], ...(nameOf === undefined || last === undefined ? {} : { name: nameOf(last) }) };
  });

function differenceOf(of: Difference['of'], before: readonly Named[], after: readonly Named[]): readonly Difference[] {
  const was = new Map(before.map((each) => [each.code, each]));
  const is = new Map(after.map((each) => [each.code, each]));
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((code): readonly Difference[] => {
    const [old, now] = [was.get(code), is.get(code)];
    const name = now?.name ?? old?.name;
    const what = { of, code, ...(name === undefined ? {} : { name }) };
    if (old === undefined) return [{ ...what, change: 'added', fields: [] }];
    if (now === undefined) return [{ ...what, change: 'removed', fields: [] }];
    const fields = fieldsOf(old.spans, now.spans);
    return fields.length === 0 ? [] : [{ ...what, change: 'changed', fields }];
  });
}

function fieldsOf(before: readonly Entry[], after: readonly Entry[]): readonly FieldDifference[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, i) => {
    const [old = {}, now = {}] = [before[i], after[i]];
    const span = Math.max(before.length, after.length) > 1 ? `${i + 1}.` : '';
    return [...new Set([...Object.keys(old), ...Object.keys(now)])].sort().flatMap((field): readonly FieldDifference[] => {
      const [a, b] = [canonical(old[field]), canonical(now[field])];
      if (a === b) return [];
      return [{ field: `${span}${field}`, ...(a === '' ? {} : { before: a }), ...(b === '' ? {} : { after: b }) }];
    });
  }).flat();
}

/** A difference as a line that a person reads. */
export function differenceLine({ of, code, name, change, fields }: Difference): string {
  const what = `${of} ${code}${name === undefined ? '' : ` (${name['zh-CN']} / ${name.en})`} ${change}`;
  return [
    what,
    ...fields.map(({ field, before = 'nothing', after = 'nothing' }) => `    ${field}: ${short(before)} -> ${short(after)}`),
  ].join('\n');
}

const MOST = 160;
const short = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);
