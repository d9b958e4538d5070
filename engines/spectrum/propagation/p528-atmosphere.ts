import { type Air, gaseousAttenuation } from './p676.ts';

/**
 * The mean annual global reference atmosphere of Recommendation ITU-R P.835-6, and rays through it after P.676 (Annex 1, section 2.2),
 * as P.528 uses them. Heights in km, angles in radians.
 */

/** Radius of the Earth, km. */
export const EARTH_RADIUS_KM = 6371;

/** Air at a geometric height of 0 to 100 km; water vapour falls from 7.5 g/m³ with 2 km scale height to a mixing ratio of 2 ppm. */
export function referenceAir(heightKm: number): Air {
  const h = Math.min(Math.max(heightKm, 0), 100);
  const T_K = temperature(h);
  const p_dry_hPa = pressure(h);
  return { T_K, p_dry_hPa, rho_gm3: Math.max(7.5 * Math.exp(-h / 2), (2e-6 * 216.7 * p_dry_hPa) / T_K) };
}

const geopotential = (h: number): number => (6356.766 * h) / (6356.766 + h);

/** Temperature in K (P.835, equations 2 and 4). */
function temperature(h: number): number {
  if (h >= 86) return h <= 91 ? 186.8673 : 263.1905 - 76.3232 * Math.sqrt(1 - ((h - 91) / 19.9429) ** 2);
  const g = geopotential(h);
  if (g <= 11) return 288.15 - 6.5 * g;
  if (g <= 20) return 216.65;
  if (g <= 32) return 216.65 + (g - 20);
  if (g <= 47) return 228.65 + 2.8 * (g - 32);
  if (g <= 51) return 270.65;
  if (g <= 71) return 270.65 - 2.8 * (g - 51);
  return 214.65 - 2 * (g - 71);
}

/** Pressure in hPa (P.835, equations 3 and 5). */
function pressure(h: number): number {
  if (h >= 86) return Math.exp(95.571899 + h * (-4.011801 + h * (6.424731e-2 + h * (-4.78966e-4 + h * 1.340543e-6))));
  const g = geopotential(h);
  if (g <= 11) return 1013.25 * (288.15 / (288.15 - 6.5 * g)) ** (-34.1632 / 6.5);
  if (g <= 20) return 226.3226 * Math.exp((-34.1632 * (g - 11)) / 216.65);
  if (g <= 32) return 54.7498 * (216.65 / (216.65 + (g - 20))) ** 34.1632;
  if (g <= 47) return 8.680422 * (228.65 / (228.65 + 2.8 * (g - 32))) ** (34.1632 / 2.8);
  if (g <= 51) return 1.109106 * Math.exp((-34.1632 * (g - 47)) / 270.65);
  if (g <= 71) return 0.6694167 * (270.65 / (270.65 - 2.8 * (g - 51))) ** (-34.1632 / 2.8);
  return 0.03956649 * (214.65 / (214.65 - 2 * (g - 71))) ** (-34.1632 / 2);
}

/** Refractive index less one of air at a height (P.453: 77.6 p/T + 72 e/T + 3.75·10⁵ e/T²). */
function refractivity(h: number): number {
  const { T_K, p_dry_hPa, rho_gm3 } = referenceAir(h);
  const e = (rho_gm3 * T_K) / 216.7;
  return 1e-6 * ((77.6 * p_dry_hPa) / T_K + (72 * e) / T_K + (3.75e5 * e) / (T_K * T_K));
}

/** A ray from one height to another: absorption, length, bending, and its zenith angle on arrival. */
export type Ray = { readonly absorptionDb: number; readonly lengthKm: number; readonly bending: number; readonly arrivalAngle: number };

export type Atmosphere = {
  /** A ray from `fromKm` up or down to `toKm` that leaves at `zenithAngle`; more than a right angle looks down to its grazing height first. */
  readonly slantPath: (fromKm: number, toKm: number, zenithAngle: number) => Ray;
};

/** Nodes of the table of specific attenuation, equidistant in ln(1 + h/1 km) from 0 to 100 km: 2 m apart at the ground, 180 m at 80 km. */
const NODES = 2048;
const TOP = Math.log(101);
const STEP = TOP / (NODES - 1);
const nodeHeight = (i: number): number => Math.exp(i * STEP) - 1;
const nodeRefractivity = Float64Array.from({ length: NODES }, (_, i) => Math.log(refractivity(nodeHeight(i))));

const interpolate = (logs: Float64Array, h: number): number => {
  const place = Math.min(Math.log1p(Math.max(h, 0)), TOP) / STEP;
  const i = Math.min(Math.trunc(place), NODES - 2);
  const low = logs[i] as number;
  return Math.exp(low + ((logs[i + 1] as number) - low) * (place - i));
};

/** The reference atmosphere at one frequency. Making it costs some milliseconds; rays cost some tenths of one. */
export function atmosphereAt(fGHz: number): Atmosphere {
  const absorption = Float64Array.from({ length: NODES }, (_, i) => Math.log(gaseousAttenuation(fGHz, referenceAir(nodeHeight(i)))));
  const trace = (fromKm: number, toKm: number, zenithAngle: number): Ray => traceUp(absorption, fromKm, toKm, zenithAngle);
  return {
    slantPath: (fromKm, toKm, zenithAngle) => {
      if (zenithAngle <= Math.PI / 2) return trace(fromKm, toKm, zenithAngle);
      const grazing = grazingHeight(fromKm, zenithAngle);
      const back = trace(grazing, fromKm, Math.PI / 2);
      const on = trace(grazing, toKm, Math.PI / 2);
      return {
        absorptionDb: back.absorptionDb + on.absorptionDb,
        lengthKm: back.lengthKm + on.lengthKm,
        bending: back.bending + on.bending,
        arrivalAngle: on.arrivalAngle,
      };
    },
  };
}

/** Height at which a ray that leaves downward is horizontal, to 1 m of n·r (P.676, section 2.2.2). */
function grazingHeight(fromKm: number, zenithAngle: number): number {
  const invariant = (1 + refractivity(fromKm)) * (EARTH_RADIUS_KM + fromKm) * Math.sin(zenithAngle);
  let height = fromKm;
  let step = fromKm / 2;
  let excess = 100;
  // bounded: a ray that would meet the ground never closes the search, and then grazes at the ground
  for (let i = 0; i < 60 && Math.abs(excess) > 0.001; i++) {
    height += excess > 0 ? -step : step;
    step /= 2;
    excess = (1 + refractivity(height)) * (EARTH_RADIUS_KM + height) - invariant;
  }
  return Math.max(height, 0);
}

/** Snell's law through layers of exponentially growing thickness (P.676, equations 13–23). */
function traceUp(absorption: Float64Array, fromKm: number, toKm: number, zenithAngle: number): Ray {
  const growth = Math.exp(1 / 100) - 1;
  const lower = Math.floor(100 * Math.log(1e4 * fromKm * growth + 1) + 1);
  const upper = Math.ceil(100 * Math.log(1e4 * toKm * growth + 1) + 1);
  const m = ((Math.exp(2 / 100) - Math.exp(1 / 100)) / (Math.exp(upper / 100) - Math.exp(lower / 100))) * (toKm - fromKm);
  const base = Math.exp((lower - 1) / 100);
  let absorptionDb = 0;
  let lengthKm = 0;
  let bending = 0;
  let arrivalAngle = zenithAngle;
  let power = base;
  let height = fromKm;
  let thickness = m * power;
  let n = 1 + interpolate(nodeRefractivity, height + thickness / 2);
  const invariant = n * (EARTH_RADIUS_KM + height) * Math.sin(zenithAngle);
  for (let i = lower; i < upper; i++) {
    power *= 1 + growth;
    const nextHeight = fromKm + (m * (power - base)) / growth;
    const nextThickness = m * power;
    const nextN = 1 + interpolate(nodeRefractivity, nextHeight + nextThickness / 2);
    const r = EARTH_RADIUS_KM + height;
    const entrySine = Math.min(1, invariant / (n * r));
    const exitSine = Math.min(1, invariant / (n * (EARTH_RADIUS_KM + nextHeight)));
    const along = r * Math.sqrt(1 - entrySine * entrySine);
    const length = -along + Math.sqrt(along * along + 2 * r * thickness + thickness * thickness);
    lengthKm += length;
    absorptionDb += length * interpolate(absorption, height + thickness / 2);
    arrivalAngle = Math.asin(exitSine);
    if (i !== upper - 1) bending += Math.asin(Math.min(1, (n / nextN) * exitSine)) - arrivalAngle;
    height = nextHeight;
    thickness = nextThickness;
    n = nextN;
  }
  return { absorptionDb, lengthKm, bending, arrivalAngle };
}
