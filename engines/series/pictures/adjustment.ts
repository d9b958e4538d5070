import { draw, type Frame, frameOf, gaps, grid, type Picture, type PictureOptions, periodAxis, valueAxis } from './frame.ts';
import { chinese } from './words.ts';

/** Original, adjusted and trend over the same periods ("1992-01" or "1992-Q1"); NaN where there is no value. */
export interface AdjustmentSeries {
  readonly periods: readonly string[];
  readonly original: ArrayLike<number>;
  readonly adjusted: ArrayLike<number>;
  readonly trend: ArrayLike<number>;
}

/** The original quiet, the adjusted strong, the trend dashed: told apart without colour. */
export async function adjustmentPicture(series: AdjustmentSeries, options: PictureOptions): Promise<Picture> {
  const frame = frameOf(options);
  const { words, palette } = frame;
  const line = (name: string, values: ArrayLike<number>, color: string, width: number, type: string): Record<string, unknown> => ({
    name,
    type: 'line',
    data: gaps(values),
    symbol: 'none',
    lineStyle: { color, width, type },
    itemStyle: { color },
  });
  const span = words.from(series.periods[0] ?? '', series.periods.at(-1) ?? '');
  const caption = words.titled(options.title, words.seasonalAdjustment);
  const svg = await draw(frame, caption, `${words.seasonalAdjustment}, ${span}.`, {
    legend: lineLegend(frame.palette),
    xAxis: periodAxis(frame, series.periods),
    yAxis: valueAxis(frame),
    series: [
      line(words.original, series.original, palette.soft, 1.2, 'solid'),
      line(words.adjusted, series.adjusted, palette.main, 2.4, 'solid'),
      line(words.trend, series.trend, palette.stop, 2, 'dashed'),
    ],
  });
  const columns = [words.period, words.original, words.adjusted, words.trend];
  const rows = series.periods.map((period, t) => [
    period,
    ...gaps([series.original[t] as number, series.adjusted[t] as number, series.trend[t] as number]),
  ]);
  return { svg, table: { caption, columns, rows } };
}

/** Legends of lines show the line itself, so that dashes and widths can be read. */
export const lineLegend = (palette: { readonly ink: string }): Record<string, unknown> => ({
  left: 12,
  top: 42,
  itemWidth: 32,
  itemGap: 20,
  textStyle: { fontSize: 14, color: palette.ink },
});

/** SI ratios and seasonal factors, one value a period from `start`. */
export interface SiSeries {
  readonly frequency: 12 | 4;
  /** Year and place within it (0 = January) of the first value. */
  readonly firstYear: number;
  readonly firstPosition: number;
  readonly ratios: ArrayLike<number>;
  readonly factors: ArrayLike<number>;
}

/** The SI ratios of each calendar month beside one another, years from left to right, with its factors as a line and their mean as a level. */
export async function siRatiosPicture(series: SiSeries, options: PictureOptions): Promise<Picture> {
  const frame = frameOf(options);
  const { words, palette } = frame;
  const { frequency } = series;
  const length = series.ratios.length;
  const years = Math.ceil((series.firstPosition + length) / frequency);
  const place = (t: number): { position: number; x: number; year: number } => {
    const at = series.firstPosition + t;
    const year = Math.floor(at / frequency);
    const position = at % frequency;
    return { position, year: series.firstYear + year, x: position + 0.1 + (0.8 * (year + 0.5)) / years };
  };
  const ratios: [number, number][] = [];
  const factors: ([number, number] | [null, null])[] = [];
  const means: ([number, number] | [null, null])[] = [];
  for (let position = 0; position < frequency; position++) {
    let sum = 0;
    let count = 0;
    for (let t = 0; t < length; t++) {
      const here = place(t);
      if (here.position !== position) continue;
      if (Number.isFinite(series.ratios[t])) ratios.push([here.x, series.ratios[t] as number]);
      if (!Number.isFinite(series.factors[t])) continue;
      factors.push([here.x, series.factors[t] as number]);
      sum += series.factors[t] as number;
      count++;
    }
    factors.push([null, null]);
    if (count > 0) means.push([position + 0.08, sum / count], [position + 0.92, sum / count], [null, null]);
  }
  const description = `${words.siRatios}, ${words.from(String(series.firstYear), String(series.firstYear + years - 1))}.`;
  const caption = words.titled(options.title, words.siRatios);
  const svg = await draw(frame, caption, description, {
    legend: lineLegend(palette),
    xAxis: monthAxis(frame, frequency),
    yAxis: valueAxis(frame),
    series: [
      { name: words.siRatio, type: 'scatter', data: ratios, symbol: 'circle', symbolSize: 5, itemStyle: { color: palette.soft } },
      {
        name: words.seasonalFactor,
        type: 'line',
        data: factors,
        symbol: 'none',
        lineStyle: { color: palette.main, width: 2.2 },
        itemStyle: { color: palette.main },
      },
      {
        name: words.mean,
        type: 'line',
        data: means,
        symbol: 'none',
        lineStyle: { color: palette.stop, width: 1.6, type: 'dashed' },
        itemStyle: { color: palette.stop },
      },
    ],
  });
  const rows = Array.from({ length }, (_, t) => {
    const { position, year } = place(t);
    return [year, position + 1, ...gaps([series.ratios[t] as number, series.factors[t] as number])];
  });
  const columns = [words.year, frequency === 12 ? words.month : words.quarter, words.siRatio, words.seasonalFactor];
  return { svg, table: { caption, columns, rows } };
}

/** One space a month, its name in the middle. */
function monthAxis({ palette, words }: Frame, frequency: 12 | 4): Record<string, unknown> {
  const name = (position: number): string => (frequency === 4 ? `Q${position}` : words === chinese ? `${position}月` : String(position));
  return {
    type: 'value',
    min: 0,
    max: frequency,
    interval: 0.5,
    axisLabel: { color: palette.soft, fontSize: 13, formatter: (value: number) => (Number.isInteger(value) ? '' : name(value + 0.5)) },
    axisTick: { show: false },
    axisLine: { lineStyle: { color: palette.soft }, onZero: false },
    splitLine: { show: false },
  };
}

/** Largest difference of each period over the sliding spans, in per cent. */
export interface SpanSeries {
  readonly periods: readonly string[];
  readonly differences: ArrayLike<number>;
  readonly limit: number;
}

/** Differences between sliding spans as bars; what passes the limit is filled, the rest is outlined. */
export async function slidingSpansPicture(series: SpanSeries, options: PictureOptions): Promise<Picture> {
  const frame = frameOf({ ...options, unit: '%' });
  const { words, palette } = frame;
  const values = gaps(series.differences);
  const isFlagged = (value: number | null): boolean => value !== null && value > series.limit;
  const flagged = values.filter(isFlagged).length;
  const all = values.filter((value) => value !== null).length;
  const caption = words.titled(options.title, words.slidingSpans);
  const svg = await draw(frame, caption, `${words.slidingSpans}. ${words.flaggedOf(flagged, all)}.`, {
    legend: { ...lineLegend(palette), itemWidth: 16 },
    grid: grid({ right: 84 }),
    xAxis: periodAxis(frame, series.periods, { boundaryGap: true }),
    yAxis: valueAxis(frame, { scale: false, min: 0 }),
    series: [
      {
        name: words.within,
        type: 'bar',
        stack: 'difference',
        data: values.map((value) => (isFlagged(value) ? null : value)),
        itemStyle: { color: palette.shade, borderColor: palette.main, borderWidth: 1 },
      },
      {
        name: words.flagged,
        type: 'bar',
        stack: 'difference',
        data: values.map((value) => (isFlagged(value) ? value : null)),
        itemStyle: { color: palette.stop },
        markLine: {
          silent: true,
          symbol: 'none',
          data: [{ yAxis: series.limit }],
          lineStyle: { color: palette.ink, type: 'dashed', width: 1.5 },
          label: {
            formatter: `${words.limit} ${frame.number(series.limit)} %`,
            color: palette.ink,
            position: 'end',
            fontSize: 13,
          },
        },
      },
    ],
  });
  const rows = series.periods.map((period, t) => [period, values[t] ?? null, isFlagged(values[t] ?? null) ? words.flagged : words.within]);
  return {
    svg,
    table: { caption, columns: [words.period, words.difference, words.limit], rows },
  };
}
