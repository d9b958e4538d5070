import { Liquid } from 'liquidjs';

/** One block of an official text: what the page, the PDF and the hash are made of. */
export type Block =
  | { readonly kind: 'heading' | 'addressee' | 'paragraph' | 'signatory' | 'note'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly { readonly key: string; readonly value: string }[] };

/** Templates are written by officers, not by programmers: they may compute nothing that we did not give them. */
const liquid = new Liquid({ strictVariables: true, strictFilters: true, ownPropertyOnly: true });

export type TextTemplate = ReturnType<Liquid['parse']>;

/** @throws Error naming line and column where the template is not well formed */
export const parseTemplate = (text: string): TextTemplate => liquid.parse(text);

const MARKS: readonly (readonly [string, Exclude<Block['kind'], 'facts'>])[] = [
  ['# ', 'heading'],
  ['@ ', 'addressee'],
  ['= ', 'signatory'],
  ['> ', 'note'],
];

/** Fills a template and reads its lines as blocks (`readBlocks`). */
export const renderText = (template: TextTemplate, values: Readonly<Record<string, unknown>>): readonly Block[] =>
  readBlocks(liquid.renderSync(template, values) as string);

/** The lines that `readBlocks` reads as these blocks. */
export const writeBlocks = (blocks: readonly Block[]): string =>
  blocks
    .map((block) =>
      block.kind === 'facts'
        ? block.rows.map(({ key, value }) => `- ${key}：${value}`).join('\n')
        : `${MARKS.find(([, kind]) => kind === block.kind)?.[0] ?? ''}${block.text}`,
    )
    .join('\n');

/**
 * Reads lines as blocks: `# ` title, `@ ` addressee, `- key: value` a fact, `= ` signatory, `> ` note,
 * anything else a paragraph; an empty line separates.
 */
export function readBlocks(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let facts: { key: string; value: string }[] = [];
  const endFacts = (): void => {
    if (facts.length > 0) blocks.push({ kind: 'facts', rows: facts });
    facts = [];
  };
  for (const line of text.split('\n').map((each) => each.trim())) {
    const fact = /^- ([^:：]+)[:：]\s*(.*)$/u.exec(line);
    if (fact !== null) {
      facts.push({ key: fact[1] ?? '', value: fact[2] ?? '' });
      continue;
    }
    endFacts();
    if (line === '') continue;
    const mark = MARKS.find(([sign]) => line.startsWith(sign));
    blocks.push(mark === undefined ? { kind: 'paragraph', text: line } : { kind: mark[1], text: line.slice(mark[0].length) });
  }
  endFacts();
  return blocks;
}
