import { attributes, type Html, html } from '../../platform/views/index.ts';
import type { BodyMark } from '../day-changes.ts';

export interface PictureBody {
  readonly code: string;
  readonly name: string;
  readonly href: string;
  readonly mark: BodyMark | undefined;
}

export interface PictureGroup {
  readonly key: string;
  readonly title: string;
  readonly href: string;
  readonly bodies: readonly PictureBody[];
}

export interface PictureOptions {
  readonly root: PictureBody;
  readonly groups: readonly PictureGroup[];
  /** The group that fills the picture; all of it without one. */
  readonly near: string | undefined;
  readonly markWords: (mark: BodyMark) => string;
}

const WIDTH = 1200;
const CELL = 180;
const GAP = 10;
const INSET = 12;
const LINE = 16;
/** As many to a row as the width has room for, beside the trunk. */
const MOST_COLUMNS = 6;
const LEFT = 28;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface Cell extends Box {
  readonly body: PictureBody;
  readonly lines: readonly string[];
}
interface Block extends Box {
  readonly group: PictureGroup;
  readonly cells: readonly Cell[];
}

/** Two Latin letters take about the room of one Chinese character. */
const roomOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (/[ᄀ-￯]/.test(sign) ? 13 : /[A-Z]/.test(sign) ? 8.6 : 6.9), 0);

/** A name in lines that fit a cell; nothing is cut off, the cell grows. */
function linesOf(name: string, room: number): readonly string[] {
  const pieces = /\s/.test(name) ? name.split(/(?<=[\s–-])/) : [...name];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && roomOf((line + piece).trimEnd()) > room) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

/** Places the groups from left to right and on to the next row, as words are set. */
function layOut(groups: readonly PictureGroup[], top: number): readonly Block[] {
  const blocks: Block[] = [];
  let [x, y, tallest] = [LEFT, top, 0];
  for (const group of groups) {
    const columns = Math.min(MOST_COLUMNS, Math.max(1, group.bodies.length));
    const width = Math.max(columns * (CELL + GAP) - GAP, roomOf(group.title) * 1.15 + 40);
    if (x > LEFT && x + width > WIDTH) {
      y += tallest + 28;
      [x, tallest] = [LEFT, 0];
    }
    const cells = cellsOf(group, x, y + 30, columns);
    const height = Math.max(30, ...cells.map((cell) => cell.y + cell.height - y));
    blocks.push({ group, cells, x, y, width, height });
    x += width + 36;
    tallest = Math.max(tallest, height);
  }
  return blocks;
}

function cellsOf({ bodies }: PictureGroup, left: number, top: number, columns: number): readonly Cell[] {
  const cells: Cell[] = [];
  let y = top;
  for (let first = 0; first < bodies.length; first += columns) {
    const row = bodies.slice(first, first + columns).map((body) => ({ body, lines: linesOf(body.name, CELL - 2 * INSET) }));
    const height = Math.max(...row.map(({ body, lines }) => lines.length * LINE + (body.mark === undefined ? 14 : 32)));
    cells.push(...row.map((each, i) => ({ ...each, x: left + i * (CELL + GAP), y, width: CELL, height })));
    y += height + GAP;
  }
  return cells;
}

const TONES: Readonly<Record<BodyMark, string>> = { new: 'good', gone: 'late', renamed: 'wait', moved: 'wait', changed: 'wait' };

/**
 * The organisation as one drawing that may be looked at from near: by its links without a script, by wheel, fingers, keys and buttons
 * with the island `organisation`. Screen readers and the keyboard have the list beside it, which says the same.
 */
export function organisationPicture({ root, groups, near, markWords }: PictureOptions): Html {
  const rootLines = linesOf(root.name, 420);
  const rootHeight = rootLines.length * LINE + (root.mark === undefined ? 18 : 34);
  const blocks = layOut(groups, rootHeight + 36);
  const height = Math.max(rootHeight, ...blocks.map((block) => block.y + block.height)) + 12;
  const shown = blocks.find((block) => block.group.key === near);
  const view =
    shown === undefined
      ? `0 0 ${WIDTH} ${height}`
      : `${shown.x - 14} ${shown.y - 6} ${Math.max(shown.width + 28, 400)} ${shown.height + 18}`;
  const rows = [...new Set(blocks.map((block) => block.y))];
  const trunk = `M10 ${rootHeight}V${(rows.at(-1) ?? rootHeight) + 12}${rows.map((y) => `M10 ${y + 12}H${LEFT - 6}`).join('')}`;
  return html`<svg class="app-org__picture" xmlns="http://www.w3.org/2000/svg" viewBox="${view}" data-whole="${`0 0 ${WIDTH} ${height}`}" aria-hidden="true" focusable="false" font-size="13" fill="currentColor"><path d="${trunk}" fill="none" stroke="currentColor" stroke-opacity="0.4"></path>${cellPicture(
    { body: root, lines: rootLines, x: 0, y: 0, width: 448, height: rootHeight },
    markWords,
  )}${blocks.map(
    (block) =>
      html`<g data-group="${block.group.key}"><a href="${block.group.href}" tabindex="-1"><text x="${block.x}" y="${block.y + 17}" font-size="15" font-weight="600">${block.group.title} ${block.group.bodies.length}</text></a>${block.cells.map((cell) => cellPicture(cell, markWords))}</g>`,
  )}</svg>`;
}

function cellPicture({ body, lines, x, y, width, height }: Cell, markWords: (mark: BodyMark) => string): Html {
  const tone = body.mark === undefined ? undefined : TONES[body.mark];
  return html`<a href="${body.href}" tabindex="-1" data-cell="${body.code}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="2"${attributes(
    {
      fill: tone === undefined ? 'var(--app-paper)' : `var(--app-${tone}-soft)`,
      stroke: tone === undefined ? 'var(--app-line)' : `var(--app-${tone})`,
      'stroke-width': tone === undefined ? '1' : '2',
      'stroke-dasharray': body.mark === 'gone' ? '6 4' : undefined,
    },
  )}></rect>${lines.map(
    (line, i) =>
      html`<text x="${x + INSET}" y="${y + 21 + i * LINE}"${attributes({ 'text-decoration': body.mark === 'gone' ? 'line-through' : undefined })}>${line}</text>`,
  )}${
    body.mark !== undefined &&
    html`<text x="${x + INSET}" y="${y + 23 + lines.length * LINE}" font-size="12" font-weight="600" fill="${`var(--app-${tone})`}">${markWords(body.mark)}</text>`
  }</a>`;
}
