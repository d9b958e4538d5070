import type { Procedure } from '../procedures/index.ts';

type Searched = Pick<Procedure, 'code' | 'title' | 'summary' | 'purpose' | 'keywords'>;

/** Latin words, and runs of Chinese that nothing separates. */
const termsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[a-z0-9]+|\p{Script=Han}+/gu) ?? [];

/**
 * The services that hold every word of a search, in either language, best first: a word in the title counts most, then a keyword.
 * Without words all of them, in the order of their titles.
 */
export function findServices<Each extends Searched>(services: readonly Each[], query: string, language: 'zh-CN' | 'en'): readonly Each[] {
  const terms = termsOf(query);
  const byTitle = [...services].sort((a, b) => a.title[language].localeCompare(b.title[language], language));
  if (terms.length === 0) return query.trim() === '' ? byTitle : [];
  return byTitle
    .map((service) => ({ service, score: score(service, terms) }))
    .filter((each) => each.score > 0)
    .sort((a, b) => b.score - a.score)
    .map((each) => each.service);
}

function score(service: Searched, terms: readonly string[]): number {
  const parts: readonly (readonly [text: string, weight: number])[] = [
    [`${service.title['zh-CN']} ${service.title.en}`, 8],
    [[...service.keywords['zh-CN'], ...service.keywords.en].join(' '), 4],
    [`${service.summary['zh-CN']} ${service.summary.en} ${service.purpose['zh-CN']} ${service.purpose.en} ${service.code}`, 1],
  ];
  const plain = parts.map(([text, weight]) => [text.normalize('NFKC').toLowerCase(), weight] as const);
  const weightOf = (piece: string): number => Math.max(0, ...plain.map(([text, weight]) => (text.includes(piece) ? weight : 0)));
  let total = 0;
  for (const term of terms) {
    const best = /^[a-z0-9]/.test(term) ? weightOf(term) : weightOfRun(term, weightOf);
    if (best === 0) return 0;
    total += best;
  }
  return total;
}

/** Chinese is written without blanks: 网站备案 is found where 网站 and 备案 are, for each of its characters stands in a pair that is. */
function weightOfRun(run: string, weightOf: (piece: string) => number): number {
  const letters = [...run];
  if (letters.length === 1) return weightOf(run);
  const pairs = letters.slice(0, -1).map((letter, index) => weightOf(letter + (letters[index + 1] ?? '')));
  const isWhole = letters.every((_, index) => (pairs[index - 1] ?? 0) > 0 || (pairs[index] ?? 0) > 0);
  return isWhole ? Math.max(...pairs) : 0;
}
