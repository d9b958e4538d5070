/** Small pieces of SVG. Only presentation attributes are used: a strict content security policy blocks style attributes. */

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Colours of the pictures: ink and hairlines of the pages, and a sequence that keeps its order in grey and for the colour-blind. */
export const palette = {
  ink: '#16202b',
  soft: '#51606f',
  line: '#d3dae1',
  paper: '#ffffff',
  surface: '#f4f6f8',
  earth: '#b79f7a',
  earthLine: '#6d5a3d',
  ray: '#0b57a4',
  zone: '#0b57a4',
  stop: '#b3261e',
  good: '#0b6e4f',
} as const;

/** Eight steps from weak to strong (after viridis). */
export const sequence = ['#440154', '#46327e', '#365c8d', '#277f8e', '#1fa187', '#4ac16d', '#a0da39', '#fde725'] as const;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeText = (text: string): string => text.replace(/[&<>"']/g, (c) => ESCAPES[c] as string);

/** Coordinates are written with two decimals: finer than any screen, and half the size. */
export const round = (value: number): number => Math.round(value * 100) / 100;

export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escapeText(String(value))}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

export type TextOptions = {
  readonly size?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly fill?: string;
  readonly weight?: 'bold';
  readonly rotate?: number;
  /** Draws paper around the letters, so that they can be read over lines. */
  readonly halo?: boolean;
};

export const text = (x: number, y: number, content: string, options: TextOptions = {}): string =>
  element(
    'text',
    {
      x,
      y,
      'font-size': options.size ?? 12,
      'text-anchor': options.anchor ?? 'start',
      fill: options.fill ?? palette.ink,
      'font-weight': options.weight,
      transform: options.rotate === undefined ? undefined : `rotate(${options.rotate} ${round(x)} ${round(y)})`,
      ...(options.halo === true ? { stroke: palette.paper, 'stroke-width': 3, 'paint-order': 'stroke', 'stroke-linejoin': 'round' } : {}),
    },
    escapeText(content),
  );

export const line = (x1: number, y1: number, x2: number, y2: number, attributes: Attributes = {}): string =>
  element('line', { x1, y1, x2, y2, stroke: palette.line, ...attributes });

/** Path data through points; closed when wanted. */
export const pathData = (points: readonly (readonly [number, number])[], closed = false): string =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('') + (closed ? 'Z' : '');

/** A whole picture with a title and a description for those who cannot see it. */
export function picture(width: number, height: number, title: string, description: string, ...children: readonly string[]): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'font-family': 'Noto Sans SC Variable, Noto Sans SC, Noto Sans, system-ui, sans-serif',
    },
    element('title', {}, escapeText(title)),
    element('desc', {}, escapeText(description)),
    element('rect', { width, height, fill: palette.paper }),
    ...children,
  );
}

/** Round numbers between two limits, about `count` of them: steps of 1, 2 or 5 times a power of ten. */
export function ticks(low: number, high: number, count: number): readonly number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** A number as an axis shows it. */
export const label = (value: number): string => (Math.abs(value) < 1e-12 ? '0' : String(value).replace('-', '−'));
