import { type GroundPoint, separationFromOrbit } from './satellite-geometry.ts';

/** Limits near a transmitter: human exposure, and the geostationary orbit. */

/**
 * Reference levels of the ICNIRP guidelines (2020, table 5, whole body, 30 min) for electric field strength in V/m and power density in W/m²
 * from 30 MHz.
 */
export type ExposureGroup = 'public' | 'occupational';

/** Plane-wave power density that must not be exceeded, W/m²; `fMHz` from 30 to 300 000. */
export function exposureLimit(fMHz: number, group: ExposureGroup): number {
  if (!(fMHz >= 30 && fMHz <= 300_000)) throw new RangeError(`fMHz must be 30 to 300 000, got ${fMHz}`);
  const factor = group === 'public' ? 1 : 5;
  if (fMHz <= 400) return 2 * factor;
  return fMHz <= 2000 ? (fMHz / 200) * factor : 10 * factor;
}

/** Distance in metres beyond which the far field of an EIRP (W) keeps the limit; `reflection` multiplies the field (1 free space, 1.6 over ground). */
export function exposureDistance(eirpW: number, fMHz: number, group: ExposureGroup, reflection = 1): number {
  if (!(eirpW >= 0)) throw new RangeError(`eirpW must be 0 or more, got ${eirpW}`);
  return reflection * Math.sqrt(eirpW / (4 * Math.PI * exposureLimit(fMHz, group)));
}

/** A rule of Radio Regulations, article 21: in a band, above an EIRP, the beam keeps off the geostationary orbit. */
export type OrbitRule = {
  readonly fromGHz: number;
  readonly toGHz: number;
  readonly eirpDbw: number;
  readonly separationDeg: number;
  readonly source: string;
};

/** Article 21, No. 21.2 and table 21-1. */
export const orbitRules: readonly OrbitRule[] = [
  { fromGHz: 1, toGHz: 10, eirpDbw: 35, separationDeg: 2, source: 'RR No. 21.2' },
  { fromGHz: 10, toGHz: 15, eirpDbw: 45, separationDeg: 1.5, source: 'RR No. 21.2' },
];

export type OrbitCheck = { readonly separationDeg: number; readonly kept: boolean; readonly rule: OrbitRule | undefined };

/** Whether a terrestrial beam keeps off the orbit as far as the rule for its band and EIRP asks. */
export function checkOrbitAvoidance(
  site: GroundPoint,
  azimuthDeg: number,
  elevationDeg: number,
  fGHz: number,
  eirpDbw: number,
  rules: readonly OrbitRule[] = orbitRules,
): OrbitCheck {
  const separationDeg = separationFromOrbit(site, azimuthDeg, elevationDeg);
  const rule = rules.find(({ fromGHz, toGHz, eirpDbw: above }) => fGHz >= fromGHz && fGHz < toGHz && eirpDbw > above);
  return { separationDeg, kept: rule === undefined || separationDeg >= rule.separationDeg, rule };
}
