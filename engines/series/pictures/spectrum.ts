import { lineLegend } from './adjustment.ts';
import { draw, frameOf, gaps, grid, type Picture, type PictureOptions, valueAxis } from './frame.ts';

/** A spectrum in decibels over frequencies in cycles per period, 0 to ½. */
export interface SpectrumSeries {
  readonly frequencies: ArrayLike<number>;
  readonly decibels: ArrayLike<number>;
  readonly seasonal: readonly number[];
  readonly tradingDay: readonly number[];
}

/** The spectrum with the seasonal frequencies solid and the trading-day frequencies dashed. */
export async function spectrumPicture(series: SpectrumSeries, options: PictureOptions): Promise<Picture> {
  const frame = frameOf({ ...options, unit: options.unit ?? 'dB' });
  const { words, palette } = frame;
  const marks = (name: string, at: readonly number[], color: string, type: string): Record<string, unknown> => ({
    name,
    type: 'line',
    data: [],
    symbol: 'none',
    lineStyle: { color, type, width: 1.5 },
    itemStyle: { color },
    markLine: {
      silent: true,
      symbol: 'none',
      precision: 6, // the default rounds 1/12 to 0.08
      label: { show: false },
      lineStyle: { color, type, width: 1.5 },
      data: at.map((xAxis) => ({ xAxis })),
    },
  });
  const description = `${words.spectrum}: ${words.seasonalFrequency} ${series.seasonal.map((f) => frame.number(f)).join(', ')}; ${words.tradingDayFrequency} ${series.tradingDay.map((f) => frame.number(f)).join(', ')}.`;
  const points = Array.from(series.frequencies, (frequency, i) => [frequency, series.decibels[i] as number]);
  const caption = words.titled(options.title, words.spectrum);
  const svg = await draw(frame, caption, description, {
    legend: lineLegend(palette),
    grid: grid({ bottom: 44 }),
    xAxis: {
      type: 'value',
      min: 0,
      max: 0.5,
      name: words.frequency,
      nameLocation: 'middle',
      nameGap: 30,
      nameTextStyle: { color: palette.soft, fontSize: 13 },
      axisLabel: { color: palette.soft, fontSize: 13, formatter: frame.number },
      axisLine: { lineStyle: { color: palette.soft }, onZero: false },
      splitLine: { show: false },
    },
    yAxis: valueAxis(frame),
    series: [
      {
        name: words.spectrum,
        type: 'line',
        data: points,
        symbol: 'none',
        lineStyle: { color: palette.main, width: 2.2 },
        itemStyle: { color: palette.main },
      },
      marks(words.seasonalFrequency, series.seasonal, palette.soft, 'solid'),
      marks(words.tradingDayFrequency, series.tradingDay, palette.stop, 'dashed'),
    ],
  });
  const near = (frequency: number, marks: readonly number[]): boolean => marks.some((mark) => Math.abs(mark - frequency) < 1e-9);
  const rows = Array.from(series.frequencies, (frequency, i) => [
    frequency,
    gaps([series.decibels[i] as number])[0] ?? null,
    near(frequency, series.seasonal) ? words.seasonalFrequency : near(frequency, series.tradingDay) ? words.tradingDayFrequency : '',
  ]);
  return { svg, table: { caption, columns: [words.frequency, words.decibels, ''], rows } };
}
