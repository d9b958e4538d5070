import type { Procedure } from '../procedures/index.ts';

type Searched = Pick<Procedure, 'code' | 'title' | 'summary' | 'purpose' | 'keywords'>;

/** Latin words whole; runs of Chinese by overlapping pairs, so that 网站备案 is found in 备案网站. */
function termsOf(text: string): readonly string[] {
  const plain = text.normalize('NFKC').toLowerCase();
  const latin = plain.match(/[a-z0-9]+/g) ?? [];
  const chinese = (plain.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => {
    const letters = [...run];
    return letters.length === 1 ? letters : letters.slice(0, -1).map((letter, index) => letter + (letters[index + 1] ?? ''));
  });
  return [...latin, ...chinese];
}

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
  let total = 0;
  for (const term of terms) {
    const best = Math.max(0, ...plain.map(([text, weight]) => (text.includes(term) ? weight : 0)));
    if (best === 0) return 0;
    total += best;
  }
  return total;
}
