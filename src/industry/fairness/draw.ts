import { createHmac } from 'node:crypto';

export interface Candidate {
  readonly id: string;
  /** Chance relative to the others; 0 is never drawn. */
  readonly weight: number;
}

/**
 * Draws without replacement, weighted, reproducible from a published seed (double-random inspection, 国办发〔2015〕58号): whoever has the
 * seed and the pool draws the same.
 *
 * Each candidate has u = ((first 8 bytes of HMAC-SHA256(seed, id)) >> 11 + 0.5) / 2^53 and the key −ln(u) / weight; the smallest keys
 * are drawn (Efraimidis and Spirakis, 2006). Equal keys go by id.
 *
 * @returns ids in the order of the draw, fewer than `count` when the pool runs out
 */
export function drawWeighted(seed: string, pool: readonly Candidate[], count: number): readonly string[] {
  return pool
    .filter(({ weight }) => weight > 0)
    .map(({ id, weight }) => ({ id, key: -Math.log(uniform(seed, id)) / weight }))
    .sort((a, b) => a.key - b.key || (a.id < b.id ? -1 : 1))
    .slice(0, count)
    .map(({ id }) => id);
}

function uniform(seed: string, id: string): number {
  const bits = createHmac('sha256', seed).update(id).digest().readBigUInt64BE() >> 11n;
  return (Number(bits) + 0.5) / 2 ** 53;
}
