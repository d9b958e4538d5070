import { type Words, wordsOf } from './words.ts';

/** A picture and the same as a table: nobody depends on seeing it. */
export interface Picture {
  readonly svg: string;
  readonly table: PictureTable;
}

export interface PictureTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** How a picture is to look. */
export interface PictureOptions {
  /** What the series is; stands above the picture. */
  readonly title: string;
  /** BCP 47, `en` or `zh-CN`. */
  readonly language?: string;
  readonly theme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
  /** Unit of the values, at the top of the axis. */
  readonly unit?: string;
}

/** The house's colours for one theme; every text colour keeps 4.5 : 1 on the paper, every line 3 : 1. */
export interface Palette {
  readonly ink: string;
  readonly soft: string;
  readonly paper: string;
  readonly line: string;
  readonly main: string;
  readonly second: string;
  readonly stop: string;
  readonly shade: string;
}

export const palettes: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    ink: '#16202b',
    soft: '#51606f',
    paper: '#ffffff',
    line: '#d3dae1',
    main: '#0b57a4',
    second: '#8a5a00',
    stop: '#b3261e',
    shade: '#f4f6f8',
  },
  dark: {
    ink: '#e8edf2',
    soft: '#a9b5c1',
    paper: '#11181f',
    line: '#33404d',
    main: '#7db8f0',
    second: '#e0b04c',
    stop: '#ff8a80',
    shade: '#1a232c',
  },
};

/** System sans first, then the packaged font of the pages where the picture can reach it. */
const FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans SC Variable', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif";

/** What a picture's own code needs to know. */
export interface Frame {
  readonly words: Words;
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
  readonly unit: string | undefined;
  /** Writes a number as the language does, with as few digits as the axis needs. */
  readonly number: (value: number) => string;
}

export type Option = Readonly<Record<string, unknown>>;

export function frameOf(options: PictureOptions): Frame {
  const language = options.language ?? 'en';
  const format = new Intl.NumberFormat(language, { maximumSignificantDigits: 5 });
  return {
    words: wordsOf(language),
    palette: palettes[options.theme ?? 'light'],
    width: options.width ?? 960,
    height: options.height ?? 420,
    unit: options.unit,
    number: (value) => format.format(value),
  };
}

/**
 * Draws a chart to SVG on the server. It is an image of its own: `role="img"` with title and description inside for screen readers.
 *
 * @param description what the picture shows, in a sentence
 */
export async function draw(frame: Frame, title: string, description: string, option: Option): Promise<string> {
  const { palette, width, height } = frame;
  const [core, charts, components, { SVGRenderer }] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ]);
  core.use([
    SVGRenderer,
    charts.LineChart,
    charts.BarChart,
    charts.ScatterChart,
    components.GridComponent,
    components.LegendComponent,
    components.TitleComponent,
    components.MarkLineComponent,
    components.MarkAreaComponent,
  ]);
  const chart = core.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      backgroundColor: palette.paper,
      textStyle: { fontFamily: FONT, fontSize: 14, color: palette.ink },
      title: { text: title, left: 16, top: 10, textStyle: { fontFamily: FONT, fontSize: 18, fontWeight: 600, color: palette.ink } },
      grid: grid(),
      ...option,
    });
    return accessible(chart.renderToSVGString(), title, description);
  } finally {
    chart.dispose();
  }
}

/** Room for the title and the legend above, the axes' labels inside the rest. */
export const grid = (more: Option = {}): Option => ({
  left: 16,
  right: 24,
  top: 100,
  bottom: 16,
  outerBoundsMode: 'same',
  outerBoundsContain: 'axisLabel',
  ...more,
});

/** A value axis with quiet lines, the unit at its top. */
export function valueAxis({ palette, unit, number }: Frame, more: Option = {}): Option {
  return {
    type: 'value',
    scale: true,
    ...(unit === undefined ? {} : { name: unit, nameTextStyle: { color: palette.soft, fontSize: 13, align: 'left' } }),
    axisLabel: { color: palette.soft, fontSize: 13, formatter: number },
    splitLine: { lineStyle: { color: palette.line } },
    axisLine: { show: false },
    axisTick: { show: false },
    ...more,
  };
}

/** An axis of periods that names the years, as many as there is room for. */
export function periodAxis({ palette, width }: Frame, periods: readonly string[], more: Option = {}): Option {
  const isFirst = (period: string): boolean => period.endsWith('-01') || period.endsWith('-Q1');
  const years = periods.filter(isFirst).length;
  const step = [1, 2, 5, 10, 20, 50].find((size) => years / size <= (width - 80) / 56) ?? 100;
  const isNamed = (period: string): boolean => years < 2 || (isFirst(period) && Number(period.slice(0, 4)) % step === 0);
  return {
    type: 'category',
    data: periods,
    boundaryGap: false,
    axisLabel: {
      color: palette.soft,
      fontSize: 13,
      hideOverlap: true,
      ...(years < 2
        ? {}
        : { interval: (_index: number, period: string) => isNamed(period), formatter: (period: string) => period.slice(0, 4) }),
    },
    axisTick: { interval: (_index: number, period: string) => isNamed(period), lineStyle: { color: palette.soft } },
    axisLine: { lineStyle: { color: palette.soft }, onZero: false },
    ...more,
  };
}

/** Gaps stay gaps: JSON has null where a number is missing. */
export const gaps = (values: ArrayLike<number>): (number | null)[] =>
  Array.from(values, (value) => (Number.isFinite(value) ? value : null));

function accessible(svg: string, title: string, description: string): string {
  const start = svg.indexOf('>') + 1;
  const head = svg.slice(0, start - 1).replace('<svg ', '<svg role="img" aria-labelledby="picture-title picture-description" ');
  return `${head}><title id="picture-title">${escaped(title)}</title><desc id="picture-description">${escaped(description)}</desc>${svg.slice(start)}`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
