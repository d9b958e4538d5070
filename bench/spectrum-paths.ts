import { type P452Link, P452Result, p452 } from '../engines/spectrum/propagation/p452.ts';
import { pathGases } from '../engines/spectrum/propagation/p452-model.ts';
import { type P1546Path, P1546Result, p1546 } from '../engines/spectrum/propagation/p1546.ts';
import { type CoveredProfile, P1812Result, p1812 } from '../engines/spectrum/propagation/p1812.ts';
import { compare } from './compare.ts';

/**
 * Time of one path on one thread, by model and number of profile points: `node bench/spectrum-paths.ts`.
 * Every path differs from the one before, so that nothing is computed once for all.
 */

/** Differing profiles of each length, more than a branch predictor remembers. */
const PROFILES = 64;

/** Rolling hills with clutter on every third kilometre, from a fixed generator: a benchmark must repeat. */
function profiles(points: number, length_km: number): readonly CoveredProfile[] {
  let seed = 1;
  const random = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  return Array.from({ length: PROFILES }, () => {
    const phase = random() * 6;
    const relief = 20 + 180 * random();
    const d_km = Float64Array.from({ length: points }, (_, i) => (i * length_km) / (points - 1));
    const h_m = d_km.map((d) => 100 + relief * Math.sin(d / 7 + phase) * Math.cos(d / 3) + 5 * random());
    const g_m = h_m.map((h, i) => (i === 0 || i === points - 1 || Math.floor((d_km[i] as number) / 3) % 3 !== 0 ? h : h + 15));
    return { d_km, h_m, g_m };
  });
}

const climate = { DN: 45, N0: 325, b0_pct: 3.2, omega: 0.1, dlm_km: 60, dct_km: 500, dcr_km: 500 };
const link = { f_GHz: 6.2, p_pct: 0.1, htg_m: 30, hrg_m: 20, isVertical: false, ...climate };
const link452: P452Link = { ...link, Gt_dBi: 20, Gr_dBi: 5, gases: pathGases(link.f_GHz, 1013, 15, climate.omega) };

const broadcast: P1546Path = {
  f_MHz: 470,
  t_pct: 7,
  d_km: 42,
  sea_km: 12,
  isWarmSea: false,
  h1_m: 180,
  h2_m: 10,
  R2_m: 15,
  area: 'urban',
  ha_m: 120,
  R1_m: 10,
  tca_deg: 0.4,
  theta_eff1_deg: -0.2,
  rise_m: 110,
  q_pct: 50,
  sigma_dB: 0,
};

const out452 = new P452Result();
const out1812 = new P1812Result();
const out1546 = new P1546Result();

/** Calls `run` with another path each time. */
function overPaths<T>(paths: readonly T[], run: (path: T) => number): () => number {
  let i = 0;
  return () => {
    i = (i + 1) % paths.length;
    return run(paths[i] as T);
  };
}

for (const [points, length_km] of [
  [110, 109],
  [501, 100],
  [2001, 200],
] as const) {
  const set = profiles(points, length_km);
  compare(`paths of ${points} points`, {
    'P.452-18, gases summed for each path': overPaths(set, (profile) => {
      const gases = pathGases(link.f_GHz, 1013, 15, climate.omega);
      return p452(profile, { ...link452, gases }, out452);
    }),
    'P.452-18, gases once a link': overPaths(set, (profile) => p452(profile, link452, out452)),
    'P.1812': overPaths(set, (profile) => p1812(profile, link, out1812)),
  });
}

const broadcasts: readonly P1546Path[] = Array.from({ length: PROFILES }, (_, i) => ({
  ...broadcast,
  d_km: 14 + 3 * i,
  sea_km: i % 2 === 0 ? 0 : 5,
  f_MHz: 60 + 40 * i,
  h1_m: 5 + 20 * i,
}));
compare('P.1546-6, all steps', {
  'land and mixed paths': overPaths(broadcasts, (path) => p1546(path, out1546)),
  'land paths': overPaths(
    broadcasts.filter(({ sea_km }) => sea_km === 0),
    (path) => p1546(path, out1546),
  ),
});
