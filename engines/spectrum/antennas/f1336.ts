/** Omnidirectional and sectoral antennas of Recommendation ITU-R F.1336-5. Angles in degrees, gains in dBi. */

const log10 = Math.log10;
const radians = Math.PI / 180;

/** Side-lobe envelope wanted: of peaks (single entry) or of averages (aggregate, statistical). */
export type Envelope = 'peak' | 'average';

/** 3 dB beamwidth in elevation of an omnidirectional antenna with gain G0 (equation 1b). */
export const omniBeamwidth = (gain: number): number => 107.6 * 10 ** (-0.1 * gain);

/**
 * Omnidirectional pattern (recommends 2.1 and 2.2) by elevation from the direction of maximum gain.
 *
 * @param k side-lobe factor: 0.7 for typical antennas up to 3 GHz, 0 for improved ones
 */
export function omnidirectional(gain: number, k: number, envelope: Envelope = 'peak'): (elevationDeg: number) => number {
  const beam = omniBeamwidth(gain);
  const logK = log10(k + 1);
  if (envelope === 'average') {
    const flatEnd = beam * Math.sqrt(1.25 + logK / 1.2);
    return (elevation) => {
      const theta = Math.abs(elevation);
      if (theta < beam) return gain - 12 * (theta / beam) ** 2;
      return theta < flatEnd ? gain - 15 + 10 * logK : gain - 15 + 10 * log10((theta / beam) ** -1.5 + k);
    };
  }
  const end = beam * Math.sqrt(1 - logK / 1.2);
  return (elevation) => {
    const theta = Math.abs(elevation);
    if (theta < end) return gain - 12 * (theta / beam) ** 2;
    return theta < beam ? gain - 12 + 10 * logK : gain - 12 + 10 * log10((theta / beam) ** -1.5 + k);
  };
}

export type Sector = {
  readonly gain: number;
  /** 3 dB beamwidths in azimuth and elevation. */
  readonly azimuthBeam: number;
  readonly elevationBeam: number;
  readonly kp: number;
  readonly kh: number;
  readonly kv: number;
  readonly envelope: Envelope;
};

/** Side-lobe factors of typical and improved sector antennas (recommends 3.1.1.1–3.1.1.3). */
export const sectorFactors = { typical: { kp: 0.7, kh: 0.8, kv: 0.7 }, improved: { kp: 0.7, kh: 0.7, kv: 0.3 } } as const;

/** Elevation beamwidth that goes with gain and azimuth beamwidth (recommends 3.3). */
export const sectorElevationBeam = (gain: number, azimuthBeam: number): number => (31_000 * 10 ** (-0.1 * gain)) / azimuthBeam;

/** Sectoral pattern from 400 MHz to 6 GHz (recommends 3.1) by azimuth (−180 to 180) and elevation (−90 to 90) from the main axis. */
export function sector(antenna: Sector): (azimuthDeg: number, elevationDeg: number) => number {
  const { gain, azimuthBeam, elevationBeam, kp, kh, kv, envelope } = antenna;
  const floor = envelope === 'peak' ? 12 : 15;
  const back = -floor + 10 * log10(1 + 8 * kp) - 15 * log10(180 / elevationBeam);
  const lambdaH = 3 * (1 - 0.5 ** -kh);
  const horizontal = (x: number): number => Math.max(x <= 0.5 ? -12 * x * x : -12 * x ** (2 - kh) - lambdaH, back);
  const xk = Math.sqrt(envelope === 'peak' ? 1 - 0.36 * kv : 1.33 - 0.33 * kv);
  const atFour = 10 * log10(4 ** -1.5 + kv);
  // slope that joins the value at four beamwidths to the back lobe at 90°; wider beams have no such stretch
  const slope = elevationBeam < 22.5 ? (-floor + atFour - back) / log10(22.5 / elevationBeam) : 0;
  const vertical = (x: number): number => {
    if (x >= 90 / elevationBeam) return back;
    if (x < xk) return -12 * x * x;
    return x < 4 ? -floor + 10 * log10(x ** -1.5 + kv) : -floor + atFour - slope * log10(x / 4);
  };
  const behind = horizontal(180 / azimuthBeam);
  return (azimuth, elevation) => {
    const h = horizontal(Math.abs(azimuth) / azimuthBeam);
    const compression = (h - behind) / (0 - behind);
    return gain + h + compression * vertical(Math.abs(elevation) / elevationBeam);
  };
}

/** Sectoral pattern from 6 to 70 GHz (recommends 3.2); `k` is 0.7 unless measured. */
export function sectorAbove6GHz(
  gain: number,
  azimuthBeam: number,
  elevationBeam: number,
  k: number,
  envelope: Envelope = 'peak',
): (azimuthDeg: number, elevationDeg: number) => number {
  const xk = Math.sqrt(1 - 0.36 * k);
  const lambda = 12 - 10 * log10(1 + 8 * k);
  return (azimuth, elevation) => {
    const phi = azimuth * radians;
    const theta = elevation * radians;
    const offAxis = Math.acos(Math.cos(phi) * Math.cos(theta)) / radians;
    const alpha = offAxis <= 90 ? Math.atan2(Math.tan(Math.abs(theta)), Math.abs(Math.sin(phi))) : Math.abs(theta);
    const x = offAxis * Math.hypot(Math.cos(alpha) / azimuthBeam, Math.sin(alpha) / elevationBeam);
    if (envelope === 'average') return x < 1.152 ? gain - 12 * x * x : gain - 15 - 15 * log10(x);
    if (x < xk) return gain - 12 * x * x;
    return x < 4 ? gain - 12 + 10 * log10(x ** -1.5 + k) : gain - lambda - 15 * log10(x);
  };
}

/** How the beam is turned down: by turning the antenna, or by phasing its elements, which tilts it the same way all round. */
export type Tilt = { readonly kind: 'mechanical' | 'electrical'; readonly downDeg: number };

/** Direction relative to a beam tilted down, from azimuth and elevation at the site (recommends 3.4 and 3.5, 2.5). */
export function tilted(azimuthDeg: number, elevationDeg: number, tilt: Tilt): readonly [azimuthDeg: number, elevationDeg: number] {
  const { downDeg } = tilt;
  if (tilt.kind === 'electrical') {
    const raised = elevationDeg + downDeg;
    return [azimuthDeg, raised >= 0 ? (90 * raised) / (90 + downDeg) : (90 * raised) / (90 - downDeg)];
  }
  const theta = elevationDeg * radians;
  const phi = azimuthDeg * radians;
  const beta = downDeg * radians;
  const ahead = Math.cos(theta) * Math.cos(phi);
  const forward = ahead * Math.cos(beta) - Math.sin(theta) * Math.sin(beta);
  const side = Math.cos(theta) * Math.sin(phi);
  const up = Math.min(1, Math.max(-1, Math.sin(theta) * Math.cos(beta) + ahead * Math.sin(beta)));
  return [Math.atan2(side, forward) / radians, Math.asin(up) / radians];
}
