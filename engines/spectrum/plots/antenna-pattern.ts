import { element, label, line, palette, pathData, picture, text, ticks } from './svg.ts';

export type AntennaPicture = {
  readonly title: string;
  /** Gain in dBi by azimuth, clockwise from the main axis, −180 to 180. */
  readonly horizontal: (azimuthDeg: number) => number;
  /** Gain in dBi by elevation, −90 to 90 ahead; beyond that the back half. */
  readonly vertical: (elevationDeg: number) => number;
  /** Range of gains shown below the maximum, dB. */
  readonly rangeDb: number;
  readonly words?: Partial<AntennaWords>;
};

export type AntennaWords = { readonly horizontal: string; readonly vertical: string; readonly gain: string; readonly beamwidth: string };

const ENGLISH: AntennaWords = { horizontal: 'Horizontal', vertical: 'Vertical', gain: 'maximum gain', beamwidth: '3 dB beamwidth' };

const RADIUS = 190;
const CENTRES = { left: 240, right: 720, y: 300 } as const;
const WIDTH = 960;
const HEIGHT = 530;

/** Width in degrees of the main lobe 3 dB below its maximum; undefined when it never falls that far. */
export function beamwidth(gain: (angleDeg: number) => number, axisDeg: number): number | undefined {
  const limit = gain(axisDeg) - 3;
  const edge = (direction: 1 | -1): number | undefined => {
    for (let a = 0; a <= 180; a += 0.05) if (gain(axisDeg + direction * a) < limit) return a;
    return undefined;
  };
  const [right, left] = [edge(1), edge(-1)];
  return right === undefined || left === undefined ? undefined : right + left;
}

/** Polar plots of both cuts side by side. */
export function drawAntennaPattern(input: AntennaPicture): string {
  const { title, horizontal, vertical, rangeDb } = input;
  if (!(rangeDb > 0)) throw new RangeError(`rangeDb must be above 0, got ${rangeDb}`);
  const words = { ...ENGLISH, ...input.words };
  const angles = Array.from({ length: 1441 }, (_, i) => -180 + i / 4);
  const most = angles.reduce((peak, a) => Math.max(peak, horizontal(a), vertical(a)), Number.NEGATIVE_INFINITY);
  const axis = angles.reduce((best, a) => (vertical(a) > vertical(best) ? a : best), 0);
  const widths = [beamwidth(horizontal, 0), beamwidth(vertical, axis)];
  const shown = (width: number | undefined): string => (width === undefined ? '' : ` · ${words.beamwidth} ${width.toFixed(1)}°`);
  const says = `${words.gain} ${label(Math.round(most * 10) / 10)} dBi`;
  return picture(
    WIDTH,
    HEIGHT,
    title,
    `${says}${shown(widths[0])}${shown(widths[1])}`,
    text(24, 28, title, { size: 17, weight: 'bold' }),
    text(24, 48, says, { fill: palette.soft }),
    polar(CENTRES.left, `${words.horizontal}${shown(widths[0])}`, horizontal, most, rangeDb, -90),
    polar(CENTRES.right, `${words.vertical}${shown(widths[1])}`, vertical, most, rangeDb, 0),
  );
}

/** One polar plot; `zeroAt` turns the angle 0: −90 up for azimuths (clockwise), 0 to the right for elevations (counter-clockwise). */
function polar(cx: number, name: string, gain: (angle: number) => number, most: number, rangeDb: number, zeroAt: -90 | 0): string {
  const cy = CENTRES.y;
  const clockwise = zeroAt === -90;
  const top = Math.ceil(most / 5) * 5;
  const bottom = top - rangeDb;
  const radius = (value: number): number => (RADIUS * Math.max(0, value - bottom)) / rangeDb;
  const place = (angle: number, r: number): readonly [number, number] => {
    const turn = ((clockwise ? angle : -angle) + zeroAt) * (Math.PI / 180);
    return [cx + r * Math.cos(turn), cy + r * Math.sin(turn)];
  };
  const rings = ticks(bottom, top, 4)
    .filter((value) => value > bottom)
    .map((value) => element('circle', { cx, cy, r: radius(value), fill: 'none', stroke: palette.line }));
  const ringNames = ticks(bottom, top, 4)
    .filter((value) => value > bottom)
    .map((value) => {
      const [x, y] = place(clockwise ? 105 : -75, radius(value));
      return text(x, y + 4, label(value), { size: 10, anchor: 'middle', fill: palette.soft, halo: true });
    });
  const spokes = Array.from({ length: 12 }, (_, i) => i * 30).map((angle) => {
    const [x, y] = place(angle, RADIUS);
    const [tx, ty] = place(angle, RADIUS + 18);
    const name = angle > 180 ? angle - 360 : angle;
    return line(cx, cy, x, y) + text(tx, ty + 4, `${label(name)}°`, { size: 11, anchor: 'middle', fill: palette.soft });
  });
  const points = Array.from({ length: 1440 }, (_, i) => -180 + i / 4).map((angle) => place(angle, radius(gain(angle))));
  return [
    element('circle', { cx, cy, r: RADIUS, fill: palette.surface }),
    ...rings,
    ...spokes,
    element('path', {
      d: pathData(points, true),
      fill: palette.ray,
      'fill-opacity': 0.18,
      stroke: palette.ray,
      'stroke-width': 1.6,
      'stroke-linejoin': 'round',
    }),
    ...ringNames,
    text(cx, cy - RADIUS - 36, name, { size: 13, anchor: 'middle', weight: 'bold' }),
    text(cx + RADIUS, cy + RADIUS + 8, 'dBi', { size: 10, anchor: 'end', fill: palette.soft }),
  ].join('');
}
