import type { Series } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import { type LoessOptions, loess, loessBeyond } from './loess.ts';
import { partialOrder } from './partial-order.ts';

/** How to decompose; what is left out takes the defaults of R's `stl`. */
export interface StlOptions {
  /** The same seasonal pattern every year. */
  readonly periodic: boolean;
  /** Seasonal window in years, odd, 7 or more as its authors advise; unused when periodic. */
  readonly seasonalWindow: number;
  /** Fifteen robust iterations, so that single wild values do not bend the components. */
  readonly robust: boolean;
  /** Trend window in periods, odd. */
  readonly trendWindow?: number;
}

/** value = seasonal + trend + remainder, at every period. */
export interface StlResult {
  readonly seasonal: Float64Array;
  readonly trend: Float64Array;
  readonly remainder: Float64Array;
  /** Robustness weights, 1 everywhere unless robust. */
  readonly weights: Float64Array;
}

const nextOdd = (x: number): number => {
  const whole = Math.round(x);
  return whole % 2 === 0 ? whole + 1 : whole;
};

/**
 * Seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae and Terpenning 1990), as R's `stats::stl` computes it.
 *
 * @throws SeriesRefusal series-too-short (two years are needed), missing-values
 */
export function stl(series: Series, options: StlOptions): StlResult {
  const { values, frequency: period } = series;
  const n = values.length;
  if (n <= 2 * period)
    throw new SeriesRefusal('series-too-short', { field: 'values', values: { observations: n, needed: 2 * period + 1 } });
  const gap = values.findIndex((value) => !Number.isFinite(value));
  if (gap >= 0) throw new SeriesRefusal('missing-values', { field: 'values', values: { index: gap } });
  const seasonalLength = options.periodic ? 10 * n + 1 : nextOdd(Math.max(3, options.seasonalWindow));
  const trendLength = nextOdd(Math.max(3, options.trendWindow ?? Math.ceil((1.5 * period) / (1 - 1.5 / seasonalLength))));
  const lowLength = nextOdd(period);
  const seasonalLoess: LoessOptions = { length: seasonalLength, degree: 0, jump: Math.ceil(seasonalLength / 10) };
  const trendLoess: LoessOptions = { length: trendLength, degree: 1, jump: Math.ceil(trendLength / 10) };
  const lowLoess: LoessOptions = { length: lowLength, degree: 1, jump: Math.ceil(lowLength / 10) };
  const inner = options.robust ? 1 : 2;
  const outer = options.robust ? 15 : 0;
  const seasonal = new Float64Array(n);
  const trend = new Float64Array(n);
  const weights = new Float64Array(n).fill(1);
  const space = workspace(n, period);
  for (let pass = 0; pass <= outer; pass += 1) {
    const robustness = pass === 0 ? undefined : weights;
    for (let i = 0; i < inner; i += 1)
      innerLoop(values, period, seasonal, trend, space, { seasonalLoess, trendLoess, lowLoess }, robustness);
    if (pass === outer) break;
    bisquare(values, seasonal, trend, weights, space.fit);
  }
  if (options.periodic) averageCycles(seasonal, period);
  const remainder = Float64Array.from(values, (value, i) => value - (seasonal[i] as number) - (trend[i] as number));
  return { seasonal, trend, remainder, weights };
}

interface Workspace {
  readonly cycle: Float64Array;
  readonly low: Float64Array;
  readonly average: Float64Array;
  readonly fit: Float64Array;
  readonly column: Float64Array;
  readonly columnWeights: Float64Array;
  readonly columnSmooth: Float64Array;
  readonly local: Float64Array;
}

function workspace(n: number, period: number): Workspace {
  const long = n + 2 * period;
  const years = Math.ceil(n / period) + 2;
  return {
    cycle: new Float64Array(long),
    low: new Float64Array(long),
    average: new Float64Array(long),
    fit: new Float64Array(n),
    column: new Float64Array(years),
    columnWeights: new Float64Array(years),
    columnSmooth: new Float64Array(years),
    local: new Float64Array(long),
  };
}

interface Windows {
  readonly seasonalLoess: LoessOptions;
  readonly trendLoess: LoessOptions;
  readonly lowLoess: LoessOptions;
}

function innerLoop(
  values: Float64Array,
  period: number,
  seasonal: Float64Array,
  trend: Float64Array,
  space: Workspace,
  windows: Windows,
  robustness: Float64Array | undefined,
): void {
  const n = values.length;
  for (let i = 0; i < n; i += 1) space.fit[i] = (values[i] as number) - (trend[i] as number);
  cycleSubseries(space, n, period, windows.seasonalLoess, robustness);
  // The low-pass filter: two averages of a period, one of three, then loess.
  const long = n + 2 * period;
  movingAverage(space.cycle, long, period, space.low);
  movingAverage(space.low, long - period + 1, period, space.average);
  movingAverage(space.average, long - 2 * period + 2, 3, space.low);
  loess(space.low, n, windows.lowLoess, space.average, space.local);
  for (let i = 0; i < n; i += 1) seasonal[i] = (space.cycle[period + i] as number) - (space.average[i] as number);
  for (let i = 0; i < n; i += 1) space.fit[i] = (values[i] as number) - (seasonal[i] as number);
  loess(space.fit, n, windows.trendLoess, trend, space.local, robustness);
}

/** Smooths each calendar month of `fit` and extends it by a year at each end, into `cycle`. */
function cycleSubseries(space: Workspace, n: number, period: number, options: LoessOptions, robustness: Float64Array | undefined): void {
  for (let j = 0; j < period; j += 1) {
    const count = Math.floor((n - j - 1) / period) + 1;
    for (let i = 0; i < count; i += 1) {
      space.column[i] = space.fit[i * period + j] as number;
      if (robustness !== undefined) space.columnWeights[i] = robustness[i * period + j] as number;
    }
    const own = robustness === undefined ? undefined : space.columnWeights;
    loess(space.column, count, options, space.columnSmooth, space.local, own);
    space.cycle[j] = loessBeyond(space.column, count, 0, options, space.columnSmooth[0] as number, space.local, own);
    for (let i = 0; i < count; i += 1) space.cycle[(i + 1) * period + j] = space.columnSmooth[i] as number;
    space.cycle[(count + 1) * period + j] = loessBeyond(
      space.column,
      count,
      count + 1,
      options,
      space.columnSmooth[count - 1] as number,
      space.local,
      own,
    );
  }
}

function movingAverage(x: Float64Array, n: number, length: number, out: Float64Array): void {
  let sum = 0;
  for (let i = 0; i < length; i += 1) sum += x[i] as number;
  out[0] = sum / length;
  for (let i = length; i < n; i += 1) {
    sum += (x[i] as number) - (x[i - length] as number);
    out[i - length + 1] = sum / length;
  }
}

/** Bisquare weights of the residuals, six median absolute deviations wide. */
function bisquare(values: Float64Array, seasonal: Float64Array, trend: Float64Array, weights: Float64Array, space: Float64Array): void {
  const n = values.length;
  for (let i = 0; i < n; i += 1) space[i] = Math.abs((values[i] as number) - (seasonal[i] as number) - (trend[i] as number));
  const ordered = space.slice();
  const upper = Math.floor(n / 2);
  const lower = n - upper - 1;
  partialOrder(ordered, [upper, lower]);
  const scale = 3 * ((ordered[upper] as number) + (ordered[lower] as number));
  for (let i = 0; i < n; i += 1) {
    const r = space[i] as number;
    weights[i] = r <= 0.001 * scale ? 1 : r <= 0.999 * scale ? (1 - (r / scale) ** 2) ** 2 : 0;
  }
}

function averageCycles(seasonal: Float64Array, period: number): void {
  for (let j = 0; j < period; j += 1) {
    let sum = 0;
    let count = 0;
    for (let i = j; i < seasonal.length; i += period) {
      sum += seasonal[i] as number;
      count += 1;
    }
    for (let i = j; i < seasonal.length; i += period) seasonal[i] = sum / count;
  }
}
