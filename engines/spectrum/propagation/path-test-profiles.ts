import fc from 'fast-check';

/**
 * Profile "mixed 109 km" of the ITU-R SG 3 validation examples of P.452-18 (OFCOM Switzerland, eeveetza/p452 at 86f8026): heights
 * in m at every km, no clutter, zones 1 coastal land, 2 inland, 3 sea.
 */
const HEIGHTS =
  `40 24 35 38 41 39 41 41 44 35 39 24 26 32 36 43 49 48 48 45 41 35 36 36 42 43 52 55 73 67 68 53 50 14 1 ${'0 '.repeat(43)}` +
  '45 54 63 79 85 39 21 15 37 42 63 51 35 68 68 53 63 75 92 174 184 145 158 122 129 97 100 91 144 119 154 183';
const ZONES = `${'1'.repeat(35)}${'3'.repeat(43)}${'1'.repeat(19)}${'2'.repeat(6)}121${'2'.repeat(4)}`;

export type PathInputs = {
  readonly d_km: readonly number[];
  readonly h_m: readonly number[];
  readonly clutter_m: readonly number[];
  readonly zone: readonly number[];
  readonly htg_m: number;
  readonly hrg_m: number;
  readonly lat_t_deg: number;
  readonly lon_t_deg: number;
  readonly lat_r_deg: number;
  readonly lon_r_deg: number;
  readonly Gt_dBi: number;
  readonly Gr_dBi: number;
  readonly dct_km: number;
  readonly dcr_km: number;
  readonly pol: 'H' | 'V';
  readonly press_hPa: number;
  readonly temp_C: number;
  readonly DN: number;
  readonly N0: number;
};

/** The inputs of the example rows of that profile, without frequency and time. */
export const mixedPath: PathInputs = {
  d_km: Array.from({ length: 110 }, (_, i) => i),
  h_m: HEIGHTS.split(' ').map(Number),
  clutter_m: Array.from({ length: 110 }, () => 0),
  zone: [...ZONES].map(Number),
  htg_m: 10,
  hrg_m: 10,
  lat_t_deg: 51.8,
  lon_t_deg: 0,
  lat_r_deg: 50.8197,
  lon_r_deg: 0,
  Gt_dBi: 20,
  Gr_dBi: 5,
  dct_km: 34,
  dcr_km: 8,
  pol: 'H',
  press_hPa: 1013,
  temp_C: 15,
  DN: 42.504613,
  N0: 326.558638,
};

/**
 * Profile "b2iseac rural land 10 km" of the ITU-R SG 3 validation examples of P.1812-6 and P.1546-6 (OFCOM Switzerland,
 * eeveetza/p1812 at 6e2f00b, eeveetza/p1546 at 0e42639).
 */
export const irishHills = {
  d_km: [0, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10],
  h_m: [
    754.4, 754.4, 729.9, 685.3, 634.3, 610.3, 601, 591.7, 530.4, 455.9, 385.1, 373.4, 358.5, 309, 316.6, 335.3, 408.1, 532.7, 556.3, 556.3,
    488.2, 367.7, 304.8, 292.6, 238.3, 265.1, 250.3,
  ],
  clutter_m: [10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 0, 0, 15, 10, 10, 10, 10, 10, 10, 10, 0, 0, 0, 0, 0],
};

/** The same path from the other end. */
export function reverse(path: PathInputs): PathInputs {
  const D = path.d_km.at(-1) as number;
  return {
    ...path,
    d_km: path.d_km.map((d) => D - d).reverse(),
    h_m: path.h_m.toReversed(),
    clutter_m: path.clutter_m.toReversed(),
    zone: path.zone.toReversed(),
    htg_m: path.hrg_m,
    hrg_m: path.htg_m,
    lat_t_deg: path.lat_r_deg,
    lon_t_deg: path.lon_r_deg,
    lat_r_deg: path.lat_t_deg,
    lon_r_deg: path.lon_t_deg,
    Gt_dBi: path.Gr_dBi,
    Gr_dBi: path.Gt_dBi,
    dct_km: path.dcr_km,
    dcr_km: path.dct_km,
  };
}

const RADIUS_KM = 6371;

/** Paths of 3 to 60 points with hills, clutter and mixed zones in the code of P.452, along a meridian as long as the profile. */
export const profileArbitrary: fc.Arbitrary<PathInputs> = fc
  .record({
    steps: fc.array(
      fc.record({
        step: fc.double({ min: 0.06, max: 6, noNaN: true }),
        h: fc.double({ min: 0, max: 900, noNaN: true }),
        clutter: fc.constantFrom(0, 0, 10, 20),
        zone: fc.constantFrom(1, 2, 2, 3),
      }),
      { minLength: 3, maxLength: 60 },
    ),
    htg_m: fc.double({ min: 1, max: 200, noNaN: true }),
    hrg_m: fc.double({ min: 1, max: 200, noNaN: true }),
    lat: fc.double({ min: -70, max: 70, noNaN: true }),
    pol: fc.constantFrom('H' as const, 'V' as const),
    DN: fc.double({ min: 30, max: 90, noNaN: true }),
  })
  .map(({ steps, htg_m, hrg_m, lat, pol, DN }) => {
    const d_km = steps.map(() => 0);
    for (let i = 1; i < steps.length; i++) d_km[i] = (d_km[i - 1] as number) + (steps[i]?.step as number);
    return {
      ...mixedPath,
      d_km,
      h_m: steps.map(({ h }) => h),
      clutter_m: steps.map(({ clutter }) => clutter),
      zone: steps.map(({ zone }) => zone),
      htg_m,
      hrg_m,
      lat_t_deg: lat,
      lat_r_deg: lat + ((d_km.at(-1) as number) / RADIUS_KM) * (180 / Math.PI),
      dct_km: 500,
      dcr_km: 500,
      pol,
      DN,
    };
  });
