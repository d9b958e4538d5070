import { leastRatio, multiplyPolynomials, multiplySymmetric, type Symmetric, squaredModulus } from './symmetric.ts';

/** Autoregressive polynomials of the components and the moving average of the whole, each 1 + …. */
export interface Factorisation {
  readonly trend: Float64Array;
  readonly seasonal: Float64Array;
  readonly transitory: Float64Array;
  readonly movingAverage: Float64Array;
}

/** A component's pseudo-spectrum numerator ÷ |autoregression|², in units of the innovation variance. */
export interface Component {
  readonly autoregression: Float64Array;
  readonly numerator: Symmetric;
}

export interface CanonicalDecomposition {
  readonly trend: Component;
  readonly seasonal: Component;
  readonly transitory: Component;
  /** Variance of the irregular in units of the innovation variance. */
  readonly irregular: number;
}

/** A transitory part below this share of the innovation variance is rounding. */
const NOTHING = 1e-9;

/**
 * Splits the pseudo-spectrum of a model into trend, seasonal, transitory and irregular parts by partial fractions and takes from each the most
 * white noise it can spare, which goes to the irregular (Hillmer and Tiao 1982; Gómez and Maravall, SEATS).
 *
 * @returns undefined where the irregular would have a negative variance: the model has no such decomposition
 */
export function canonicalDecomposition(factors: Factorisation): CanonicalDecomposition | undefined {
  const numerator = squaredModulus(factors.movingAverage);
  const trend = squaredModulus(factors.trend);
  const seasonal = squaredModulus(factors.seasonal);
  const transitory = squaredModulus(factors.transitory);
  const others = [multiplySymmetric(seasonal, transitory), multiplySymmetric(trend, transitory), multiplySymmetric(trend, seasonal)];
  const denominator = multiplySymmetric(trend, others[0] as Symmetric);
  const quotientSize = Math.max(0, numerator.length - denominator.length + 1);
  const parts = solveFractions(numerator, [trend, seasonal, transitory], others, denominator, quotientSize);
  if (parts === undefined) return undefined;
  const [trendPart, seasonalPart, transitoryPart, quotient] = parts as [Symmetric, Symmetric, Symmetric, Symmetric];
  const spared = (part: Symmetric, of: Symmetric): { readonly numerator: Symmetric; readonly noise: number } => {
    if (part.length === 0) return { numerator: new Float64Array(1), noise: 0 };
    const noise = leastRatio(part, of);
    const rest = new Float64Array(of.length);
    for (let lag = 0; lag < of.length; lag++) rest[lag] = (lag < part.length ? (part[lag] as number) : 0) - noise * (of[lag] as number);
    return { numerator: rest, noise };
  };
  const ofTrend = spared(trendPart, trend);
  const ofSeasonal = spared(seasonalPart, seasonal);
  const ofTransitory = withQuotient(transitoryPart, transitory, quotient);
  const restOfTransitory = spared(ofTransitory, transitory);
  const irregular = ofTrend.noise + ofSeasonal.noise + restOfTransitory.noise;
  if (!(irregular >= 0)) return undefined;
  const hasTransitory = restOfTransitory.numerator.some((value) => Math.abs(value) > NOTHING);
  return {
    trend: { autoregression: factors.trend, numerator: ofTrend.numerator },
    seasonal: { autoregression: factors.seasonal, numerator: ofSeasonal.numerator },
    transitory: { autoregression: factors.transitory, numerator: hasTransitory ? restOfTransitory.numerator : new Float64Array(1) },
    irregular,
  };
}

/** The polynomial part of the fraction belongs to the transitory component: numerator + quotient × |autoregression|². */
function withQuotient(part: Symmetric, transitory: Symmetric, quotient: Symmetric): Symmetric {
  if (quotient.length === 0) return part;
  const product = multiplySymmetric(quotient, transitory);
  return product.map((value, lag) => value + (lag < part.length ? (part[lag] as number) : 0));
}

function solveFractions(
  numerator: Symmetric,
  own: readonly Symmetric[],
  others: readonly Symmetric[],
  denominator: Symmetric,
  quotientSize: number,
): Symmetric[] | undefined {
  const sizes = [...own.map((of) => of.length - 1), quotientSize];
  const size = sizes.reduce((sum, count) => sum + count, 0);
  if (size < numerator.length) return undefined;
  const matrix = Array.from({ length: size }, () => new Float64Array(size + 1));
  let column = 0;
  for (const [at, count] of sizes.entries()) {
    for (let lag = 0; lag < count; lag++) {
      const unit = new Float64Array(lag + 1);
      unit[lag] = 1;
      const product = multiplySymmetric(unit, at < others.length ? (others[at] as Symmetric) : denominator);
      product.forEach((value, row) => {
        if (row < size) (matrix[row] as Float64Array)[column] = value;
      });
      column++;
    }
  }
  numerator.forEach((value, row) => {
    (matrix[row] as Float64Array)[size] = value;
  });
  const solution = eliminate(matrix);
  if (solution === undefined) return undefined;
  let from = 0;
  return sizes.map((count) => {
    from += count;
    return solution.slice(from - count, from);
  });
}

/** Gaussian elimination with row pivots on [A | b]. */
export function eliminate(matrix: Float64Array[]): Float64Array | undefined {
  const size = matrix.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(matrix[row]?.[column] as number) > Math.abs(matrix[pivot]?.[column] as number)) pivot = row;
    }
    const line = matrix[pivot] as Float64Array;
    if (!(Math.abs(line[column] as number) > 1e-13)) return undefined;
    matrix[pivot] = matrix[column] as Float64Array;
    matrix[column] = line;
    for (let row = column + 1; row < size; row++) {
      const other = matrix[row] as Float64Array;
      const ratio = (other[column] as number) / (line[column] as number);
      if (ratio === 0) continue;
      for (let k = column; k <= size; k++) other[k] = (other[k] as number) - ratio * (line[k] as number);
    }
  }
  const solution = new Float64Array(size);
  for (let row = size - 1; row >= 0; row--) {
    const line = matrix[row] as Float64Array;
    let sum = line[size] as number;
    for (let k = row + 1; k < size; k++) sum -= (line[k] as number) * (solution[k] as number);
    solution[row] = sum / (line[row] as number);
  }
  return solution;
}

/** Product of several polynomials. */
export function product(polynomials: readonly Float64Array[]): Float64Array {
  return polynomials.reduce(multiplyPolynomials, Float64Array.of(1));
}
