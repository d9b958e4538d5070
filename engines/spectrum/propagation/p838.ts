/** Regression of log k or α over log f: terms aⱼ·exp(−((log f − bⱼ)/cⱼ)²) and a line m·log f + c. */
type Regression = { readonly terms: readonly (readonly [a: number, b: number, c: number])[]; readonly m: number; readonly c: number };

/** Tables 1 to 4 of Recommendation ITU-R P.838-3. */
const K_H: Regression = {
  terms: [
    [-5.3398, -0.10008, 1.13098],
    [-0.35351, 1.2697, 0.454],
    [-0.23789, 0.86036, 0.15354],
    [-0.94158, 0.64552, 0.16817],
  ],
  m: -0.18961,
  c: 0.71147,
};
const K_V: Regression = {
  terms: [
    [-3.80595, 0.56934, 0.81061],
    [-3.44965, -0.22911, 0.51059],
    [-0.39902, 0.73042, 0.11899],
    [0.50167, 1.07319, 0.27195],
  ],
  m: -0.16398,
  c: 0.63297,
};
const ALPHA_H: Regression = {
  terms: [
    [-0.14318, 1.82442, -0.55187],
    [0.29591, 0.77564, 0.19822],
    [0.32177, 0.63773, 0.13164],
    [-5.3761, -0.9623, 1.47828],
    [16.1721, -3.2998, 3.4399],
  ],
  m: 0.67849,
  c: -1.95537,
};
const ALPHA_V: Regression = {
  terms: [
    [-0.07771, 2.3384, -0.76284],
    [0.56727, 0.95545, 0.54039],
    [-0.20238, 1.1452, 0.26809],
    [-48.2991, 0.791669, 0.116226],
    [48.5833, 0.791459, 0.116479],
  ],
  m: -0.053739,
  c: 0.83433,
};

function regress({ terms, m, c }: Regression, logF: number): number {
  let sum = m * logF + c;
  for (const [a, b, width] of terms) sum += a * Math.exp(-(((logF - b) / width) ** 2));
  return sum;
}

const RADIANS = Math.PI / 180;

/** k and α of γR = k·R^α. */
export type RainCoefficients = { readonly k: number; readonly alpha: number };

/**
 * Coefficients of the specific attenuation of rain, 1 to 1000 GHz (P.838-3, equations 2–5).
 *
 * @param el_deg path elevation
 * @param tau_deg tilt of the polarisation against the horizontal: 0 horizontal, 90 vertical, 45 circular
 */
export function rainCoefficients(f_GHz: number, el_deg: number, tau_deg: number): RainCoefficients {
  const logF = Math.log10(f_GHz);
  const kH = 10 ** regress(K_H, logF);
  const kV = 10 ** regress(K_V, logF);
  const aH = kH * regress(ALPHA_H, logF);
  const aV = kV * regress(ALPHA_V, logF);
  const share = Math.cos(el_deg * RADIANS) ** 2 * Math.cos(2 * tau_deg * RADIANS);
  const k = (kH + kV + (kH - kV) * share) / 2;
  return { k, alpha: (aH + aV + (aH - aV) * share) / (2 * k) };
}

/** Specific attenuation of rain of `R_mmh` (equation 1), dB/km. */
export const rainAttenuation = ({ k, alpha }: RainCoefficients, R_mmh: number): number => k * R_mmh ** alpha;
