/**
 * Letters that look like a Latin letter or a digit: of Unicode's confusables (UTS 39, data of version 16) those that are the same to
 * the eye in the faces that browsers use for addresses.
 */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    а: 'a',
    ɑ: 'a',
    α: 'a',
    ь: 'b',
    с: 'c',
    ϲ: 'c',
    ԁ: 'd',
    ɗ: 'd',
    е: 'e',
    ҽ: 'e',
    ɡ: 'g',
    ɢ: 'g',
    һ: 'h',
    հ: 'h',
    і: 'i',
    ι: 'i',
    ı: 'i',
    ј: 'j',
    ϳ: 'j',
    κ: 'k',
    к: 'k',
    ӏ: 'l',
    ո: 'n',
    п: 'n',
    о: 'o',
    ο: 'o',
    օ: 'o',
    р: 'p',
    ρ: 'p',
    ԛ: 'q',
    г: 'r',
    ѕ: 's',
    τ: 't',
    т: 't',
    υ: 'u',
    ս: 'u',
    ν: 'v',
    ѵ: 'v',
    ԝ: 'w',
    ω: 'w',
    х: 'x',
    χ: 'x',
    у: 'y',
    γ: 'y',
    ᴢ: 'z',
    ӡ: '3',
    Ꮞ: '4',
    ϙ: 'q',
    〇: 'o',
  }),
);

const SCRIPTS = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Han', 'Hiragana', 'Katakana', 'Hangul', 'Cherokee'] as const;
const OF_SCRIPT = SCRIPTS.map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const);
/** Scripts that are written together with Latin letters in one word (UTS 39, 5.2, "highly restrictive"). */
const WITH_LATIN = new Set(['Latin', 'Han', 'Hiragana', 'Katakana', 'Hangul']);

export interface Homograph {
  /** Scripts that nobody writes together in one label. */
  readonly mixed: readonly string[];
  /** The name in ASCII that it looks like; undefined when it looks like none. */
  readonly looksLike: string | undefined;
}

/** Whether a name, in characters, can be taken for another: letters of several scripts in one label, or look-alikes throughout. */
export function findHomograph(name: string): Homograph {
  const mixed = new Set<string>();
  for (const label of name.split('.')) {
    const scripts = OF_SCRIPT.filter(([, pattern]) => pattern.test(label)).map(([script]) => script);
    if (scripts.length > 1 && !scripts.every((script) => WITH_LATIN.has(script))) for (const script of scripts) mixed.add(script);
  }
  const skeleton = [...name].map((character) => LOOKALIKES.get(character) ?? character).join('');
  return { mixed: [...mixed], looksLike: skeleton !== name && /^[\0-\x7f]+$/.test(skeleton) ? skeleton : undefined };
}
