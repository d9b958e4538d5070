import { contours } from 'd3-contour';
import type { LossRaster } from '../terrain/coverage.ts';
import { element, label, palette, picture, round, sequence, text, ticks } from './svg.ts';

export type CoveragePicture = {
  readonly title: string;
  readonly raster: LossRaster;
  /** What is shown, by cell of the raster: levels in dBm or fields; NaN is not known and stays white. */
  readonly values: Float32Array;
  /** Rising levels, at most eight; each band reaches up to the next. */
  readonly levels: readonly number[];
  readonly unit: string;
  /** Terrain heights by cell, drawn as contour lines below the bands. */
  readonly heights?: Float32Array;
  readonly words?: Partial<CoverageWords>;
};

export type CoverageWords = { readonly below: string; readonly unknown: string; readonly share: string; readonly north: string };

const ENGLISH: CoverageWords = { below: 'below', unknown: 'not computed', share: 'share of the area', north: 'N' };

const MAP = 640;
const FRAME = { left: 24, top: 64, right: 230, bottom: 40 } as const;
const UNKNOWN = -1e6;

/** Map of a value around a transmitter in bands, with range rings, scale, north and the share of the area in each band. */
export function drawCoverageMap(input: CoveragePicture): string {
  const { title, raster, values, levels, unit, heights } = input;
  const words = { ...ENGLISH, ...input.words };
  const { size, cellM } = raster;
  if (values.length !== size * size) throw new RangeError(`${values.length} values for a raster of ${size} × ${size}`);
  if (levels.length === 0 || levels.length > sequence.length)
    throw new RangeError(`one to ${sequence.length} levels can be told apart, got ${levels.length}`);
  levels.forEach((level, i) => {
    if (i > 0 && !(level > (levels[i - 1] as number))) throw new RangeError('levels rise');
  });
  const scale = MAP / size;
  const colours = levels.map((_, i) => sequence[Math.round((i * (sequence.length - 1)) / Math.max(1, levels.length - 1))] as string);
  const filled = Array.from(values, (value) => (Number.isNaN(value) ? UNKNOWN : value));
  const maker = contours().size([size, size]).smooth(true);
  const bands = levels.map((level, i) =>
    element('path', { d: multiPolygon(maker.contour(filled, level).coordinates, scale), fill: colours[i], 'fill-rule': 'evenodd' }),
  );
  const centre = MAP / 2;
  const reachKm = (((size - 1) / 2) * cellM) / 1000;
  const rings = ticks(0, reachKm, 3)
    .filter((km) => km > 0)
    .map((km) => {
      const r = (km * 1000 * scale) / cellM;
      return (
        element('circle', {
          cx: centre,
          cy: centre,
          r,
          fill: 'none',
          stroke: palette.ink,
          'stroke-opacity': 0.45,
          'stroke-dasharray': '3 4',
        }) + text(centre + r * Math.SQRT1_2 + 3, centre - r * Math.SQRT1_2 - 3, `${label(km)} km`, { size: 11, halo: true })
      );
    });
  const relief = heights === undefined ? [] : reliefLines(heights, size, scale);
  const transmitter = element('path', {
    d: `M${centre} ${centre - 9}l8 14h-16z`,
    fill: palette.paper,
    stroke: palette.ink,
    'stroke-width': 2,
  });
  const shares = bandShares(values, levels);
  const description = levels.map((level, i) => `≥ ${label(level)} ${unit}: ${percent(shares.from[i] as number)}`).join(', ');
  return picture(
    FRAME.left + MAP + FRAME.right,
    FRAME.top + MAP + FRAME.bottom,
    title,
    description,
    text(FRAME.left, 28, title, { size: 17, weight: 'bold' }),
    text(
      FRAME.left,
      48,
      `${raster.centre.latDeg.toFixed(4)}°, ${raster.centre.lonDeg.toFixed(4)}° · ${label(Math.round(reachKm * 10) / 10)} km`,
      { fill: palette.soft },
    ),
    element(
      'g',
      { transform: `translate(${FRAME.left} ${FRAME.top})` },
      element('rect', { width: MAP, height: MAP, fill: palette.paper }),
      element('circle', { cx: centre, cy: centre, r: MAP / 2, fill: palette.surface }),
      ...bands,
      ...relief,
      ...rings,
      transmitter,
      element('rect', { width: MAP, height: MAP, fill: 'none', stroke: palette.line }),
      scaleBar(reachKm, (1000 * scale) / cellM),
      north(words.north),
    ),
    legend(levels, colours, unit, words, shares),
  );
}

function multiPolygon(coordinates: readonly (readonly (readonly (readonly number[])[])[])[], scale: number): string {
  let data = '';
  for (const polygon of coordinates)
    for (const ring of polygon) {
      ring.forEach((point, i) => {
        data += `${i === 0 ? 'M' : 'L'}${round((point[0] as number) * scale)} ${round((point[1] as number) * scale)}`;
      });
      data += 'Z';
    }
  return data;
}

/** Contour lines of the terrain, about ten of them. */
function reliefLines(heights: Float32Array, size: number, scale: number): readonly string[] {
  const known = heights.filter((height) => !Number.isNaN(height));
  if (known.length === 0) return [];
  const [low, high] = known.reduce(
    ([a, b], height) => [Math.min(a, height), Math.max(b, height)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  ) as [number, number];
  const plain = Array.from(heights, (height) => (Number.isNaN(height) ? low : height));
  const maker = contours().size([size, size]);
  return ticks(low, high, 8).map((height) =>
    element('path', {
      d: multiPolygon(maker.contour(plain, height).coordinates, scale),
      fill: 'none',
      stroke: palette.ink,
      'stroke-opacity': 0.22,
      'stroke-width': 0.6,
    }),
  );
}

type Shares = { readonly from: readonly number[]; readonly below: number };

/** Share of the computed circle at or above each level. */
function bandShares(values: Float32Array, levels: readonly number[]): Shares {
  let known = 0;
  let below = 0;
  const from = levels.map(() => 0);
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    known++;
    if (value < (levels[0] as number)) below++;
    levels.forEach((level, i) => {
      if (value >= level) from[i] = (from[i] as number) + 1;
    });
  }
  const share = (count: number): number => (known === 0 ? 0 : count / known);
  return { from: from.map(share), below: share(below) };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function legend(levels: readonly number[], colours: readonly string[], unit: string, words: CoverageWords, shares: Shares): string {
  const left = FRAME.left + MAP + 22;
  const rows = levels
    .map((level, i) => ({ colour: colours[i] as string, name: `≥ ${label(level)} ${unit}`, share: percent(shares.from[i] as number) }))
    .toReversed();
  rows.push({ colour: palette.surface, name: `${words.below} ${label(levels[0] as number)} ${unit}`, share: percent(shares.below) });
  rows.push({ colour: palette.paper, name: words.unknown, share: '' });
  return [
    text(left, FRAME.top + 12, words.share, { fill: palette.soft }),
    ...rows.map(({ colour, name, share }, i) => {
      const y = FRAME.top + 26 + i * 26;
      return (
        element('rect', { x: left, y, width: 20, height: 20, fill: colour, stroke: palette.line }) +
        text(left + 28, y + 15, name) +
        text(left + 186, y + 15, share, { anchor: 'end', fill: palette.soft })
      );
    }),
  ].join('');
}

function scaleBar(reachKm: number, pixelsPerKm: number): string {
  const km = ticks(0, reachKm / 2, 2).at(-1) ?? 1;
  const width = km * pixelsPerKm;
  const [x, y] = [14, MAP - 16];
  return (
    element('rect', { x: x - 6, y: y - 22, width: width + 12, height: 30, fill: palette.paper, 'fill-opacity': 0.85 }) +
    element('path', { d: `M${x} ${y - 5}v5h${round(width)}v-5`, fill: 'none', stroke: palette.ink, 'stroke-width': 1.5 }) +
    text(x + width / 2, y - 7, `${label(km)} km`, { size: 11, anchor: 'middle' })
  );
}

const north = (word: string): string =>
  element('path', { d: `M${MAP - 24} 16l7 22l-7 -5l-7 5z`, fill: palette.ink }) +
  text(MAP - 24, 52, word, { size: 12, anchor: 'middle', halo: true });
