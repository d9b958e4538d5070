import table from './tables/p1546-curves.json' with { type: 'json' };

/** The nominal values between which P.1546-6 interpolates (Annex 5, steps 2–4). */
export const NOMINAL_HEIGHTS_M: readonly number[] = table.heights_m;
const NOMINAL_DISTANCES_KM: readonly number[] = table.distances_km.split(' ').map(Number);
const HEIGHTS = NOMINAL_HEIGHTS_M.length;
const DISTANCES = NOMINAL_DISTANCES_KM.length;

/** Families of curves. Below 50 % of time the sea is cold or warm; the curves of 50 % know only one sea. */
export const LAND_CURVES = 0;
export const COLD_SEA_CURVES = 1;
export const WARM_SEA_CURVES = 2;
export type CurveFamily = typeof LAND_CURVES | typeof COLD_SEA_CURVES | typeof WARM_SEA_CURVES;

const FAMILIES: Readonly<Record<string, readonly CurveFamily[]>> = {
  land: [LAND_CURVES],
  sea: [COLD_SEA_CURVES, WARM_SEA_CURVES],
  coldsea: [COLD_SEA_CURVES],
  warmsea: [WARM_SEA_CURVES],
};
const TIMES_PCT = [1, 10, 50];
const FREQUENCIES_MHZ = [100, 600, 2000];

/** Field strengths in dB(µV/m), by family, time, frequency, height and distance, the last running fastest. */
const fields = readFields();

function readFields(): Float64Array {
  const out = new Float64Array(3 * 3 * 3 * HEIGHTS * DISTANCES);
  for (const figure of table.figures) {
    for (const family of FAMILIES[figure.path] ?? []) {
      const start = figureStart(family, TIMES_PCT.indexOf(figure.time_pct), FREQUENCIES_MHZ.indexOf(figure.f_MHz));
      figure.curves.forEach((curve, height) => {
        let value = 0;
        curve.split(' ').forEach((difference, distance) => {
          value += Number(difference);
          out[start + height * DISTANCES + distance] = value / 10_000;
        });
      });
    }
  }
  return out;
}

/** Where the curves of one figure begin; `time` and `frequency` are indices into 1, 10, 50 % and 100, 600, 2000 MHz. */
function figureStart(family: CurveFamily, time: number, frequency: number): number {
  return ((family * 3 + time) * 3 + frequency) * HEIGHTS * DISTANCES;
}

const logDistances = Float64Array.from(NOMINAL_DISTANCES_KM, Math.log);
const logHeights = Float64Array.from(NOMINAL_HEIGHTS_M, Math.log);

/** A place between two nominal values: the lower index and the share of the upper one, beyond 0 to 1 where extrapolated. */
export class Bracket {
  index = 0;
  share = 0;

  /** Brackets a distance in km, linear in its logarithm (equation 13); outside 1 to 1000 km the end pair is extended. */
  setDistance(d_km: number): void {
    this.index = distanceIndex(d_km);
    this.#interpolate(logDistances, Math.log(d_km));
  }

  /** Brackets a height in m, linear in its logarithm (equation 8); outside 10 to 1200 m the end pair is extended. */
  setHeight(h_m: number): void {
    let index = 0;
    while (index < HEIGHTS - 2 && h_m >= (NOMINAL_HEIGHTS_M[index + 1] as number)) index++;
    this.index = index;
    this.#interpolate(logHeights, Math.log(h_m));
  }

  #interpolate(logs: Float64Array, log: number): void {
    const low = logs[this.index] as number;
    this.share = (log - low) / ((logs[this.index + 1] as number) - low);
  }
}

/** The steps of the nominal distances: 1 km to 20, 5 km to 100, 10 km to 200, 25 km to 1000. */
function distanceIndex(d_km: number): number {
  let index: number;
  if (d_km < 20) index = Math.floor(d_km) - 1;
  else if (d_km < 100) index = 19 + Math.floor((d_km - 20) / 5);
  else if (d_km < 200) index = 35 + Math.floor((d_km - 100) / 10);
  else index = 45 + Math.floor((d_km - 200) / 25);
  return Math.min(Math.max(index, 0), DISTANCES - 2);
}

/** Field strength of one figure between its curves, dB(µV/m) at 1 kW e.r.p. */
export function curveField(family: CurveFamily, time: number, frequency: number, height: Bracket, distance: Bracket): number {
  const low = figureStart(family, time, frequency) + height.index * DISTANCES + distance.index;
  const high = low + DISTANCES;
  const below = (fields[low] as number) + ((fields[low + 1] as number) - (fields[low] as number)) * distance.share;
  const above = (fields[high] as number) + ((fields[high + 1] as number) - (fields[high] as number)) * distance.share;
  return below + (above - below) * height.share;
}
