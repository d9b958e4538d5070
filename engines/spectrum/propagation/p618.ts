import { rainAttenuation, rainCoefficients } from './p838.ts';

const RADIANS = Math.PI / 180;
/** Effective Earth radius for the length of low slant paths, km. */
const EFFECTIVE_RADIUS_KM = 8500;

/** An Earth-space path; the rain rate is that exceeded for 0.01 % of an average year, integrated over one minute. */
export type SlantPath = {
  readonly f_GHz: number;
  readonly el_deg: number;
  readonly lat_deg: number;
  readonly tau_deg: number;
  readonly R001_mmh: number;
  /** Height of the rain over the station, km; not positive means no rain on the path. */
  readonly rise_km: number;
  /** Length of the path below the rain height, km. */
  readonly Ls_km: number;
};

/** Length of a slant path up to `rise_km` above the station (P.618-14 equations 1 and 2), km. */
export function slantLength(rise_km: number, el_deg: number): number {
  const sine = Math.sin(el_deg * RADIANS);
  if (el_deg >= 5) return rise_km / sine;
  return (2 * rise_km) / (Math.sqrt(sine * sine + (2 * rise_km) / EFFECTIVE_RADIUS_KM) + sine);
}

/** Rain height above the station that a slant length belongs to: the inverse of `slantLength`, km. */
export function riseOfLength(Ls_km: number, el_deg: number): number {
  const straight = Ls_km * Math.sin(el_deg * RADIANS);
  return el_deg >= 5 ? straight : straight + (Ls_km * Ls_km) / (2 * EFFECTIVE_RADIUS_KM);
}

/** Steps of the rain model, for the record. */
export type SlantRain = {
  readonly gammaR_dBkm: number;
  readonly LG_km: number;
  readonly r001: number;
  readonly LR_km: number;
  readonly v001: number;
  readonly LE_km: number;
  readonly A001_dB: number;
};

/** Attenuation by rain exceeded for 0.01 % of an average year (P.618-14 § 2.2.1.1, steps 2–9), up to 55 GHz. */
export function slantRain({ f_GHz, el_deg, lat_deg, tau_deg, R001_mmh, rise_km, Ls_km }: SlantPath): SlantRain {
  const gammaR_dBkm = R001_mmh > 0 ? rainAttenuation(rainCoefficients(f_GHz, el_deg, tau_deg), R001_mmh) : 0;
  if (rise_km <= 0 || gammaR_dBkm === 0) return { gammaR_dBkm, LG_km: 0, r001: 1, LR_km: 0, v001: 1, LE_km: 0, A001_dB: 0 };
  const elevation = el_deg * RADIANS;
  const LG_km = Ls_km * Math.cos(elevation);
  const r001 = 1 / (1 + 0.78 * Math.sqrt((LG_km * gammaR_dBkm) / f_GHz) - 0.38 * (1 - Math.exp(-2 * LG_km)));
  const zeta = Math.atan2(rise_km, LG_km * r001);
  const LR_km = zeta > elevation ? (LG_km * r001) / Math.cos(elevation) : rise_km / Math.sin(elevation);
  const chi = Math.max(0, 36 - Math.abs(lat_deg));
  const spread = 31 * (1 - Math.exp(-el_deg / (1 + chi)));
  const v001 = 1 / (1 + Math.sqrt(Math.sin(elevation)) * ((spread * Math.sqrt(LR_km * gammaR_dBkm)) / (f_GHz * f_GHz) - 0.45));
  const LE_km = LR_km * v001;
  return { gammaR_dBkm, LG_km, r001, LR_km, v001, LE_km, A001_dB: gammaR_dBkm * LE_km };
}

/** Attenuation exceeded for `p_pct` of an average year, 0.001 to 5 % (P.618-14 equation 8, step 10), dB. */
export function slantRainExceeded(A001_dB: number, p_pct: number, el_deg: number, lat_deg: number): number {
  if (A001_dB <= 0) return 0;
  const latitude = Math.abs(lat_deg);
  const sine = Math.sin(el_deg * RADIANS);
  let beta = 0;
  if (p_pct < 1 && latitude < 36) beta = -0.005 * (latitude - 36) + (el_deg >= 25 ? 0 : 1.8 - 4.25 * sine);
  const exponent = 0.655 + 0.033 * Math.log(p_pct) - 0.045 * Math.log(A001_dB) - beta * (1 - p_pct) * sine;
  return A001_dB * (p_pct / 0.01) ** -exponent;
}

/** Antenna of an earth station: diameter and aperture efficiency. */
export type Dish = { readonly D_m: number; readonly eta: number };

/** Height of the turbulent layer, m (P.618-14 § 2.4.1). */
const TURBULENT_HEIGHT_M = 1000;

/**
 * Fade by tropospheric scintillation exceeded for `p_pct` of an average year, 0.01 to 50 % (P.618-14 § 2.4.1), dB;
 * 4 to 55 GHz, elevations of 5° and more.
 *
 * @param Nwet wet term of the refractivity at the surface, median of the year
 */
export function scintillationFade(f_GHz: number, el_deg: number, p_pct: number, { D_m, eta }: Dish, Nwet: number): number {
  const sine = Math.sin(el_deg * RADIANS);
  const L_m = (2 * TURBULENT_HEIGHT_M) / (Math.sqrt(sine * sine + 2.35e-4) + sine);
  const x = (1.22 * eta * D_m * D_m * f_GHz) / L_m;
  const averaging = x >= 7 ? 0 : Math.sqrt(3.86 * (x * x + 1) ** (11 / 12) * Math.sin((11 / 6) * Math.atan2(1, x)) - 7.08 * x ** (5 / 6));
  const sigma_dB = ((3.6e-3 + 1e-4 * Nwet) * f_GHz ** (7 / 12) * averaging) / sine ** 1.2;
  const logP = Math.log10(p_pct);
  return (-0.061 * logP ** 3 + 0.072 * logP * logP - 1.71 * logP + 3) * sigma_dB;
}

/**
 * Cross-polarisation discrimination not exceeded for `p_pct` of the time, from the rain attenuation exceeded for the same time
 * (P.618-14 § 4.1), dB; 4 to 55 GHz, elevations up to 60°. Below 6 GHz it is scaled from 6 GHz (§ 4.3).
 */
export function rainCrossPolar(f_GHz: number, el_deg: number, tau_deg: number, p_pct: number, Ap_dB: number): number {
  const f = Math.max(f_GHz, 6);
  const improvement = -10 * Math.log10(1 - 0.484 * (1 + Math.cos(4 * tau_deg * RADIANS)));
  const elevation = -40 * Math.log10(Math.cos(el_deg * RADIANS));
  const canting_deg = cantingAngle(p_pct);
  const rain = frequencyTerm(f) - rainTerm(f) * Math.log10(Ap_dB) + improvement + elevation + 0.0053 * canting_deg * canting_deg;
  const ice = (rain * (0.3 + 0.1 * Math.log10(p_pct))) / 2;
  return rain - ice - 20 * Math.log10(Math.min(f_GHz, 6) / Math.min(f, 6));
}

/** Cf of step 1. */
function frequencyTerm(f: number): number {
  if (f < 9) return 60 * Math.log10(f) - 28.3;
  return f < 36 ? 26 * Math.log10(f) + 4.1 : 35.9 * Math.log10(f) - 11.3;
}

/** V of step 2. */
function rainTerm(f: number): number {
  if (f < 9) return 30.8 * f ** -0.21;
  if (f < 20) return 12.8 * f ** 0.19;
  return f < 40 ? 22.6 : 13 * f ** 0.15;
}

/** Effective spread of raindrop canting (step 5), given for 1, 0.1, 0.01 and 0.001 % of the time, degrees. */
function cantingAngle(p_pct: number): number {
  if (p_pct <= 0.001) return 15;
  if (p_pct <= 0.01) return 10;
  return p_pct <= 0.1 ? 5 : 0;
}
