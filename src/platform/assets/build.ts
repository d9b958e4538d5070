import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile, NodePackageImporter } from 'sass';

const here = import.meta.dirname;
export const STYLE_SHEET = join(here, 'mandate.css');
export const FONT_SHEET = join(here, 'fonts.css');

/** The style sheet from its sources. It takes a second and 190 MB, so it is kept in the repository and a test compares the bytes. */
export function compileStyles(): string {
  const { css } = compile(join(here, 'styles', 'mandate.scss'), {
    importers: [new NodePackageImporter(here)],
    style: 'compressed',
    quietDeps: true,
    charset: false, // served as UTF-8; the mark before the first byte would only confuse
  });
  return `${css}\n`;
}

/** Radicals and all that follows: ideographs, their punctuation, full-width forms. Everything before is the system's own face. */
const FIRST_CJK = 0x2e80;
const CJK = 'U+2E80-303F,U+3400-9FFF,U+F900-FAFF,U+FF00-FFEF';
const LOCAL: Readonly<Record<string, readonly string[]>> = {
  '100 549': ['PingFang SC', 'PingFangSC-Regular', 'Microsoft YaHei', 'HarmonyOS Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC'],
  '550 900': ['PingFangSC-Semibold', 'Microsoft YaHei Bold', 'HarmonyOS Sans SC Bold', 'Noto Sans CJK SC Bold', 'Source Han Sans SC Bold'],
};

/**
 * The faces for Chinese: what the reader's system has, then slices of Noto Sans SC, of Chinese alone.
 *
 * They stand first in the list of families, since Chromium (153, seen) keeps drawing empty boxes after a slice has come when
 * the first family is a local one without the character.
 */
export function compileFonts(): string {
  const slices = readFileSync(fileURLToPath(import.meta.resolve('@fontsource-variable/noto-sans-sc/index.css')), 'utf8');
  const local = Object.entries(LOCAL).map(
    ([weight, names]) =>
      `@font-face{font-family:"Local Chinese";font-weight:${weight};src:${names.map((name) => `local("${name}")`).join(',')};unicode-range:${CJK}}`,
  );
  const served = [...slices.matchAll(/url\((\.\/files\/[^)]+-\d+-wght-normal\.woff2)\)[^;]*;\s*unicode-range: ([^;]+);/g)].flatMap(
    ([, file, all]) => {
      const ranges = (all ?? '').split(',').filter((range) => Number.parseInt(range.slice(2), 16) >= FIRST_CJK);
      return ranges.length === 0
        ? []
        : [
            `@font-face{font-family:"Noto Sans SC Variable";font-display:swap;font-weight:100 900;src:url(${file}) format("woff2");unicode-range:${ranges.join(',')}}`,
          ];
    },
  );
  return `${[...local, ...served].join('\n')}\n`;
}

if (import.meta.main) {
  writeFileSync(STYLE_SHEET, compileStyles());
  writeFileSync(FONT_SHEET, compileFonts());
}
