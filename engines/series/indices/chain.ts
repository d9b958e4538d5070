import { SeriesRefusal } from '../refusal.ts';

/** How the years of a chained index are joined. */
export type Linking = 'annual-overlap' | 'one-period-overlap' | 'over-the-year';

/** Quantities of the products (or volume indices of the divisions) and their weights of each year. */
export interface ChainInput {
  /** One row a product, full years from the first period; NaN where there is no figure. */
  readonly quantities: readonly Float64Array[];
  /** One row a year: the products' shares in value at that year's prices, used for the year after; any scale. */
  readonly weights: readonly Float64Array[];
  readonly frequency: number;
  readonly linking: Linking;
}

/** The index, and what explains it. */
export interface ChainIndex {
  /** Mean of the first year = 100. */
  readonly index: Float64Array;
  /** Level of each year's own short index (mean of the year before = 100); the first year stands against itself. */
  readonly links: Float64Array;
}

/**
 * Annually chain-linked Laspeyres-type volume index: I_{y,m} = Σ_j w_{j,y−1}·q_{j,y,m}/q̄_{j,y−1}
 * (UN, International Recommendations for the Index of Industrial Production 2010, ch. 5; IMF Quarterly National Accounts Manual, ch. 8).
 *
 * Linked by the annual overlap (the mean of the year before), by the overlap of its last period, or by the same period of that year.
 * Products without a figure in a period, or in the year before, are left out of it and the weights of the others rescaled.
 *
 * @throws SeriesRefusal `series-too-short` (no full year), `weights-missing`, `no-matched-product`
 */
export function chainLink(input: ChainInput): ChainIndex {
  const { quantities, frequency } = input;
  const length = quantities[0]?.length ?? 0;
  if (length < frequency)
    throw new SeriesRefusal('series-too-short', { field: 'quantities', values: { observations: length, least: frequency } });
  const odd = quantities.findIndex((row) => row.length !== length);
  if (odd >= 0)
    throw new SeriesRefusal('lengths-differ', { field: `quantities.${odd}`, values: { length: quantities[odd]?.length, wanted: length } });
  const years = Math.ceil(length / frequency);
  const index = new Float64Array(length);
  const links = new Float64Array(length);
  for (let t = 0; t < frequency; t++) {
    index[t] = shortIndex(input, 0, t);
    links[t] = index[t] as number;
  }
  for (let year = 1; year < years; year++) {
    const start = year * frequency;
    for (let t = start; t < Math.min(length, start + frequency); t++) {
      const level = shortIndex(input, year - 1, t);
      links[t] = level;
      const overlap = input.linking === 'over-the-year' ? t - frequency : start - 1;
      if (input.linking === 'annual-overlap') index[t] = (level * mean(index, start - frequency, start)) / 100;
      else index[t] = ((index[overlap] as number) * level) / shortIndex(input, year - 1, overlap);
    }
  }
  return { index, links };
}

/** Level of period t in terms of the mean of the base year, over the products known in both. */
function shortIndex(input: ChainInput, base: number, t: number): number {
  let sum = 0;
  let weight = 0;
  for (const [share, relative] of terms(input, base, t)) {
    if (Number.isNaN(relative)) continue;
    sum += share * relative;
    weight += share;
  }
  if (!(weight > 0)) throw new SeriesRefusal('no-matched-product', { field: 'quantities', values: { period: t } });
  return (100 * sum) / weight;
}

/** Share and quantity relative of each product against the mean of the base year. */
function terms({ quantities, weights, frequency }: ChainInput, base: number, t: number): [number, number][] {
  const shares = weights[base];
  if (shares === undefined || shares.length !== quantities.length) throw new SeriesRefusal('weights-missing', { field: `weights.${base}` });
  return quantities.map((row, j) => {
    const average = mean(row, base * frequency, (base + 1) * frequency);
    return [shares[j] as number, average > 0 ? (row[t] as number) / average : Number.NaN];
  });
}

/**
 * Contributions of the products to the change of an annual-overlap index from the period before, in percentage points. Within a year
 * c_j = 100·w_j·(q_t − q_{t−1})/q̄ / I_{t−1}; across a link the change runs through the mean of the year before: what leads from t−1
 * to that mean by the old weights, and from it to t by the new. They add to the growth of the index exactly, but for rounding.
 *
 * @throws SeriesRefusal `quantity-missing`: a contribution needs all products
 */
export function chainContributions(
  input: ChainInput,
  chained: ChainIndex,
  t: number,
): { readonly growth: number; readonly contributions: Float64Array } {
  const { frequency } = input;
  if (t < 1 || t >= chained.index.length) throw new RangeError(`period ${t} has none before it`);
  const year = Math.floor(t / frequency);
  const before = chained.index[t - 1] as number;
  const growth = 100 * ((chained.index[t] as number) / before - 1);
  const level = (base: number, at: number): Float64Array => {
    const parts = terms(input, base, at);
    const total = parts.reduce((sum, [share]) => sum + share, 0);
    return Float64Array.from(parts, ([share, relative], j) => {
      if (Number.isNaN(relative)) throw new SeriesRefusal('quantity-missing', { field: `quantities.${j}`, values: { period: at } });
      return share / total;
    }).map((share, j) => share * (parts[j]?.[1] as number));
  };
  const anchor = (base: number): number => (base === 0 ? 100 : mean(chained.index, base * frequency, (base + 1) * frequency));
  const baseOf = (y: number): number => Math.max(0, y - 1);
  const now = level(baseOf(year), t);
  if (Math.floor((t - 1) / frequency) === year || year === 1) {
    // One base for both periods: the same year, or the first year, which stands against itself.
    const last = level(baseOf(year), t - 1);
    const scale = (100 * anchor(baseOf(year))) / before;
    return { growth, contributions: now.map((value, j) => scale * (value - (last[j] as number))) };
  }
  const old = baseOf(year - 1);
  const last = level(old, t - 1);
  const average = averageLevel(input, old, year - 1, level);
  const shares = terms(input, year - 1, t).map(([share]) => share);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const contributions = now.map((value, j) => {
    const towards = anchor(old) * ((average[j] as number) - (last[j] as number));
    const onwards = anchor(year - 1) * (value - (shares[j] as number) / total);
    return (100 * (towards + onwards)) / before;
  });
  return { growth, contributions };
}

/** The mean over a year of the products' weighted relatives. */
function averageLevel(input: ChainInput, base: number, year: number, level: (base: number, at: number) => Float64Array): Float64Array {
  const sum = new Float64Array(input.quantities.length);
  for (let m = 0; m < input.frequency; m++) {
    const one = level(base, year * input.frequency + m);
    for (let j = 0; j < sum.length; j++) sum[j] = (sum[j] as number) + (one[j] as number) / input.frequency;
  }
  return sum;
}

function mean(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let t = from; t < to; t++) {
    if (Number.isNaN(values[t] as number)) continue;
    sum += values[t] as number;
    count++;
  }
  return sum / count;
}
