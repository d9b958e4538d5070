/** What P.1546-6 needs to know of a terrain profile between the antennas. */
export type TerrainView = {
  /** Height of the transmitting antenna over the mean terrain towards the receiver, m: hb below 15 km, else heff (Annex 5 § 3). */
  readonly h1_m: number;
  /** Terrain clearance angle of the receiver (§ 11) and of the transmitter (§ 4.3 a), degrees. */
  readonly tca_deg: number;
  readonly theta_eff1_deg: number;
  /** Height of the ground at the transmitter over that at the receiver, m. */
  readonly groundRise_m: number;
};

/** Terrain counts for the angles up to these distances from the transmitter and the receiver, km (§§ 4.3 and 11). */
const TRANSMITTER_REACH_KM = 15;
const RECEIVER_REACH_KM = 16;

/**
 * Derives heights and angles from a profile.
 *
 * @param d_km distances from the transmitter, first 0, increasing
 * @param h_m terrain heights above sea level
 * @param ha_m, h2_m heights of the antennas above ground
 */
export function viewTerrain(d_km: Float64Array, h_m: Float64Array, ha_m: number, h2_m: number): TerrainView {
  const last = d_km.length - 1;
  const D = d_km[last] as number;
  const transmitter = (h_m[0] as number) + ha_m;
  const receiver = (h_m[last] as number) + h2_m;
  const mean = D < 15 ? meanHeight(d_km, h_m, 0.2 * D, D) : meanHeight(d_km, h_m, 3, 15);
  let fromTransmitter = Number.NEGATIVE_INFINITY;
  let fromReceiver = Number.NEGATIVE_INFINITY;
  for (let i = 0; i <= last; i++) {
    const x = d_km[i] as number;
    const h = h_m[i] as number;
    if (i > 0 && x <= TRANSMITTER_REACH_KM) fromTransmitter = Math.max(fromTransmitter, (h - transmitter) / x);
    if (i < last && D - x <= RECEIVER_REACH_KM) fromReceiver = Math.max(fromReceiver, (h - receiver) / (D - x));
  }
  return {
    h1_m: transmitter - mean,
    tca_deg: degrees(fromReceiver),
    theta_eff1_deg: degrees(fromTransmitter),
    groundRise_m: (h_m[0] as number) - (h_m[last] as number),
  };
}

/** What a request without ground heights tells of the slope of its path. */
export type SlopeHints = {
  readonly d_km: number;
  readonly ha_m: number;
  readonly h2_m: number;
  readonly hb_m: number | undefined;
  readonly tca_deg: number | undefined;
  readonly theta_eff1_deg: number | undefined;
};

/**
 * How far the transmitting antenna stands above the receiving one, m, where the heights of the ground are not known. The
 * Recommendation then compares heights above ground (§ 14, equation 37a). Where hb tells how far the antenna stands above the
 * terrain towards the receiver, that is nearer; and on paths within their reach the clearance angles bound it, for each antenna
 * sees the ground under the other no higher than its clearance angle.
 */
export function assumedRise({ d_km, ha_m, h2_m, hb_m, tca_deg, theta_eff1_deg }: SlopeHints): number {
  const guess = (hb_m ?? ha_m) - h2_m;
  const isSeenByBase = theta_eff1_deg !== undefined && d_km <= TRANSMITTER_REACH_KM;
  const isSeenByReceiver = tca_deg !== undefined && d_km <= RECEIVER_REACH_KM;
  const least = isSeenByBase ? -1000 * d_km * tangent(theta_eff1_deg) - h2_m : Number.NEGATIVE_INFINITY;
  const most = isSeenByReceiver ? 1000 * d_km * tangent(tca_deg) + ha_m : Number.POSITIVE_INFINITY;
  return least <= most ? Math.min(Math.max(guess, least), most) : guess;
}

const tangent = (angle_deg: number): number => Math.tan((angle_deg * Math.PI) / 180);

/** Angle of a slope in m/km. A profile without a point inside the reach has no angle and is refused before. */
const degrees = (slope: number): number => (Math.atan(slope / 1000) * 180) / Math.PI;

/** Mean height between two distances, by the trapezoidal rule. */
function meanHeight(d_km: Float64Array, h_m: Float64Array, from_km: number, to_km: number): number {
  let area = 0;
  for (let i = 1; i < d_km.length; i++) {
    const a = d_km[i - 1] as number;
    const b = d_km[i] as number;
    const start = Math.max(a, from_km);
    const end = Math.min(b, to_km);
    if (end <= start) continue;
    const slope = ((h_m[i] as number) - (h_m[i - 1] as number)) / (b - a);
    area += (end - start) * ((h_m[i - 1] as number) + slope * ((start + end) / 2 - a));
  }
  return area / (to_km - from_km);
}
