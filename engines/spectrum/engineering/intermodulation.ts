/** Intermodulation of transmitters at a site (Recommendation ITU-R SM.1134). Frequencies and bandwidths in whole hertz. */

export type Carrier = { readonly id: string; readonly frequencyHz: number; readonly bandwidthHz: number; readonly powerDbm: number };
export type Victim = { readonly id: string; readonly frequencyHz: number; readonly bandwidthHz: number };

export type Product = {
  readonly victim: string;
  /** Carriers with their multiples, such as 2·A − B. */
  readonly terms: readonly { readonly carrier: string; readonly multiple: number }[];
  readonly order: 2 | 3 | 5;
  readonly frequencyHz: number;
  readonly offsetHz: number;
  /** Estimate: third-order products by the intercept point, undefined where none is given. */
  readonly powerDbm: number | undefined;
};

export type SearchOptions = {
  readonly orders: readonly (2 | 3 | 5)[];
  /** Third-order output intercept point of the stage in which they mix, dBm. */
  readonly interceptDbm?: number;
  /** The search stops after so many hits. */
  readonly most?: number;
};

/**
 * Every product that falls into a receive channel: |f − fr| ≤ ½(Br + Σ|multiple|·B). Pairs are looked up in a sorted list instead of trying
 * every triple: n carriers and m receivers cost n²·log n + m·n·log n.
 *
 * @throws RangeError for frequencies that are not whole hertz above 0
 */
export function findProducts(carriers: readonly Carrier[], victims: readonly Victim[], options: SearchOptions): readonly Product[] {
  for (const { id, frequencyHz, bandwidthHz } of [...carriers, ...victims])
    if (!(Number.isSafeInteger(frequencyHz) && frequencyHz > 0 && bandwidthHz >= 0))
      throw new RangeError(`${id}: frequencies are whole hertz above 0`);
  const most = options.most ?? 10_000;
  const sorted = [...carriers].sort((a, b) => a.frequencyHz - b.frequencyHz);
  const widest = carriers.reduce((width, { bandwidthHz }) => Math.max(width, bandwidthHz), 0);
  const products: Product[] = [];
  const add = (victim: Victim, terms: readonly (readonly [Carrier, number])[], order: Product['order']): void => {
    const frequencyHz = terms.reduce((sum, [carrier, multiple]) => sum + multiple * carrier.frequencyHz, 0);
    const width = terms.reduce((sum, [carrier, multiple]) => sum + Math.abs(multiple) * carrier.bandwidthHz, victim.bandwidthHz);
    const offsetHz = frequencyHz - victim.frequencyHz;
    if (Math.abs(offsetHz) > width / 2 || products.length >= most) return;
    products.push({
      victim: victim.id,
      terms: terms.map(([carrier, multiple]) => ({ carrier: carrier.id, multiple })),
      order,
      frequencyHz,
      offsetHz,
      powerDbm: order === 3 && options.interceptDbm !== undefined ? thirdOrderPower(terms, options.interceptDbm) : undefined,
    });
  };
  for (const victim of victims) {
    const f = victim.frequencyHz;
    const reach = (order: number): number => (victim.bandwidthHz + order * widest) / 2;
    for (const [i, a] of sorted.entries()) {
      if (options.orders.includes(2)) {
        for (const b of between(sorted, f - a.frequencyHz - reach(2), f - a.frequencyHz + reach(2), i))
          add(
            victim,
            [
              [a, 1],
              [b, 1],
            ],
            2,
          );
        for (const b of between(sorted, a.frequencyHz - f - reach(2), a.frequencyHz - f + reach(2), 0))
          if (b !== a)
            add(
              victim,
              [
                [a, 1],
                [b, -1],
              ],
              2,
            );
      }
      if (options.orders.includes(3)) {
        for (const b of between(sorted, 2 * a.frequencyHz - f - reach(3), 2 * a.frequencyHz - f + reach(3), 0))
          if (b !== a)
            add(
              victim,
              [
                [a, 2],
                [b, -1],
              ],
              3,
            );
        for (let j = i + 1; j < sorted.length; j++) {
          const b = sorted[j] as Carrier;
          const sum = a.frequencyHz + b.frequencyHz;
          for (const c of between(sorted, sum - f - reach(3), sum - f + reach(3), 0))
            if (c !== a && c !== b)
              add(
                victim,
                [
                  [a, 1],
                  [b, 1],
                  [c, -1],
                ],
                3,
              );
        }
      }
      if (options.orders.includes(5))
        for (const b of between(sorted, (3 * a.frequencyHz - f - reach(5)) / 2, (3 * a.frequencyHz - f + reach(5)) / 2, 0))
          if (b !== a)
            add(
              victim,
              [
                [a, 3],
                [b, -2],
              ],
              5,
            );
    }
  }
  return products;
}

/** Carriers from index `from` whose frequency lies within two limits. */
function* between(sorted: readonly Carrier[], low: number, high: number, from: number): Generator<Carrier> {
  let left = from;
  let right = sorted.length;
  while (left < right) {
    const middle = (left + right) >> 1;
    if ((sorted[middle] as Carrier).frequencyHz < low) left = middle + 1;
    else right = middle;
  }
  for (let i = left; i < sorted.length && (sorted[i] as Carrier).frequencyHz <= high; i++) yield sorted[i] as Carrier;
}

/** Power of 2A − B (Σ|m|P − 2·IP3) and of A + B − C, which is 6 dB stronger. */
function thirdOrderPower(terms: readonly (readonly [Carrier, number])[], interceptDbm: number): number {
  const sum = terms.reduce((total, [carrier, multiple]) => total + Math.abs(multiple) * carrier.powerDbm, 0);
  return sum - 2 * interceptDbm + (terms.length === 3 ? 6 : 0);
}

/**
 * Channel numbers free of third-order products among each other: a greedy set in which all differences are distinct (Golomb-like), at most
 * `count` long within `channels`.
 */
export function freeOfThirdOrder(count: number, channels: number): readonly number[] {
  const chosen: number[] = [];
  const differences = new Set<number>();
  for (let c = 0; c < channels && chosen.length < count; c++) {
    const fresh = chosen.map((other) => c - other);
    if (new Set(fresh).size < fresh.length || fresh.some((difference) => differences.has(difference))) continue;
    for (const difference of fresh) differences.add(difference);
    chosen.push(c);
  }
  return chosen;
}
