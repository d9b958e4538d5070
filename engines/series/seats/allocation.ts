import { zeros } from '../arma/polynomial.ts';
import type { Factorisation } from './canonical.ts';
import { product } from './canonical.ts';

/** A model in the convention (1 − Σ φB)(1 − Σ ΦBˢ)(1 − B)ᵈ(1 − Bˢ)ᴰ y = (1 − Σ θB)(1 − Σ ΘBˢ) e. */
export interface SeatsModel {
  readonly phi: Float64Array;
  readonly theta: Float64Array;
  readonly seasonalPhi: Float64Array;
  readonly seasonalTheta: Float64Array;
  readonly d: number;
  readonly D: number;
  readonly frequency: number;
  readonly sigma2: number;
  /** Whether the differenced series has a mean. */
  readonly withMean?: boolean;
}

/** Autoregressive roots of at least this modulus (of their inverse) belong to the trend or the seasonal, others are transitory. */
const LONG_LIVED = 0.8;
/** A complex root belongs to the seasonal within so many radians of a seasonal frequency: two degrees. */
const NEAR_SEASONAL = (2 * Math.PI) / 180;

/**
 * Which root belongs to which component: (1 − B) and long-lived positive real roots to the trend, 1 + B + … + Bˢ⁻¹ and roots at seasonal
 * frequencies to the seasonal, the rest to a transitory component (Gómez and Maravall 2001, section 8.5.1).
 */
export function allocate(model: SeatsModel): Factorisation | undefined {
  const { frequency } = model;
  const trend: Float64Array[] = [];
  const seasonal: Float64Array[] = [];
  const transitory: Float64Array[] = [];
  for (let k = 0; k < model.d + model.D; k++) trend.push(Float64Array.of(1, -1));
  for (let k = 0; k < model.D; k++) seasonal.push(new Float64Array(frequency).fill(1));
  for (const root of inverseRoots(model.phi)) {
    const modulus = Math.hypot(root.real, root.imaginary);
    const angle = Math.abs(Math.atan2(root.imaginary, root.real));
    if (root.imaginary < -1e-9) continue;
    const factor = root.imaginary > 1e-9 ? Float64Array.of(1, -2 * root.real, modulus * modulus) : Float64Array.of(1, -root.real);
    const harmonic = Math.round((angle * frequency) / (2 * Math.PI));
    const isSeasonal = harmonic > 0 && Math.abs(angle - (2 * Math.PI * harmonic) / frequency) <= NEAR_SEASONAL;
    if (modulus < LONG_LIVED) transitory.push(factor);
    else if (angle < 1e-6) trend.push(factor);
    else if (isSeasonal) seasonal.push(factor);
    else transitory.push(factor);
  }
  if (model.seasonalPhi.length > 1) return undefined;
  const seasonalRoot = model.seasonalPhi[0] ?? 0;
  if (seasonalRoot > 0) {
    const root = seasonalRoot ** (1 / frequency);
    trend.push(Float64Array.of(1, -root));
    seasonal.push(Float64Array.from({ length: frequency }, (_, power) => root ** power));
  } else if (seasonalRoot < 0) {
    const factor = new Float64Array(frequency + 1);
    factor[0] = 1;
    factor[frequency] = -seasonalRoot;
    transitory.push(factor);
  }
  return {
    trend: product(trend),
    seasonal: product(seasonal),
    transitory: product(transitory),
    movingAverage: product([minus(model.theta, 1), minus(model.seasonalTheta, frequency)]),
  };
}

/** 1 − Σ cₖ B^{k·lag}. */
export function minus(coefficients: Float64Array, lag: number): Float64Array {
  const polynomial = new Float64Array(coefficients.length * lag + 1);
  polynomial[0] = 1;
  coefficients.forEach((coefficient, k) => {
    polynomial[(k + 1) * lag] = -coefficient;
  });
  return polynomial;
}

/** Inverse roots of 1 − φ₁B − φ₂B² …; a double real root, which comes out as a pair with a tiny imaginary part, is made real. */
function inverseRoots(coefficients: Float64Array): readonly { readonly real: number; readonly imaginary: number }[] {
  const degree = coefficients.findLastIndex((coefficient) => coefficient !== 0) + 1;
  const { real, imaginary } = zeros(coefficients.subarray(0, degree));
  return Array.from(real, (x, at) => {
    const y = imaginary[at] as number;
    const square = x * x + y * y;
    const inverse = -y / square;
    return { real: x / square, imaginary: Math.abs(inverse) < 1e-6 ? 0 : inverse };
  });
}
