/** Fading of a line-of-sight hop by multipath (Recommendation ITU-R P.530). Percentages are of the average worst month. */

/** What decides the fading of a hop in P.530-17: heights above sea level. */
export type Hop = { readonly f_GHz: number; readonly d_km: number; readonly h_t_m: number; readonly h_r_m: number };

/** Multipath occurrence factor p0: the percentage of the Rayleigh tail continued to a fade of 0 dB, with its geoclimatic factor. */
export type Occurrence = { readonly K: number; readonly p0_pct: number };

/** Inclination of the hop, mrad (equation 6). */
export const inclination = ({ d_km, h_t_m, h_r_m }: Hop): number => Math.abs(h_r_m - h_t_m) / d_km;

/**
 * Occurrence factor for detailed design (P.530-17 § 2.3.1, equations 4 and 7).
 *
 * @param dN1 refractivity gradient in the lowest 65 m not exceeded for 1 % of the average year, N/km
 * @param sigma_a_m terrain roughness: standard deviation of heights in an area of 110 km by 110 km, 1 m or more
 */
export function detailedOccurrence(hop: Hop, dN1: number, sigma_a_m: number): Occurrence {
  const K = 10 ** (-4.4 - 0.0027 * dN1) * (10 + sigma_a_m) ** -0.46;
  const height = 10 ** (-0.00076 * Math.min(hop.h_t_m, hop.h_r_m));
  return { K, p0_pct: K * hop.d_km ** 3.4 * (1 + inclination(hop)) ** -1.03 * hop.f_GHz ** 0.8 * height };
}

/** Occurrence factor for quick planning, without terrain roughness (P.530-17 equations 5 and 8). */
export function quickOccurrence(hop: Hop, dN1: number): Occurrence {
  const K = 10 ** (-4.6 - 0.0027 * dN1);
  const height = 10 ** (-0.00089 * Math.min(hop.h_t_m, hop.h_r_m));
  return { K, p0_pct: K * hop.d_km ** 3.1 * (1 + inclination(hop)) ** -1.29 * hop.f_GHz ** 0.8 * height };
}

/**
 * Occurrence factor by edition 18 (2021) § 2.3.1.
 *
 * @param logK, dN75 geoclimatic factor and refractivity gradient from the edition's maps
 * @param terrain_m mean height of the terrain along the path, without trees
 */
export function occurrence18(hop: Hop, logK: number, dN75: number, terrain_m: number): Occurrence {
  const { f_GHz, d_km, h_t_m, h_r_m } = hop;
  const clearance = 0.5 * (h_t_m + h_r_m) - (d_km * d_km) / 102 - terrain_m;
  const limit = (dN75 * d_km ** 1.5 * Math.sqrt(f_GHz)) / 24_730;
  // Far below the terrain the exponential is cut where it would overflow; the limit holds long before.
  const v = Math.min((dN75 / 50) ** 1.8 * Math.exp(Math.min(-clearance / (2.5 * Math.sqrt(d_km)), 700)), limit);
  const exponent =
    -0.376 * Math.tanh((clearance - 147) / 125) - 0.334 * inclination(hop) ** 0.39 - 0.00027 * Math.min(h_t_m, h_r_m) + 17.85 * v;
  const K = 10 ** logK;
  return { K, p0_pct: K * d_km ** 3.51 * (f_GHz * f_GHz + 13) ** 0.447 * 10 ** exponent };
}

/** Fade from which the Rayleigh tail holds (equation 12), dB. */
export const tailFade = (p0_pct: number): number => 25 + 1.2 * Math.log10(p0_pct);

/** Percentage of the average worst month in which a fade of `A_dB`, 0 or more, is exceeded (§ 2.3.2, equations 12–18). */
export const fadeExceeded = (p0_pct: number, A_dB: number): number => fadeWithTail(p0_pct, A_dB, 0);

/** The same, with the percentage at the start of the tail lowered by `lowered_dB` (§ 2.3.4, for the average year). */
function fadeWithTail(p0_pct: number, A_dB: number, lowered_dB: number): number {
  const At = tailFade(p0_pct);
  const scale = 10 ** (-lowered_dB / 10);
  if (A_dB >= At) return scale * p0_pct * 10 ** (-A_dB / 10);
  const pt = scale * p0_pct * 10 ** (-At / 10);
  const qa1 = (-20 * Math.log10(-Math.log1p(-pt / 100))) / At;
  const qt = (qa1 - 2) / shape(At) - 4.3 * (10 ** (-At / 20) + At / 800);
  const qa = 2 + shape(A_dB) * (qt + 4.3 * (10 ** (-A_dB / 20) + A_dB / 800));
  return -100 * Math.expm1(-(10 ** ((-qa * A_dB) / 20)));
}

const shape = (A_dB: number): number => (1 + 0.3 * 10 ** (-A_dB / 20)) * 10 ** (-0.016 * A_dB);

/** Geoclimatic conversion from the worst month to the year, dB, at most 10.8 (§ 2.3.4, equation 24). */
export function annualConversion(hop: Hop, lat_deg: number): number {
  const latitude = Math.abs(lat_deg);
  const swing = Math.abs(Math.cos((2 * latitude * Math.PI) / 180)) ** 0.7;
  const season = 1.1 + (latitude <= 45 ? swing : -swing);
  const conversion = 10.5 - 5.6 * Math.log10(season) - 2.7 * Math.log10(hop.d_km) + 1.7 * Math.log10(1 + inclination(hop));
  return Math.min(conversion, 10.8);
}

/** Percentage of the average year in which a fade is exceeded (§ 2.3.4, equation 25). */
export const annualFade = (hop: Hop, p0_pct: number, A_dB: number, lat_deg: number): number =>
  fadeWithTail(p0_pct, A_dB, annualConversion(hop, lat_deg));

/** Activity of multipath (§ 4.1, step 2): 1 − exp(−0.2·P0^0.75) with P0 as a fraction. */
export const multipathActivity = (p0_pct: number): number => -Math.expm1(-0.2 * (p0_pct / 100) ** 0.75);

/** Signature of a receiver: width in GHz, depth in dB and reference delay in ns, for minimum and non-minimum phase. */
export type Signature = { readonly W_GHz: number; readonly B_dB: number; readonly tau_ns: number };

/** Probability (0 to 1) of outage by selective fading (§ 5.1). */
export function selectiveOutage(d_km: number, p0_pct: number, minimum: Signature, nonMinimum: Signature): number {
  const mean_ns = 0.7 * (d_km / 50) ** 1.3;
  const part = ({ W_GHz, B_dB, tau_ns }: Signature): number => (W_GHz * 10 ** (-B_dB / 20) * mean_ns * mean_ns) / Math.abs(tau_ns);
  return Math.min(1, 2.15 * multipathActivity(p0_pct) * (part(minimum) + part(nonMinimum)));
}

/**
 * Improvement by space diversity of narrow-band fading (§ 6.2.1): how many times rarer a fade becomes.
 *
 * @param S_m vertical separation of the receiving antennas, 3 to 23 m
 * @param gainDifference_dB absolute difference of the two antennas' gains
 */
export function spaceDiversity({ f_GHz, d_km }: Hop, p0_pct: number, S_m: number, A_dB: number, gainDifference_dB: number): number {
  const correlation = 0.04 * S_m ** 0.87 * f_GHz ** -0.12 * d_km ** 0.48 * p0_pct ** -1.04;
  return (1 - Math.exp(-correlation)) * 10 ** ((A_dB - gainDifference_dB) / 10);
}
