import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileFonts, compileStyles, FONT_SHEET, STYLE_SHEET } from './build.ts';

const here = import.meta.dirname;

test('the kept sheets are what their sources compile to', () => {
  assert.ok(compileFonts() === readFileSync(FONT_SHEET, 'utf8'), 'run: node src/platform/assets/build.ts');
  assert.ok(compileStyles() === readFileSync(STYLE_SHEET, 'utf8'), 'run: node src/platform/assets/build.ts');
});

/** Every pair of text and ground that a page puts together. */
const PAIRS: readonly (readonly [text: string, ground: string])[] = [
  ...['paper', 'surface'].flatMap((ground) =>
    ['ink', 'ink-soft', 'link', 'link-hover', 'visited', 'good', 'wait', 'late', 'stop', 'neutral'].map((text) => [text, ground] as const),
  ),
  ...['good', 'wait', 'late', 'stop', 'neutral'].flatMap((tone) => [
    [tone, `${tone}-soft`] as const,
    ['ink', `${tone}-soft`] as const,
  ]),
  ['on-brand', 'brand'],
  ['on-action', 'action'],
  ['on-action', 'action-hover'],
  ['on-counted', 'counted'],
  ['ink', 'quiet'],
  ['ink', 'quiet-hover'],
  ['link', 'quiet'],
  ['focus-ink', 'focus'],
  ['paper', 'ink'],
  ['paper', 'good'],
  ['paper', 'late'],
  ['paper', 'wait'],
  ...[1, 2, 3, 4].map((level) => [`on-level-${level}`, `level-${level}`] as const),
];

for (const theme of ['light', 'dark']) {
  test(`text on its ground has 4.5 : 1 in the ${theme} theme (WCAG 2.2, 1.4.3), borders of fields 3 : 1 (1.4.11)`, () => {
    const colours = coloursOf(theme);
    const poor = PAIRS.filter(([text, ground]) => contrast(colours, text, ground) < 4.5);
    assert.deepEqual(
      poor.map(([text, ground]) => `${text} on ${ground}: ${contrast(colours, text, ground).toFixed(2)}`),
      [],
    );
    assert.ok(contrast(colours, 'field', 'paper') >= 3);
    assert.ok(contrast(colours, 'field', 'surface') >= 3);
  });
}

test('black on white is 21 : 1', () => {
  const colours = new Map([
    ['black', '#000000'],
    ['white', '#ffffff'],
  ]);
  assert.equal(contrast(colours, 'black', 'white'), 21);
});

test('every class of ours that a page prints has a style', () => {
  const sheet = readFileSync(STYLE_SHEET, 'utf8');
  const sources = join(here, '..', '..');
  const named = new Set<string>();
  for (const entry of readdirSync(sources, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/(?<!\.test)\.ts$/.test(entry.name)) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const found of text.matchAll(/[\s"'`](app-[a-z]+(?:-[a-z]+)*(?:__[a-z-]+)?(?:--[a-z-]+)?)(?=[\s"'`])/g)) named.add(found[1] ?? '');
  }
  // Names that only say what a thing is, for scripts, tests and the reader of the markup.
  const unstyled = new Set([
    'app-template',
    'app-template--citizen',
    'app-timeline__title',
    'app-identity__fact',
    'app-case__main',
    'app-case__aside',
    'app-org',
    'app-steps__body',
    'app-process__steps',
    'app-org__node',
    'app-org__days',
    'app-desk__link',
    'app-desk__mark',
    'app-figures__item',
    'app-checks__title',
  ]);
  assert.deepEqual(
    [...named].filter((name) => !unstyled.has(name) && !new RegExp(`\\.${name}(?![a-z_-])`).test(sheet)),
    [],
  );
});

function coloursOf(theme: string): ReadonlyMap<string, string> {
  const source = readFileSync(join(here, 'styles', '_tokens.scss'), 'utf8');
  const block = new RegExp(`\\$${theme}: \\(([\\s\\S]*?)\\);`).exec(source)?.[1] ?? '';
  return new Map([...block.matchAll(/([a-z0-9-]+): (#[0-9a-f]{6})/g)].map((found) => [found[1] ?? '', found[2] ?? '']));
}

/** Contrast ratio of two colours (WCAG 2.2, definition of "contrast ratio"). */
function contrast(colours: ReadonlyMap<string, string>, one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other]
    .map((name) => {
      const colour = colours.get(name);
      assert.ok(colour !== undefined, `no colour ${name}`);
      return luminance(colour);
    })
    .sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
