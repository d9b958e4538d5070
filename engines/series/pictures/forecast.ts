import { lineLegend } from './adjustment.ts';
import { draw, type Frame, frameOf, gaps, type Picture, type PictureOptions, periodAxis, valueAxis } from './frame.ts';

/** What was observed, and the forecasts that follow it. */
export interface ForecastSeries {
  readonly periods: readonly string[];
  readonly observed: ArrayLike<number>;
  readonly forecastPeriods: readonly string[];
  readonly points: ArrayLike<number>;
  /** Widest level last or first, in any order. */
  readonly bands: readonly { readonly level: number; readonly lower: ArrayLike<number>; readonly upper: ArrayLike<number> }[];
}

/** The fan: observed line, forecast dashed, the narrower interval the darker. */
export async function forecastPicture(series: ForecastSeries, options: PictureOptions): Promise<Picture> {
  const frame = frameOf(options);
  const { words, palette } = frame;
  const bands = [...series.bands].sort((a, b) => b.level - a.level);
  const periods = [...series.periods, ...series.forecastPeriods];
  const before = series.periods.length;
  const last = series.observed[before - 1] as number;
  // The fan opens at the last observation, so that no gap parts it from what was seen.
  const ahead = (values: ArrayLike<number>): (number | null)[] => [...new Array(before - 1).fill(null), ...gaps([last]), ...gaps(values)];
  const caption = words.titled(options.title, words.forecast);
  const svg = await draw(
    frame,
    caption,
    `${words.forecast}, ${words.from(series.forecastPeriods[0] ?? '', series.forecastPeriods.at(-1) ?? '')}.`,
    {
      legend: {
        ...lineLegend(palette),
        data: [words.observed, words.forecast, ...bands.map(({ level }) => ({ name: words.interval(level), icon: 'rect' }))],
      },
      xAxis: periodAxis(frame, periods),
      yAxis: valueAxis(frame),
      series: [
        ...bands.flatMap((band, i) => bandSeries(frame, band, ahead, i, bands.length)),
        {
          name: words.observed,
          type: 'line',
          data: gaps(series.observed),
          symbol: 'none',
          lineStyle: { color: palette.ink, width: 1.8 },
          itemStyle: { color: palette.ink },
        },
        {
          name: words.forecast,
          type: 'line',
          data: ahead(series.points),
          symbol: 'none',
          lineStyle: { color: palette.main, width: 2.4, type: 'dashed' },
          itemStyle: { color: palette.main },
        },
      ],
    },
  );
  const ordered = bands.toReversed();
  const columns = [words.period, words.forecast, ...ordered.flatMap(({ level }) => [words.lower(level), words.upper(level)])];
  const rows = series.forecastPeriods.map((period, h) => [
    period,
    ...gaps([series.points[h] as number, ...ordered.flatMap(({ lower, upper }) => [lower[h] as number, upper[h] as number])]),
  ]);
  return { svg, table: { caption, columns, rows } };
}

/** An interval is an invisible line at its lower end and a filled one stacked upon it. */
function bandSeries(
  { words, palette }: Frame,
  { level, lower, upper }: ForecastSeries['bands'][number],
  ahead: (values: ArrayLike<number>) => (number | null)[],
  i: number,
  count: number,
): Record<string, unknown>[] {
  const low = ahead(lower);
  const high = ahead(upper);
  const base = {
    type: 'line',
    stack: `interval-${level}`,
    stackStrategy: 'all',
    symbol: 'none',
    silent: true,
    lineStyle: { width: 0, opacity: 0 },
  };
  const opacity = 0.18 + (0.2 * i) / Math.max(1, count - 1);
  return [
    { ...base, name: words.lower(level), data: low },
    {
      ...base,
      name: words.interval(level),
      data: high.map((value, t) => (value === null || low[t] === null ? null : value - (low[t] as number))),
      areaStyle: { color: palette.main, opacity },
      itemStyle: { color: palette.main, opacity },
    },
  ];
}
