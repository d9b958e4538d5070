const NOT_HAN = /[^\u3400-\u9fff\uf900-\ufaff]+/;
const NOT_LATIN = /[^a-z0-9]+/;

/** The tokens of a text for search: what the database's function `search_tokens` makes of it, without asking the database a million times. */
export function searchTokens(text: string): ReadonlySet<string> {
  const plain = text.normalize('NFKC').toLowerCase();
  const tokens = new Set<string>();
  for (const run of plain.split(NOT_HAN)) {
    if (run === '') continue;
    // Characters beyond the first plane count as one in the database; none of them is in the range.
    for (let i = 0; i < Math.max(run.length - 1, 1); i++) tokens.add(run.slice(i, i + 2));
  }
  for (const word of plain.split(NOT_LATIN)) if (word !== '') tokens.add(word);
  return tokens;
}
