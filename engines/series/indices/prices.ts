import { SeriesRefusal } from '../refusal.ts';

/**
 * Elementary price index of Jevons, matched models: 100·exp(mean of ln p_t/p_0) over the products priced in both periods.
 * (ILO and others, Consumer Price Index Manual 2020, ch. 8.)
 *
 * @throws SeriesRefusal `no-matched-product`, `not-positive`
 */
export function jevons(base: readonly number[], current: readonly number[]): { readonly index: number; readonly matched: number } {
  let sum = 0;
  let matched = 0;
  for (let j = 0; j < base.length; j++) {
    const from = base[j] as number;
    const to = current[j] ?? Number.NaN;
    if (!Number.isFinite(from) || !Number.isFinite(to)) continue;
    if (from <= 0 || to <= 0) throw new SeriesRefusal('not-positive', { field: 'prices', values: { product: j } });
    sum += Math.log(to / from);
    matched++;
  }
  if (matched === 0) throw new SeriesRefusal('no-matched-product', { field: 'prices' });
  return { index: 100 * Math.exp(sum / matched), matched };
}

/** Laspeyres: 100·Σ p_t·q_0 / Σ p_0·q_0 over products priced in both periods. */
export const laspeyres = (base: readonly number[], current: readonly number[], quantities: readonly number[]): number =>
  lowe(base, current, quantities);

/**
 * Lowe: 100·Σ p_t·q_b / Σ p_0·q_b, quantities of a period b at or before the price reference period 0; with b = 0 it is Laspeyres.
 *
 * @throws SeriesRefusal `no-matched-product`
 */
export function lowe(base: readonly number[], current: readonly number[], quantities: readonly number[]): number {
  let now = 0;
  let then = 0;
  for (let j = 0; j < base.length; j++) {
    const [from, to, quantity] = [base[j] as number, current[j] ?? Number.NaN, quantities[j] ?? Number.NaN];
    if (!Number.isFinite(from) || !Number.isFinite(to) || !Number.isFinite(quantity)) continue;
    now += to * quantity;
    then += from * quantity;
  }
  if (!(then > 0)) throw new SeriesRefusal('no-matched-product', { field: 'prices' });
  return (100 * now) / then;
}

/**
 * Month-on-month chain: 100 in the first period, each later one the period before times the elementary index between the two. A price
 * that is missing is carried forward for at most `carry` periods, then its product is left out until it is priced again.
 *
 * @param prices one row a product, NaN where not priced
 */
export function chainedJevons(
  prices: readonly Float64Array[],
  carry: number,
): { readonly index: Float64Array; readonly carried: Uint32Array } {
  const length = prices[0]?.length ?? 0;
  const index = new Float64Array(length);
  const carried = new Uint32Array(length);
  const kept = prices.map((row) => {
    let last = Number.NaN;
    let age = 0;
    return row.map((price, t) => {
      if (!Number.isNaN(price)) {
        last = price;
        age = 0;
        return price;
      }
      age++;
      if (age > carry || Number.isNaN(last)) return Number.NaN;
      carried[t] = (carried[t] as number) + 1;
      return last;
    });
  });
  if (length > 0) index[0] = 100;
  for (let t = 1; t < length; t++) {
    const step = jevons(
      kept.map((row) => row[t - 1] as number),
      kept.map((row) => row[t] as number),
    );
    index[t] = ((index[t - 1] as number) * step.index) / 100;
  }
  return { index, carried };
}

/**
 * Volume = value ÷ (price index / 100), period by period.
 *
 * @throws SeriesRefusal `lengths-differ`, `not-positive`
 */
export function deflate(values: Float64Array, prices: Float64Array): Float64Array {
  if (values.length !== prices.length)
    throw new SeriesRefusal('lengths-differ', { field: 'prices', values: { length: prices.length, wanted: values.length } });
  const bad = prices.findIndex((price) => price <= 0);
  if (bad >= 0) throw new SeriesRefusal('not-positive', { field: 'prices', values: { position: bad } });
  return values.map((value, t) => (100 * value) / (prices[t] as number));
}

/** Value added at constant prices by double deflation: output and inputs each by its own price index. */
export function doubleDeflate(
  output: Float64Array,
  outputPrices: Float64Array,
  input: Float64Array,
  inputPrices: Float64Array,
): Float64Array {
  const volume = deflate(output, outputPrices);
  const used = deflate(input, inputPrices);
  if (used.length !== volume.length)
    throw new SeriesRefusal('lengths-differ', { field: 'input', values: { length: used.length, wanted: volume.length } });
  return volume.map((value, t) => value - (used[t] as number));
}

/** Unit prices that are held constant, with the year they come from. */
export interface PriceSet {
  readonly year: number;
  readonly prices: readonly number[];
}

/**
 * Total telecom business volume at constant prices and its growth: Σ p·q of both periods at one price set, last year's average unit
 * prices; two price sets are never mixed in a ratio.
 *
 * @throws SeriesRefusal `price-set-of-wrong-year`, `lengths-differ`, `base-is-zero`
 */
export function constantPriceVolume(
  set: PriceSet,
  year: number,
  current: readonly number[],
  base: readonly number[],
): { readonly volume: number; readonly baseVolume: number; readonly growth: number } {
  if (set.year !== year - 1)
    throw new SeriesRefusal('price-set-of-wrong-year', { field: 'prices.year', values: { year: set.year, wanted: year - 1 } });
  for (const [field, row] of [
    ['current', current],
    ['base', base],
  ] as const) {
    if (row.length !== set.prices.length)
      throw new SeriesRefusal('lengths-differ', { field, values: { length: row.length, wanted: set.prices.length } });
  }
  const at = (quantities: readonly number[]): number =>
    quantities.reduce((sum, quantity, k) => sum + quantity * (set.prices[k] as number), 0);
  const volume = at(current);
  const baseVolume = at(base);
  if (baseVolume === 0) throw new SeriesRefusal('base-is-zero', { field: 'base' });
  return { volume, baseVolume, growth: 100 * (volume / baseVolume - 1) };
}
