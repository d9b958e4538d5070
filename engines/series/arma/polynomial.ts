/** Orders of a seasonal ARIMA model; the same shape as `ArimaOrders` of the RegARIMA interface. */
export interface ModelOrders {
  readonly p: number;
  readonly d: number;
  readonly q: number;
  readonly P: number;
  readonly D: number;
  readonly Q: number;
}

/** Number of ARMA coefficients. They stand in the order φ₁…φ_p, Φ₁…Φ_P, θ₁…θ_q, Θ₁…Θ_Q. */
export const parameterCount = (orders: ModelOrders): number => orders.p + orders.P + orders.q + orders.Q;

/** Product of the operators 1 − a₁B − … and 1 − A₁Bˢ − …, written without its leading 1 and with the signs of 1 − cB. */
export function multiplyOperators(
  coefficients: Float64Array,
  regularAt: number,
  regular: number,
  seasonalAt: number,
  seasonal: number,
  frequency: number,
  target: Float64Array,
): number {
  const degree = regular + seasonal * frequency;
  for (let i = 0; i < degree; i++) target[i] = 0;
  for (let i = 1; i <= regular; i++) target[i - 1]! += coefficients[regularAt + i - 1]!;
  for (let j = 1; j <= seasonal; j++) {
    const c = coefficients[seasonalAt + j - 1]!;
    target[j * frequency - 1]! += c;
    for (let i = 1; i <= regular; i++) target[j * frequency + i - 1]! -= c * coefficients[regularAt + i - 1]!;
  }
  return degree;
}

/** (1 − B)^d (1 − Bˢ)^D as coefficients of B⁰, B¹, …: `[1, −1]` for d = 1. */
export function differencingOperator(d: number, D: number, frequency: number): Float64Array {
  let operator = Float64Array.of(1);
  const times = (lag: number) => {
    const product = new Float64Array(operator.length + lag);
    for (let i = 0; i < operator.length; i++) {
      product[i]! += operator[i]!;
      product[i + lag]! -= operator[i]!;
    }
    operator = product;
  };
  for (let i = 0; i < d; i++) times(1);
  for (let i = 0; i < D; i++) times(frequency);
  return operator;
}

/** The series differenced by an operator from `differencingOperator`; shorter than the input by the operator's degree. */
export function difference(values: ArrayLike<number>, operator: Float64Array): Float64Array {
  const degree = operator.length - 1;
  const result = new Float64Array(Math.max(0, values.length - degree));
  for (let t = 0; t < result.length; t++) {
    let sum = 0;
    for (let i = 0; i <= degree; i++) if (operator[i] !== 0) sum += operator[i]! * values[t + degree - i]!;
    result[t] = sum;
  }
  return result;
}

/** True if all zeros of 1 − c₁B − … lie outside the circle of radius `limit` (Schur–Cohn by step-down recursion). */
export function isStable(coefficients: Float64Array, at: number, degree: number, limit = 1): boolean {
  if (degree === 0) return true;
  const a = new Float64Array(degree);
  for (let i = 0; i < degree; i++) a[i] = coefficients[at + i]! * limit ** (i + 1);
  for (let k = degree; k > 0; k--) {
    const r = a[k - 1]!;
    if (!(Math.abs(r) < 1)) return false;
    const scale = 1 / (1 - r * r);
    const pairs = (k - 1) >> 1;
    for (let i = 0; i < pairs; i++) {
      const x = a[i]!;
      const y = a[k - 2 - i]!;
      a[i] = (x + r * y) * scale;
      a[k - 2 - i] = (y + r * x) * scale;
    }
    if ((k - 1) % 2 === 1) a[pairs] = a[pairs]! * (1 + r) * scale;
  }
  return true;
}

/** Zeros of 1 − c₁z − … − c_n zⁿ by Durand–Kerner on the reversed polynomial. */
export function zeros(coefficients: ArrayLike<number>): { readonly real: Float64Array; readonly imaginary: Float64Array } {
  let n = coefficients.length;
  while (n > 0 && coefficients[n - 1] === 0) n--;
  // Zeros g of gⁿ − c₁gⁿ⁻¹ − … are the inverse zeros; they stay bounded when a coefficient vanishes.
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const radius = 0.4 + (0.6 * (i + 1)) / n;
    re[i] = radius * Math.cos((2 * Math.PI * i) / n + 0.4);
    im[i] = radius * Math.sin((2 * Math.PI * i) / n + 0.4);
  }
  for (let round = 0; round < 500; round++) {
    let moved = 0;
    for (let i = 0; i < n; i++) {
      let fr = 1;
      let fi = 0;
      for (let j = 0; j < n; j++) {
        const r = fr * re[i]! - fi * im[i]! - coefficients[j]!;
        fi = fr * im[i]! + fi * re[i]!;
        fr = r;
      }
      for (let j = 0; j < n; j++) {
        if (j === i) continue;
        const dr = re[i]! - re[j]!;
        const di = im[i]! - im[j]!;
        const size = dr * dr + di * di || 1e-300;
        const r = (fr * dr + fi * di) / size;
        fi = (fi * dr - fr * di) / size;
        fr = r;
      }
      re[i]! -= fr;
      im[i]! -= fi;
      moved = Math.max(moved, Math.abs(fr) + Math.abs(fi));
    }
    if (moved < 1e-13) break;
  }
  const real = new Float64Array(n);
  const imaginary = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const size = re[i]! * re[i]! + im[i]! * im[i]! || 1e-300;
    real[i] = re[i]! / size;
    imaginary[i] = -im[i]! / size;
  }
  return { real, imaginary };
}
