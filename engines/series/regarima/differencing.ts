import { difference, differencingOperator, zeros } from '../arma/polynomial.ts';
import { SeriesRefusal } from '../refusal.ts';
import { hannanRissanen } from './hannan-rissanen.ts';
import type { ArimaOrders } from './model.ts';
import { regressorColumns } from './regressors.ts';
import { regressionStatistics, type WorkingModel } from './working.ts';

export interface UnitRootLimits {
  /** Modulus of a zero up to which the first step takes it for a unit root: 1/0.96. */
  readonly first: number;
  /** AR coefficient from which the later steps difference: 0.88. */
  readonly later: number;
}

/** What the search remembers between rounds of the automatic choice: the closeness at which AR and MA cancel falls by 0.002 a step. */
export interface DifferencingState {
  cancel: number;
}

export interface DifferencingChoice {
  readonly d: number;
  readonly D: number;
  /** Whether the differenced series has a mean; undefined when it is not tested. */
  readonly mean: boolean | undefined;
}

/** Real positive unit roots of the AR operators, and the largest real inverse root that is none. */
export function autoregressiveRoots(
  parameters: Float64Array,
  orders: ArimaOrders,
  limit: number,
): { regular: number; seasonal: number; largestRegular: number; largestSeasonal: number; stationary: boolean } {
  const found = { regular: 0, seasonal: 0, largestRegular: -99999, largestSeasonal: -99999, stationary: true };
  for (const part of ['regular', 'seasonal'] as const) {
    const coefficients = part === 'regular' ? parameters.subarray(0, orders.p) : parameters.subarray(orders.p, orders.p + orders.P);
    const { real, imaginary } = zeros(coefficients);
    for (let i = 0; i < real.length; i++) {
      const modulus = Math.hypot(real[i]!, imaginary[i]!);
      if (modulus <= 1) found.stationary = false;
      if (modulus <= limit && imaginary[i]! <= 0.05 && real[i]! > 0) found[part]++;
      else if (imaginary[i]! <= 0.02 && real[i]! > 0) {
        const key = part === 'regular' ? 'largestRegular' : 'largestSeasonal';
        found[key] = Math.max(found[key], 1 / modulus);
      }
    }
  }
  return found;
}

/**
 * Orders of differencing after Gómez and Maravall (A Course in Time Series Analysis, 2001, chapter 7) with the steps and constants of
 * X-13ARIMA-SEATS: an AR(2)(1) fit for roots near one, then ARMA(1,1)(1,1) fits until no AR coefficient is near one any more, each by
 * Hannan–Rissanen and by exact likelihood where that fails; last the t test of a mean.
 *
 * @param linear transformed series less all regression effects
 */
export function identifyDifferencing(
  model: WorkingModel,
  linear: Float64Array,
  most: readonly [number, number],
  limits: UnitRootLimits,
  state: DifferencingState,
  testMean: boolean,
): DifferencingChoice {
  const s = model.frame.frequency;
  let d = 0;
  let D = 0;
  let round = 1;
  let rmaxr = 0;
  let rmaxs = 0;
  let restart = false;
  let orders: ArimaOrders = { p: 2, d: 0, q: 0, P: 1, D: 0, Q: 0 };
  for (;;) {
    if (model.limit?.reached()) throw new SeriesRefusal('time-limit');
    orders = round === 1 ? { p: 2, d: 0, q: 0, P: 1, D: 0, Q: 0 } : { p: 1, d, q: 1, P: 1, D, Q: 1 };
    const differenced = difference(linear, differencingOperator(orders.d, orders.D, s));
    const mean = differenced.reduce((sum, value) => sum + value, 0) / Math.max(1, differenced.length);
    let parameters = hannanRissanen(
      differenced.map((value) => value - mean),
      orders,
      s,
    );
    let roots = { regular: 0, seasonal: 0, largestRegular: 0, largestSeasonal: 0, stationary: true };
    if (round === 1 && parameters !== undefined) {
      roots = autoregressiveRoots(parameters, orders, limits.first);
      if (!roots.stationary) parameters = undefined;
    }
    if (restart || (d === 0 && D === 0 && round > 2)) parameters = undefined;
    if (parameters === undefined) {
      const start = round === 1 || restart ? [0.1, 0.1, 0.1, 0.1] : [0.1, 0.1, 0.2, 0.2];
      model.setOrders(orders);
      model.parameters = Float64Array.from(start).subarray(0, orders.p + orders.P + orders.q + orders.Q);
      parameters = model.estimate({ values: linear, columns: [], tolerance: 1e-3 }).estimate.parameters;
      if (round === 1) roots = autoregressiveRoots(parameters, orders, limits.first);
    }
    let changed = 0;
    restart = false;
    if (round === 1) {
      d += roots.regular;
      D += roots.seasonal;
      rmaxr = roots.largestRegular;
      rmaxs = roots.largestSeasonal;
    } else {
      const step = laterStep(parameters, { d, D, round, rmaxr, rmaxs }, limits.later, state);
      ({ d, D, changed, restart } = step);
      rmaxr = step.rmaxr;
      rmaxs = step.rmaxs;
    }
    round++;
    if (d >= 3) {
      d = 2;
      changed = 0;
    }
    if (D >= 2) {
      D = 1;
      changed = 0;
    }
    if (d > most[0] || D > most[1]) {
      d = Math.min(d, most[0]);
      D = Math.min(D, most[1]);
      break;
    }
    if (!((changed >= 1 && round <= 7) || round === 2)) break;
  }
  return { d, D, mean: testMean ? hasMean(model, linear, d, D, orders) : undefined };
}

interface Step {
  d: number;
  D: number;
  round: number;
  rmaxr: number;
  rmaxs: number;
}

/** One look at φ, Φ, θ, Θ of the ARMA(1,1)(1,1) fit. */
function laterStep(
  parameters: Float64Array,
  before: Step,
  later: number,
  state: DifferencingState,
): { d: number; D: number; changed: number; restart: boolean; rmaxr: number; rmaxs: number } {
  let { d, D, rmaxr, rmaxs } = before;
  const { round } = before;
  const [ar, seasonalAr, ma, seasonalMa] = parameters as unknown as readonly [number, number, number, number];
  const fresh = () => d === 0 && D === 0;
  let changed = 0;
  let restart = false;
  let near = 1.005 - later;
  state.cancel -= 0.002;
  if (later >= 0.869) near += later - 0.869;
  if (Math.abs(1 - ar) <= near) {
    if (ar > 1.02) {
      restart = true;
      changed = 1;
    } else if (Math.abs(ar - ma) > state.cancel) {
      changed++;
      d++;
    }
  } else if (Math.abs(ar) > 1.12) {
    restart = true;
    changed = 1;
  }
  if (Math.abs(1 - seasonalAr) <= 0.19) {
    if (seasonalAr > 1.02) {
      restart = true;
      changed = 1;
    } else if (Math.abs(seasonalAr - seasonalMa) > state.cancel && D === 0) {
      changed++;
      D++;
      if (restart) {
        restart = false;
        changed--;
      }
    }
  } else if (Math.abs(seasonalAr) > 1.12) {
    restart = true;
    changed = 1;
  }
  const raise = () => {
    if (restart && changed === 1) {
      restart = false;
      changed = 0;
    }
    changed++;
    if (rmaxr > rmaxs) d++;
    else D++;
  };
  const cancels = Math.abs(ar - ma) <= state.cancel || Math.abs(seasonalAr - seasonalMa) <= state.cancel;
  if (cancels && round === 2 && fresh() && (rmaxr >= 0.9 || rmaxs >= 0.9)) raise();
  const away = Math.abs(1 - ar);
  const seasonalAway = Math.abs(1 - seasonalAr);
  if (
    round === 2 &&
    fresh() &&
    (((away <= 0.15 || seasonalAway <= 0.16) && (rmaxr >= 0.9 || rmaxs >= 0.88)) ||
      ((away <= 0.16 || seasonalAway <= 0.17) && (rmaxr >= 0.91 || rmaxs >= 0.89)))
  ) {
    raise();
  }
  if (fresh() && (away <= 0.15 || seasonalAway <= 0.25)) {
    rmaxr = ar;
    rmaxs = seasonalAr;
    if (rmaxr > rmaxs) d++;
    else D++;
  }
  if (changed === 2) {
    d--;
    D--;
    if (rmaxr > rmaxs) d++;
    else D++;
  }
  return { d, D, changed, restart, rmaxr, rmaxs };
}

/** t test of the mean of the differenced series; the critical value grows with the length. */
function hasMean(model: WorkingModel, linear: Float64Array, d: number, D: number, orders: ArimaOrders): boolean {
  const n = linear.length;
  if (d === 0 && D === 0) {
    const mean = linear.reduce((sum, value) => sum + value, 0) / n;
    const spread = Math.sqrt(linear.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
    return Math.abs((Math.sqrt(n) * mean) / spread) >= (n <= 80 ? 1.96 : n <= 200 ? 2 : 2.55);
  }
  model.setOrders({ ...orders, d, D });
  model.parameters = new Float64Array(orders.p + orders.P + orders.q + orders.Q).fill(0.1);
  const fitted = model.estimate({ values: linear, columns: regressorColumns('const', model.frame, false), tolerance: 1e-3 });
  const t = Math.abs(regressionStatistics(fitted)[0]!);
  return t >= (n <= 80 ? 1.96 : n <= 155 ? 1.98 : n <= 230 ? 2.1 : n <= 350 ? 2.3 : 2.5);
}
