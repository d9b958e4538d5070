/**
 * Median basic transmission loss of the Extended Hata model, 1500 to 3000 MHz, 1 to 100 km (NTIA Technical Report TR-15-517, appendix A):
 * Hata's formula refitted to Okumura's curves up to 3 GHz, with his steeper distance law beyond a break point.
 */

export type HataEnvironment = 'urban' | 'suburban' | 'rural';

const log10 = Math.log10;
const SPEED_OF_LIGHT = 1 / Math.sqrt(8.854e-12 * 4e-7 * Math.PI);

/** Slant range in metres of the reference: 1 km, base at 200 m, mobile at 3 m. */
const REFERENCE_RANGE = Math.sqrt(1e6 + 197 ** 2);
const REFERENCE_BASE = 13.82 * log10(200);
const REFERENCE_MOBILE = 3.2 * log10(11.75 * 3) ** 2 - 4.97;

/** Quadratic in log f through Okumura's urban attenuation at 1 km: 22, 23.5 and 25.85 dB at 1500, 2000 and 3000 MHz. */
const URBAN_GAMMA = (3.85 / log10(2) - 1.5 / log10(4 / 3)) / log10(1.5);
const URBAN_BETA = 20 + 1.5 / log10(4 / 3) - URBAN_GAMMA * log10(3e6);
const URBAN_ALPHA =
  22 +
  REFERENCE_BASE +
  REFERENCE_MOBILE +
  20 * log10(2 * ((2 * Math.PI * 1.5e9) / SPEED_OF_LIGHT) * REFERENCE_RANGE) -
  log10(1500) * (URBAN_BETA + URBAN_GAMMA * log10(1500));

/** The same through the suburban corrections 11.5, 12.4 and 14 dB. */
const SUBURBAN_DIVISOR = log10(4 / 3) * log10(1.5) * log10(2);
const SUBURBAN_GAMMA = (2.5 * log10(4 / 3) - 0.9 * log10(2)) / SUBURBAN_DIVISOR;
const SUBURBAN_BETA = (0.9 * log10(2) * log10(4.5e6) - 2.5 * log10(4 / 3) * log10(3e6)) / SUBURBAN_DIVISOR;
const SUBURBAN_ALPHA = 11.5 - SUBURBAN_BETA * log10(1500) - SUBURBAN_GAMMA * log10(1500) ** 2;

/** Distance exponents of Okumura's figure 12 at base heights 24.5, 70 and 200 m: n/2 = 2.5, 3 and 3.22. */
const TAU = (0.72 * log10(70 / 24.5) - 0.5 * log10(200 / 24.5)) / log10(70 / 24.5) / log10(200 / 70) / log10(200 / 24.5);
const SIGMA = 0.72 / log10(200 / 24.5) - TAU * log10(200 * 24.5);
const RHO = 2.5 - log10(24.5) * (SIGMA + TAU * log10(24.5));

/**
 * Median loss in dB between a base at `baseHeight` m (30 to 200) and a mobile at `mobileHeight` m (1 to 10) over `dKm` kilometres.
 *
 * @param fMHz 1500 to 3000 by the report; the reference accepts 100 to 3000 and the SAS rules use it to 3800
 */
export function extendedHataMedian(
  fMHz: number,
  dKm: number,
  baseHeight: number,
  mobileHeight: number,
  environment: HataEnvironment,
): number {
  const logF = log10(fMHz);
  const logB = log10(baseHeight);
  const wavenumber = (2e6 * Math.PI * fMHz) / SPEED_OF_LIGHT;
  const frequencyTerm = logF * (URBAN_BETA + URBAN_GAMMA * logF);
  const at1Km = URBAN_ALPHA + frequencyTerm - REFERENCE_BASE - REFERENCE_MOBILE - 20 * log10(2 * wavenumber * REFERENCE_RANGE);
  const at100Km = 120.78129 + logF * (-52.714929 + 10.919011 * logF);
  const nHigh = 2 * (RHO + logB * (SIGMA + TAU * logB) - 1);
  const nLow = 0.1 * (44.9 - 6.55 * logB) - 2;
  const breakKm = 10 ** ((2 * nHigh + 0.1 * (at1Km - at100Km)) / (nHigh - nLow));
  const mobileGain = -3.2 * log10(11.75 * mobileHeight) ** 2 + 4.97;
  const range = Math.sqrt(1e6 * dKm ** 2 + (baseHeight - mobileHeight) ** 2);
  const urban =
    dKm <= breakKm
      ? URBAN_ALPHA + frequencyTerm - 13.82 * logB + mobileGain + (44.9 - 6.55 * logB) * log10(dKm)
      : at100Km +
        REFERENCE_BASE -
        13.82 * logB +
        REFERENCE_MOBILE +
        mobileGain -
        20 * nHigh +
        10 * nHigh * log10(dKm) +
        20 * log10(2 * wavenumber * range);
  if (environment === 'urban') return urban;
  if (environment === 'suburban') return urban - (SUBURBAN_ALPHA + SUBURBAN_BETA * logF + SUBURBAN_GAMMA * logF ** 2);
  return urban - (40.94 - 18.33 * logF + 4.78 * logF ** 2);
}

/** Standard deviation of location variability, dB (Okumura's 7.1, 7.5 and 8.1 dB at 1500, 2000 and 3000 MHz; 2 dB more outside towns). */
export function locationDeviation(fMHz: number, environment: HataEnvironment): number {
  const logF = log10(fMHz);
  return 4.0976291 - 1.2255656 * logF + 0.68350345 * logF ** 2 + (environment === 'urban' ? 0 : 2);
}
