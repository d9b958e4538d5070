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

interface Complex {
  readonly real: number;
  readonly imaginary: number;
}

/** Inverse roots of 1 − φ₁B − φ₂B² …: the roots of xᵖ − φ₁xᵖ⁻¹ − …, by the iteration of Durand and Kerner. */
function inverseRoots(coefficients: Float64Array): readonly Complex[] {
  const degree = coefficients.length;
  let roots: Complex[] = Array.from({ length: degree }, (_, k) => ({
    real: 0.7 * Math.cos(0.4 + (2 * Math.PI * k) / degree),
    imaginary: 0.7 * Math.sin(0.4 + (2 * Math.PI * k) / degree),
  }));
  const times = (a: Complex, b: Complex): Complex => ({
    real: a.real * b.real - a.imaginary * b.imaginary,
    imaginary: a.real * b.imaginary + a.imaginary * b.real,
  });
  for (let iteration = 0; iteration < 500; iteration++) {
    roots = roots.map((root, at) => {
      let value: Complex = { real: 1, imaginary: 0 };
      for (const coefficient of coefficients) {
        const shifted = times(value, root);
        value = { real: shifted.real - coefficient, imaginary: shifted.imaginary };
      }
      let spacing: Complex = { real: 1, imaginary: 0 };
      for (const [other, place] of roots.entries()) {
        if (other !== at) spacing = times(spacing, { real: root.real - place.real, imaginary: root.imaginary - place.imaginary });
      }
      const size = spacing.real ** 2 + spacing.imaginary ** 2 || 1e-30;
      const quotient = times(value, { real: spacing.real / size, imaginary: -spacing.imaginary / size });
      return { real: root.real - quotient.real, imaginary: root.imaginary - quotient.imaginary };
    });
  }
  // A double real root comes out as a pair with a tiny imaginary part.
  return roots.map((root) => (Math.abs(root.imaginary) < 1e-6 ? { real: root.real, imaginary: 0 } : root));
}
