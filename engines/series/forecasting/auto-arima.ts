import { difference, differencingOperator, type ModelOrders, parameterCount } from '../arma/polynomial.ts';
import type { Frequency } from '../period.ts';
import { type ArimaFit, defaultStarts, finalEffort, fitArima, rootsAreTrusted, searchEffort } from './arima-fit.ts';
import { isConstant, regularDifferences, seasonalDifferences } from './differencing.ts';

export interface ArimaChoice {
  readonly fit: ArimaFit;
  readonly tried: readonly { readonly orders: ModelOrders; readonly withConstant: boolean; readonly aicc: number }[];
  readonly warnings: readonly string[];
}

interface Candidate {
  readonly p: number;
  readonly q: number;
  readonly P: number;
  readonly Q: number;
  readonly constant: boolean;
}

const MOST_REGULAR = 5;
const MOST_SEASONAL = 2;
const MOST_MODELS = 94;
/** With fewer the corrected criterion leaves nothing but a mean of zero. */
const LEAST_OBSERVATIONS = 8;

/** The moves of one round, in their order; the first that improves starts the next round. */
const moves: readonly Partial<Readonly<Record<'p' | 'q' | 'P' | 'Q', number>>>[] = [
  { P: -1 },
  { Q: -1 },
  { P: 1 },
  { Q: 1 },
  { P: -1, Q: -1 },
  { P: -1, Q: 1 },
  { P: 1, Q: -1 },
  { P: 1, Q: 1 },
  { p: -1 },
  { q: -1 },
  { p: 1 },
  { q: 1 },
  { p: -1, q: -1 },
  { p: -1, q: 1 },
  { p: 1, q: -1 },
  { p: 1, q: 1 },
];

/**
 * Automatic ARIMA (Hyndman and Khandakar 2008): seasonal difference by seasonal strength, regular ones by the KPSS test, then a stepwise
 * search from four models by ±1 in the orders and the constant, compared by the corrected Akaike criterion of the exact likelihood.
 * Models with a root within 1 % of the unit circle are left out.
 *
 * @param values observations without gaps
 * @param deadline milliseconds of `performance.now()` after which the best model so far is taken
 * @returns undefined for less than eight observations
 */
export function chooseArima(values: Float64Array, frequency: Frequency, deadline = Number.POSITIVE_INFINITY): ArimaChoice | undefined {
  if (values.length < LEAST_OBSERVATIONS) return undefined;
  const D = seasonalDifferences(values, frequency);
  const d = regularDifferences(difference(values, differencingOperator(0, D, frequency)));
  return new Search(values, frequency, d, D, deadline).run();
}

class Search {
  readonly #values: Float64Array;
  readonly #frequency: Frequency;
  readonly #d: number;
  readonly #D: number;
  readonly #deadline: number;
  readonly #tried = new Map<string, ArimaFit | undefined>();
  readonly #most: { readonly regular: number; readonly seasonal: number };
  readonly #warnings: string[] = [];
  #best: ArimaFit | undefined;

  constructor(values: Float64Array, frequency: Frequency, d: number, D: number, deadline: number) {
    this.#values = values;
    this.#frequency = frequency;
    this.#d = d;
    this.#D = D;
    this.#deadline = deadline;
    this.#most = {
      regular: Math.min(MOST_REGULAR, Math.floor(values.length / 3)),
      seasonal: Math.min(MOST_SEASONAL, Math.floor(values.length / 3 / frequency)),
    };
  }

  run(): ArimaChoice | undefined {
    const { regular, seasonal } = this.#most;
    const constant = this.#d + this.#D <= 1;
    const candidate = (p: number, q: number, P: number, Q: number, has = constant): Candidate => ({
      p: Math.min(p, regular),
      q: Math.min(q, regular),
      P: Math.min(P, seasonal),
      Q: Math.min(Q, seasonal),
      constant: has,
    });
    if (isConstant(difference(this.#values, differencingOperator(this.#d, this.#D, this.#frequency)))) {
      this.#try(candidate(0, 0, 0, 0));
    } else {
      this.#try(candidate(2, 2, 1, 1));
      this.#try(candidate(0, 0, 0, 0));
      this.#try(candidate(1, 0, 1, 0));
      this.#try(candidate(0, 1, 0, 1));
      if (constant) this.#try(candidate(0, 0, 0, 0, false));
      while (this.#improve(constant)) if (this.#isOver()) break;
    }
    return this.#refined();
  }

  /** One round of moves from the best model; says whether one of them was better. */
  #improve(constantAllowed: boolean): boolean {
    const from = this.#best;
    if (from === undefined) return false;
    const base = { p: from.orders.p, q: from.orders.q, P: from.orders.P, Q: from.orders.Q };
    for (const move of moves) {
      const next = {
        p: base.p + (move.p ?? 0),
        q: base.q + (move.q ?? 0),
        P: base.P + (move.P ?? 0),
        Q: base.Q + (move.Q ?? 0),
        constant: from.withConstant,
      };
      if (Math.min(next.p, next.q, next.P, next.Q) < 0 || Math.max(next.p, next.q) > this.#most.regular) continue;
      if (Math.max(next.P, next.Q) > this.#most.seasonal || next.p + next.q + next.P + next.Q > 5) continue;
      if (this.#try(next)) return true;
      if (this.#isOver()) return false;
    }
    return constantAllowed && this.#try({ ...base, constant: !from.withConstant });
  }

  #isOver(): boolean {
    if (this.#tried.size >= MOST_MODELS) return true;
    if (performance.now() <= this.#deadline) return false;
    if (!this.#warnings.includes('time-limit')) this.#warnings.push('time-limit');
    return true;
  }

  #try(next: Candidate): boolean {
    const key = `${next.p} ${next.q} ${next.P} ${next.Q} ${next.constant}`;
    if (this.#tried.has(key)) return false;
    const orders = { p: next.p, d: this.#d, q: next.q, P: next.P, D: this.#D, Q: next.Q };
    const warm = this.#best === undefined ? undefined : widened(this.#best, orders);
    const starts = warm === undefined || (next.p > 0 && next.q > 0) ? defaultStarts(orders).slice(0, 2) : [];
    if (warm !== undefined) starts.unshift(warm);
    const fit = fitArima(this.#values, this.#frequency, orders, next.constant, searchEffort, starts);
    this.#tried.set(key, fit);
    if (fit === undefined || !Number.isFinite(fit.aicc) || !rootsAreTrusted(fit)) return false;
    if (this.#best !== undefined && fit.aicc >= this.#best.aicc) return false;
    this.#best = fit;
    return true;
  }

  /** The best models are fitted to the end; the first whose roots stay clear of the unit circle is taken. */
  #refined(): ArimaChoice | undefined {
    const fits = [...this.#tried.values()].filter((fit) => fit !== undefined);
    const trusted = fits.filter(rootsAreTrusted).sort((one, other) => one.aicc - other.aicc);
    const tried = fits.map((fit) => ({ orders: fit.orders, withConstant: fit.withConstant, aicc: fit.aicc }));
    for (const fit of trusted.slice(0, 3)) {
      const refined = fitArima(this.#values, this.#frequency, fit.orders, fit.withConstant, finalEffort, [fit.free]);
      if (refined !== undefined && rootsAreTrusted(refined)) return { fit: refined, tried, warnings: this.#warnings };
    }
    const last = trusted[0];
    return last === undefined ? undefined : { fit: last, tried, warnings: this.#warnings };
  }
}

/** The parameters of a neighbouring model with the orders asked for: partial autocorrelations of new lags begin at zero. */
function widened(from: ArimaFit, orders: ModelOrders): Float64Array {
  const free = new Float64Array(parameterCount(orders));
  let read = 0;
  let write = 0;
  for (const key of ['p', 'P', 'q', 'Q'] as const) {
    for (let k = 0; k < Math.min(from.orders[key], orders[key]); k++) free[write + k] = from.free[read + k] as number;
    if (orders[key] > from.orders[key]) free[write + from.orders[key]] = 0.05;
    read += from.orders[key];
    write += orders[key];
  }
  return free;
}
