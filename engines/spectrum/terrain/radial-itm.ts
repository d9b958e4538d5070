import type { Itm, ItmResult } from '../propagation/itm.ts';
import { smoothHorizons, terrainIrregularity } from '../propagation/itm-terrain.ts';

/**
 * ITM from one transmitter to every sample of a radial. Sums, horizons and line fits of all the paths along it are kept as they grow by one
 * sample, so that a path costs a few steps instead of a pass over its profile. Only Δh, which needs sorting, is taken anew, at every
 * `irregularityStride`-th sample and straight between; with a stride of 1 the losses are those of the single paths, but that the horizons are
 * searched with the effective Earth of the whole radial.
 */
export class RadialItm {
  readonly #itm: Itm;
  readonly #stride: number;
  readonly #sum: Float64Array;
  readonly #moment: Float64Array;
  readonly #raised: Float64Array;
  readonly #hull: Int32Array;
  readonly #slopes: Float64Array;
  #z: Float64Array = new Float64Array(0);
  #step = 1;

  /** @param longest most intervals of a radial */
  constructor(itm: Itm, longest: number, irregularityStride: number) {
    this.#itm = itm;
    this.#stride = irregularityStride;
    this.#sum = new Float64Array(longest + 2);
    this.#moment = new Float64Array(longest + 2);
    this.#raised = new Float64Array(longest + 1);
    this.#hull = new Int32Array(longest + 1);
    this.#slopes = new Float64Array(longest + 1);
  }

  /**
   * Losses in dB at samples `first` to the end of `z`, into `out` by sample; NaN where the model has no answer.
   *
   * @param first at least 2: a path has two intervals or more
   */
  run(z: Float64Array, stepM: number, heightT: number, heightR: number, first: number, result: ItmResult, out: Float32Array): void {
    const last = z.length - 1;
    this.#z = z;
    this.#step = stepM;
    this.#accumulate(z);
    const itm = this.#itm;
    const radius = itm.earthRadius(itm.surfaceRefractivity(this.#meanHeight(last)));
    if (Number.isNaN(radius)) {
      out.fill(Number.NaN, first, last + 1);
      return;
    }
    const { path } = result;
    path.heightT = heightT;
    path.heightR = heightR;
    const half = 1 / (2 * radius);
    const zT = (z[0] as number) + heightT;
    let horizonAngle = Number.NEGATIVE_INFINITY;
    let horizonAt = 0;
    let hullSize = 0;
    let deltaFrom = Number.NaN;
    let deltaTo = Number.NaN;
    let deltaAt = 0;
    for (let k = 1; k <= last; k++) {
      const x = k * stepM;
      if (k >= Math.max(first, 2)) {
        const refractivity = itm.surfaceRefractivity(this.#meanHeight(k));
        const own = itm.earthRadius(refractivity);
        const distance = x;
        const zR = (z[k] as number) + heightR;
        const direct = (zR - zT) / distance;
        path.distance = distance;
        path.horizonAngleT = direct - distance * half;
        path.horizonDistanceT = distance;
        if (horizonAt > 0 && horizonAngle > path.horizonAngleT) {
          path.horizonAngleT = horizonAngle;
          path.horizonDistanceT = horizonAt * stepM;
        }
        path.horizonAngleR = -direct - distance * half;
        path.horizonDistanceR = distance;
        const tangent = this.#tangent(hullSize, k, zR - x * x * half);
        if (tangent > 0) {
          const d = (k - tangent) * stepM;
          const angle = ((z[tangent] as number) - zR) / d - d * half;
          if (angle > path.horizonAngleR) {
            path.horizonAngleR = angle;
            path.horizonDistanceR = d;
          }
        }
        path.lineOfSight = path.horizonDistanceT === distance && path.horizonDistanceR === distance;
        const start = Math.min(15 * heightT, 0.1 * path.horizonDistanceT) / stepM;
        const end = k - Math.min(15 * heightR, 0.1 * path.horizonDistanceR) / stepM;
        if (Number.isNaN(deltaTo) || k >= deltaAt) {
          deltaFrom = Number.isNaN(deltaTo) ? terrainIrregularity(z, k, stepM, start, end) : deltaTo;
          const ahead = Math.min(k + this.#stride - 1, last);
          deltaTo =
            ahead === k ? terrainIrregularity(z, k, stepM, start, end) : terrainIrregularity(z, ahead, stepM, start, ahead - (k - end));
          deltaAt = ahead + 1;
          if (ahead === k) deltaFrom = deltaTo;
        }
        const left = deltaAt - 1 - k;
        path.deltaH = this.#stride === 1 || left <= 0 ? deltaTo : deltaTo + ((deltaFrom - deltaTo) * left) / this.#stride;
        this.#effectiveHeights(k, start, end, own, result);
        itm.complete(refractivity, own, result);
        out[k] = result.lossDb;
      }
      // sample k becomes terrain for the receivers beyond it
      const rise = ((z[k] as number) - zT) / x - x * half;
      if (rise > horizonAngle) {
        horizonAngle = rise;
        horizonAt = k;
      }
      hullSize = this.#extendHull(hullSize, k, (z[k] as number) - x * x * half);
    }
  }

  #accumulate(z: Float64Array): void {
    let sum = 0;
    let moment = 0;
    for (let i = 0; i < z.length; i++) {
      sum += z[i] as number;
      moment += (z[i] as number) * i;
      this.#sum[i + 1] = sum;
      this.#moment[i + 1] = moment;
    }
  }

  /** Mean of the middle four fifths of the path to sample k. */
  #meanHeight(k: number): number {
    const skip = Math.trunc(0.1 * k);
    return ((this.#sum[k - skip + 1] as number) - (this.#sum[skip] as number)) / (k - 2 * skip + 1);
  }

  /** Least-squares line between two distances in steps, at index `at`, by the sums; see `fittedHeight`. */
  #fit(k: number, startSteps: number, endSteps: number, at: number): number {
    let first = Math.trunc(Math.max(startSteps, 0));
    let last = k - Math.trunc(Math.max(k - endSteps, 0));
    if (last <= first) {
      first = Math.max(first - 1, 0);
      last = k - Math.max(k - (last + 1), 0);
    }
    const z = this.#z;
    const length = last - first;
    const middle = first + 0.5 * length;
    const ends = 0.5 * ((z[first] as number) + (z[last] as number));
    const inner = (this.#sum[last] as number) - (this.#sum[first + 1] as number);
    const innerMoment = (this.#moment[last] as number) - (this.#moment[first + 1] as number) - middle * inner;
    const mean = (ends + inner) / length;
    const moment = 0.5 * ((z[last] as number) - (z[first] as number)) * 0.5 * length + innerMoment;
    return mean + ((moment * 12) / ((length * length + 2) * length)) * (at - middle);
  }

  #effectiveHeights(k: number, start: number, end: number, radius: number, { path }: ItmResult): void {
    const z = this.#z;
    const zT = z[0] as number;
    const zR = z[k] as number;
    if (path.horizonDistanceT + path.horizonDistanceR > 1.5 * path.distance) {
      const fitT = this.#fit(k, start, end, 0);
      const fitR = this.#fit(k, start, end, k);
      smoothHorizons(path.heightT + Math.max(zT - fitT, 0), path.heightR + Math.max(zR - fitR, 0), radius, path);
      return;
    }
    path.effectiveHeightT = path.heightT + Math.max(zT - this.#fit(k, start, (0.9 * path.horizonDistanceT) / this.#step, 0), 0);
    path.effectiveHeightR = path.heightR + Math.max(zR - this.#fit(k, k - (0.9 * path.horizonDistanceR) / this.#step, end, k), 0);
  }

  /**
   * Keeps the upper hull of the terrain over the effective Earth, where a height lowered by x²/2a makes grazing rays straight. The slopes
   * between its corners fall from left to right.
   */
  #extendHull(size: number, k: number, raised: number): number {
    const hull = this.#hull;
    const heights = this.#raised;
    heights[k] = raised;
    let top = size;
    while (top > 0) {
      const last = hull[top - 1] as number;
      const slope = (raised - (heights[last] as number)) / (k - last);
      if (top > 1 && slope >= (this.#slopes[top - 1] as number)) top--;
      else {
        this.#slopes[top] = slope;
        break;
      }
    }
    hull[top] = k;
    return top + 1;
  }

  /** Sample whose ray to a receiver at sample k is steepest: the corner where the hull turns below the line to the receiver. */
  #tangent(size: number, k: number, raisedReceiver: number): number {
    if (size === 0) return 0;
    const hull = this.#hull;
    const heights = this.#raised;
    let low = 0;
    let high = size - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      const corner = hull[middle] as number;
      // corner `middle` hides the one before it when the line onward to the receiver falls less than the edge leading to it
      const onward = (raisedReceiver - (heights[corner] as number)) / (k - corner);
      if (onward <= (this.#slopes[middle] as number)) low = middle;
      else high = middle - 1;
    }
    return hull[low] as number;
  }
}
