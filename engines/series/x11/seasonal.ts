import type { Frequency } from '../period.ts';
import { type Additive, takeOut } from './mode.ts';
import { type SeasonalFilter, smoothColumn } from './seasonal-filter.ts';
import { centredYear } from './trend.ts';

/** Where a table lies in the year: `offset` is the calendar position (0 = January or first quarter) of index 0. */
export interface Layout {
  readonly frequency: Frequency;
  readonly offset: number;
}

/** Space that the seasonal step reuses. */
export interface SeasonalScratch {
  readonly column: Float64Array;
  readonly smooth: Float64Array;
}

export const seasonalScratch = (n: number): SeasonalScratch => ({ column: new Float64Array(n), smooth: new Float64Array(n) });

/**
 * Tables B5, B10, C5, C10, D5, D10: smooths SI along each calendar month and normalises by the centred year.
 *
 * @param filters one a calendar position; `msr` and `x11default` mean 3×3 in the first step of a part and 3×5 in the second
 * @param from,to where SI exists; under five full years the plain mean is taken
 */
export function seasonalFactors(
  out: Float64Array,
  si: Float64Array,
  span: { readonly from: number; readonly to: number; readonly step: 1 | 2; readonly additive: Additive },
  filters: readonly SeasonalFilter[],
  layout: Layout,
  scratch: SeasonalScratch,
): void {
  const { from, to } = span;
  const { frequency, offset } = layout;
  const short = to - from < 5 * frequency;
  for (let start = from; start < Math.min(from + frequency, to); start += 1) {
    let count = 0;
    for (let i = start; i < to; i += frequency) scratch.column[count++] = si[i] as number;
    const wanted = short ? 'stable' : (filters[(offset + start) % frequency] as SeasonalFilter);
    const filter = wanted === 'msr' || wanted === 'x11default' ? (span.step === 1 ? '3x3' : '3x5') : wanted;
    smoothColumn(scratch.smooth, scratch.column, count, filter);
    count = 0;
    for (let i = start; i < to; i += frequency) out[i] = scratch.smooth[count++] as number;
  }
  normalise(out, from, to, span.additive, filters, layout);
}

/** Divides (subtracts) by the centred year; ends repeat the nearest centred mean, of the same month where the filter is stable. */
function normalise(
  out: Float64Array,
  from: number,
  to: number,
  additive: Additive,
  filters: readonly SeasonalFilter[],
  layout: Layout,
): void {
  const { frequency, offset } = layout;
  const half = frequency / 2;
  const part = out.subarray(from, to);
  const n = part.length;
  if (n <= frequency) return;
  const centre = new Float64Array(n);
  centredYear(centre, part, frequency);
  const last = n - 1 - half;
  for (let i = 1; i <= half; i += 1) {
    const early = half - i;
    const late = last + i;
    centre[early] =
      filters[(offset + from + early) % frequency] === 'stable' && early + frequency <= last
        ? (centre[early + frequency] as number)
        : (centre[half] as number);
    centre[late] =
      filters[(offset + from + late) % frequency] === 'stable' && late - frequency >= half
        ? (centre[late - frequency] as number)
        : (centre[last] as number);
  }
  takeOut(part, part, centre, 0, n, additive);
}

/** Fills the ends of B5, C5 and D5, where no SI exists, with the factor of the same month in the adjacent year. */
export function repeatEnds(factors: Float64Array, from: number, to: number, frequency: Frequency): void {
  for (let i = from - 1; i >= 0; i -= 1) factors[i] = factors[i + frequency] as number;
  for (let i = to; i < factors.length; i += 1) factors[i] = factors[i - frequency] as number;
}

/** Seasonal factors a year ahead: last year's factor plus half its last change (the default extrapolation of X-11). */
export function yearAhead(factors: Float64Array, frequency: Frequency): Float64Array {
  const n = factors.length;
  return Float64Array.from({ length: frequency }, (_, i) => {
    const last = factors[n - frequency + i] as number;
    return last + 0.5 * (last - (factors[n - 2 * frequency + i] as number));
  });
}
