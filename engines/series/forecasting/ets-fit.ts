import { choleskySolve } from '../arma/linear.ts';
import { mean } from './decomposition.ts';
import { boundedParameters, freeParameters, isForecastable } from './ets-bounds.ts';
import { type EtsForm, type EtsLayout, type EtsWorkspace, etsLayout, etsRun, etsWorkspace } from './ets-recursion.ts';
import { startStates } from './ets-start.ts';

/** A fitted exponential smoothing model. */
export interface EtsFit {
  readonly form: EtsForm;
  readonly frequency: number;
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
  /** States before the first observation, then the one after the last; seasonal states in the order in which they come next. */
  readonly initial: { readonly level: number; readonly slope: number; readonly season: Float64Array };
  readonly last: { readonly level: number; readonly slope: number; readonly season: Float64Array };
  /** Variance of the errors, relative ones under multiplicative error, freed of the parameters' number. */
  readonly sigma2: number;
  readonly loglik: number;
  readonly aic: number;
  readonly aicc: number;
  readonly bic: number;
  readonly fitted: Float64Array;
}

/** Each start is followed this far; the best of them to its end. */
const FIRST_ITERATIONS = 6;
const ITERATIONS = 60;
/** Of the mean logarithm of the squares; an iteration that gains less ends the search. */
const GAIN = 1e-7;
const HARDEST_DAMPING = 1e12;

/**
 * Fits one form by maximum likelihood: Levenberg–Marquardt over smoothing parameters and starting states together, from three starts.
 * Under multiplicative errors the likelihood is a sum of squares of e·(geometric mean of the forecasts), so both kinds are least squares.
 *
 * @param values observations without gaps; positive where error or season is multiplicative
 * @returns undefined where the form has too many parameters for the series or no start is within its domain
 */
export function fitEts(form: EtsForm, values: Float64Array, frequency: number): EtsFit | undefined {
  const ring = form.season === 'N' ? 1 : frequency;
  const layout = etsLayout(form, ring);
  if (layout.count >= values.length - 2) return undefined;
  const unit = mean(values.map(Math.abs)) || 1;
  const scaled = values.map((value) => value / unit);
  const search = new Search(form, layout, scaled, ring);
  const base = new Float64Array(layout.count);
  startStates(form, layout, scaled, ring, base);
  let best: { point: Float64Array; value: number } | undefined;
  for (const smoothing of starts(ring, form.damped)) {
    const start = Float64Array.from(base);
    freeParameters(layout, smoothing, start);
    // Without season an iteration costs little, and every start can be followed to its end.
    const found = search.from(start, form.season === 'N' ? ITERATIONS : FIRST_ITERATIONS);
    if (found !== undefined && (best === undefined || found.value < best.value)) best = found;
  }
  if (best === undefined) return undefined;
  return search.result((search.from(best.point, ITERATIONS) ?? best).point, unit);
}

function starts(ring: number, damped: boolean): readonly { alpha: number; beta: number; gamma: number; phi: number }[] {
  const slow = 0.2 / ring;
  const common = [
    { alpha: slow, beta: Math.min(0.1, slow / 2), gamma: 0.05, phi: 0.975 },
    { alpha: 0.4, beta: 0.01, gamma: 0.05, phi: 0.95 },
    { alpha: 0.2, beta: 0.05, gamma: 0.4, phi: 0.9 },
  ];
  if (!damped) return common;
  // Damping makes the likelihood many-peaked: a trend that dies early, one that hardly moves, one that moves fast.
  return [
    ...common,
    { alpha: 0.005, beta: 0.004, gamma: 0.01, phi: 0.97 },
    { alpha: 0.09, beta: 0.001, gamma: 0.05, phi: 0.97 },
    { alpha: 0.9, beta: 0.15, gamma: 0.05, phi: 0.82 },
  ];
}

class Search {
  readonly #form: EtsForm;
  readonly #layout: EtsLayout;
  readonly #values: Float64Array;
  readonly #work: EtsWorkspace;
  readonly #natural: Float64Array;
  readonly #chain = new Float64Array(16);
  readonly #smoothing: readonly number[];

  constructor(form: EtsForm, layout: EtsLayout, values: Float64Array, ring: number) {
    this.#form = form;
    this.#layout = layout;
    this.#values = values;
    this.#work = etsWorkspace(values.length, ring, layout.count);
    this.#natural = new Float64Array(layout.count);
    this.#smoothing = [layout.alpha, layout.beta, layout.gamma, layout.phi];
  }

  /** The logarithm of the sum of squares, twice the logarithm of the geometric mean added under relative errors; infinite outside. */
  #value(point: Float64Array, derivatives: boolean): number {
    this.#natural.set(point);
    boundedParameters(this.#layout, point, this.#natural, derivatives ? this.#chain : undefined);
    const { errors, fitted, ring } = this.#work;
    if (!isForecastable(this.#form, this.#layout, this.#natural, ring.length)) return Number.POSITIVE_INFINITY;
    if (!etsRun(this.#form, this.#layout, this.#values, this.#natural, this.#work, derivatives)) return Number.POSITIVE_INFINITY;
    let squares = 0;
    let logarithms = 0;
    const relative = this.#form.error === 'M';
    for (let t = 0; t < errors.length; t++) {
      const error = relative ? (errors[t] as number) / (fitted[t] as number) : (errors[t] as number);
      squares += error * error;
      if (relative) logarithms += Math.log(fitted[t] as number);
    }
    const value = Math.log(Math.max(squares, 1e-300)) + (2 * logarithms) / errors.length;
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  }

  from(start: Float64Array, iterations: number): { point: Float64Array; value: number } | undefined {
    const count = this.#layout.count;
    let point = start;
    let value = this.#value(point, true);
    if (!Number.isFinite(value)) return undefined;
    const matrix = new Float64Array(count * count);
    const damped = new Float64Array(count * count);
    const gradient = new Float64Array(count);
    const step = new Float64Array(count);
    let damping = 0.1;
    for (let iteration = 0; iteration < iterations; iteration++) {
      this.#normalEquations(matrix, gradient);
      let improved = false;
      while (damping < HARDEST_DAMPING) {
        for (let k = 0; k < count * count; k++) damped[k] = matrix[k] as number;
        for (let k = 0; k < count; k++) {
          const diagonal = matrix[k * count + k] as number;
          damped[k * count + k] = diagonal + damping * Math.max(diagonal, 1e-10);
          step[k] = -(gradient[k] as number);
        }
        if (choleskySolve(damped, step, step.length, 0)) {
          const trial = point.map((coordinate, k) => coordinate + limited(step[k] as number));
          const reached = this.#value(trial, false);
          if (reached < value) {
            improved = value - reached > GAIN;
            value = reached;
            point = trial;
            damping = Math.max(damping / 8, 1e-9);
            break;
          }
        }
        damping *= 6;
      }
      if (!improved) break;
      this.#value(point, true);
    }
    return { point, value };
  }

  #normalEquations(matrix: Float64Array, gradient: Float64Array): void {
    const { errors, fitted, fittedBy } = this.#work;
    const count = this.#layout.count;
    const length = errors.length;
    const relative = this.#form.error === 'M';
    for (let t = 0; t < length; t++) this.#toFree(t * count);
    // d log(geometric mean) by each parameter
    const scaleBy = new Float64Array(count);
    if (relative) {
      for (let t = 0; t < length; t++) {
        for (let k = 0; k < count; k++) {
          scaleBy[k] = (scaleBy[k] as number) + (fittedBy[t * count + k] as number) / (fitted[t] as number) / length;
        }
      }
    }
    matrix.fill(0);
    gradient.fill(0);
    for (let t = 0; t < length; t++) {
      const row = t * count;
      const forecast = fitted[t] as number;
      const residual = relative ? (errors[t] as number) / forecast : (errors[t] as number);
      if (relative) {
        const factor = -(1 + residual) / forecast;
        for (let k = 0; k < count; k++) fittedBy[row + k] = factor * (fittedBy[row + k] as number) + residual * (scaleBy[k] as number);
      } else {
        for (let k = 0; k < count; k++) fittedBy[row + k] = -(fittedBy[row + k] as number);
      }
      for (let k = 0; k < count; k++) {
        const derivative = fittedBy[row + k] as number;
        gradient[k] = (gradient[k] as number) + derivative * residual;
        const line = k * count;
        for (let j = 0; j <= k; j++) matrix[line + j] = (matrix[line + j] as number) + derivative * (fittedBy[row + j] as number);
      }
    }
    for (let k = 0; k < count; k++) for (let j = k + 1; j < count; j++) matrix[k * count + j] = matrix[j * count + k] as number;
  }

  /** Turns one row of derivatives by the smoothing parameters into derivatives by the unbounded ones. */
  #toFree(row: number): void {
    const { fittedBy } = this.#work;
    for (let column = 0; column < 4; column++) {
      const free = this.#smoothing[column] as number;
      if (free < 0) continue;
      let sum = 0;
      // Row `natural` of the chain needs only columns up to its own, so the entry below is not yet overwritten.
      for (let natural = column; natural < 4; natural++) {
        const at = this.#smoothing[natural] as number;
        if (at >= 0) sum += (this.#chain[natural * 4 + column] as number) * (fittedBy[row + at] as number);
      }
      fittedBy[row + free] = sum;
    }
  }

  result(point: Float64Array, unit: number): EtsFit {
    const value = this.#value(point, false);
    const { errors, fitted, ring, last } = this.#work;
    const { count, beta, gamma, phi, level, slope, season } = this.#layout;
    const length = errors.length;
    const relative = this.#form.error === 'M';
    let squares = 0;
    for (let t = 0; t < length; t++) squares += ((errors[t] as number) / (relative ? (fitted[t] as number) : 1)) ** 2;
    const loglik = -0.5 * length * (value + 2 * Math.log(unit));
    const known = count + 1;
    const seasonUnit = this.#form.season === 'A' ? unit : 1;
    const hasSeason = this.#form.season !== 'N';
    const natural = this.#natural;
    const at = (index: number): number => (index < 0 ? 0 : (natural[index] as number));
    const starting = Float64Array.from({ length: hasSeason ? ring.length : 0 }, (_, k) => (k === 0 ? 0 : at(season + k - 1)));
    if (hasSeason) starting[0] = (this.#form.season === 'M' ? ring.length : 0) - starting.reduce((sum, factor) => sum + factor, 0);
    return {
      form: this.#form,
      frequency: ring.length,
      alpha: at(0),
      beta: at(beta),
      gamma: at(gamma),
      phi: phi < 0 ? 1 : at(phi),
      initial: { level: at(level) * unit, slope: at(slope) * unit, season: starting.map((factor) => factor * seasonUnit) },
      last: {
        level: (last[0] as number) * unit,
        slope: (last[1] as number) * unit,
        season: Float64Array.from({ length: starting.length }, (_, k) => (ring[(length + k) % ring.length] as number) * seasonUnit),
      },
      sigma2: (squares / Math.max(1, length - count)) * (relative ? 1 : unit * unit),
      loglik,
      aic: 2 * known - 2 * loglik,
      aicc: 2 * known - 2 * loglik + (2 * known * (known + 1)) / Math.max(length - known - 1, 1e-9),
      bic: known * Math.log(length) - 2 * loglik,
      fitted: fitted.map((forecast) => forecast * unit),
    };
  }
}

/** A step in an unbounded coordinate beyond 4 means a bound; it is reached in several steps instead of one that loses the gradient. */
const limited = (step: number): number => Math.max(-4, Math.min(4, step));
