import { EARTH_RADIUS_KM } from './p528-atmosphere.ts';
import { EFFECTIVE_RADIUS_KM, GROUND, SURFACE_REFRACTIVITY, type Terminal } from './p528-rays.ts';

/** Propagation beyond the horizon of Recommendation ITU-R P.528-5, Annex 2, sections 10 and 11. Lengths in km, losses in dB. */

/** Diffraction over the smooth Earth by Vogler's method (section 10) between horizons at `d1` and `d2` over a path of length `d`. */
export function smoothEarthDiffraction(d1: number, d2: number, fMHz: number, d: number, vertical: boolean): number {
  const { epsilon, sigma } = GROUND;
  const s = (18_000 * sigma) / fMHz;
  const size = (epsilon - 1) ** 2 + s * s;
  const impedance = vertical ? Math.sqrt((epsilon * epsilon + s * s) / Math.sqrt(size)) : size ** -0.25;
  const k = (0.01778 / Math.cbrt(fMHz)) * impedance;
  const scale = (1.607 - k) * Math.cbrt(fMHz);
  return distanceFunction(scale * d) - heightFunction(scale * d1, k) - heightFunction(scale * d2, k) - 20;
}

const distanceFunction = (x: number): number => 0.05751 * x - 10 * Math.log10(x);

function heightFunction(x: number, k: number): number {
  const y = 40 * Math.log10(x) - 117;
  if (x <= 200) {
    if (x >= 450 / -(Math.log10(k) ** 3)) return Math.abs(y) < 117 ? y : -117;
    return 20 * Math.log10(k) - 15 + (2.5e-5 * x * x) / k;
  }
  const g = distanceFunction(x);
  if (x > 2000) return g;
  const w = 0.0134 * x * Math.exp(-0.005 * x);
  return w * y + (1 - w) * g;
}

export type Troposcatter = {
  readonly lossDb: number;
  /** Height of the common volume above the horizon rays' crossing, km, and scattering angle, radians. */
  readonly crossoverHeight: number;
  readonly angle: number;
};

/** Troposcatter loss at an arc distance `d` (section 11). */
export function troposcatter(low: Terminal, high: Terminal, d: number, fMHz: number): Troposcatter {
  const beyond = d - low.horizon - high.horizon;
  if (beyond <= 0) return { lossDb: 0, crossoverHeight: 0, angle: 0 };
  const dz = beyond / 2;
  const curvature = 1 / EARTH_RADIUS_KM;
  const dN = curvature - 1 / EFFECTIVE_RADIUS_KM;
  const scale = (SURFACE_REFRACTIVITY * 1e-6) / dN;
  const q = (height: number): number => curvature - dN / Math.exp(Math.min(35, height / scale));
  const q0 = curvature - dN;
  const qa = q((dz / 2) ** 2 / (2 * EFFECTIVE_RADIUS_KM));
  const qb = q(dz ** 2 / (2 * EFFECTIVE_RADIUS_KM));
  const qA = q((7 * q0 + 6 * qa - qb) * (dz ** 2 / 96));
  const qB = q((q0 + 2 * qa) * (dz ** 2 / 6));
  const crossoverHeight = (q0 + 2 * qA) * (dz ** 2 / 6);
  const angle = (2 * (q0 + 4 * qA + qB) * dz) / 6;

  const n = SURFACE_REFRACTIVITY;
  const e1 = 5.67e-6 * n ** 2 - 0.00232 * n + 0.031;
  const e2 = 0.0002 * n ** 2 - 0.06 * n + 6.6;
  const gamma = 0.1424 * (1 + e1 / Math.exp(Math.min(35, (crossoverHeight / 4) ** 6)));
  const efficiency =
    83.1 - e2 / (1 + 0.07716 * crossoverHeight ** 2) + 20 * Math.log10((0.1424 / gamma) ** 2 * Math.exp(gamma * crossoverHeight));

  const l1 = rayToHorizon(low) + dz;
  const l2 = rayToHorizon(high) + dz;
  const l = l1 + l2;
  const s = (l1 - l2) / l;
  const eta = (gamma * angle * l) / 2;
  const kappa = fMHz / 0.0477;
  const rho1 = 2 * kappa * angle * low.effectiveHeight;
  const rho2 = 2 * kappa * angle * high.effectiveHeight;
  const volume = scatteringVolume(s, eta, rho1, rho2);
  return { lossDb: efficiency + volume + 10 * Math.log10((kappa * angle ** 3) / l), crossoverHeight, angle };
}

const rayToHorizon = ({ effectiveHeight: h, horizon }: Terminal): number =>
  Math.sqrt(h ** 2 + 4 * (EFFECTIVE_RADIUS_KM + h) * EFFECTIVE_RADIUS_KM * Math.sin(horizon / (EFFECTIVE_RADIUS_KM * 2)) ** 2);

/** S_v of equations 11-31 to 11-38. */
function scatteringVolume(s: number, eta: number, rho1: number, rho2: number): number {
  const a = (1 - s ** 2) ** 2;
  const x1 = ((1 + s) ** 2 * eta) ** 2;
  const x2 = ((1 - s) ** 2 * eta) ** 2;
  const q1 = x1 + rho1 ** 2;
  const q2 = x2 + rho2 ** 2;
  const b =
    6 +
    8 * s ** 2 +
    (8 * (1 - s) * x1 * rho1 ** 2) / q1 ** 2 +
    (8 * (1 + s) * x2 * rho2 ** 2) / q2 ** 2 +
    2 * (1 - s ** 2) * (1 + (2 * x1) / q1) * (1 + (2 * x2) / q2);
  const c = (12 * ((rho1 + Math.SQRT2) / rho1) ** 2 * ((rho2 + Math.SQRT2) / rho2) ** 2 * (rho1 + rho2)) / (rho1 + rho2 + 2 * Math.SQRT2);
  return 10 * Math.log10(((a * eta ** 2 + b * eta) * q1 * q2) / (rho1 ** 2 * rho2 ** 2) + c);
}

/** The line that stands for diffraction beyond the horizon, and where troposcatter takes over. */
export type BeyondHorizon = {
  readonly slope: number;
  readonly intercept: number;
  readonly crossing: number;
  /** Which loss holds past the crossing. */
  readonly past: 'lower' | 'scatter';
  /** False where the scatter curve stays steeper than the diffraction line for 100 km past the horizon. */
  readonly found: boolean;
};

/**
 * Step 6 of section 3: the first kilometre past the horizon where the scatter curve is flatter than the diffraction line. Where the
 * scatter loss is then already the lower one, the line is tilted to meet it.
 */
export function findCrossing(
  low: Terminal,
  high: Terminal,
  fMHz: number,
  line: { readonly slope: number; readonly intercept: number; readonly horizon: number; readonly atHorizon: number },
): BeyondHorizon {
  const { slope, intercept, horizon, atHorizon } = line;
  let previous = 0;
  let valid = 0;
  for (let i = 0; i < 100; i++) {
    const d = horizon + 3 + i;
    const loss = troposcatter(low, high, d, fMHz).lossDb;
    if (loss >= 20) {
      valid++;
      if (valid > 1 && loss - previous <= slope) {
        const before = d - 1;
        if (previous >= slope * before + intercept) return { slope, intercept, crossing: d, past: 'lower', found: true };
        const tilted = (previous - atHorizon) / (before - horizon);
        return { slope: tilted, intercept: previous - tilted * before, crossing: d, past: 'scatter', found: true };
      }
    }
    previous = loss;
  }
  return { slope, intercept, crossing: horizon + 102, past: 'lower', found: false };
}
