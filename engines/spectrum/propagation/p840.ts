/** Editions of Recommendation ITU-R P.840: 8 (2019) takes reduced liquid water, 9 (2023) integrated liquid water. */
export type P840Edition = '8' | '9';

/** Temperatures at which the editions evaluate the coefficient for clouds, K. */
const REDUCED_TEMPERATURE_K = 273.15;
const LIQUID_TEMPERATURE_K = 273.75;

/**
 * Specific attenuation coefficient of cloud liquid water in (dB/km)/(g/m³), up to 200 GHz, by the Rayleigh approximation and a
 * double-Debye model of water (P.840-8, equations 2–11).
 */
export function cloudCoefficient(f_GHz: number, T_K: number): number {
  const theta = 300 / T_K - 1;
  const e0 = 77.66 + 103.3 * theta;
  const e1 = 0.0671 * e0;
  const e2 = 3.52;
  const fp = 20.2 - 146 * theta + 316 * theta * theta;
  const fs = 39.8 * fp;
  const principal = 1 + (f_GHz / fp) ** 2;
  const secondary = 1 + (f_GHz / fs) ** 2;
  const real = (e0 - e1) / principal + (e1 - e2) / secondary + e2;
  const imaginary = (f_GHz * (e0 - e1)) / (fp * principal) + (f_GHz * (e1 - e2)) / (fs * secondary);
  const eta = (2 + real) / imaginary;
  return (0.819 * f_GHz) / (imaginary * (1 + eta * eta));
}

/** Mass absorption coefficient of integrated liquid water, which edition 9 fits over the clouds' temperatures. */
export function integratedCoefficient(f_GHz: number): number {
  const low = 0.1522 * Math.exp(-((f_GHz + 23.9589) ** 2) / 3299.1);
  const high = 11.51 * Math.exp(-((f_GHz - 219.2096) ** 2) / 2_759_500);
  return cloudCoefficient(f_GHz, LIQUID_TEMPERATURE_K) * (low + high - 10.4912);
}

/**
 * Attenuation of a slant path by clouds of known water content (P.840-8 § 3; P.840-9 § 3), dB.
 *
 * @param L_kgm2 columnar content: of reduced liquid water for edition 8, of liquid water for edition 9
 * @param T_K temperature of the coefficient for edition 8
 */
export function cloudAttenuation(edition: P840Edition, f_GHz: number, el_deg: number, L_kgm2: number, T_K = REDUCED_TEMPERATURE_K): number {
  const coefficient = edition === '9' ? integratedCoefficient(f_GHz) : cloudCoefficient(f_GHz, T_K);
  return (L_kgm2 * coefficient) / Math.sin((el_deg * Math.PI) / 180);
}
