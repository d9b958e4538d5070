import type { YamlFile } from '../../platform/yaml.ts';
import { expandPosts } from '../expand.ts';
import type { Plan } from '../folder.ts';
import { firstDay } from '../imprecise.ts';
import { findMistakes } from '../mistakes.ts';
import type { LocalText } from '../model.ts';
import { effectiveDay, type Instrument, type Step } from './instrument.ts';
import { isLiving } from './moves.ts';
import { planThrough, planWith } from './steps.ts';

/**
 * What hinders an instrument, each with its step and rule: names that there are not, two languages that disagree, circles, a date before
 * its signature; and, once all names are known, functions without a holder or with two.
 */
export function findingsOf(plan: Plan, instrument: Instrument): readonly string[] {
  const named = [...ofDates(instrument), ...ofLanguages(plan, instrument), ...ofNames(plan, instrument)];
  return named.length > 0 ? named : ofOutcome(plan, instrument);
}

const step = (index: number): string => `instrument:${index + 1}`;

/** What is in force before it was signed binds nobody; a record of history names its source instead (Order 227 (1997), art. 8). */
function* ofDates({ signed, effective, record }: Instrument): Generator<string> {
  if (record === undefined && effective.length !== 10)
    yield `instrument: takes effect on "${effective}": only the record of a source may be less exact than a day`;
  if (record === undefined && signed !== undefined && firstDay(effective) < signed)
    yield `instrument: takes effect on ${effective}, before it was signed on ${signed} (State Council Order 227 (1997), art. 8): choose a later day, or give the source of which it is a record`;
}

const HAN = /\p{Script=Han}/u;
const yearsOf = (text: string): string => [...new Set(text.match(/(?<!\d)(?:19|20)\d{2}(?!\d)/g) ?? [])].sort().join(', ');

/** Chinese and English say the same: both are equal before the law of this plan. */
function* ofLanguages({ institutions }: Plan, { title, steps }: Instrument): Generator<string> {
  yield* ofText('instrument', title);
  const names: { readonly code: string; readonly name: LocalText }[] = [...institutions];
  for (const [i, each] of steps.entries()) {
    for (const { code, name } of namesIn(each)) {
      yield* ofText(step(i), name);
      const rival = names.find(
        (other) =>
          other.code !== code && (other.name['zh-CN'] === name['zh-CN']) !== (other.name.en === name.en) && !isKept(each, other.code),
      );
      if (rival !== undefined)
        yield `${step(i)}: "${name['zh-CN']}" and "${name.en}" disagree: one of them is the name of "${rival.code}", ${rival.name['zh-CN']} (${rival.name.en})`;
      names.push({ code, name });
    }
  }
}

/** An institution that gets another code may keep one of its names. */
const isKept = (each: Step, code: string): boolean => 'rename' in each && each.rename === code;

function* ofText(where: string, text: LocalText): Generator<string> {
  if (!HAN.test(text['zh-CN'])) yield `${where}: the Chinese text "${text['zh-CN']}" is not in Chinese`;
  if (HAN.test(text.en)) yield `${where}: the English text "${text.en}" has Chinese characters`;
  if (yearsOf(text['zh-CN']) !== yearsOf(text.en))
    yield `${where}: the two languages disagree about the year: "${text['zh-CN']}", "${text.en}"`;
}

function namesIn(each: Step): readonly { readonly code: string; readonly name: LocalText }[] {
  if ('create' in each) return [{ code: each.create, name: each.name }];
  if ('rename' in each) return [{ code: each.as ?? each.rename, name: each.name }];
  if ('split' in each) return Object.entries(each.into).map(([code, { name }]) => ({ code, name }));
  return [];
}

function* ofNames(plan: Plan, instrument: Instrument): Generator<string> {
  const on = effectiveDay(instrument);
  const known = new Map(plan.institutions.filter((each) => isLiving(each, on)).map((each) => [each.code, each.partOf]));
  const ever = new Set(plan.institutions.map((each) => each.code));
  const mandates = new Set(plan.mandates.map((each) => each.code));
  const posts = new Set(expandPosts(plan.posts, plan.institutions).map((each) => each.code));
  const kinds = new Set(plan.institutions.map((each) => each.kind));
  for (const [i, each] of instrument.steps.entries()) {
    const noBody = (code: string): string => `${step(i)}: there is no institution "${code}" on ${on}`;
    const noMandate = (code: string): string => `${step(i)}: there is no mandate "${code}"`;
    const taken = (code: string): string => `${step(i)}: there is or was an institution "${code}": choose another code`;
    const begin = function* (code: string, partOf: string | undefined): Generator<string> {
      if (ever.has(code)) yield taken(code);
      ever.add(code);
      known.set(code, partOf);
    };
    if ('create' in each) {
      yield* begin(each.create, each.partOf);
      if (instrument.record === undefined && !kinds.has(each.kind)) yield `${step(i)}: there is no institution of the kind "${each.kind}"`;
      if (!known.has(each.partOf)) yield noBody(each.partOf);
      if (circle(known, each.create) !== undefined) yield `${step(i)}: "${each.create}" is part of itself`;
      continue;
    }
    if ('split' in each) {
      if (!known.has(each.split)) yield noBody(each.split);
      for (const code of Object.keys(each.into)) yield* begin(code, known.get(each.split));
      for (const [mandate, code] of Object.entries(each.functions)) {
        if (!mandates.has(mandate)) yield noMandate(mandate);
        if (!Object.hasOwn(each.into, code)) yield `${step(i)}: "${mandate}" goes to "${code}", which is not made of "${each.split}"`;
      }
      known.delete(each.split);
      continue;
    }
    if ('rename' in each && each.as !== undefined) {
      if (!known.has(each.rename)) yield noBody(each.rename);
      yield* begin(each.as, known.get(each.rename));
      for (const [child, parent] of known) if (parent === each.rename) known.set(child, each.as);
      known.delete(each.rename);
      continue;
    }
    if ('move' in each && !mandates.has(each.move)) yield noMandate(each.move);
    if ('assign' in each && !mandates.has(each.assign)) yield noMandate(each.assign);
    if ('extinguish' in each && !mandates.has(each.extinguish)) yield noMandate(each.extinguish);
    for (const code of bodiesOf(each)) if (!known.has(code)) yield noBody(code);
    if ('place' in each) {
      known.set(each.place, each.under);
      const through = circle(known, each.place);
      if (through !== undefined) yield `${step(i)}: "${each.place}" is part of itself through ${through}`;
    }
    if ('open' in each) posts.add(`${each.in}-${each.open}`);
    if ('close' in each && !posts.delete(`${each.in}-${each.close}`)) yield `${step(i)}: there is no post "${each.close}" in "${each.in}"`;
    if ('reseat' in each) yield* ofReseat(plan, instrument, i, each);
    if ('abolish' in each) known.delete(each.abolish);
    if ('merge' in each) for (const code of each.merge) if (code !== each.into) known.delete(code);
  }
}

const bodiesOf = (each: Step): readonly string[] => {
  if ('rename' in each) return [each.rename];
  if ('place' in each) return [each.place, each.under];
  if ('move' in each) return [each.to];
  if ('assign' in each) return [each.to].flat();
  if ('merge' in each) return [...each.merge, each.into];
  if ('abolish' in each) return [each.abolish];
  return 'open' in each || 'close' in each ? [each.in] : [];
};

/** The institutions through which one is part of itself. */
function circle(parents: ReadonlyMap<string, string | undefined>, code: string): string | undefined {
  const seen: string[] = [];
  for (let at: string | undefined = code; at !== undefined; at = parents.get(at)) {
    if (seen.includes(at)) return seen.join(', ');
    seen.push(at);
  }
  return undefined;
}

/** Both posts of a transfer stand in some plan: the old one on the eve, the new one on the day. */
function* ofReseat(
  plan: Plan,
  instrument: Instrument,
  index: number,
  { reseat, to }: Extract<Step, { reseat: string }>,
): Generator<string> {
  const after = planWith(plan, instrument);
  const on = effectiveDay(instrument);
  const stands = (of: Plan, code: string, day: string): boolean =>
    expandPosts(of.posts, of.institutions).some(
      (post) =>
        post.code === code && isLiving(post, day) && of.institutions.some((each) => each.code === post.institution && isLiving(each, day)),
    );
  const eve = Temporal.PlainDate.from(on).subtract({ days: 1 }).toString();
  if (!stands(plan, reseat, eve)) yield `${step(index)}: there is no post "${reseat}" on ${eve}`;
  if (!stands(after, to, on)) yield `${step(index)}: there is no post "${to}" on ${on}`;
}

/** A draft has no file: its findings name the draft. */
const draft: YamlFile<unknown> = { path: 'instrument', text: '', value: undefined, lineOf: () => 0 };
const onPaper = { institutions: draft, mandates: draft, posts: draft, responsibilities: draft, people: draft, history: draft };
const rulesBroken = (plan: Plan): readonly string[] => findMistakes(onPaper, plan).map((each) => each.replace(/^instrument:0: /, ''));

/** What is wrong with the plan afterwards, each with the step from which on it is: whatever a later step puts right is none. */
function ofOutcome(plan: Plan, instrument: Instrument): readonly string[] {
  const standing = new Set(rulesBroken(plan));
  const broken = rulesBroken(planWith(plan, instrument)).filter((rule) => !standing.has(rule));
  if (broken.length === 0) return [];
  const since = new Map(broken.map((rule) => [rule, instrument.steps.length - 1]));
  let lasting = new Set(broken);
  for (let count = instrument.steps.length - 1; count > 0 && lasting.size > 0; count--) {
    const before = new Set(rulesBroken(planThrough(plan, instrument, count)));
    lasting = lasting.intersection(before);
    for (const rule of lasting) since.set(rule, count - 1);
  }
  return broken.map((rule) => `${step(since.get(rule) ?? 0)}: ${rule}`);
}
