import { chooseVersion, type InputReader, type SpectrumAnswer, type SpectrumModel } from '../validation.ts';
import { analysePath, medianEarthRadius, PathGeometry } from './p452-geometry.ts';
import { fresnelRadius } from './p525.ts';
import { knifeEdgeLoss, sphericalEarthLoss, WAVELENGTH_1_GHZ_M } from './p526.ts';
import { type BullingtonEdge, bullingtonLoss, DeltaBullington, deltaBullington } from './p526-bullington.ts';
import { readIsVertical, readTerrain } from './path-profile.ts';

const CONSTRUCTIONS = ['knife-edge', 'spherical', 'bullington', 'delta-bullington'] as const;
const FREQUENCY = { min: 0.01, max: 100 };
const HEIGHT = { above: 0, max: 20_000 };
const LONGEST_KM = 10_000;

/**
 * Diffraction loss by the constructions of Recommendation ITU-R P.526-15: a single knife edge, the spherical Earth, and over a
 * terrain profile those of Bullington and delta-Bullington.
 */
export const p526Model: SpectrumModel = ({ version, inputs, intermediates }): SpectrumAnswer => {
  chooseVersion(version, ['15'], '15');
  const construction = inputs.choice('construction', CONSTRUCTIONS);
  const f_GHz = inputs.number('f_GHz', FREQUENCY);
  const { L_dB, ...steps } = construction === 'knife-edge' ? knifeEdge(inputs, f_GHz) : overEarth(inputs, f_GHz, construction);
  return { outputs: { L_dB }, ...(intermediates ? { intermediates: steps } : {}), warnings: inputs.warnings };
};

type Loss = { readonly L_dB: number } & Readonly<Record<string, number | string>>;

/** One edge `h_m` above (or, negative, below) the line between the antennas, at `d1_km` and `d2_km` from them (§ 4.1). */
function knifeEdge(inputs: InputReader, f_GHz: number): Loss {
  const h_m = inputs.number('h_m', { min: -20_000, max: 20_000 });
  const d1_km = inputs.number('d1_km', { above: 0, max: LONGEST_KM });
  const d2_km = inputs.number('d2_km', { above: 0, max: LONGEST_KM });
  const nu = h_m * Math.sqrt((0.002 * (d1_km + d2_km)) / ((WAVELENGTH_1_GHZ_M / f_GHz) * d1_km * d2_km));
  return { L_dB: knifeEdgeLoss(nu), nu, fresnel_m: fresnelRadius(f_GHz, d1_km, d2_km) };
}

function overEarth(inputs: InputReader, f_GHz: number, construction: 'spherical' | 'bullington' | 'delta-bullington'): Loss {
  const a_km =
    inputs.numberOr('ae_km', undefined, { above: 0, max: 1e6 }) ?? medianEarthRadius(inputs.numberOr('DN', 45, { min: 0, max: 156 }));
  const htg_m = inputs.number('htg_m', HEIGHT);
  const hrg_m = inputs.number('hrg_m', HEIGHT);
  if (construction === 'spherical') {
    const d_km = inputs.number('d_km', { above: 0, max: LONGEST_KM });
    const omega = inputs.numberOr('omega', 0, { min: 0, max: 1 });
    return { L_dB: sphericalEarthLoss(d_km, htg_m, hrg_m, a_km, f_GHz, omega, readIsVertical(inputs)), ae_km: a_km };
  }
  const { d_km, h_m } = readTerrain(inputs, LONGEST_KM);
  const path = new PathGeometry();
  analysePath(d_km, h_m, htg_m, hrg_m, a_km, f_GHz, path);
  const { hts_m, hrs_m, hstd_m, hsrd_m } = path;
  const edge: BullingtonEdge = { kind: 'line-of-sight', d_km: 0, nu: 0 };
  const bullington_dB = bullingtonLoss(d_km, h_m, hts_m, hrs_m, a_km, f_GHz, edge);
  const equivalentEdge = { kind: edge.kind, edge_km: edge.d_km, nu: edge.nu, ae_km: a_km };
  if (construction === 'bullington') return { L_dB: bullington_dB, ...equivalentEdge };
  const omega = inputs.numberOr('omega', 0, { min: 0, max: 1 });
  const parts = new DeltaBullington();
  deltaBullington(d_km, h_m, hts_m, hrs_m, hstd_m, hsrd_m, a_km, f_GHz, omega, readIsVertical(inputs), parts);
  return {
    L_dB: parts.total_dB,
    Lbulla_dB: parts.actual_dB,
    Lbulls_dB: parts.smooth_dB,
    Ldsph_dB: parts.spherical_dB,
    hstd_m,
    hsrd_m,
    ...equivalentEdge,
  };
}
