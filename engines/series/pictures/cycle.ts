import { lineLegend } from './adjustment.ts';
import { draw, frameOf, gaps, grid, type Picture, type PictureOptions, periodAxis, valueAxis } from './frame.ts';

/** A series with its turning points by position. */
export interface CycleSeries {
  readonly periods: readonly string[];
  readonly values: ArrayLike<number>;
  readonly turns: readonly { readonly position: number; readonly kind: 'peak' | 'trough' }[];
}

/** The cycle with peaks (triangle up) and troughs (triangle down), contractions shaded. */
export async function cyclePicture(series: CycleSeries, options: PictureOptions): Promise<Picture> {
  const frame = frameOf(options);
  const { words, palette } = frame;
  const at = (position: number): string => series.periods[position] as string;
  const contractions = series.turns.flatMap((turn, i) => {
    const next = series.turns[i + 1];
    return turn.kind === 'peak'
      ? [[{ xAxis: at(turn.position) }, { xAxis: next === undefined ? (series.periods.at(-1) as string) : at(next.position) }]]
      : [];
  });
  const points = (kind: 'peak' | 'trough', name: string, color: string): Record<string, unknown> => ({
    name,
    type: 'scatter',
    // A path of its own, because the legend does not turn a rotated triangle.
    symbol: kind === 'peak' ? 'path://M0,9L5,0L10,9Z' : 'path://M0,0L10,0L5,9Z',
    symbolOffset: [0, kind === 'peak' ? -8 : 8],
    symbolSize: 11,
    itemStyle: { color, opacity: 1 },
    label: {
      show: true,
      position: kind === 'peak' ? 'top' : 'bottom',
      distance: 6,
      color: palette.ink,
      fontSize: 12,
      formatter: ({ value }: { readonly value: readonly [string, number] }) => value[0],
    },
    labelLayout: { hideOverlap: true },
    z: 3,
    data: series.turns.filter((turn) => turn.kind === kind).map(({ position }) => [at(position), series.values[position] as number]),
  });
  const kinds = { peak: words.peak, trough: words.trough } as const;
  const list = series.turns.map(({ position, kind }) => `${kinds[kind]} ${at(position)}`).join(', ');
  const description = `${words.cycle}, ${words.from(series.periods[0] ?? '', series.periods.at(-1) ?? '')}. ${words.turnsFound(series.turns.length)}: ${list}.`;
  const caption = words.titled(options.title, words.cycle);
  const svg = await draw(frame, caption, description, {
    legend: { ...lineLegend(palette), itemWidth: 20 },
    grid: grid({ top: 108, bottom: 24 }),
    xAxis: periodAxis(frame, series.periods),
    yAxis: valueAxis(frame, { boundaryGap: ['8%', '8%'] }),
    series: [
      {
        name: words.value,
        type: 'line',
        data: gaps(series.values),
        symbol: 'none',
        lineStyle: { color: palette.main, width: 2.2 },
        itemStyle: { color: palette.main },
        markArea: { silent: true, itemStyle: { color: palette.line, opacity: 0.55 }, data: contractions },
      },
      points('peak', words.peak, palette.stop),
      points('trough', words.trough, palette.second),
      // Only a name in the legend for the shaded spans.
      { name: words.contraction, type: 'bar', data: [], itemStyle: { color: palette.line } },
    ],
  });
  const turnAt = new Map(series.turns.map(({ position, kind }) => [position, kinds[kind]]));
  const rows = series.periods.map((period, t) => [period, gaps([series.values[t] as number])[0] ?? null, turnAt.get(t) ?? '']);
  return { svg, table: { caption, columns: [words.period, words.value, words.turn], rows } };
}
