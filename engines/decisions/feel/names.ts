// Grammar rules 28 and 29.
const START =
  '?A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{167F}\\u{1681}-\\u{180D}\\u{180F}-\\u{1FFF}\\u{200C}-\\u{200D}\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FEFE}\\u{FF00}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const PART_ONLY = '0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}-\\u{2040}';
const WORD = new RegExp(`[${START}][${START}${PART_ONLY}]*`, 'uy');
const PART = new RegExp(`[${START}${PART_ONLY}]+`, 'uy');
const SYMBOLS = "./-'’+*";
const SPACE = /[\s\u0085\u180E\u200B\uFEFF]*/y;

/** The end of the word that begins at `at`, or `at` itself if none does. */
export function wordEnd(text: string, at: number): number {
  WORD.lastIndex = at;
  return WORD.test(text) ? WORD.lastIndex : at;
}

/** The end of the next part of a name: word characters, or one symbol that names may hold. */
export function partEnd(text: string, at: number): number {
  PART.lastIndex = at;
  if (PART.test(text)) return PART.lastIndex;
  return SYMBOLS.includes(text[at] ?? ' ') ? at + 1 : at;
}

export function spaceEnd(text: string, at: number): number {
  SPACE.lastIndex = at;
  return SPACE.test(text) ? SPACE.lastIndex : at;
}

/** The parts of a name: white space between them is no part of it (DMN 1.5 §10.3.1.4). */
export function nameParts(name: string): readonly string[] {
  const parts: string[] = [];
  for (let at = spaceEnd(name, 0); at < name.length; at = spaceEnd(name, at)) {
    const end = Math.max(partEnd(name, at), at + 1);
    parts.push(name.slice(at, end));
    at = end;
  }
  return parts;
}

interface Branch {
  readonly next: Map<string, Branch>;
  name: string | undefined;
}

const branch = (): Branch => ({ next: new Map(), name: undefined });

/** Names that are in scope together, to be found longest first in a text. */
export class NameTable {
  readonly #root = branch();
  readonly names = new Set<string>();

  constructor(names: Iterable<string> = []) {
    for (const name of names) this.add(name);
  }

  add(name: string): void {
    if (this.names.has(name)) return;
    this.names.add(name);
    let at = this.#root;
    for (const part of nameParts(name)) {
      let next = at.next.get(part);
      if (next === undefined) {
        next = branch();
        at.next.set(part, next);
      }
      at = next;
    }
    if (at !== this.#root) at.name ??= name;
  }

  /** The longest name that begins at `at` in the text, and where it ends. Names of a model may hold any symbol. */
  longest(text: string, at: number): { readonly name: string; readonly end: number } | undefined {
    let node = this.#root;
    let found: { name: string; end: number } | undefined;
    for (let from = at; from < text.length; ) {
      const end = Math.max(partEnd(text, from), from + 1);
      const next = node.next.get(text.slice(from, end));
      if (next === undefined) break;
      node = next;
      if (node.name !== undefined) found = { name: node.name, end };
      from = spaceEnd(text, end);
    }
    return found;
  }
}
