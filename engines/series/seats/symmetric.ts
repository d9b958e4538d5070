/**
 * Symmetric filters c₀ + Σ cₖ(Bᵏ + Fᵏ), held as c₀, c₁, …: autocovariance generating functions and their numerators. At the frequency ω they
 * are c₀ + 2 Σ cₖ cos kω.
 */
export type Symmetric = Float64Array;

/** |p(e^{iω})|² of a polynomial p₀ + p₁B + …. */
export function squaredModulus(polynomial: Float64Array): Symmetric {
  const size = polynomial.length;
  const result = new Float64Array(size);
  for (let lag = 0; lag < size; lag++) {
    let sum = 0;
    for (let k = 0; k + lag < size; k++) sum += (polynomial[k] as number) * (polynomial[k + lag] as number);
    result[lag] = sum;
  }
  return result;
}

export function multiplySymmetric(one: Symmetric, other: Symmetric): Symmetric {
  const degree = one.length + other.length - 2;
  const result = new Float64Array(degree + 1);
  for (let lag = 0; lag <= degree; lag++) {
    let sum = 0;
    for (let k = -(one.length - 1); k < one.length; k++) {
      const rest = Math.abs(lag - k);
      if (rest < other.length) sum += (one[Math.abs(k)] as number) * (other[rest] as number);
    }
    result[lag] = sum;
  }
  return result;
}

export function evaluateSymmetric(filter: Symmetric, frequency: number): number {
  let sum = filter[0] as number;
  for (let lag = 1; lag < filter.length; lag++) sum += 2 * (filter[lag] as number) * Math.cos(lag * frequency);
  return sum;
}

export function multiplyPolynomials(one: Float64Array, other: Float64Array): Float64Array {
  const product = new Float64Array(one.length + other.length - 1);
  for (let i = 0; i < one.length; i++) {
    for (let k = 0; k < other.length; k++) product[i + k] = (product[i + k] as number) + (one[i] as number) * (other[k] as number);
  }
  return product;
}

const GRID = 4096;

/** The least value of numerator ÷ denominator over 0 … π; poles are passed over, since the function is infinite there. */
export function leastRatio(numerator: Symmetric, denominator: Symmetric): number {
  const scale = evaluateSymmetric(denominator.map(Math.abs), 0);
  const ratio = (frequency: number): number => {
    const bottom = evaluateSymmetric(denominator, frequency);
    return bottom > 1e-9 * scale ? evaluateSymmetric(numerator, frequency) / bottom : Number.POSITIVE_INFINITY;
  };
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at <= GRID; at++) {
    const value = ratio((Math.PI * at) / GRID);
    if (value < least) {
      least = value;
      best = at;
    }
  }
  let low = (Math.PI * Math.max(0, best - 1)) / GRID;
  let high = (Math.PI * Math.min(GRID, best + 1)) / GRID;
  for (let step = 0; step < 60; step++) {
    const third = (high - low) / 3;
    if (ratio(low + third) < ratio(high - third)) high -= third;
    else low += third;
  }
  return Math.min(least, ratio((low + high) / 2));
}

/** Mean over the circle of a function of the frequency that is even and smooth: the variance of a process with that spectrum. */
export function circleMean(of: (frequency: number) => number): number {
  let sum = (of(0) + of(Math.PI)) / 2;
  for (let at = 1; at < GRID; at++) sum += of((Math.PI * at) / GRID);
  return sum / GRID;
}
