import type { Frequency } from '../period.ts';

/** Frequencies of the plot: 61 steps of 1/120 from 0 to 1/2 cycle a period, the trading-day frequencies in place of their neighbours. */
const plotted = Float64Array.from({ length: 61 }, (_, i) => i / 120);
const tradingDay = [0.3482, 0.432] as const;
plotted[42] = tradingDay[0];
plotted[43] = tradingDay[0] + 1 / 120;
plotted[52] = tradingDay[1];
plotted[53] = tradingDay[1] + 1 / 120;
plotted[41] = tradingDay[0] - 1 / 120;
plotted[51] = tradingDay[1] - 1 / 120;

const stars = 52;
/** Stars by which a peak must exceed both neighbours to be visually significant. */
const significantStars = 6;

/** One peak: its height over the higher neighbour in stars; `aboveMedian` as the plot marks with "+". */
export interface Peak {
  readonly name: string;
  readonly stars: number;
  readonly height: number;
  readonly aboveMedian: boolean;
}

/** An autoregressive spectrum of a series and what stands out in it. */
export interface Spectrum {
  readonly frequencies: Float64Array;
  /** Decibels. */
  readonly density: Float64Array;
  readonly median: number;
  readonly range: number;
  readonly tradingDay: readonly Peak[];
  readonly seasonal: readonly Peak[];
  /** Names of visually significant peaks. */
  readonly significant: readonly string[];
}

/** Levinson–Durbin: the autoregression of the order (up to `most`) whose AIC is least; the reference program takes the highest order. */
function autoregression(
  values: Float64Array,
  order: number,
): { readonly coefficients: Float64Array; readonly variance: number } | undefined {
  const n = values.length;
  let mean = 0;
  for (const value of values) mean += value / n;
  const covariance = new Float64Array(order + 1);
  for (let k = 0; k <= order; k += 1) {
    let sum = 0;
    for (let i = k; i < n; i += 1) sum += ((values[i] as number) - mean) * ((values[i - k] as number) - mean);
    covariance[k] = sum / n;
  }
  let variance = covariance[0] as number;
  if (!(variance > 0)) return undefined;
  let a = new Float64Array(0);
  for (let m = 1; m <= order; m += 1) {
    let sum = covariance[m] as number;
    for (let i = 0; i < m - 1; i += 1) sum -= (a[i] as number) * (covariance[m - 1 - i] as number);
    const reflection = sum / variance;
    const next = new Float64Array(m);
    for (let i = 0; i < m - 1; i += 1) next[i] = (a[i] as number) - reflection * (a[m - 2 - i] as number);
    next[m - 1] = reflection;
    a = next;
    variance *= 1 - reflection * reflection;
    if (!(variance > 0)) return undefined;
  }
  return { coefficients: a, variance };
}

function decibels(
  { coefficients, variance }: { readonly coefficients: Float64Array; readonly variance: number },
  frequency: number,
): number {
  let real = 1;
  let imaginary = 0;
  for (let k = 1; k <= coefficients.length; k += 1) {
    const angle = 2 * Math.PI * k * frequency;
    real -= (coefficients[k - 1] as number) * Math.cos(angle);
    imaginary += (coefficients[k - 1] as number) * Math.sin(angle);
  }
  return 10 * Math.log10(variance / (real * real + imaginary * imaginary));
}

/**
 * AR(30) spectrum (quarters: AR(10)) of a stationary series in decibels, with the peaks at seasonal and trading-day frequencies
 * (X-13ARIMA-SEATS Reference Manual, section 6.1). Trading-day frequencies are looked at for months only.
 */
export function arSpectrum(values: Float64Array, frequency: Frequency): Spectrum | undefined {
  const fit = autoregression(values, Math.min((30 * frequency) / 12, values.length - 1));
  if (fit === undefined) return undefined;
  const density = plotted.map((f) => decibels(fit, f));
  const ordered = density.slice().sort();
  const median = ordered[30] as number;
  const range = (ordered[60] as number) - (ordered[0] as number);
  const star = range / stars;
  const peakAt = (name: string, at: number, neighbours: readonly number[]): Peak => {
    const height = decibels(fit, at);
    const highest = Math.max(...neighbours.map((f) => decibels(fit, f)));
    return { name, stars: Math.max(0, (height - highest) / star), height, aboveMedian: height > median };
  };
  const step = 1 / 120;
  const tradingDayPeaks = frequency === 12 ? tradingDay.map((f, i) => peakAt(`t${i + 1}`, f, [f - step, f + step])) : [];
  const seasonal = Array.from({ length: frequency / 2 }, (_, i) => {
    const f = (i + 1) / frequency;
    return peakAt(`s${i + 1}`, f, f < 0.5 ? [f - step, f + step] : [f - step]);
  }).slice(0, frequency === 12 ? 5 : 2);
  const significant = [...tradingDayPeaks, ...seasonal]
    .filter((peak) => peak.stars >= significantStars && peak.aboveMedian)
    .map(({ name }) => name);
  return { frequencies: plotted, density, median, range, tradingDay: tradingDayPeaks, seasonal, significant };
}

/** Keys of the reference program: median, range, one entry a peak ("7.4 +" or "nopeak") and the dominating ones. */
export function spectrumDiagnostics(prefix: string, spectrum: Spectrum | undefined): Record<string, unknown> {
  if (spectrum === undefined) return {};
  const shown = ({ stars: height, aboveMedian }: Peak): string =>
    height > 0 ? `${height.toFixed(1)}${aboveMedian ? ' +' : ''}` : 'nopeak';
  const dominant = (peaks: readonly Peak[]): string => {
    const [best] = peaks.filter((peak) => peak.stars > 0 && peak.aboveMedian).sort((a, b) => b.height - a.height);
    return best === undefined ? 'no' : best.name;
  };
  // One that towers over the whole plot dominates it.
  const whole = [...spectrum.tradingDay, ...spectrum.seasonal].filter(({ height }) => height >= Math.max(...spectrum.density) - 1e-9);
  return {
    [`${prefix}.median`]: spectrum.median,
    [`${prefix}.range`]: spectrum.range,
    ...Object.fromEntries([...spectrum.tradingDay, ...spectrum.seasonal].map((peak) => [`${prefix}.${peak.name}`, shown(peak)])),
    [`${prefix}.t.dom`]: dominant(spectrum.tradingDay),
    [`${prefix}.s.dom`]: dominant(spectrum.seasonal),
    [`${prefix}.dom`]: dominant(whole),
  };
}
