import { SeriesRefusal } from '../refusal.ts';

/** 5 red (overheated), 4 yellow (warm), 3 green (normal), 2 light blue (cool), 1 blue (overcooled); 0 where there is no figure. */
export type Light = 0 | 1 | 2 | 3 | 4 | 5;

/** Four rising limits between the five lights. */
export type Limits = readonly [number, number, number, number];

/** Shares at which a composite of the lights changes colour: configuration, these are the values in common use. */
export const compositeBands: Limits = [36, 50, 73, 85];

/** What keeps a light from flickering. */
export interface Hysteresis {
  /** A change shows when the new light has lasted so many periods, */
  readonly periods: number;
  /** or at once when the figure lies beyond the limit by more than this. */
  readonly margin: number;
}

export interface LightRow {
  /** By the limits alone. */
  readonly raw: readonly Light[];
  readonly shown: readonly Light[];
}

/** @throws SeriesRefusal `limits-not-rising` */
export function checkLimits(limits: readonly number[], field = 'limits'): Limits {
  const isRising =
    limits.length === 4 && limits.every((limit, i) => Number.isFinite(limit) && (i === 0 || limit > (limits[i - 1] as number)));
  if (!isRising) throw new SeriesRefusal('limits-not-rising', { field, values: { limits } });
  return limits as unknown as Limits;
}

/**
 * Limits from the history of an indicator: its 10th, 25th, 75th and 90th percentiles unless others are given (linear interpolation).
 *
 * @throws SeriesRefusal `series-too-short` under 20 values
 */
export function limitsFrom(history: Float64Array, percentiles: Limits = [10, 25, 75, 90]): Limits {
  const sorted = history.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length < 20)
    throw new SeriesRefusal('series-too-short', { field: 'history', values: { observations: sorted.length, least: 20 } });
  const at = (percentile: number): number => {
    const place = (percentile / 100) * (sorted.length - 1);
    const low = sorted[Math.floor(place)] as number;
    const high = sorted[Math.ceil(place)] as number;
    return low + (place - Math.floor(place)) * (high - low);
  };
  return checkLimits(percentiles.map(at), 'history');
}

/** The light of each period, raw and with hysteresis. A limit itself belongs to the warmer light. */
export function lightsOf(values: Float64Array, limits: Limits, { periods, margin }: Hysteresis): LightRow {
  const raw = Array.from(values, (value) => lightAt(value, limits));
  const shown: Light[] = [];
  let last: Light = 0;
  let run = 0;
  raw.forEach((light, t) => {
    if (light === 0) {
      shown.push(0);
      run = 0;
      return;
    }
    run = light === raw[t - 1] ? run + 1 : 1;
    const isClear = last !== 0 && light !== last && isBeyond(values[t] as number, last, light, limits, margin);
    if (last === 0 || run >= periods || isClear) last = light;
    shown.push(last);
  });
  return { raw, shown };
}

export function lightAt(value: number, limits: Limits): Light {
  if (Number.isNaN(value)) return 0;
  return (1 + limits.filter((limit) => value >= limit).length) as Light;
}

/** Whether the figure lies beyond the limit nearest to the old light by more than the margin. */
function isBeyond(value: number, from: Light, to: Light, limits: Limits, margin: number): boolean {
  return to > from ? value > (limits[from - 1] as number) + margin : value < (limits[from - 2] as number) - margin;
}

/** The lights of a period as one figure: the sum as a percentage of the most that the indicators present could give, and its light. */
export function compositeLight(
  lights: readonly Light[],
  bands: Limits = compositeBands,
): { readonly score: number; readonly light: Light } {
  const present = lights.filter((light) => light !== 0);
  if (present.length === 0) return { score: Number.NaN, light: 0 };
  const score = (100 * present.reduce<number>((sum, light) => sum + light, 0)) / (5 * present.length);
  return { score, light: lightAt(score, bands) };
}
