import type { ModdleElement } from './elements.ts';
import { label } from './elements.ts';
import type { Finding } from './plan.ts';

/** Turns what the parser says into a finding that names the element by its id. */
export function toFinding(xml: string, message: string, element: ModdleElement | undefined): Finding {
  const nested = /nested error: (.*)/s.exec(message)?.[1]?.replace(/\s+/g, ' ');
  const line = /line: (\d+)/.exec(message)?.[1];
  const column = /column: (\d+)/.exec(message)?.[1];
  const tag = /unparsable content <([^>]*)>/.exec(message)?.[1];
  const where = line === undefined ? '' : ` (line ${Number(line) + 1})`;
  const reason = nested === undefined ? message : `${tag === undefined ? '' : `<${tag}>: `}${nested}${where}`;
  const duplicate = /duplicate ID <([^>]*)>/.exec(message)?.[1];
  const isText = nested?.startsWith('unexpected body text') === true;
  const around = line === undefined ? undefined : idAt(xml, Number(line), Number(column ?? 0), isText);
  return { code: 'xml', element: element === undefined ? (duplicate ?? around ?? tag ?? 'definitions') : label(element), reason };
}

/** The id of the tag that stands at a place of the text, or of the nearest one around it that has one. */
function idAt(xml: string, line: number, column: number, isText: boolean): string | undefined {
  let offset = 0;
  for (let i = 0; i < line; i++) {
    const end = xml.indexOf('\n', offset);
    if (end < 0) break;
    offset = end + 1;
  }
  offset += column;
  const around: (string | undefined)[] = [];
  for (const found of tagsOf(xml)) {
    if (found.index > offset) break;
    const id = /\sid\s*=\s*["']([^"']*)["']/.exec(found.text)?.[1];
    if (found.index === offset && id !== undefined && !isText) return id;
    if (found.index === offset) break;
    if (found.text.startsWith('</')) around.pop();
    else if (!found.text.endsWith('/>')) around.push(id);
  }
  return around.findLast((id) => id !== undefined);
}

interface Tag {
  readonly text: string;
  readonly index: number;
}

/** The tags of a text in order, without comments, processing instructions and what stands in CDATA sections. */
export function* tagsOf(xml: string): Generator<Tag> {
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at)) {
    const skip = skipped.find(([begin]) => xml.startsWith(begin, at));
    const end = xml.indexOf(skip?.[1] ?? '>', at);
    if (end < 0) return;
    const after = end + (skip?.[1] ?? '>').length;
    if (skip === undefined) yield { text: xml.slice(at, after), index: at };
    at = after;
  }
}

const skipped = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;
