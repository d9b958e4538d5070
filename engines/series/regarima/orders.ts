import { SeriesRefusal } from '../refusal.ts';
import type { ArimaOrders } from './model.ts';
import type { WorkingModel } from './working.ts';

export interface Candidate {
  readonly orders: ArimaOrders;
  readonly bic: number;
}

export interface OrderOptions {
  readonly maxorder: readonly [number, number];
  readonly mixed: boolean;
  readonly balanced: boolean;
}

const kept = 5;

/**
 * Orders of the ARMA part by BIC at given differences (Gómez and Maravall; X-13 reference manual, automdl spec): seasonal orders beside a
 * regular AR(3), regular orders beside those, seasonal orders again; then among the five best a simpler or better balanced one within a
 * small margin of BIC.
 */
export function identifyOrders(
  model: WorkingModel,
  linear: Float64Array,
  d: number,
  D: number,
  options: OrderOptions,
): { readonly orders: ArimaOrders; readonly best: readonly Candidate[] } {
  const [most, mostSeasonal] = options.maxorder;
  let best: Candidate[] = [];
  const tried = new Map<string, number>();
  const consider = (p: number, q: number, P: number, Q: number): boolean => {
    if (!options.mixed && ((P > 0 && Q > 0) || (p > 0 && q > 0))) return false;
    if (best.some(({ orders: o }) => o.p === p && o.q === q && o.P === P && o.Q === Q)) return false;
    const key = `${p},${q},${P},${Q}`;
    let bic = tried.get(key);
    if (bic === undefined) {
      bic = bicOf(model, linear, { p, d, q, P, D, Q });
      tried.set(key, bic);
    }
    if (!Number.isFinite(bic)) return false;
    best = insert(best, { orders: { p, d, q, P, D, Q }, bic });
    return true;
  };
  for (let P = 0; P <= mostSeasonal; P++) for (let Q = 0; Q <= mostSeasonal; Q++) consider(3, 0, P, Q);
  if (best.length === 0) throw new SeriesRefusal('model-not-found', { field: 'arima' });
  const { P: P1, Q: Q1 } = best[0]!.orders;
  if (most < 3) best = [];
  for (let p = 0; p <= most; p++) for (let q = 0; q <= most; q++) consider(p, q, P1, Q1);
  if (best.length === 0) throw new SeriesRefusal('model-not-found', { field: 'arima' });
  let { p, q } = best[0]!.orders;
  if (P1 + Q1 + p + q === 0 && best.length > 1) ({ p, q } = best[1]!.orders);
  const seasonalAr = mostSeasonal < 2 && D === 1 ? 0 : mostSeasonal;
  for (let P = 0; P <= seasonalAr; P++) for (let Q = 0; Q <= mostSeasonal; Q++) consider(p, q, P, Q);
  const at = simplest(best, options.balanced);
  let { orders } = best[at]!;
  if (orders.p + orders.q + orders.P + orders.Q === 0 && at + 1 < best.length) orders = best[at + 1]!.orders;
  return { orders, best };
}

function bicOf(model: WorkingModel, linear: Float64Array, orders: ArimaOrders): number {
  model.setOrders(orders);
  try {
    const fitted = model.estimate({ fresh: true, values: linear, columns: [], tolerance: 1e-3 });
    return fitted.estimate.converged ? fitted.bic2 : Number.POSITIVE_INFINITY;
  } catch (error) {
    if (error instanceof SeriesRefusal && error.code !== 'time-limit') return Number.POSITIVE_INFINITY;
    throw error;
  }
}

function insert(best: readonly Candidate[], candidate: Candidate): Candidate[] {
  const at = best.findIndex((held) => held.bic > candidate.bic);
  const list = at < 0 ? [...best, candidate] : [...best.slice(0, at), candidate, ...best.slice(at)];
  return list.slice(0, kept);
}

/** Place of the model preferred among the best: the margins shrink by the BIC already given away. */
function simplest(best: readonly Candidate[], balanced: boolean): number {
  const describe = ({ orders: o }: Candidate) => ({
    regular: o.p + o.q,
    seasonal: o.P + o.Q,
    regularTilt: Math.abs(o.p + o.d - o.q),
    seasonalTilt: Math.abs(o.P + o.D - o.Q),
  });
  const spread = best.length < kept ? 1 : Math.abs(best[0]!.bic - best[kept - 1]!.bic);
  const scale = spread < 0.003 ? 0.0625 : spread < 0.03 ? 0.25 : 1;
  let wide = 0.01 * scale;
  let narrow = 0.0025 * scale;
  let middle = 0.0075 * scale;
  let chosen = 0;
  for (let i = 1; i < best.length; i++) {
    const a = describe(best[chosen]!);
    const b = describe(best[i]!);
    const { orders: ours } = best[chosen]!;
    const { orders: theirs } = best[i]!;
    const gap = Math.abs(best[i]!.bic - best[chosen]!.bic);
    const sameSize = a.regular === b.regular && a.seasonal === b.seasonal;
    const evens =
      balanced &&
      (((b.regularTilt < a.regularTilt || b.seasonalTilt < a.seasonalTilt) && sameSize && gap <= wide) ||
        (b.regularTilt < a.regularTilt &&
          b.regular <= a.regular &&
          b.seasonal === a.seasonal &&
          theirs.p > 0 &&
          theirs.q > 0 &&
          gap <= narrow) ||
        (b.regularTilt === 0 && b.seasonalTilt === 0 && gap < narrow) ||
        (b.regular > a.regular && b.regularTilt === 0 && b.seasonal === a.seasonal && gap < narrow) ||
        (b.seasonal > a.seasonal && b.seasonalTilt === 0 && b.regular === a.regular && gap < narrow) ||
        (b.seasonal < a.seasonal && b.seasonal > 0 && b.regular === a.regular && b.seasonalTilt === 0 && gap <= narrow));
    const simpler =
      (i === 1 && a.regular === 0 && b.regular === 1 && b.seasonal === a.seasonal && gap < narrow) ||
      (b.regular < a.regular && b.regular > 0 && b.seasonal === a.seasonal && gap < narrow) ||
      (b.seasonal < a.seasonal && b.seasonal > 0 && b.regular === a.regular && gap < narrow) ||
      (theirs.p < ours.p && theirs.q === ours.q && b.regular > 0 && b.seasonal === a.seasonal && gap < middle);
    if (!evens && !simpler) continue;
    const given = Math.abs(best[0]!.bic - best[i]!.bic);
    wide -= given;
    narrow -= given;
    middle -= given;
    chosen = i;
  }
  return chosen;
}
