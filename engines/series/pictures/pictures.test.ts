import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adjustmentPicture, siRatiosPicture, slidingSpansPicture } from './adjustment.ts';
import { cyclePicture } from './cycle.ts';
import { forecastPicture } from './forecast.ts';
import { type Picture, palettes } from './frame.ts';
import { spectrumPicture } from './spectrum.ts';
import { chinese, english } from './words.ts';

const periods = Array.from({ length: 48 }, (_, t) => `${2020 + Math.floor(t / 12)}-${String((t % 12) + 1).padStart(2, '0')}`);
const values = periods.map((_, t) => 100 + t + 8 * Math.sin(t / 2));
const withGap = values.map((value, t) => (t === 20 ? Number.NaN : value));

const drawings: Readonly<Record<string, (language: string, theme: 'light' | 'dark') => Promise<Picture>>> = {
  adjustment: (language, theme) =>
    adjustmentPicture({ periods, original: withGap, adjusted: values, trend: values }, { title: 'Iron & <steel>', language, theme }),
  siRatios: (language, theme) =>
    siRatiosPicture(
      { frequency: 12, firstYear: 2020, firstPosition: 0, ratios: withGap, factors: values },
      { title: 'Iron & <steel>', language, theme },
    ),
  slidingSpans: (language, theme) =>
    slidingSpansPicture(
      { periods, differences: withGap.map((value) => value / 30), limit: 4 },
      { title: 'Iron & <steel>', language, theme },
    ),
  spectrum: (language, theme) =>
    spectrumPicture(
      { frequencies: values.map((_, i) => i / 94), decibels: withGap, seasonal: [1 / 12, 1 / 6], tradingDay: [0.348] },
      { title: 'Iron & <steel>', language, theme },
    ),
  forecast: (language, theme) =>
    forecastPicture(
      {
        periods: periods.slice(0, 36),
        observed: withGap.slice(0, 36),
        forecastPeriods: periods.slice(36),
        points: values.slice(36),
        bands: [95, 80].map((level) => ({
          level,
          lower: values.slice(36).map((v) => v - level),
          upper: values.slice(36).map((v) => v + level),
        })),
      },
      { title: 'Iron & <steel>', language, theme },
    ),
  cycle: (language, theme) =>
    cyclePicture(
      {
        periods,
        values: withGap,
        turns: [
          { position: 12, kind: 'peak' },
          { position: 30, kind: 'trough' },
        ],
      },
      { title: 'Iron & <steel>', language, theme },
    ),
};

for (const [name, drawing] of Object.entries(drawings)) {
  test(`${name}: an image with a name and a description, whole figures, and its table beside it`, async () => {
    for (const [language, theme, words] of [
      ['en', 'light', english],
      ['zh-CN', 'dark', chinese],
    ] as const) {
      const { svg, table } = await drawing(language, theme);
      assert.match(svg, /^<svg role="img" aria-labelledby="picture-title picture-description" /);
      assert.match(svg, /<title id="picture-title">Iron &amp; &lt;steel&gt;[:：]/);
      assert.match(svg, /<desc id="picture-description">[^<]{8,}<\/desc>/);
      assert.doesNotMatch(svg, /NaN|undefined|Infinity|<script/);
      assert.ok(svg.includes(palettes[theme].paper), 'the paper of the theme');
      assert.ok(table.caption.startsWith('Iron & <steel>'));
      assert.ok(table.columns.includes(words.period) || table.columns.includes(words.year) || table.columns.includes(words.frequency));
      assert.ok(table.rows.length >= 12);
      for (const row of table.rows) {
        assert.equal(row.length, table.columns.length);
        assert.ok(row.every((cell) => cell === null || typeof cell === 'string' || Number.isFinite(cell)));
      }
    }
  });
}

test('the same request draws the same picture, byte for byte', async () => {
  for (const drawing of Object.values(drawings))
    assert.equal(withoutIds((await drawing('en', 'light')).svg), withoutIds((await drawing('en', 'light')).svg));
});

/** echarts numbers its clip paths and classes through the life of the process. */
const withoutIds = (svg: string): string => svg.replaceAll(/zr\d+-[a-z]+-?\d+|zr\d+/g, 'id');

test('text keeps 4.5 : 1 and lines 3 : 1 on the paper, in both themes', () => {
  for (const palette of Object.values(palettes)) {
    for (const text of [palette.ink, palette.soft]) assert.ok(contrast(text, palette.paper) >= 4.5, text);
    for (const line of [palette.main, palette.second, palette.stop]) assert.ok(contrast(line, palette.paper) >= 3, line);
  }
});

/** Contrast by WCAG 2.2. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string): number => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
