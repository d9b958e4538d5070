/** A stream of random numbers that a seed repeats exactly (xorshift128, Marsaglia 2003). */
export class RandomStream {
  #x: number;
  #y: number;
  #z: number;
  #w: number;

  constructor(seed: number) {
    // SplitMix32 spreads small seeds over the whole state
    let s = seed | 0;
    const next = (): number => {
      s = (s + 0x9e3779b9) | 0;
      let t = s ^ (s >>> 16);
      t = Math.imul(t, 0x21f0aaad);
      t ^= t >>> 15;
      t = Math.imul(t, 0x735a2d97);
      return t ^ (t >>> 15);
    };
    this.#x = next();
    this.#y = next();
    this.#z = next();
    this.#w = next() | 1;
  }

  /** 32 random bits, not negative. */
  bits(): number {
    const t = this.#x ^ (this.#x << 11);
    this.#x = this.#y;
    this.#y = this.#z;
    this.#z = this.#w;
    this.#w = this.#w ^ (this.#w >>> 19) ^ t ^ (t >>> 8);
    return this.#w >>> 0;
  }

  /** A whole number from 0 up to, without, `limit`. */
  below(limit: number): number {
    return Math.floor((this.bits() / 4294967296) * limit);
  }

  /** A number from 0 up to, without, 1. */
  unit(): number {
    return this.bits() / 4294967296;
  }
}
