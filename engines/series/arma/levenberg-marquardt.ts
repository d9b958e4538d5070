import { choleskySolve } from './linear.ts';

/** Writes the residuals at `x`; false outside the admissible region. */
export type ResidualFunction = (x: Float64Array, target: Float64Array) => boolean;

const machine = 2 ** -52;
const step = Math.sqrt(machine);

/**
 * Least squares by the trust-region Levenberg–Marquardt method of MINPACK's `lmdif` (J. J. Moré, Lecture Notes in Mathematics 630,
 * 1978), which the reference program uses: same scaling, step bound and tests, derivatives by forward differences. Two searches that stop
 * early must stop at the same place to choose the same model. `x` is changed in place; returns the number of successful steps.
 */
export function levenbergMarquardt(residual: ResidualFunction, x: Float64Array, length: number, tolerance: number, most: number): number {
  const n = x.length;
  let values = new Float64Array(length);
  let trialValues = new Float64Array(length);
  if (!residual(x, values)) return 0;
  let size = norm(values);
  const jacobian = Array.from({ length: n }, () => new Float64Array(length));
  const trial = new Float64Array(n);
  const gradient = new Float64Array(n);
  const scale = new Float64Array(n);
  const columns = new Float64Array(n);
  const matrix = new Float64Array(n * n);
  const region = new TrustRegion(n, matrix, gradient, scale);
  let bound = 0;
  let steps = 0;
  for (let outer = 0; outer < most + 200; outer++) {
    differentiate(residual, x, values, trial, jacobian);
    for (let j = 0; j < n; j++) columns[j] = norm(jacobian[j]!);
    if (outer === 0) {
      let length2 = 0;
      for (let j = 0; j < n; j++) {
        scale[j] = columns[j]! || 1;
        length2 += (scale[j]! * x[j]!) ** 2;
      }
      bound = 100 * Math.sqrt(length2) || 100;
    }
    for (let j = 0; j < n; j++) scale[j] = Math.max(scale[j]!, columns[j]!);
    normalEquations(jacobian, values, matrix, gradient);
    if (!(size > 0)) return steps;
    for (let inner = 0; inner < 60; inner++) {
      if (!region.solve(bound)) return steps;
      const { move } = region;
      const moved = region.scaledNorm(move);
      if (outer === 0 && inner === 0) bound = Math.min(bound, moved);
      for (let j = 0; j < n; j++) trial[j] = x[j]! + move[j]!;
      const trialSize = residual(trial, trialValues) ? norm(trialValues) : Number.POSITIVE_INFINITY;
      const actual = 0.1 * trialSize < size ? 1 - (trialSize / size) ** 2 : -1;
      const linear = region.quadratic(move) / (size * size);
      const damped = (region.parameter * moved * moved) / (size * size);
      const predicted = linear + 2 * damped;
      const slope = -(linear + damped);
      const ratio = predicted === 0 ? 0 : actual / predicted;
      if (ratio <= 0.25) {
        let shrink = actual >= 0 ? 0.5 : (0.5 * slope) / (slope + 0.5 * actual);
        if (0.1 * trialSize >= size || shrink < 0.1) shrink = 0.1;
        bound = shrink * Math.min(bound, moved / 0.1);
        region.parameter /= shrink;
      } else if (region.parameter === 0 || ratio >= 0.75) {
        bound = moved / 0.5;
        region.parameter *= 0.5;
      }
      if (ratio >= 1e-4) {
        x.set(trial);
        [values, trialValues] = [trialValues, values];
        size = trialSize;
        steps++;
      }
      if (Math.abs(actual) <= tolerance && predicted <= tolerance && 0.5 * ratio <= 1) return steps;
      if (steps >= most || bound <= machine || (Math.abs(actual) <= machine && predicted <= machine)) return steps;
      if (ratio >= 1e-4) break;
      if (inner === 59) return steps;
    }
  }
  return steps;
}

function norm(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return Math.sqrt(sum);
}

function differentiate(
  residual: ResidualFunction,
  x: Float64Array,
  values: Float64Array,
  trial: Float64Array,
  jacobian: readonly Float64Array[],
): void {
  for (let j = 0; j < x.length; j++) {
    const column = jacobian[j]!;
    let by = step * Math.abs(x[j]!) || step;
    trial.set(x);
    trial[j] = x[j]! + by;
    if (!residual(trial, column)) {
      by = -by;
      trial[j] = x[j]! + by;
      if (!residual(trial, column)) column.set(values);
    }
    for (let i = 0; i < values.length; i++) column[i] = (column[i]! - values[i]!) / by;
  }
}

function normalEquations(jacobian: readonly Float64Array[], values: Float64Array, matrix: Float64Array, gradient: Float64Array): void {
  const n = gradient.length;
  for (let a = 0; a < n; a++) {
    const x = jacobian[a]!;
    for (let b = 0; b <= a; b++) {
      const y = jacobian[b]!;
      let sum = 0;
      for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
      matrix[a * n + b] = sum;
      matrix[b * n + a] = sum;
    }
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += x[i]! * values[i]!;
    gradient[a] = sum;
  }
}

/** The step within a scaled ball that lowers the linearised sum of squares most (MINPACK's `lmpar`). */
class TrustRegion {
  parameter = 0;
  readonly move: Float64Array;
  private readonly n: number;
  private readonly matrix: Float64Array;
  private readonly gradient: Float64Array;
  private readonly scale: Float64Array;
  private readonly work: Float64Array;
  private readonly direction: Float64Array;

  constructor(n: number, matrix: Float64Array, gradient: Float64Array, scale: Float64Array) {
    this.n = n;
    this.matrix = matrix;
    this.gradient = gradient;
    this.scale = scale;
    this.move = new Float64Array(n);
    this.work = new Float64Array(n * n);
    this.direction = new Float64Array(n);
  }

  scaledNorm(vector: Float64Array): number {
    let sum = 0;
    for (let j = 0; j < this.n; j++) sum += (vector[j]! * this.scale[j]!) ** 2;
    return Math.sqrt(sum);
  }

  quadratic(vector: Float64Array): number {
    let sum = 0;
    for (let a = 0; a < this.n; a++) for (let b = 0; b < this.n; b++) sum += vector[a]! * vector[b]! * this.matrix[a * this.n + b]!;
    return sum;
  }

  solve(bound: number): boolean {
    const { n, move, gradient, scale } = this;
    let whole = this.damped(0);
    if (!whole) whole = this.damped(1e-14);
    if (!whole && !this.damped(1e-8)) return false;
    let length = this.scaledNorm(move);
    let excess = length - bound;
    if (excess <= 0.1 * bound) {
      this.parameter = 0;
      return true;
    }
    let low = whole ? this.newton(excess, bound, length) : 0;
    let steepest = 0;
    for (let j = 0; j < n; j++) steepest += (gradient[j]! / scale[j]!) ** 2;
    steepest = Math.sqrt(steepest);
    let high = steepest / bound;
    let parameter = Math.min(Math.max(this.parameter, low), high);
    if (parameter === 0) parameter = steepest / length;
    for (let round = 0; round < 10; round++) {
      if (parameter === 0) parameter = Math.max(1e-300, 0.001 * high);
      if (!this.damped(parameter)) return false;
      length = this.scaledNorm(move);
      const before = excess;
      excess = length - bound;
      if (Math.abs(excess) <= 0.1 * bound || (low === 0 && excess <= before && before < 0)) break;
      const correction = this.newton(excess, bound, length);
      if (excess > 0) low = Math.max(low, parameter);
      else high = Math.min(high, parameter);
      parameter = Math.max(low, parameter + correction);
    }
    this.parameter = parameter;
    return true;
  }

  /** Solves (JᵀJ + parameter·D²) move = −gradient; the factor stays in `work`. */
  private damped(parameter: number): boolean {
    const { n, matrix, work, move, gradient, scale } = this;
    work.set(matrix);
    for (let j = 0; j < n; j++) {
      work[j * n + j]! += parameter * scale[j]! * scale[j]!;
      move[j] = -gradient[j]!;
    }
    return choleskySolve(work, move, n, machine);
  }

  /** Newton's correction of the parameter from the last factor. */
  private newton(excess: number, bound: number, length: number): number {
    const { n, work, direction, scale, move } = this;
    let sum = 0;
    for (let a = 0; a < n; a++) {
      let value = (scale[a]! * scale[a]! * move[a]!) / length;
      for (let c = 0; c < a; c++) value -= work[a * n + c]! * direction[c]!;
      direction[a] = value / work[a * n + a]!;
      sum += direction[a]! * direction[a]!;
    }
    return excess / bound / sum;
  }
}
