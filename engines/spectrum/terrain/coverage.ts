import { type ItmSettings, newItmResult, prepareItm } from '../propagation/itm.ts';
import { degreeLengths, type GeoPoint } from './geodesy.ts';
import { type MissingPolicy, profileAlong, type TerrainSource } from './height-grid.ts';
import { RadialItm } from './radial-itm.ts';

/** Path losses from one transmitter to everything around it, on radials first and on a raster from them. */
export type CoverageRequest = {
  readonly centre: GeoPoint;
  readonly radiusM: number;
  /** Spacing of samples along radials and of raster cells, metres; that of the terrain is the sensible choice. */
  readonly stepM: number;
  readonly heightT: number;
  readonly heightR: number;
  readonly itm: ItmSettings;
  readonly missing: MissingPolicy;
  /** Every how many samples Δh is taken anew: 1 is exact, 8 differs by a few tenths of a dB. */
  readonly irregularityStride: number;
};

export type PolarLosses = {
  readonly radials: number;
  /** Samples per radial, the transmitter at index 0. */
  readonly samples: number;
  /** Losses in dB, one radial after the other; NaN where not evaluated or not known. */
  readonly losses: Float32Array;
};

/** Number of radials, a power of two, so that at full radius they are no farther apart than a step. */
export function radialCount({ radiusM, stepM }: CoverageRequest): number {
  if (!(stepM > 0 && radiusM >= 4 * stepM)) throw new RangeError('the radius must be at least four steps, and a step above 0');
  return 2 ** Math.ceil(Math.log2((2 * Math.PI * radiusM) / stepM));
}

export const samplesPerRadial = ({ radiusM, stepM }: CoverageRequest): number => Math.ceil(radiusM / stepM) + 1;

/** Nearest sample worth evaluating on a radial: where radials of half the density are a cell's diagonal apart, every other one begins. */
export function firstSample(radial: number, radials: number, samples: number): number {
  if (radial === 0) return 2;
  const density = radials / (radial & -radial);
  return Math.max(2, Math.floor(((samples - 1) * density * Math.SQRT1_2) / radials));
}

/**
 * Computes radials `from` up to, without, `to` into `losses`; `onRadial` is told of each and ends the work by returning false.
 * Returns the number of terrain samples filled in by the policy.
 */
export function sweepRadials(
  request: CoverageRequest,
  terrain: TerrainSource,
  from: number,
  to: number,
  losses: Float32Array,
  onRadial: () => boolean,
): number {
  const radials = radialCount(request);
  const samples = samplesPerRadial(request);
  const kernel = new RadialItm(prepareItm(request.itm), samples - 1, request.irregularityStride);
  const profile = new Float64Array(samples);
  const result = newItmResult();
  let filled = 0;
  for (let radial = from; radial < to; radial++) {
    filled += profileAlong(terrain, request.centre, (360 * radial) / radials, request.stepM, request.missing, profile);
    const row = losses.subarray(radial * samples, (radial + 1) * samples);
    kernel.run(profile, request.stepM, request.heightT, request.heightR, firstSample(radial, radials, samples), result, row);
    if (!onRadial()) break;
  }
  return filled;
}

/** A square raster around the transmitter in metres east and north, rows from north to south. */
export type LossRaster = { readonly size: number; readonly cellM: number; readonly losses: Float32Array; readonly centre: GeoPoint };

/** Interpolates radials to cells of one step; NaN beyond the radius, within two samples of the transmitter, and where losses are not known. */
export function rasterise(request: CoverageRequest, { radials, samples, losses }: PolarLosses): LossRaster {
  const half = samples - 1;
  const size = 2 * half + 1;
  const raster = new Float32Array(size * size).fill(Number.NaN);
  // sparsest set of radials evaluated at each distance
  const spacing = new Int32Array(samples);
  for (let k = 0; k < samples; k++) {
    let s = 1;
    while (s < radials && firstSample(s / 2 >= 1 ? s / 2 : 1, radials, samples) > k) s *= 2;
    spacing[k] = s;
  }
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const x = column - half;
      const y = half - row;
      const r = Math.sqrt(x * x + y * y);
      const inner = Math.trunc(r);
      if (inner < 2 || r > half) continue;
      const outer = Math.min(inner + 1, half);
      const turn = (Math.atan2(x, y) / (2 * Math.PI) + 1) % 1;
      const s = spacing[inner] as number;
      const place = (turn * radials) / s;
      const left = Math.trunc(place);
      const a = ((left * s) % radials) * samples;
      const b = (((left + 1) * s) % radials) * samples;
      const u = place - left;
      const v = r - inner;
      const near = (losses[a + inner] as number) * (1 - u) + (losses[b + inner] as number) * u;
      const far = (losses[a + outer] as number) * (1 - u) + (losses[b + outer] as number) * u;
      raster[row * size + column] = near * (1 - v) + far * v;
    }
  return { size, cellM: request.stepM, losses: raster, centre: request.centre };
}

/** Received level in dBm: power and gain toward the azimuth less the loss. `eirpDbm` by azimuth in degrees. */
export function receivedLevels(raster: LossRaster, eirpDbm: (azimuthDeg: number) => number, receiveGainDbi: number): Float32Array {
  const { size, losses } = raster;
  const half = (size - 1) / 2;
  const byDegree = Float64Array.from({ length: 361 }, (_, azimuth) => eirpDbm(azimuth % 360));
  return losses.map((loss, at) => {
    const azimuth = ((Math.atan2((at % size) - half, half - Math.trunc(at / size)) * 180) / Math.PI + 360) % 360;
    const low = Math.trunc(azimuth);
    const eirp = (byDegree[low] as number) + ((byDegree[low + 1] as number) - (byDegree[low] as number)) * (azimuth - low);
    return eirp + receiveGainDbi - loss;
  });
}

/** Position of a raster place given in cells from its west and north edges. */
export function rasterPosition({ size, cellM, centre }: LossRaster, column: number, row: number): GeoPoint {
  const { lat, lon } = degreeLengths(centre.latDeg);
  const half = (size - 1) / 2;
  return { latDeg: centre.latDeg + ((half - row) * cellM) / lat, lonDeg: centre.lonDeg + ((column - half) * cellM) / lon };
}
