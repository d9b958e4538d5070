import type { Layout } from './seasonal.ts';
import type { SeasonalFilter } from './seasonal-filter.ts';

/** The moving seasonality ratio, over all months and for each calendar position. */
export interface MovingSeasonality {
  readonly ratio: number;
  readonly byPosition: readonly { readonly irregular: number; readonly seasonal: number; readonly ratio: number }[];
}

const tooLarge = 999.99;

// Means of absolute changes at the ends of a 7-term average padded by the mean of three are smaller than inside (white noise); these
// factors put that right. Inside, a change of S has variance 2/49 and of I 100/49; at the ends 4/147 and 298/147.
const seasonalCorrection = (n: number): number => (n * 1.732051) / (8.485281 + (n - 6) * 1.732051);
const irregularCorrection = (n: number): number => (n * 12.247449) / (73.239334 + (n - 6) * 12.247449);

/** Table D9A: I/S on SI[from, to), S being a 7-term average along each month whose ends are padded with the mean of the nearest three. */
export function movingSeasonality(
  si: Float64Array,
  from: number,
  to: number,
  layout: Layout,
  mode: { readonly additive: boolean; readonly pseudo: boolean },
): MovingSeasonality {
  const { frequency, offset } = layout;
  const years = Math.ceil((to - from) / frequency);
  const column = new Float64Array(years + 6);
  const smooth = new Float64Array(years + 6);
  const irregular = new Float64Array(years + 6);
  const byPosition: { irregular: number; seasonal: number; ratio: number }[] = Array.from({ length: frequency }, () => ({
    irregular: 0,
    seasonal: 0,
    ratio: tooLarge,
  }));
  let irregularSum = 0;
  let seasonalSum = 0;
  for (let start = from; start < Math.min(from + frequency, to); start += 1) {
    let count = 0;
    for (let i = start; i < to; i += frequency) column[3 + count++] = si[i] as number;
    if (count < 3) continue;
    const head = ((column[3] as number) + (column[4] as number) + (column[5] as number)) / 3;
    const tail = ((column[count + 2] as number) + (column[count + 1] as number) + (column[count] as number)) / 3;
    for (let i = 0; i < 3; i += 1) {
      column[i] = head;
      column[count + 3 + i] = tail;
    }
    for (let i = 3; i < count + 3; i += 1) {
      let sum = 0;
      for (let k = -3; k <= 3; k += 1) sum += column[i + k] as number;
      smooth[i] = sum / 7;
      irregular[i] = mode.pseudo
        ? (column[i] as number) - (smooth[i] as number) + 1
        : mode.additive
          ? (column[i] as number) - (smooth[i] as number)
          : (column[i] as number) / (smooth[i] as number);
    }
    let changeI = 0;
    let changeS = 0;
    for (let i = 4; i < count + 3; i += 1) {
      const i1 = Math.abs((irregular[i] as number) - (irregular[i - 1] as number));
      const s1 = Math.abs((smooth[i] as number) - (smooth[i - 1] as number));
      changeI += mode.additive ? i1 : i1 / (irregular[i - 1] as number);
      changeS += mode.additive ? s1 : s1 / (smooth[i - 1] as number);
    }
    const n = count - 1;
    changeI *= (mode.additive ? 1 : 100) * irregularCorrection(n);
    changeS *= (mode.additive ? 1 : 100) * seasonalCorrection(n);
    irregularSum += changeI;
    seasonalSum += changeS;
    byPosition[(offset + start) % frequency] = {
      irregular: changeI / n,
      seasonal: changeS / n,
      ratio: changeS !== 0 && changeI <= 999 * changeS ? changeI / changeS : tooLarge,
    };
  }
  const ratio = seasonalSum !== 0 && irregularSum <= 999 * seasonalSum ? irregularSum / seasonalSum : tooLarge;
  return { ratio, byPosition };
}

/** The filter for D10 by the moving seasonality ratio, and the ratios on the way (Statistics Canada's rule of X-11-ARIMA/88). */
export function filterByMovingSeasonality(
  si: Float64Array,
  spanStart: number,
  spanEnd: number,
  layout: Layout,
  mode: { readonly additive: boolean; readonly pseudo: boolean },
): { readonly filter: Extract<SeasonalFilter, '3x3' | '3x5' | '3x9'>; readonly ratios: readonly number[] } {
  const { frequency, offset } = layout;
  const ratios: number[] = [];
  // The last complete calendar year ends where the position after it is the first of a year.
  let end = spanEnd - ((offset + spanEnd) % frequency);
  while (end - spanStart >= 5 * frequency) {
    const { ratio } = movingSeasonality(si, spanStart, end, layout, mode);
    ratios.push(ratio);
    if (ratio <= 2.5) return { filter: '3x3', ratios };
    if (ratio >= 6.5) return { filter: '3x9', ratios };
    if (ratio >= 3.5 && ratio <= 5.5) return { filter: '3x5', ratios };
    end -= frequency;
  }
  return { filter: '3x5', ratios };
}
