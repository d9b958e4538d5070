/** An element of an XML document. Text of mixed content is joined; DMN has none that matters. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  readonly line: number;
}

/** A text that is no well-formed XML, or XML that is refused for safety. */
export class XmlError extends SyntaxError {
  readonly line: number;
  constructor(message: string, line: number) {
    super(`line ${line}: ${message}`);
    this.name = 'XmlError';
    this.line = line;
  }
}

/** Larger documents are refused: the largest model of the compatibility kit has 0.2 MB. */
const LARGEST = 20_000_000;
const DEEPEST = 200;
const MOST_ELEMENTS = 500_000;

const NAME = /[^\s"'<>/=&!?]+/y;
const SPACE = /\s*/y;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

interface Open {
  readonly qualified: string;
  readonly element: {
    name: string;
    namespace: string;
    attributes: Map<string, string>;
    children: XmlElement[];
    text: string;
    line: number;
  };
  readonly prefixes: ReadonlyMap<string, string>;
}

/**
 * A reader of the XML that DMN files are: elements, attributes, text, CDATA, comments and processing instructions.
 *
 * A document type declaration is refused whole, so that no entity can expand or reach outside the file.
 */
class XmlReader {
  readonly #text: string;
  #at = 0;
  #elements = 0;

  constructor(text: string) {
    if (text.length > LARGEST) throw new XmlError(`the document is longer than ${LARGEST} characters`, 1);
    this.#text = text.startsWith('\uFEFF') ? text.slice(1) : text;
  }

  #fail(message: string): never {
    let line = 1;
    for (let i = this.#text.indexOf('\n'); i >= 0 && i < this.#at; i = this.#text.indexOf('\n', i + 1)) line++;
    throw new XmlError(message, line);
  }

  // Lines are counted as the reader goes on, so that each element knows its own without a search.
  #line = 1;
  #newline = -1;
  #lineHere(): number {
    if (this.#newline < 0) this.#newline = this.#nextNewline(0);
    for (; this.#newline < this.#at; this.#newline = this.#nextNewline(this.#newline + 1)) this.#line++;
    return this.#line;
  }

  #nextNewline(from: number): number {
    const found = this.#text.indexOf('\n', from);
    return found < 0 ? this.#text.length : found;
  }

  #skip(end: string): void {
    const found = this.#text.indexOf(end, this.#at);
    if (found < 0) this.#fail(`"${end}" is missing`);
    this.#at = found + end.length;
  }

  #space(): void {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#text);
    this.#at = SPACE.lastIndex;
  }

  #name(): string {
    NAME.lastIndex = this.#at;
    const match = NAME.exec(this.#text);
    if (match === null) this.#fail('a name is missing');
    this.#at = NAME.lastIndex;
    return match[0];
  }

  #decode(raw: string): string {
    if (!raw.includes('&')) return raw;
    return raw.replace(/&([^;&\s]{0,12});?/g, (whole, name: string) => {
      if (!whole.endsWith(';')) this.#fail('"&" must be written "&amp;"');
      const code = /^#(?:x([0-9a-fA-F]+)|(\d+))$/.exec(name);
      if (code !== null) {
        const point = Number.parseInt(code[1] ?? code[2] ?? '', code[1] === undefined ? 10 : 16);
        if (point > 0x10ffff || point === 0) this.#fail(`no such character: ${whole}`);
        return String.fromCodePoint(point);
      }
      return (Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined) ?? this.#fail(`entity ${whole} is not allowed`);
    });
  }

  #attributes(): Map<string, string> {
    const attributes = new Map<string, string>();
    for (;;) {
      this.#space();
      const char = this.#text[this.#at];
      if (char === '>' || char === '/' || char === undefined) return attributes;
      const name = this.#name();
      this.#space();
      if (this.#text[this.#at++] !== '=') this.#fail(`attribute ${name} lacks a value`);
      this.#space();
      const quote = this.#text[this.#at++];
      if (quote !== '"' && quote !== "'") this.#fail(`the value of ${name} is not quoted`);
      const start = this.#at;
      this.#skip(quote);
      if (attributes.has(name)) this.#fail(`attribute ${name} is given twice`);
      const raw = this.#text.slice(start, this.#at - 1);
      if (raw.includes('<')) this.#fail(`"<" in the value of ${name}`);
      attributes.set(name, this.#decode(raw.replace(/[\t\n\r]/g, ' ')));
    }
  }

  #open(stack: readonly Open[]): Open & { readonly closed: boolean } {
    if (++this.#elements > MOST_ELEMENTS) this.#fail(`more than ${MOST_ELEMENTS} elements`);
    if (stack.length >= DEEPEST) this.#fail(`elements nested deeper than ${DEEPEST}`);
    const line = this.#lineHere();
    const qualified = this.#name();
    const attributes = this.#attributes();
    const closed = this.#text[this.#at] === '/';
    if (closed) this.#at++;
    if (this.#text[this.#at++] !== '>') this.#fail(`<${qualified}> is not closed`);
    const around = stack.at(-1)?.prefixes ?? new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);
    const own = [...attributes].filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'));
    const prefixes = own.length === 0 ? around : new Map([...around, ...own.map(([name, uri]): [string, string] => [name.slice(6), uri])]);
    const colon = qualified.indexOf(':');
    const prefix = colon < 0 ? '' : qualified.slice(0, colon);
    if (prefix !== '' && !prefixes.has(prefix)) this.#fail(`prefix ${prefix} is not declared`);
    const element = {
      name: qualified.slice(colon + 1),
      namespace: prefixes.get(prefix) ?? '',
      attributes,
      children: [],
      text: '',
      line,
    };
    return { qualified, element, prefixes, closed };
  }

  read(): XmlElement {
    const stack: Open[] = [];
    let root: XmlElement | undefined;
    while (this.#at < this.#text.length) {
      const next = this.#text.indexOf('<', this.#at);
      const raw = this.#text.slice(this.#at, next < 0 ? this.#text.length : next);
      const top = stack.at(-1);
      if (top !== undefined) top.element.text += this.#decode(raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw);
      else if (raw.trim() !== '') this.#fail('text outside the root element');
      if (next < 0) break;
      this.#at = next + 1;
      if (this.#text.startsWith('!--', this.#at)) this.#skip('-->');
      else if (this.#text[this.#at] === '?') this.#skip('?>');
      else if (this.#text.startsWith('![CDATA[', this.#at)) this.#cdata(top);
      else if (this.#text[this.#at] === '!') this.#fail('a document type declaration is not allowed');
      else if (this.#text[this.#at] === '/') this.#close(stack);
      else {
        if (root !== undefined && top === undefined) this.#fail('a second root element');
        const opened = this.#open(stack);
        root ??= opened.element;
        top?.element.children.push(opened.element);
        if (!opened.closed) stack.push(opened);
      }
    }
    const left = stack.at(-1);
    if (left !== undefined) this.#fail(`<${left.qualified}> is not closed`);
    return root ?? this.#fail('there is no element');
  }

  #cdata(top: Open | undefined): void {
    if (top === undefined) this.#fail('text outside the root element');
    const start = this.#at + '![CDATA['.length;
    this.#skip(']]>');
    top.element.text += this.#text.slice(start, this.#at - 3);
  }

  #close(stack: Open[]): void {
    this.#at++;
    const name = this.#name();
    this.#space();
    if (this.#text[this.#at++] !== '>') this.#fail(`</${name}> is not closed`);
    const opened = stack.pop();
    if (opened?.qualified !== name) this.#fail(`</${name}> closes nothing`);
  }
}

/**
 * Reads an XML document.
 * @throws XmlError with the line
 */
export const readXml = (text: string): XmlElement => new XmlReader(text).read();
