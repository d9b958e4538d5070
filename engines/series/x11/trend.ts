import type { Frequency } from '../period.ts';
import { hendersonCentre, hendersonTails } from './henderson.ts';
import { type Additive, takeOut } from './mode.ts';

/** Length of the trend filter: an odd number of terms from 3 to 101, or chosen by the I/C ratio. */
export type TrendLength = number | 'auto';

/** The trend filter as it was last used; the noise ratio of a run is carried from part to part, as the reference program does. */
export interface TrendState {
  readonly frequency: Frequency;
  readonly choice: TrendLength;
  /** I/C ratio that the end filters presume. */
  noise: number;
  length: number;
  /** I/C ratio measured with the preliminary filter, not scaled to months. */
  ratio: number;
}

/** I/C ratio presumed by the end filters of a trend filter fixed by the user, by its length. */
export function presumedNoise(length: TrendLength, frequency: Frequency): number {
  if (frequency === 4) return length === 'auto' || length <= 5 ? 0.001 : 4.5;
  if (length === 'auto') return 3.5;
  return length <= 9 ? 1 : length <= 13 ? 3.5 : 4.5;
}

export const startTrend = (frequency: Frequency, choice: TrendLength): TrendState => ({
  frequency,
  choice,
  noise: presumedNoise(choice, frequency),
  length: frequency + 1,
  ratio: Number.NaN,
});

/** Centred 2 × s moving average; the first and last s / 2 points of `out` become NaN. */
export function centredYear(out: Float64Array, series: Float64Array, frequency: Frequency): void {
  const half = frequency / 2;
  const n = series.length;
  out.fill(Number.NaN);
  for (let t = half; t < n - half; t += 1) {
    let inner = series[t] as number;
    for (let j = 1; j < half; j += 1) inner += (series[t - j] as number) + (series[t + j] as number);
    out[t] = (inner + ((series[t - half] as number) + (series[t + half] as number)) / 2) / frequency;
  }
}

/**
 * Tables B7, C7, D7 and D12: the variable Henderson trend of a seasonally adjusted series.
 *
 * The I/C ratio is measured with 13 terms (quarters: 5) up to the last observation, forecasts left out.
 *
 * @param spanEnd index after the last observation
 */
export function hendersonTrend(
  out: Float64Array,
  adjusted: Float64Array,
  scratch: Float64Array,
  state: TrendState,
  at: { readonly part: 'B' | 'C' | 'D'; readonly spanEnd: number; readonly additive: Additive },
): void {
  const n = adjusted.length;
  const preliminary = state.frequency + 1;
  const half = (preliminary - 1) / 2;
  hendersonCentre(out, adjusted, preliminary);
  takeOut(scratch, adjusted, out, half, n - half, at.additive);
  let trendChange = 0;
  let irregularChange = 0;
  const last = at.spanEnd - 1 - half;
  for (let i = half; i < last; i += 1) {
    const trend = Math.abs((out[i + 1] as number) - (out[i] as number));
    const irregular = Math.abs((scratch[i + 1] as number) - (scratch[i] as number));
    trendChange += at.additive ? trend : trend / (out[i] as number);
    irregularChange += at.additive ? irregular : irregular / (scratch[i] as number);
  }
  state.ratio = trendChange === 0 ? 999 : irregularChange / trendChange;
  state.length = chosenLength(state, preliminary, at.part);
  let length = state.length;
  if (length !== preliminary) hendersonCentre(out, adjusted, length);
  if (length === 7) {
    // The published 7-term end filters are not used: one point each side takes the 5-term filter, the rest its end filters.
    length = 5;
    const inner = Float64Array.from(out.subarray(3, n - 3));
    hendersonCentre(out, adjusted, length);
    out.set(inner, 3);
    state.noise = 0.001;
  }
  hendersonTails(out, adjusted, length, state.noise);
}

function chosenLength(state: TrendState, preliminary: number, part: 'B' | 'C' | 'D'): number {
  if (state.choice !== 'auto') return state.choice;
  const ratio = (state.ratio * 12) / state.frequency;
  if (ratio < 1) {
    if (state.frequency === 4) return preliminary;
    state.noise = 1;
    return 9;
  }
  if (part === 'B' || ratio < 3.5) return preliminary;
  state.noise = 4.5;
  return state.frequency === 4 ? 7 : 23;
}
