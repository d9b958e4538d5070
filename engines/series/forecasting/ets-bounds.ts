import type { EtsForm, EtsLayout } from './ets-recursion.ts';

const FLOOR = 1e-4;
const CEILING = 0.9999;
const DAMPING_FLOOR = 0.8;
const DAMPING_CEILING = 0.98;

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));
const logit = (share: number): number => Math.log(share / (1 - share));
const inside = (share: number): number => Math.min(Math.max(share, 1e-6), 1 - 1e-6);

/**
 * Smoothing parameters from unbounded ones, within the usual region 0.0001 ≤ β ≤ α, γ ≤ 1 − α, α ≤ 0.9999, 0.8 ≤ φ ≤ 0.98. Where `chain`
 * is given it receives d(natural)/d(free): row = natural (α, β, γ, φ), column = free, four by four.
 */
export function boundedParameters(layout: EtsLayout, free: Float64Array, parameters: Float64Array, chain?: Float64Array): void {
  const share = logistic(free[layout.alpha] as number);
  const alpha = FLOOR + (CEILING - FLOOR) * share;
  const alphaBy = (CEILING - FLOOR) * share * (1 - share);
  parameters[layout.alpha] = alpha;
  if (chain !== undefined) chain.fill(0)[0] = alphaBy;
  if (layout.beta >= 0) {
    const part = logistic(free[layout.beta] as number);
    parameters[layout.beta] = FLOOR + (alpha - FLOOR) * part;
    if (chain !== undefined) {
      chain[4] = alphaBy * part;
      chain[5] = (alpha - FLOOR) * part * (1 - part);
    }
  }
  if (layout.gamma >= 0) {
    const part = logistic(free[layout.gamma] as number);
    const room = Math.max(1 - alpha - FLOOR, 0);
    parameters[layout.gamma] = FLOOR + room * part;
    if (chain !== undefined) {
      chain[8] = room > 0 ? -alphaBy * part : 0;
      chain[10] = room * part * (1 - part);
    }
  }
  if (layout.phi >= 0) {
    const part = logistic(free[layout.phi] as number);
    parameters[layout.phi] = DAMPING_FLOOR + (DAMPING_CEILING - DAMPING_FLOOR) * part;
    if (chain !== undefined) chain[15] = (DAMPING_CEILING - DAMPING_FLOOR) * part * (1 - part);
  }
}

/** The unbounded parameters for given smoothing parameters. */
export function freeParameters(
  layout: EtsLayout,
  smoothing: { alpha: number; beta: number; gamma: number; phi: number },
  free: Float64Array,
): void {
  const alpha = FLOOR + (CEILING - FLOOR) * inside((smoothing.alpha - FLOOR) / (CEILING - FLOOR));
  free[layout.alpha] = logit(inside((alpha - FLOOR) / (CEILING - FLOOR)));
  if (layout.beta >= 0) free[layout.beta] = logit(inside((smoothing.beta - FLOOR) / (alpha - FLOOR)));
  if (layout.gamma >= 0) free[layout.gamma] = logit(inside((smoothing.gamma - FLOOR) / Math.max(1 - alpha - FLOOR, 1e-9)));
  if (layout.phi >= 0) free[layout.phi] = logit(inside((smoothing.phi - DAMPING_FLOOR) / (DAMPING_CEILING - DAMPING_FLOOR)));
}

/**
 * Whether old observations lose their weight: the roots of the model's characteristic equation lie within the unit circle (Hyndman,
 * Akram and Archibald 2008, theorem 1). Only seasonal forms can leave that region within the usual bounds.
 */
export function isForecastable(form: EtsForm, layout: EtsLayout, parameters: Float64Array, frequency: number): boolean {
  if (form.season === 'N') return true;
  const alpha = parameters[layout.alpha] as number;
  const beta = layout.beta < 0 ? 0 : (parameters[layout.beta] as number);
  const gamma = parameters[layout.gamma] as number;
  const phi = layout.phi < 0 ? 1 : (parameters[layout.phi] as number);
  if (gamma < 1 - 1 / phi - alpha || gamma > 1 + 1 / phi - alpha) return false;
  if (alpha < 1 - 1 / phi - (gamma * (1 - frequency + phi + phi * frequency)) / (2 * phi * frequency)) return false;
  if (beta < -(1 - phi) * (gamma / frequency + alpha)) return false;
  // Coefficients from the constant up; the leading one is 1.
  const polynomial = new Float64Array(frequency + 2).fill(alpha + beta - alpha * phi);
  polynomial[0] = phi * (1 - alpha - gamma);
  polynomial[1] = alpha + beta - alpha * phi + gamma - 1;
  polynomial[frequency] = alpha + beta - phi;
  polynomial[frequency + 1] = 1;
  return rootsWithinCircle(polynomial);
}

/** Schur–Cohn recursion, with the tolerance of a root on the circle within 10⁻⁸. */
function rootsWithinCircle(polynomial: Float64Array): boolean {
  const scaled = polynomial.map((coefficient, power) => coefficient * (1 + 1e-8) ** power);
  for (let degree = scaled.length - 1; degree > 0; degree--) {
    const leading = scaled[degree] as number;
    const reflection = (scaled[0] as number) / leading;
    if (!(Math.abs(reflection) < 1)) return false;
    for (let low = 0, high = degree; low <= high; low++, high--) {
      const bottom = scaled[low] as number;
      const top = scaled[high] as number;
      scaled[low] = bottom - reflection * top;
      scaled[high] = top - reflection * bottom;
    }
    // The constant is now zero: the polynomial has lost one degree.
    scaled.copyWithin(0, 1, degree + 1);
  }
  return true;
}
