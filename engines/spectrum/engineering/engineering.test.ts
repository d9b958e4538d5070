import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answer } from '../batch.ts';
import { coordinationContour } from './contours.ts';
import { assess, interferenceForDegradation, powerSum, receiverNoise, thresholdDegradation } from './interference.ts';
import { type Carrier, findProducts, freeOfThirdOrder } from './intermodulation.ts';
import { satelliteAt } from './orbits.ts';
import { checkOrbitAvoidance, exposureDistance } from './protection.ts';
import { frequencyDependentRejection, makeMask, maskExcess, maskLevel } from './rejection.ts';
import { lookAngles, separationFromOrbit, slantRange, topocentricSeparation } from './satellite-geometry.ts';

const near = (got: number, wanted: number, tolerance: number): void =>
  assert.ok(Math.abs(got - wanted) <= tolerance, `${got}, wanted ${wanted}`);

test('noise, degradation and sums have their textbook values', () => {
  near(receiverNoise(1e6, 0), -144, 1e-9);
  near(thresholdDegradation(-6), 0.97, 0.005);
  near(thresholdDegradation(-10), 0.41, 0.005);
  near(interferenceForDegradation(1), -5.87, 0.005);
  near(powerSum([-100, -100]), -96.99, 0.005);
  assert.equal(powerSum([]), Number.NEGATIVE_INFINITY);
  const { marginDb, ranked } = assess(
    [
      { id: 'a', powerDbw: -160 },
      { id: 'b', powerDbw: -150 },
    ],
    -140,
    -100,
    { kind: 'I/N', limitDb: -6, timePct: 20, source: '' },
  );
  near(marginDb, -6 - (powerSum([-160, -150]) + 140), 1e-12);
  assert.deepEqual(
    ranked.map(({ id }) => id),
    ['b', 'a'],
  );
});

test('a receiver a tenth as wide as a flat emission takes a tenth of it', () => {
  const flat = makeMask([0, 5000, 5001], [0, 0, -200]);
  const narrow = makeMask([0, 500, 501], [0, 0, -200]);
  const { onTuneDb, offFrequencyDb } = frequencyDependentRejection(flat, narrow, 0);
  near(onTuneDb, 10, 0.02);
  near(offFrequencyDb, 0, 1e-9);
  assert.ok(frequencyDependentRejection(flat, narrow, 8000).totalDb > 100);
});

test('rejection never falls as a falling mask moves away and does not depend on its side', () => {
  const emission = makeMask([0, 8000, 16_000, 40_000], [0, -3, -40, -70]);
  const selectivity = makeMask([0, 6000, 12_000, 50_000], [0, -3, -60, -90]);
  let before = 0;
  for (let offset = 0; offset <= 60_000; offset += 2500) {
    const { totalDb } = frequencyDependentRejection(emission, selectivity, offset);
    assert.ok(totalDb >= before - 1e-9);
    near(frequencyDependentRejection(emission, selectivity, -offset).totalDb, totalDb, 1e-9);
    before = totalDb;
  }
  assert.throws(() => makeMask([0, 5, 5], [0, 0, 0]), RangeError);
  near(maskLevel(emission, -12_000), -21.5, 1e-9);
  assert.deepEqual(maskExcess(makeMask([0, 10], [0, -10]), makeMask([0, 10], [0, -20])), [{ offsetHz: 10, excessDb: 10 }]);
});

const carrier = (id: string, frequencyHz: number): Carrier => ({ id, frequencyHz, bandwidthHz: 0, powerDbm: 40 });

test('2A − B and A + B − C are found with their powers', () => {
  const carriers = [carrier('a', 150_100_000), carrier('b', 150_200_000), carrier('c', 150_325_000)];
  const victims = [
    { id: 'r', frequencyHz: 150_000_000, bandwidthHz: 1000 },
    { id: 's', frequencyHz: 149_975_000, bandwidthHz: 1000 },
  ];
  const products = findProducts(carriers, victims, { orders: [2, 3], interceptDbm: 60 });
  assert.deepEqual(
    products.map(({ victim, frequencyHz, powerDbm }) => [victim, frequencyHz, powerDbm]),
    [
      ['r', 150_000_000, 0],
      ['s', 149_975_000, 6],
    ],
  );
});

test('the search finds exactly what trying every combination finds', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1000, max: 1200 }), { minLength: 2, maxLength: 7 }),
      fc.integer({ min: 900, max: 1300 }),
      (list, f) => {
        const carriers = list.map((hz, i) => ({ ...carrier(`c${i}`, hz), bandwidthHz: 2 }));
        const found = findProducts(carriers, [{ id: 'r', frequencyHz: f, bandwidthHz: 4 }], { orders: [3] }).length;
        let expected = 0;
        const reach = (4 + 3 * 2) / 2;
        for (let a = 0; a < list.length; a++)
          for (let b = 0; b < list.length; b++) {
            if (a === b) continue;
            if (Math.abs(2 * (list[a] as number) - (list[b] as number) - f) <= reach) expected++;
            for (let c = 0; c < list.length; c++)
              if (b > a && c !== a && c !== b && Math.abs((list[a] as number) + (list[b] as number) - (list[c] as number) - f) <= reach)
                expected++;
          }
        assert.equal(found, expected);
      },
    ),
  );
});

test('chosen channels are free of third-order products', () => {
  const channels = freeOfThirdOrder(6, 100);
  assert.equal(channels.length, 6);
  const carriers = channels.map((c) => carrier(String(c), 150_000_000 + c * 12_500));
  const victims = carriers.map(({ id, frequencyHz }) => ({ id, frequencyHz, bandwidthHz: 0 }));
  assert.deepEqual(findProducts(carriers, victims, { orders: [3] }), []);
});

test('the geostationary orbit is where the constants put it', () => {
  near(slantRange({ latDeg: 0, lonDeg: 10 }, 10), 42_164 - 6_378, 1e-6);
  near(lookAngles({ latDeg: 0, lonDeg: 10 }, 10).elevationDeg, 90, 1e-6);
  // Beijing toward 110.5° E: 43.6° in the tables of a satellite operator, azimuth 189°
  const beijing = { latDeg: 39.9, lonDeg: 116.4 };
  near(lookAngles(beijing, 110.5).elevationDeg, 43, 1);
  near(lookAngles(beijing, 110.5).azimuthDeg, 189.1, 0.3);
  assert.ok(topocentricSeparation(beijing, 100, 103) > 3);
  assert.ok(topocentricSeparation(beijing, 100, 103) < 3.5);
  const { azimuthDeg, elevationDeg } = lookAngles(beijing, 105.3);
  near(separationFromOrbit(beijing, azimuthDeg, elevationDeg), 0, 1e-3);
  assert.equal(checkOrbitAvoidance(beijing, azimuthDeg, elevationDeg, 7, 50).kept, false);
  assert.equal(checkOrbitAvoidance(beijing, 0, 0, 7, 50).kept, true);
  assert.equal(checkOrbitAvoidance(beijing, azimuthDeg, elevationDeg, 7, 30).kept, true);
});

test('SGP4 puts a satellite at the height of its orbit', () => {
  // elements of the ISS in the documentation of the model's reference implementation (2008-09-20)
  const elements = [
    '1 25544U 98067A   08264.51782528 -.00002182  00000-0 -11606-4 0  2927',
    '2 25544  51.6416 247.4627 0006703 130.5360 325.0288 15.72125391563537',
  ] as const;
  const { heightKm, latDeg, look } = satelliteAt(elements, Temporal.Instant.from('2008-09-20T12:25:40Z'), {
    latDeg: 0,
    lonDeg: 0,
    heightM: 0,
  });
  assert.ok(heightKm > 330 && heightKm < 370, String(heightKm));
  assert.ok(Math.abs(latDeg) <= 51.7);
  assert.ok(look !== undefined && look.rangeKm > heightKm - 1);
});

test('exposure distance follows the square root of power', () => {
  // ICNIRP 2020, public: f/200 W/m² at 900 MHz = 4.5
  near(exposureDistance(1000, 900, 'public'), Math.sqrt(1000 / (4 * Math.PI * 4.5)), 1e-9);
  near(exposureDistance(4000, 900, 'public') / exposureDistance(1000, 900, 'public'), 2, 1e-12);
  assert.ok(exposureDistance(1000, 900, 'occupational') < exposureDistance(1000, 900, 'public'));
  assert.throws(() => exposureDistance(1, 1, 'public'), RangeError);
});

test('a contour stands where the required loss is met, behind every later gap', () => {
  const centre = { latDeg: 30, lonDeg: 110 };
  const options = { stepDeg: 30, shortestKm: 10, longestKm: 500, coarseKm: 5 };
  const freeSpace = (_: number, d: number): number => 100 + 20 * Math.log10(d);
  for (const { distanceKm, capped } of coordinationContour(centre, () => 140, freeSpace, options)) {
    near(distanceKm, 100, 0.011);
    assert.equal(capped, false);
  }
  const withGap = (azimuth: number, d: number): number => (d > 200 && d < 230 ? 100 : freeSpace(azimuth, d));
  for (const { distanceKm } of coordinationContour(centre, () => 140, withGap, options)) near(distanceKm, 230, 0.011);
  assert.ok(coordinationContour(centre, () => 300, freeSpace, options).every(({ capped }) => capped));
  assert.ok(coordinationContour(centre, () => 0, freeSpace, options).every(({ distanceKm }) => distanceKm === 10));
});

const networks = {
  wanted: {
    sat_lon_deg: 110,
    f_up_MHz: 6000,
    f_down_MHz: 4000,
    Ts_K: 500,
    Te_K: 100,
    gamma_dB: -15,
    T_K: 120,
    Gsat_up_dBi: 25,
    earth: { lat_deg: 30, lon_deg: 105, Gmax_dBi: 50 },
  },
  interfering: {
    sat_lon_deg: 113,
    P_up_dBWHz: -45,
    P_down_dBWHz: -60,
    Gsat_down_dBi: 27,
    earth: { lat_deg: 35, lon_deg: 115, Gmax_dBi: 52 },
  },
};
type Increase = {
  outputs?: { percent: number; up: number; down: number; coordinate: boolean };
  error?: { field?: string };
  intermediates?: Record<string, number>;
};
const increase = async (inputs: object): Promise<Increase> =>
  (await answer({ model: 'dt_over_t', inputs, options: { intermediates: true } }, () => '')) as Increase;

test('ΔT/T is the sum of its legs and triggers coordination above 6 %', async () => {
  const { outputs, intermediates } = await increase(networks);
  // by hand: side lobe 32 − 25 log θt at the earth stations, free-space loss, Boltzmann's constant
  const k = 10 * Math.log10(1.38e-23);
  const up =
    -45 +
    (32 - 25 * Math.log10(intermediates?.theta_t_up_deg as number)) +
    25 -
    (32.45 + 20 * Math.log10(6000) + 20 * Math.log10(slantRange({ latDeg: 35, lonDeg: 115 }, 110))) -
    k;
  const down =
    -60 +
    27 +
    (32 - 25 * Math.log10(intermediates?.theta_t_down_deg as number)) -
    (32.45 + 20 * Math.log10(4000) + 20 * Math.log10(slantRange({ latDeg: 30, lonDeg: 105 }, 113))) -
    k;
  near(outputs?.up as number, (100 * 10 ** (up / 10)) / 500, 1e-6);
  near(outputs?.down as number, (100 * 10 ** (down / 10)) / 100, 1e-6);
  near(outputs?.percent as number, (100 * (10 ** (up / 10 - 1.5) + 10 ** (down / 10))) / 120, 1e-6);
  assert.equal(outputs?.coordinate, (outputs?.percent as number) > 6);
});

test('a network farther away on the orbit adds less, and hidden satellites are refused', async () => {
  const at = async (sat_lon_deg: number): Promise<number> =>
    (await increase({ ...networks, interfering: { ...networks.interfering, sat_lon_deg } })).outputs?.percent as number;
  assert.ok((await at(113)) > (await at(118)));
  const swapped = { ...networks, wanted: { ...networks.wanted, earth: { lat_deg: 30, lon_deg: -105, Gmax_dBi: 50 } } };
  assert.equal((await increase(swapped)).error?.field, 'wanted.earth.lon_deg');
});
