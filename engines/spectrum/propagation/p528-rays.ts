import { EARTH_RADIUS_KM } from './p528-atmosphere.ts';

/** Line-of-sight geometry and reflection of Recommendation ITU-R P.528-5, Annex 2, sections 7 to 9. Lengths in km, angles in radians. */

/** Radius of the effective Earth, km, and surface refractivity, N-units, of the method. */
export const EFFECTIVE_RADIUS_KM = 9257;
export const SURFACE_REFRACTIVITY = 341;
export const SPEED_OF_LIGHT_GM = 0.2997925;

/** Ground of the method: average land. */
export const GROUND = { epsilon: 15, sigma: 0.005 } as const;

/** One end above the smooth Earth (section 4). */
export type Terminal = {
  readonly height: number;
  readonly effectiveHeight: number;
  /** Height less effective height. */
  readonly correction: number;
  /** Arc distance to the smooth-Earth horizon of the traced ray. */
  readonly horizon: number;
  readonly grazingAbsorptionDb: number;
  readonly grazingLength: number;
};

export type Rays = {
  distance: number;
  direct: number;
  reflected: number;
  difference: number;
  elevation: number;
  adjustedRadius: number;
  legT: number;
  legR: number;
};

export const newRays = (): Rays => ({
  distance: 0.5,
  direct: 0.5,
  reflected: 0.5,
  difference: 0.5,
  elevation: 0.5,
  adjustedRadius: 0.5,
  legT: 0.5,
  legR: 0.5,
});

/** Direct and reflected ray for a reflection at grazing angle `psi` (section 7). */
export function traceRays(low: Terminal, high: Terminal, psi: number, out: Rays): void {
  const cosine = Math.cos(psi);
  const radius = EARTH_RADIUS_KM / (1 + (EARTH_RADIUS_KM / EFFECTIVE_RADIUS_KM - 1) * cosine);
  const share = (radius - EARTH_RADIUS_KM) / (EFFECTIVE_RADIUS_KM - EARTH_RADIUS_KM);
  const h1 = low.height - low.correction * share;
  const h2 = high.height - high.correction * share;
  const z1 = radius + h1;
  const z2 = radius + h2;
  const theta1 = Math.acos((radius * cosine) / z1) - psi;
  const theta2 = Math.acos((radius * cosine) / z2) - psi;
  const leg1 = z1 * Math.sin(theta1);
  const leg2 = z2 * Math.sin(theta2);
  const steep = psi > 1.56;
  const tangent = Math.tan(psi);
  const above1 = steep ? h1 : leg1 * tangent;
  const above2 = steep ? h2 : leg2 * tangent;
  const alpha = Math.atan((above2 - above1) / (leg1 + leg2));
  out.adjustedRadius = radius;
  out.legT = leg1;
  out.legR = leg2;
  out.distance = Math.max(radius * (theta1 + theta2), 0);
  out.direct = Math.max(Math.abs(z1 - z2), (leg1 + leg2) / Math.cos(alpha));
  out.reflected = (leg1 + leg2) / cosine;
  out.difference = (4 * above1 * above2) / (out.direct + out.reflected);
  out.elevation = alpha - theta1;
}

const scratch = newRays();

/** Grazing angle of the reflection on a path of length `distance`, to 1 m. */
export function psiAtDistance(low: Terminal, high: Terminal, distance: number): number {
  if (distance === 0) return Math.PI / 2;
  let psi = Math.PI / 2;
  let step = -Math.PI / 4;
  do {
    psi += step;
    traceRays(low, high, psi, scratch);
    step = scratch.distance > distance ? Math.abs(step) / 2 : -Math.abs(step) / 2;
  } while (Math.abs(distance - scratch.distance) > 1e-3 && Math.abs(step) > 1e-12);
  return psi;
}

/** Grazing angle at which the reflected ray is longer than the direct one by `difference`, to a millionth of a wavelength. */
export function psiAtDifference(low: Terminal, high: Terminal, difference: number, tolerance: number): number {
  let psi = Math.PI / 2;
  let step = -Math.PI / 4;
  do {
    psi += step;
    traceRays(low, high, psi, scratch);
    step = scratch.difference > difference ? -Math.abs(step) / 2 : Math.abs(step) / 2;
  } while (Math.abs(scratch.difference - difference) > tolerance && Math.abs(step) > 1e-17);
  return psi;
}

/** Magnitude and phase of the plane-Earth reflection coefficient (section 9). */
export function reflection(psi: number, fMHz: number, vertical: boolean): { readonly magnitude: number; readonly phase: number } {
  const angle = Math.min(Math.max(psi, 0), Math.PI / 2);
  const sine = Math.sin(angle);
  const { epsilon, sigma } = GROUND;
  const x = (18_000 * sigma) / fMHz;
  const y = epsilon - Math.cos(angle) ** 2;
  const p = Math.sqrt((Math.hypot(y, x) + y) / 2);
  const q = x / (2 * p);
  const norm = p * p + q * q;
  const b = vertical ? (epsilon * epsilon + x * x) / norm : 1 / norm;
  const a = vertical ? (2 * (p * epsilon + q * x)) / norm : (2 * p) / norm;
  const magnitude = Math.sqrt((1 + b * sine * sine - a * sine) / (1 + b * sine * sine + a * sine));
  // equation 9-9 as printed has εr sin ψ − Q for vertical polarisation, where the complex coefficient would give X sin ψ − Q
  const alpha = vertical ? Math.atan2(epsilon * sine - q, epsilon * sine - p) : Math.atan2(-q, sine - p);
  const beta = vertical ? Math.atan2(x * sine + q, epsilon * sine + p) : Math.atan2(q, sine + p);
  return { magnitude, phase: alpha - beta };
}

/** Effective reflection magnitude with divergence and ray length, R_Tg of equation 8-7. */
export function effectiveReflection(rays: Rays, psi: number, magnitude: number): number {
  let divergence = 1;
  if (Math.tan(psi) < 0.1) {
    const cosine = Math.cos(psi);
    const mean = ((rays.legT / cosine) * (rays.legR / cosine)) / rays.reflected;
    const first = (2 * mean * (1 + Math.sin(psi) ** 2)) / (rays.adjustedRadius * Math.sin(psi));
    divergence = 1 / Math.sqrt(1 + first + ((2 * mean) / rays.adjustedRadius) ** 2);
  }
  return magnitude * divergence * Math.min(rays.direct / rays.reflected, 1);
}
