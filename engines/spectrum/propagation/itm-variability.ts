import { itmDoubts, roughness } from './itm-attenuation.ts';
import type { PathGeometry } from './itm-terrain.ts';

/**
 * Time, location and situation variability of the Irregular Terrain Model (Algorithm, section 5; Technical Note 101, volume 2,
 * III.69–III.70 for the curves of the seven climates).
 */

/** 1 equatorial, 2 continental subtropical, 3 maritime subtropical, 4 desert, 5 continental temperate, 6 maritime over land, 7 over sea. */
export type Climate = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Which quantiles are asked for, as standard normal deviates, and how they are put together. */
export type VariabilitySettings = {
  readonly climate: Climate;
  readonly mode: 'single message' | 'accidental' | 'mobile' | 'broadcast';
  readonly withoutLocation: boolean;
  readonly withoutSituation: boolean;
  readonly zTime: number;
  readonly zLocation: number;
  readonly zSituation: number;
};

type Curve = { readonly c1: number; readonly c2: number; readonly x1: number; readonly x2: number; readonly x3: number };
type ClimateCurves = { readonly median: Curve; readonly below: Curve; readonly above: Curve; readonly cD: number; readonly zD: number };

const curve = (c1: number, c2: number, x1: number, x2: number, x3: number): Curve => ({
  c1,
  c2,
  x1: x1 * 1e3,
  x2: x2 * 1e3,
  x3: x3 * 1e3,
});

/** c1, c2 in dB and x1, x2, x3 in km of V_med, σ_T− and σ_T+; C_D and z_D of Algorithm, table 5.1. */
const CLIMATES: readonly ClimateCurves[] = [
  {
    median: curve(-9.67, 12.7, 144.9, 190.3, 133.8),
    below: curve(2.13, 159.5, 762.2, 123.6, 94.5),
    above: curve(2.11, 102.3, 636.9, 134.8, 95.6),
    cD: 1.224,
    zD: 1.282,
  },
  {
    median: curve(-0.62, 9.19, 228.9, 205.2, 143.6),
    below: curve(2.66, 7.67, 100.4, 172.5, 136.4),
    above: curve(6.87, 15.53, 138.7, 143.7, 98.6),
    cD: 0.801,
    zD: 2.161,
  },
  {
    median: curve(1.26, 15.5, 262.6, 185.2, 99.8),
    below: curve(6.11, 6.65, 138.2, 242.2, 178.6),
    above: curve(10.08, 9.6, 165.3, 225.7, 129.7),
    cD: 1.38,
    zD: 1.282,
  },
  {
    median: curve(-9.21, 9.05, 84.1, 101.1, 98.6),
    below: curve(1.98, 13.11, 139.1, 132.7, 193.5),
    above: curve(3.68, 159.3, 464.4, 93.1, 94.2),
    cD: 1,
    zD: 20,
  },
  {
    median: curve(-0.62, 9.19, 228.9, 205.2, 143.6),
    below: curve(2.68, 7.16, 93.7, 186.8, 133.5),
    above: curve(4.75, 8.12, 93.2, 135.9, 113.4),
    cD: 1.224,
    zD: 1.282,
  },
  {
    median: curve(-0.39, 2.86, 141.7, 315.9, 167.4),
    below: curve(6.86, 10.38, 187.8, 169.6, 108.9),
    above: curve(8.58, 13.97, 216, 152, 122.7),
    cD: 1.518,
    zD: 1.282,
  },
  {
    median: curve(3.15, 857.9, 2222, 164.8, 116.3),
    below: curve(8.51, 169.8, 609.8, 119.9, 106.6),
    above: curve(8.43, 8.19, 136.2, 188.5, 122.9),
    cD: 1.518,
    zD: 1.282,
  },
];

function at(c: Curve, distance: number): number {
  const ratio = (distance / c.x1) ** 2;
  return ((c.c1 + c.c2 / (1 + ((distance - c.x2) / c.x3) ** 2)) * ratio) / (1 + ratio);
}

/** Frequency factor of σ_T below the median: 1 but for climate 5 (TN 101, figure III). */
const factorBelow = (climate: Climate, q: number): number => (climate === 5 ? 0.92 + 0.25 / ((1.77 * q) ** 2 + 1) : 1);

/** Frequency factor of σ_T above the median. */
function factorAbove(climate: Climate, q: number): number {
  if (climate === 2 || climate === 5) return 0.93 + 0.31 / ((2 * q) ** 2 + 1);
  return climate === 4 ? 0.93 + 0.19 / ((1.79 * q) ** 2 + 1) : 1;
}

/** Deviates beyond which the normal distribution of the model is not supported by measurements. */
const EXTREME = 3.1;

/** The doubt bit of extreme quantiles, or 0. */
export function variabilityDoubts(settings: VariabilitySettings): number {
  const { zT, zL, zS } = deviates(settings);
  return Math.max(Math.abs(zT), Math.abs(zL), Math.abs(zS)) > EXTREME ? itmDoubts['extreme-variability'] : 0;
}

/** Modes tie quantiles together: one message, or a mobile whose place changes with time, has no separate ones. */
function deviates(settings: VariabilitySettings): { readonly zT: number; readonly zL: number; readonly zS: number } {
  const { mode, zTime, zLocation, zSituation: zS } = settings;
  if (mode === 'single message') return { zT: zS, zL: zS, zS };
  if (mode === 'accidental') return { zT: zTime, zL: zS, zS };
  return mode === 'mobile' ? { zT: zTime, zL: zTime, zS } : { zT: zTime, zL: zLocation, zS };
}

/**
 * Makes the function that turns reference attenuation into the attenuation not exceeded at the wanted quantiles, both in dB relative
 * to free space. Everything that depends on frequency and quantiles alone is computed once.
 */
export function variability(settings: VariabilitySettings, fMHz: number): (path: PathGeometry, reference: number) => number {
  const { climate, mode, withoutLocation, withoutSituation } = settings;
  const { median, below, above, cD, zD } = CLIMATES[climate - 1] as ClimateCurves;
  const { zT, zL, zS } = deviates(settings);
  const wavenumber = fMHz / 47.7;
  const q = Math.log(0.133 * wavenumber);
  const gBelow = factorBelow(climate, q);
  const gAbove = factorAbove(climate, q);
  const scatterDistance = Math.cbrt(575.7e12 / wavenumber);

  return (path, reference) => {
    const horizon = Math.sqrt(18e6 * path.effectiveHeightT) + Math.sqrt(18e6 * path.effectiveHeightR) + scatterDistance;
    const d = path.distance < horizon ? (130e3 * path.distance) / horizon : 130e3 + path.distance - horizon;
    const sigmaS = withoutSituation ? 0 : 5 + 3 * Math.exp(-d / 100e3);
    let sigmaL = 0;
    if (!withoutLocation) {
      const rough = wavenumber * roughness(path.distance, path.deltaH);
      sigmaL = (10 * rough) / (rough + 13);
    }
    let sigmaT: number;
    if (zT < 0) sigmaT = at(below, d) * gBelow;
    else {
      sigmaT = at(above, d) * gAbove;
      // strong signals beyond z_D follow a second, flatter line
      if (zT > zD) sigmaT = cD * sigmaT + ((sigmaT - cD * sigmaT) * zD) / zT;
    }
    const yT = sigmaT * zT;
    const yL = sigmaL * zL;
    const ys = sigmaS ** 2 + yT ** 2 / (7.8 + zS ** 2) + yL ** 2 / (24 + zS ** 2);
    let deviation: number;
    if (mode === 'single message') deviation = Math.sqrt(sigmaT ** 2 + sigmaL ** 2 + ys) * zS;
    else if (mode === 'accidental') deviation = yT + Math.sqrt(sigmaL ** 2 + ys) * zS;
    else if (mode === 'mobile') deviation = Math.sqrt(sigmaT ** 2 + sigmaL ** 2) * zT + Math.sqrt(ys) * zS;
    else deviation = yT + yL + Math.sqrt(ys) * zS;
    const loss = reference - at(median, d) - deviation;
    // a signal stronger than free space is damped (Algorithm, equation 52)
    return loss < 0 ? (loss * (29 - loss)) / (29 - 10 * loss) : loss;
  };
}
