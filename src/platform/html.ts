/** Markup as a typed tagged template: whatever is not already `Html` is escaped, and a hole in a dangerous place is refused. */

/** Text that is known to be markup. Made here and nowhere else: the class is not exported, and its private field makes it nominal. */
class Markup {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/** A run of attributes made by `attributes()`: it may stand inside a tag and nowhere else. */
class AttributeRun {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

export type Html = Markup;
export type Attributes = AttributeRun;
/** Plain text (to be escaped) or markup. */
export type Content = string | Html;
/** What a hole of a template takes. `null`, `undefined` and `false` print nothing; promises and objects do not compile. */
export type Value = Html | Attributes | string | number | bigint | null | undefined | false | readonly Value[];
export type AttributeValue = string | number | boolean | null | undefined;

export const isHtml = (value: unknown): value is Html => value instanceof Markup;

const UNSAFE = /[&<>"']/;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeText(text: string): string {
  return UNSAFE.test(text) ? text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string) : text;
}

/** Where a hole stands: between tags, inside a tag among its attributes, in a quoted value, or in one that names an address. */
type Place = 'content' | 'tag' | 'value' | 'address' | 'source';

const ADDRESS_ATTRIBUTES = new Set(['href', 'action', 'formaction', 'cite', 'poster', 'xlink:href']);
const CHECKED = new WeakMap<TemplateStringsArray, readonly Place[]>();

/** Builds `Html`; its fixed parts are checked once for each place in the program. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  let places = CHECKED.get(strings);
  if (places === undefined) {
    places = placesOf(strings);
    CHECKED.set(strings, places);
  }
  let text = strings[0] as string;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as Value;
    const place = places[i] as Place;
    if (place === 'content') text += contentOf(value);
    else if (place === 'tag') text += attributesOf(value);
    else text += quotedOf(value, place);
    text += strings[i + 1] as string;
  }
  return new Markup(text);
}

function contentOf(value: Value): string {
  if (typeof value === 'string') return escapeText(value);
  if (value instanceof Markup) return value.toString();
  if (value === undefined || value === null || value === false) return '';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) {
    let text = '';
    for (const each of value) text += contentOf(each);
    return text;
  }
  throw new TypeError(`html: ${describe(value)} cannot be the content of an element`);
}

function attributesOf(value: Value): string {
  if (value instanceof AttributeRun) return value.toString();
  if (value === undefined || value === null || value === false) return '';
  throw new TypeError(`html: inside a tag only attributes() may stand, got ${describe(value)}`);
}

function quotedOf(value: Value, place: Place): string {
  if (value === undefined || value === null || value === false) return '';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'string') throw new TypeError(`html: an attribute's value must be text, got ${describe(value)}`);
  if (place === 'address') return escapeText(href(value));
  if (place === 'source') return escapeText(source(value));
  return escapeText(value);
}

const describe = (value: unknown): string =>
  value instanceof Markup ? 'markup' : value instanceof AttributeRun ? 'attributes' : typeof value;

/**
 * Reads the fixed parts of a template once and says where each hole stands.
 *
 * @throws SyntaxError for an unquoted attribute, an inline handler or style, or a hole in a script, a style, a comment or a name
 */
function placesOf(strings: readonly string[]): readonly Place[] {
  const places: Place[] = [];
  const state: Reading = { place: 'content', quote: '', attribute: '', element: '', raw: '' };
  for (const [index, part] of strings.entries()) {
    read(part, state);
    if (index < strings.length - 1) places.push(placeOfHole(part, state));
  }
  return places;
}

interface Reading {
  place: 'content' | 'tag' | 'value' | 'comment';
  quote: string;
  attribute: string;
  element: string;
  /** The element whose content is not markup, while inside it. */
  raw: string;
}

const TOKEN = {
  content: /<!--|<(\/?[a-zA-Z][a-zA-Z0-9:-]*)|<(?=$)/g,
  tag: /\s*(?:(\/?>)|([^\s"'>/=]+)(\s*=\s*)?(["'])?)/gy,
};

function read(part: string, state: Reading): void {
  let at = 0;
  while (at < part.length) {
    if (state.raw !== '' && state.place === 'content') {
      const end = part.indexOf(`</${state.raw}`, at);
      if (end < 0) return;
      state.raw = '';
      at = end;
    }
    if (state.place === 'comment') {
      const end = part.indexOf('-->', at);
      if (end < 0) return;
      at = end + 3;
      state.place = 'content';
    } else if (state.place === 'value') {
      const end = part.indexOf(state.quote, at);
      if (end < 0) return;
      at = end + 1;
      state.place = 'tag';
    } else if (state.place === 'content') {
      at = readContent(part, at, state);
    } else {
      at = readTag(part, at, state);
    }
  }
}

function readContent(part: string, from: number, state: Reading): number {
  TOKEN.content.lastIndex = from;
  const found = TOKEN.content.exec(part);
  if (found === null) return part.length;
  if (found[0] === '<!--') state.place = 'comment';
  else if (found[1] === undefined) throw new SyntaxError('html: the name of an element must be fixed');
  else {
    state.place = 'tag';
    state.element = found[1].toLowerCase();
  }
  return TOKEN.content.lastIndex;
}

function readTag(part: string, from: number, state: Reading): number {
  if (part.slice(from).trim() === '') return part.length;
  TOKEN.tag.lastIndex = from;
  const found = TOKEN.tag.exec(part);
  if (found === null) throw new SyntaxError(`html: cannot read the tag near "${part.slice(from, from + 30)}"`);
  const [, end, name, equals, quote] = found;
  if (end !== undefined) {
    state.place = 'content';
    if (state.element === 'script' || state.element === 'style') state.raw = state.element;
  } else if (name !== undefined) {
    const attribute = name.toLowerCase();
    refuseName(attribute);
    if (equals !== undefined && quote === undefined) throw new SyntaxError(`html: the value of ${attribute} must be in quotes`);
    if (quote !== undefined) {
      state.place = 'value';
      state.quote = quote;
      state.attribute = attribute;
    }
  }
  return TOKEN.tag.lastIndex;
}

function refuseName(attribute: string): void {
  if (attribute.startsWith('on')) throw new SyntaxError(`html: no inline handler (${attribute}): the content policy blocks it`);
  if (attribute === 'style') throw new SyntaxError('html: no style attribute: the content policy blocks it; use a class');
  if (attribute === 'srcdoc') throw new SyntaxError('html: no srcdoc');
}

function placeOfHole(part: string, state: Reading): Place {
  if (state.place === 'comment') throw new SyntaxError('html: no value inside a comment');
  if (state.raw !== '') throw new SyntaxError(`html: no value inside <${state.raw}>; use jsonIsland()`);
  if (state.place === 'tag') {
    if (/["'=]$/.test(part.trimEnd()) && /=\s*$/.test(part)) throw new SyntaxError('html: the value of an attribute must be in quotes');
    return 'tag';
  }
  if (state.place === 'content') return 'content';
  // Only a hole that opens the value decides the scheme; what follows a fixed beginning cannot.
  const opens = part.endsWith(state.quote) && part.length > 0;
  if (opens && ADDRESS_ATTRIBUTES.has(state.attribute)) return 'address';
  if (opens && state.attribute === 'src') return 'source';
  return 'value';
}

/**
 * A link's target, unchanged.
 *
 * @throws TypeError for a scheme other than http, https, mailto and tel, and for addresses that leave the site without naming a scheme
 */
export function href(target: string): string {
  // Browsers skip control characters and blanks when they look for the scheme: "java\tscript:" is a script.
  const seen = target.replace(/[^\u0021-\uffff]/g, '');
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(seen)?.[1]?.toLowerCase();
  if (scheme !== undefined && !['http', 'https', 'mailto', 'tel'].includes(scheme))
    throw new TypeError(`href: the scheme "${scheme}" is not allowed`);
  if (/^[/\\]{2}/.test(seen) || seen.startsWith('/\\')) throw new TypeError(`href: "${target}" leaves the site without naming a scheme`);
  return target;
}

/** Pictures may also come as data; scripts in them do not run inside an `img`. */
function source(target: string): string {
  return /^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/.test(target) ? target : href(target);
}

/** Attributes from a record: `true` prints the bare name, `false`, `null` and `undefined` nothing. */
export function attributes(record: Readonly<Record<string, AttributeValue>>): Attributes {
  let text = '';
  for (const name in record) {
    const value = record[name];
    if (value === undefined || value === null || value === false) continue;
    if (!/^[a-zA-Z_:][a-zA-Z0-9_.:-]*$/.test(name)) throw new TypeError(`attributes: "${name}" is not the name of an attribute`);
    const lower = name.toLowerCase();
    refuseName(lower);
    if (value === true) text += ` ${name}`;
    else text += ` ${name}="${quotedOf(value, ADDRESS_ATTRIBUTES.has(lower) ? 'address' : lower === 'src' ? 'source' : 'value')}"`;
  }
  return new AttributeRun(text);
}

/** Data for a script of the page: not executed, read by `JSON.parse`; `<` is escaped so that no text in it can end the element. */
export function jsonIsland(id: string, data: unknown): Html {
  const text = JSON.stringify(data);
  if (text === undefined) throw new TypeError('jsonIsland: nothing to write');
  return new Markup(`<script type="application/json" id="${escapeText(id)}">${text.replaceAll('<', '\\u003c')}</script>`);
}

/** Parts with a text or mark between them. */
export function join(parts: readonly Value[], between: Content): Html {
  return html`${parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]))}`;
}

export const nothing: Html = html``;
