import { fresnelRadius } from '../propagation/p525.ts';
import { element, label, line, palette, pathData, picture, text, ticks } from './svg.ts';

export type ProfilePicture = {
  readonly title: string;
  /** Distances in km from the transmitter, increasing, and ground heights in metres above sea level. */
  readonly distancesKm: ArrayLike<number>;
  readonly heightsM: ArrayLike<number>;
  /** Antennas above ground, metres. */
  readonly heightT: number;
  readonly heightR: number;
  readonly fGHz: number;
  /** Effective Earth radius factor: 4/3 for the median atmosphere. */
  readonly kFactor: number;
  readonly words?: Partial<ProfileWords>;
};

export type ProfileWords = {
  readonly distance: string;
  readonly height: string;
  readonly clear: string;
  readonly blocked: string;
  readonly zone: string;
  readonly edges: string;
  readonly clearance: string;
};

const ENGLISH: ProfileWords = {
  distance: 'Distance (km)',
  height: 'Height over sea level (m), Earth curved by k = ',
  clear: 'line of sight',
  blocked: 'line of sight is blocked',
  zone: 'first Fresnel zone, 60 % inside',
  edges: 'diffraction edges',
  clearance: 'least clearance',
};

/** One sample of the profile over the effective Earth. */
type Sample = { readonly d: number; readonly ground: number };

const EARTH_RADIUS_KM = 6371;

/** Ground raised by the bulge of the effective Earth, so that rays are straight. */
function raise(distancesKm: ArrayLike<number>, heightsM: ArrayLike<number>, kFactor: number): readonly Sample[] {
  const total = distancesKm[distancesKm.length - 1] as number;
  return Array.from(distancesKm, (d, i) => ({
    d,
    ground: (heightsM[i] as number) + (d * (total - d) * 1000) / (2 * kFactor * EARTH_RADIUS_KM),
  }));
}

/** Corners of a string stretched from one antenna to the other over the terrain: the edges at which the wave bends. */
export function diffractionEdges(samples: readonly Sample[], topT: number, topR: number): readonly number[] {
  const last = samples.length - 1;
  const height = (i: number): number => (i === 0 ? topT : i === last ? topR : (samples[i] as Sample).ground);
  const hull: number[] = [];
  for (let i = 0; i <= last; i++) {
    while (hull.length >= 2) {
      const a = hull[hull.length - 2] as number;
      const b = hull[hull.length - 1] as number;
      const [da, db, di] = [samples[a], samples[b], samples[i]].map((sample) => (sample as Sample).d) as [number, number, number];
      if ((height(b) - height(a)) * (di - db) > (height(i) - height(b)) * (db - da)) break;
      hull.pop();
    }
    hull.push(i);
  }
  return hull.slice(1, -1);
}

/** Clearance of the ray over the ground in shares of the first Fresnel radius, least along the path, and where. */
export function leastClearance(
  samples: readonly Sample[],
  topT: number,
  topR: number,
  fGHz: number,
): { readonly index: number; readonly share: number } {
  const total = (samples[samples.length - 1] as Sample).d;
  let best = { index: 0, share: Number.POSITIVE_INFINITY };
  samples.forEach(({ d, ground }, index) => {
    if (index === 0 || index === samples.length - 1) return;
    const ray = topT + ((topR - topT) * d) / total;
    const share = (ray - ground) / fresnelRadius(fGHz, d, total - d);
    if (share < best.share) best = { index, share };
  });
  return best;
}

const WIDTH = 960;
const HEIGHT = 420;
const FRAME = { left: 64, right: 24, top: 60, bottom: 56 } as const;

/**
 * Path profile with terrain over the effective Earth, ray, first Fresnel zone, antennas and diffraction edges.
 *
 * @throws RangeError when distances do not increase from 0 or a height is not finite
 */
export function drawPathProfile(input: ProfilePicture): string {
  const { title, distancesKm, heightsM, heightT, heightR, fGHz, kFactor } = input;
  const words = { ...ENGLISH, ...input.words };
  const last = distancesKm.length - 1;
  if (last < 2 || heightsM.length !== distancesKm.length)
    throw new RangeError('a profile has three points or more, each with a distance and a height');
  for (let i = 0; i <= last; i++) {
    if (!(i === 0 ? distancesKm[0] === 0 : (distancesKm[i] as number) > (distancesKm[i - 1] as number)))
      throw new RangeError(`distances increase from 0, got ${distancesKm[i]} at ${i}`);
    if (!Number.isFinite(heightsM[i])) throw new RangeError(`heights are finite, got ${heightsM[i]} at ${i}`);
  }
  const samples = raise(distancesKm, heightsM, kFactor);
  const total = (samples[last] as Sample).d;
  const topT = (samples[0] as Sample).ground + heightT;
  const topR = (samples[last] as Sample).ground + heightR;
  const ray = (d: number): number => topT + ((topR - topT) * d) / total;
  const steps = Array.from({ length: 121 }, (_, i) => (total * i) / 120);
  const radius = (d: number): number => (d <= 0 || d >= total ? 0 : fresnelRadius(fGHz, d, total - d));
  const edges = diffractionEdges(samples, topT, topR);
  const { index, share } = leastClearance(samples, topT, topR, fGHz);

  const lowest = samples.reduce((least, { ground }) => Math.min(least, ground), Number.POSITIVE_INFINITY);
  const highest = Math.max(...steps.map((d) => ray(d) + radius(d)), ...samples.map(({ ground }) => ground));
  const margin = 0.08 * Math.max(highest - lowest, 10);
  const base = lowest - margin;
  const x = (d: number): number => FRAME.left + ((WIDTH - FRAME.left - FRAME.right) * d) / total;
  const y = (h: number): number => HEIGHT - FRAME.bottom - ((HEIGHT - FRAME.top - FRAME.bottom) * (h - base)) / (highest + margin - base);
  const zone = (part: number): string =>
    pathData(
      [
        ...steps.map((d) => [x(d), y(ray(d) + part * radius(d))] as const),
        ...steps.toReversed().map((d) => [x(d), y(ray(d) - part * radius(d))] as const),
      ],
      true,
    );

  const heightTicks = ticks(base, highest + margin, 6).filter((h) => h >= base);
  const grid = heightTicks.map(
    (h) =>
      line(FRAME.left, y(h), WIDTH - FRAME.right, y(h)) + text(FRAME.left - 8, y(h) + 4, label(h), { anchor: 'end', fill: palette.soft }),
  );
  const marks = ticks(0, total, 10).map(
    (d) =>
      line(x(d), HEIGHT - FRAME.bottom, x(d), HEIGHT - FRAME.bottom + 5, { stroke: palette.soft }) +
      text(x(d), HEIGHT - FRAME.bottom + 19, label(d), { anchor: 'middle', fill: palette.soft }),
  );
  const ground = pathData([[x(0), y(base)], ...samples.map(({ d, ground: h }) => [x(d), y(h)] as const), [x(total), y(base)]], true);
  const mast = (d: number, foot: number, top: number): string =>
    line(x(d), y(foot), x(d), y(top), { stroke: palette.ink, 'stroke-width': 3 }) +
    element('circle', { cx: x(d), cy: y(top), r: 4, fill: palette.ink });
  const string =
    edges.length > 0
      ? pathData([
          [x(0), y(topT)],
          ...edges.map((i) => [x((samples[i] as Sample).d), y((samples[i] as Sample).ground)] as const),
          [x(total), y(topR)],
        ])
      : '';
  // neighbouring samples of one rounded top are one edge
  const tops = edges.filter((i, k) => k === 0 || (samples[i] as Sample).d - (samples[edges[k - 1] as number] as Sample).d > total / 100);
  const edgeMarks = tops.map((i) => {
    const { d, ground: h } = samples[i] as Sample;
    return element('path', { d: `M${x(d) - 6} ${y(h) - 11}h12l-6 9z`, fill: palette.stop });
  });
  const worst = samples[index] as Sample;
  const blocked = edges.length > 0;
  const says = `${blocked ? words.blocked : words.clear} · ${words.clearance} ${label(Math.round(share * 100))} % F1 @ ${worst.d.toFixed(1)} km · ${total.toFixed(1)} km · ${label(fGHz)} GHz`;
  return picture(
    WIDTH,
    HEIGHT,
    title,
    says,
    text(FRAME.left, 26, title, { size: 17, weight: 'bold' }),
    text(FRAME.left, 46, says, { fill: blocked ? palette.stop : palette.good }),
    ...grid,
    element('path', { d: zone(1), fill: palette.zone, 'fill-opacity': 0.12, stroke: palette.zone, 'stroke-opacity': 0.5 }),
    element('path', { d: zone(0.6), fill: palette.zone, 'fill-opacity': 0.14 }),
    element('path', { d: ground, fill: palette.earth, 'fill-opacity': 0.9, stroke: palette.earthLine, 'stroke-width': 1.2 }),
    line(x(0), y(topT), x(total), y(topR), { stroke: palette.ray, 'stroke-width': 1.5, 'stroke-dasharray': blocked ? '6 4' : undefined }),
    ...(string === '' ? [] : [element('path', { d: string, fill: 'none', stroke: palette.stop, 'stroke-width': 1.5 })]),
    ...edgeMarks,
    line(x(worst.d), y(worst.ground), x(worst.d), y(ray(worst.d)), { stroke: palette.ink, 'stroke-dasharray': '2 2' }),
    mast(0, (samples[0] as Sample).ground, topT),
    mast(total, (samples[last] as Sample).ground, topR),
    line(FRAME.left, HEIGHT - FRAME.bottom, WIDTH - FRAME.right, HEIGHT - FRAME.bottom, { stroke: palette.soft }),
    ...marks,
    text((FRAME.left + WIDTH - FRAME.right) / 2, HEIGHT - 12, words.distance, { anchor: 'middle', fill: palette.soft }),
    text(16, (FRAME.top + HEIGHT - FRAME.bottom) / 2, `${words.height}${label(Math.round(kFactor * 100) / 100)}`, {
      anchor: 'middle',
      fill: palette.soft,
      rotate: -90,
    }),
    legend(words, blocked),
  );
}

function legend(words: ProfileWords, blocked: boolean): string {
  const left = WIDTH - FRAME.right - 250;
  const zoneKey =
    element('rect', {
      x: left,
      y: 16,
      width: 22,
      height: 12,
      fill: palette.zone,
      'fill-opacity': 0.2,
      stroke: palette.zone,
      'stroke-opacity': 0.5,
    }) + text(left + 30, 26, words.zone, { fill: palette.soft });
  if (!blocked) return zoneKey;
  return (
    zoneKey +
    line(left, 40, left + 22, 40, { stroke: palette.stop, 'stroke-width': 1.5 }) +
    text(left + 30, 44, words.edges, { fill: palette.soft })
  );
}
