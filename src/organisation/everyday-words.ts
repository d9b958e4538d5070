import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Static, Type } from 'typebox';
import { DataFileError, readYamlFile } from '../platform/yaml.ts';
import type { Plan } from './folder.ts';
import { type FoundFunction, findFunctions, holdersOf, tokensOf, wordsOf } from './function-search.ts';
import { IMPRECISE_DATE, type Moment, spanHolds } from './imprecise.ts';
import type { LocalText } from './model.ts';

const closed = { additionalProperties: false } as const;
const Phrases = Type.Array(Type.String({ minLength: 1 }), { minItems: 1 });
const When = Type.Optional(Type.String({ pattern: IMPRECISE_DATE }));

/** What people say, and what of the plan they mean by it: a function, or a department and mostly one of its tasks. */
const Entry = Type.Object(
  {
    says: Type.Object({ 'zh-CN': Phrases, en: Phrases }, closed),
    mandate: Type.Optional(Type.String()),
    institution: Type.Optional(Type.String()),
    /** The task in English, as the institution lists it. */
    task: Type.Optional(Type.String()),
    from: When,
    until: When,
  },
  closed,
);
export type EverydayWords = Static<typeof Entry>;
const WordsYaml = Type.Object({ words: Type.Array(Entry) }, closed);

/**
 * Reads the words of a ministry's `words.yaml`; a ministry without one is searched by the words of its plan alone.
 *
 * @throws DataFileError with file, line and rule for words that mean nothing of the plan
 */
export function readEverydayWords(folder: string, plan: Plan): readonly EverydayWords[] {
  const path = join(folder, 'words.yaml');
  if (!existsSync(path)) return [];
  const file = readYamlFile<Static<typeof WordsYaml>>(path, WordsYaml);
  const mistakes = file.value.words.flatMap((entry, i) => {
    const fault = faultOf(entry, plan);
    return fault === undefined ? [] : [`${file.path}:${file.lineOf(['words', i])}: ${fault}`];
  });
  if (mistakes.length > 0) throw new DataFileError(mistakes);
  return file.value.words;
}

function faultOf({ mandate, institution, task }: EverydayWords, plan: Plan): string | undefined {
  if ((mandate === undefined) === (institution === undefined)) return 'words mean a mandate or an institution, one of them';
  if (mandate !== undefined) return plan.mandates.some((each) => each.code === mandate) ? undefined : `there is no mandate "${mandate}"`;
  const lives = plan.institutions.filter((each) => each.code === institution);
  if (lives.length === 0) return `there is no institution "${institution}"`;
  if (task !== undefined && !lives.some((each) => each.tasks?.some((listed) => listed.en === task) === true))
    return `"${institution}" has no task "${task}"`;
  return undefined;
}

/** What was found, and the everyday phrase that led there. */
export interface FoundResponsible extends FoundFunction {
  readonly phrase?: string;
}

/** Of a Chinese question, what asks and does not name: taken out before its pairs of characters are compared. */
const ASKING =
  /请问|谁来|谁|哪个|哪些|哪里|哪儿|什么|怎么样|怎么|怎样|如何|部门|单位|司局|机构|负责|主管|分管|归口|管理|归|办理|投诉|咨询|应该|可以|需要|想要|我们|我|吗|呢|由|找|的|是|要|想|不/g;
/** The same of an English question. */
const QUESTION =
  /\b(?:who|whom|what|where|which|how|do|does|did|is|are|can|should|would|will|i|we|my|me|our|you|please|someone|somebody|body|in charge|responsible|responsibility|deals?|looks? after|regulates?|oversees?|supervises?|complain(?:s|t)?|complaints?|ask|turn|contact|find|about|go|get|want|need|have|has|against|when|if|be|been|it|there|runs?|decides?|manages?|answers?|sets?|makes?|up|out|them|they|not)\b/g;

const plainOf = (text: string): string => text.normalize('NFKC').toLowerCase();

/** The words of a question that name what is asked for. */
const naming = (question: string): string => plainOf(question).replaceAll(ASKING, ' ').replaceAll(QUESTION, ' ');

/**
 * Who is responsible for what a question in everyday words means, nearest first: by the words of the plan itself, and by those that
 * people use for them.
 *
 * @param question in Chinese or English, a word or a sentence
 */
export function findResponsible(
  plan: Plan,
  words: readonly EverydayWords[],
  question: string,
  moment: Moment,
): readonly FoundResponsible[] {
  const asked = naming(question);
  const found = new Map<string, FoundResponsible>();
  const take = (each: FoundResponsible): void => {
    const known = found.get(each.code);
    if (known === undefined || known.score < each.score) found.set(each.code, each);
  };
  for (const each of findFunctions(plan, asked, moment)) take(each);
  for (const entry of words) {
    if (spanHolds(entry, moment) === 'no') continue;
    const phrase = longestSaid(entry, question);
    if (phrase === undefined) continue;
    const meant = meaningOf(plan, entry, moment);
    if (meant !== undefined) take({ ...meant, phrase: phrase.text, score: 0.55 + shareOf(phrase.text, asked) });
  }
  return [...found.values()].sort((a, b) => b.score - a.score);
}

/** How much of what was asked a phrase is, 0 … 1: by characters where it is Chinese, by words where it is not. */
function shareOf(phrase: string, asked: string): number {
  const all = tokensOf(asked);
  const own = wordsOf(phrase);
  return all.length === 0 ? 1 : Math.min(1, own.length / Math.max(all.length, own.length));
}

/** The longest of an entry's phrases that a question contains: Chinese as it stands, English in any form of its words. */
function longestSaid({ says }: EverydayWords, question: string): { readonly text: string } | undefined {
  const plain = plainOf(question);
  const asked = new Set(tokensOf(plain));
  const chinese = says['zh-CN'].filter((phrase) => plain.includes(plainOf(phrase)));
  const english = says.en.filter((phrase) => {
    const own = wordsOf(phrase);
    return own.length > 0 && own.every((word) => asked.has(word));
  });
  const [text] = [...chinese, ...english].sort((a, b) => wordsOf(b).length - wordsOf(a).length || b.length - a.length);
  return text === undefined ? undefined : { text };
}

function meaningOf(plan: Plan, { mandate, institution, task }: EverydayWords, moment: Moment): FoundFunction | undefined {
  if (mandate !== undefined) {
    const found = plan.mandates.find((each) => each.code === mandate);
    return (
      found && {
        source: 'mandate',
        code: mandate,
        text: found.title,
        basis: found.basis,
        holders: holdersOf(plan, mandate, moment),
        score: 0,
      }
    );
  }
  const lives = plan.institutions.filter((each) => each.code === institution);
  const living = lives.find((each) => spanHolds(each, moment) !== 'no');
  if (living === undefined) return undefined;
  const holders = [{ institution: living, certainty: spanHolds(living, moment) === 'yes' ? 'yes' : 'perhaps', reading: false }] as const;
  const index = living.tasks?.findIndex((each) => each.en === task) ?? -1;
  const listed: LocalText | undefined = living.tasks?.[index];
  return listed === undefined
    ? { source: 'institution', code: living.code, text: living.name, holders, score: 0 }
    : { source: 'task', code: `${living.code}-task-${index + 1}`, text: listed, holders, score: 0 };
}
