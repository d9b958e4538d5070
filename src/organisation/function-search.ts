import { expandHolders } from './expand.ts';
import type { Plan } from './folder.ts';
import { type Moment, spanHolds } from './imprecise.ts';
import type { LocalText } from './model.ts';
import type { InstitutionEntry } from './schemas.ts';

/** What words found: a function or a listed task, with who holds it at the moment asked for. */
export interface FoundFunction {
  /** A function of its own, one of a department's tasks, a department by its name, or a responsibility of the whole. */
  readonly source: 'mandate' | 'task' | 'institution' | 'responsibility';
  readonly code: string;
  readonly text: LocalText;
  readonly basis?: LocalText;
  readonly holders: readonly FoundHolder[];
  readonly score: number;
}

export interface FoundHolder {
  readonly institution: InstitutionEntry;
  readonly territory?: string;
  readonly certainty: 'yes' | 'perhaps';
  /** Which department it is, is a reading; the source names the institution above it. */
  readonly reading: boolean;
}

/**
 * The words of a text, comparable: Latin words in their stem, Chinese in overlapping pairs of characters, so that no dictionary is
 * needed and two-character words are found.
 */
export function tokensOf(text: string): readonly string[] {
  const plain = text.normalize('NFKC').toLowerCase();
  const latin = [...plain.matchAll(/[a-z0-9]+/g)].map(([word]) => stem(word)).filter((word) => !SILENT.has(word));
  const chinese = [...plain.matchAll(/\p{Script=Han}+/gu)].flatMap(([run]) =>
    run.length === 1 ? [run] : Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2)),
  );
  return [...new Set([...latin, ...chinese])];
}

/** Words that a question is made of and that tell nothing of what it asks for. */
const SILENT = new Set(
  'a an and are at by for from guid handl hold in is of on or respons the their to which who whom with national administr bureau department office'.split(
    ' ',
  ),
);

/** Singular and plural, verb and noun of one word meet in their stem. */
const stem = (word: string): string => {
  if (word.length < 5) return word.replace(/(?<=..)(?<!s)s$/, '');
  return word
    .replace(/ies$/, 'y')
    .replace(/(?<!s)s$/, '')
    .replace(/(ization|isation|izing|ising|ize|ise)$/, 'iz')
    .replace(/(ations?|ating|ates?|ing|ement|ible|sible|ment|er|es|e|ed)$/, '');
};

const KEPT = 20_000;
const kept = new Map<string, readonly string[]>();

/** The words of a text of the plan: those are asked again with every question, so they are cut once. */
export function wordsOf(text: string): readonly string[] {
  const known = kept.get(text);
  if (known !== undefined) return known;
  if (kept.size >= KEPT) kept.clear();
  const words = tokensOf(text);
  kept.set(text, words);
  return words;
}

/** How much of the words a text has, 0 … 1; a text that says little else is the nearer, one that says just this the nearest. */
function nearness(words: readonly string[], text: string): number {
  const own = wordsOf(text);
  const found = words.filter((word) => own.includes(word)).length;
  if (found === 0) return 0;
  const isWhole = found === words.length && found === own.length;
  return found / words.length + found / (1000 * own.length) + (isWhole ? 0.01 : 0);
}

/** The share of the words that a name has: of two departments with such a task, the one that is called after it is meant. */
const share = (words: readonly string[], name: string): number => {
  const own = wordsOf(name);
  return words.length === 0 ? 0 : words.filter((word) => own.includes(word)).length / words.length;
};

/** A function of its own tells more than a task in a department's list, and that more than a chapter of the whole. */
const WEIGHT = { mandate: 0.003, task: 0.002, institution: 0.0015, responsibility: 0.001 } as const;

/**
 * Who holds what these words name, nearest first: functions in law, listed tasks, names of institutions, responsibilities.
 *
 * @param words in Chinese or English
 */
export function findFunctions(plan: Plan, words: string, moment: Moment): readonly FoundFunction[] {
  const asked = tokensOf(words);
  const found: FoundFunction[] = [];
  // Holders are looked up for what the words name alone: most of a plan they do not name.
  const add = (entry: Omit<FoundFunction, 'score' | 'holders'>, texts: readonly string[], holders: () => readonly FoundHolder[]): void => {
    const score = Math.max(...texts.map((text) => nearness(asked, text)));
    if (score <= 0) return;
    const held = holders();
    const named = Math.max(0, ...held.map(({ institution }) => share(asked, `${institution.name['zh-CN']} ${institution.name.en}`)));
    found.push({ ...entry, holders: held, score: score + WEIGHT[entry.source] + named / 500 });
  };
  for (const mandate of plan.mandates) {
    if (mandate.code.startsWith('resp-')) continue; // the responsibilities below say the same
    const texts = [mandate.title['zh-CN'], mandate.title.en, ...(mandate.keywords?.['zh-CN'] ?? []), ...(mandate.keywords?.en ?? [])];
    add({ source: 'mandate', code: mandate.code, text: mandate.title, basis: mandate.basis }, texts, () =>
      holdersOf(plan, mandate.code, moment),
    );
  }
  for (const institution of plan.institutions) {
    const certainty = spanHolds(institution, moment);
    if (certainty === 'no' || institution.kind === 'external') continue;
    const holders = [{ institution, certainty, reading: false }] as const;
    for (const [i, task] of (institution.tasks ?? []).entries())
      add({ source: 'task', code: `${institution.code}-task-${i + 1}`, text: task }, [task['zh-CN'], task.en], () => holders);
    const names = [institution.name, ...(institution.nameplates ?? [])];
    if (institution.number !== undefined)
      add(
        { source: 'institution', code: institution.code, text: institution.name },
        names.flatMap((name) => [name['zh-CN'], name.en]),
        () => holders,
      );
  }
  for (const each of plan.responsibilities) {
    const code = `resp-${String(each.number).padStart(2, '0')}`;
    add(
      { source: 'responsibility', code, text: each.title, basis: each.summary },
      [each.title['zh-CN'], each.title.en, each.summary['zh-CN'], each.summary.en],
      () => holdersOf(plan, code, moment),
    );
  }
  return found.sort((a, b) => b.score - a.score);
}

/** Who leads in a function at a moment; where it is held province by province, who supervises it for the whole country comes first. */
export function holdersOf(plan: Plan, code: string, moment: Moment): readonly FoundHolder[] {
  const mandate = plan.mandates.find((each) => each.code === code);
  if (mandate === undefined) return [];
  const now = expandHolders(mandate, plan.institutions).flatMap((holder) => {
    const certainty = spanHolds(holder, moment);
    const lives = plan.institutions.filter((each) => each.code === holder.institution);
    const institution = lives.find((each) => spanHolds(each, moment) !== 'no') ?? lives[0];
    if (certainty === 'no' || institution === undefined || holder.role === 'support') return [];
    const { territory } = holder;
    return [
      { role: holder.role, institution, certainty, reading: holder.reading === true, ...(territory === undefined ? {} : { territory }) },
    ];
  });
  const national = now.filter((each) => each.territory === undefined);
  const leads = national.filter((each) => each.role === 'lead');
  const first = leads.length > 0 ? leads : national;
  return [...first, ...now.filter((each) => each.territory !== undefined)];
}
