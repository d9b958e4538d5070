/** Radio-climatic zones of a profile, in the code of P.452-18 table 3. */
export const COASTAL_LAND = 1;
export const INLAND = 2;
export const SEA_ZONE = 3;

/**
 * Longest continuous stretch of a path inside a set of zones, km; a sample owns half of each gap beside it.
 *
 * @param zone zone code of each profile point
 * @param first, second the codes that count; equal if only one does
 */
export function longestStretch(d_km: Float64Array, zone: Uint8Array, first: number, second: number): number {
  const last = d_km.length - 1;
  let longest = 0;
  let start = -1;
  for (let i = 0; i <= last; i++) {
    const inside = zone[i] === first || zone[i] === second;
    if (inside && start < 0) start = i;
    if (start >= 0 && (!inside || i === last)) {
      const stop = inside ? i : i - 1;
      longest = Math.max(longest, ownedUpTo(d_km, stop) - ownedFrom(d_km, start));
      start = -1;
    }
  }
  return longest;
}

/** Fraction of a path inside one zone, 0 to 1. */
export function zoneFraction(d_km: Float64Array, zone: Uint8Array, code: number): number {
  const last = d_km.length - 1;
  let inside = 0;
  for (let i = 0; i <= last; i++) if (zone[i] === code) inside += ownedUpTo(d_km, i) - ownedFrom(d_km, i);
  return inside / ((d_km[last] as number) - (d_km[0] as number));
}

/** A terminal without sea on its path counts as this far from the coast, km. */
const FAR_FROM_COAST_KM = 500;

/** Distance over land from one terminal to the sea along the path, km; 0 at sea (P.452-18 table 4, dct and dcr). */
export function distanceToSea(d_km: Float64Array, zone: Uint8Array, fromReceiver: boolean): number {
  const at = fromReceiver ? zone.lastIndexOf(SEA_ZONE) : zone.indexOf(SEA_ZONE);
  if (at < 0) return FAR_FROM_COAST_KM;
  return fromReceiver ? (d_km[d_km.length - 1] as number) - ownedUpTo(d_km, at) : ownedFrom(d_km, at);
}

const ownedFrom = (d_km: Float64Array, i: number): number =>
  i === 0 ? (d_km[0] as number) : ((d_km[i - 1] as number) + (d_km[i] as number)) / 2;

const ownedUpTo = (d_km: Float64Array, i: number): number =>
  i === d_km.length - 1 ? (d_km[i] as number) : ((d_km[i] as number) + (d_km[i + 1] as number)) / 2;

/** Share of a long inland stretch in the ducting statistics (P.452-18 equation 3a; P.1812-6 equation 3). */
export const inlandFactor = (dlm_km: number): number => 1 - Math.exp(-4.12e-4 * dlm_km ** 2.41);

/** Time percentage of refractive gradients beyond −100 N/km near the ground (P.452-18 equations 2–4; P.1812-6 equations 2–5). */
export function ductingIncidence(latitude_deg: number, dtm_km: number, dlm_km: number): number {
  const tau = inlandFactor(dlm_km);
  const mu1 = Math.min(1, (10 ** (-dtm_km / (16 - 6.6 * tau)) + 10 ** (-5 * (0.496 + 0.354 * tau))) ** 0.2);
  const latitude = Math.abs(latitude_deg);
  if (latitude <= 70) {
    const mu4 = 10 ** ((-0.935 + 0.0176 * latitude) * Math.log10(mu1));
    return 10 ** (-0.015 * latitude + 1.67) * mu1 * mu4;
  }
  return 4.17 * mu1 * mu1 ** 0.3;
}

/**
 * Percentage of the average year that corresponds to a percentage of the average worst month (P.452-18 equations 1, 1a and 1b);
 * not less than a twelfth of it, which would be that month alone.
 */
export function annualEquivalent(pw_pct: number, latitude_deg: number, omega: number): number {
  const latitude = Math.abs(latitude_deg);
  const swing = Math.abs(Math.cos(2 * latitude * RADIANS)) ** 0.7;
  const season = Math.sqrt(latitude <= 45 ? 1.1 + swing : 1.1 - swing);
  const p_pct = 10 ** ((Math.log10(pw_pct) + Math.log10(season) - 0.186 * omega - 0.444) / (0.816 + 0.078 * omega));
  return Math.max(p_pct, pw_pct / 12);
}

const RADIANS = Math.PI / 180;
const EARTH_RADIUS_KM = 6371;

/**
 * The point half the profile's length from the transmitter along the great circle to the receiver, on a sphere of 6371 km. It
 * differs from the middle of the coordinates where these and the profile disagree. The longitude lies from −180 to 180.
 */
export function pathCentre(
  lat_t_deg: number,
  lon_t_deg: number,
  lat_r_deg: number,
  lon_r_deg: number,
  D_km: number,
): { readonly lat_deg: number; readonly lon_deg: number } {
  const latT = lat_t_deg * RADIANS;
  const latR = lat_r_deg * RADIANS;
  const dLon = (lon_r_deg - lon_t_deg) * RADIANS;
  const bearing = Math.atan2(
    Math.sin(dLon) * Math.cos(latR),
    Math.cos(latT) * Math.sin(latR) - Math.sin(latT) * Math.cos(latR) * Math.cos(dLon),
  );
  const arc = D_km / 2 / EARTH_RADIUS_KM;
  const sine = Math.sin(latT) * Math.cos(arc) + Math.cos(latT) * Math.sin(arc) * Math.cos(bearing);
  const east = Math.atan2(Math.sin(bearing) * Math.sin(arc) * Math.cos(latT), Math.cos(arc) - Math.sin(latT) * sine);
  const lon_deg = lon_t_deg + east / RADIANS;
  return { lat_deg: Math.asin(sine) / RADIANS, lon_deg: lon_deg - 360 * Math.round(lon_deg / 360) };
}

/** Great-circle distance in km on the same sphere. */
export function greatCircleKm(lat1_deg: number, lon1_deg: number, lat2_deg: number, lon2_deg: number): number {
  const dLat = (lat2_deg - lat1_deg) * RADIANS;
  const dLon = (lon2_deg - lon1_deg) * RADIANS;
  const s = Math.sin(dLat / 2) ** 2 + Math.cos(lat1_deg * RADIANS) * Math.cos(lat2_deg * RADIANS) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(s)));
}
