import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answer } from '../batch.ts';
import { destination, geodesic } from '../terrain/geodesy.ts';
import { leastCostAssignment } from './assignment-of-pairs.ts';
import { bandwidthAtLevel, occupiedBandwidth } from './bandwidth.ts';
import { type Arrival, type Bearing, fixFromArrivals, fixFromBearings, NoFixError } from './location.ts';
import { type LicensedEmission, type MeasuredEmission, matchEmissions } from './matching.ts';
import { busiest, mergeBins, noiseLevel, occupiedShare, samplesNeeded, wilson } from './occupancy.ts';

const near = (got: number, wanted: number, tolerance: number): void =>
  assert.ok(Math.abs(got - wanted) <= tolerance, `${got}, wanted ${wanted}`);

test('ten per cent occupancy needs about 3460 independent samples for ten per cent error at 95 %', () => {
  // ITU-R SM.1880, annex: 3 461
  near(samplesNeeded(0.1, 0.1), 3460, 5);
});

test('occupancy counts samples above the level, with Wilson limits', () => {
  const levels = Float64Array.from({ length: 1000 }, (_, i) => (i % 10 === 0 ? -60 : -100));
  const { share, low, high, independent } = occupiedShare(levels, -80);
  assert.equal(share, 0.1);
  assert.equal(independent, 1000);
  // Wilson score interval of 100 in 1000 at 95 %: 0.0829 to 0.1201
  near(low, 0.0829, 1e-4);
  near(high, 0.1201, 1e-4);
  near(noiseLevel(levels), -100, 1e-9);
});

test('long transmissions leave fewer independent samples and wider limits', () => {
  const scattered = Float64Array.from({ length: 1200 }, (_, i) => (i % 4 === 0 ? 0 : -100));
  const long = Float64Array.from({ length: 1200 }, (_, i) => (i % 400 < 100 ? 0 : -100));
  const a = occupiedShare(scattered, -50);
  const b = occupiedShare(long, -50);
  assert.equal(a.share, b.share);
  assert.ok(b.independent < a.independent / 10);
  assert.ok(b.high - b.low > a.high - a.low);
});

test('confidence limits hold the share and narrow with the count', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 5000 }), (share, n) => {
      const { low, high } = wilson(share, n);
      assert.ok(low <= share + 1e-12 && share <= high + 1e-12 && low >= 0 && high <= 1);
      const more = wilson(share, n * 4);
      assert.ok(more.high - more.low <= high - low + 1e-12);
    }),
  );
});

test('the busy hour is the best run, and neighbouring bins are one emission', () => {
  assert.deepEqual(busiest([0, 0, 1, 1, 0, 1], 0.5, 3), { start: 1, share: 2 / 3 });
  assert.equal(busiest([1], 0.5, 3), undefined);
  assert.deepEqual(mergeBins([0, 9, 8, 0, 9, 0, 0, 0, 7], 5), [
    { firstBin: 1, lastBin: 4, peak: 9 },
    { firstBin: 8, lastBin: 8, peak: 7 },
  ]);
});

test('a flat spectrum of 100 bins has 99 % of its power in 99 bins and falls 6 dB at its edges', () => {
  const flat = Array.from({ length: 300 }, (_, i) => (i >= 100 && i < 200 ? -40 : -160));
  const { bandwidthHz, centreHz } = occupiedBandwidth(flat, 1e6, 1000);
  near(bandwidthHz, 99_000, 1);
  near(centreHz, 1e6 + 150_000, 1e-3);
  near(bandwidthAtLevel(flat, 1e6, 1000, 6).bandwidthHz, 99_100, 200);
});

const emitter = { latDeg: 31.2, lonDeg: 121.5 };
const stationsAround = (bearings: readonly number[], distances: readonly number[]) =>
  bearings.map((b, i) => destination(emitter, b, distances[i] as number));

test('exact bearings give the emitter to a metre and its ellipse grows with the errors', () => {
  const sites = stationsAround([10, 130, 250], [30_000, 20_000, 45_000]);
  const bearings = (sigmaDeg: number): readonly Bearing[] =>
    sites.map((site) => ({ ...site, bearingDeg: geodesic(site, emitter).bearingDeg, sigmaDeg }));
  const fix = fixFromBearings(bearings(1));
  assert.ok(geodesic(fix, emitter).distance < 1);
  assert.deepEqual(fix.rejected, []);
  near(fixFromBearings(bearings(2)).ellipse.semiMajorM / fix.ellipse.semiMajorM, 2, 1e-3);
});

test('two perpendicular bearings of equal distance have a circular ellipse of the known size', () => {
  const sites = stationsAround([0, 90], [20_000, 20_000]);
  const { ellipse } = fixFromBearings(sites.map((site) => ({ ...site, bearingDeg: geodesic(site, emitter).bearingDeg, sigmaDeg: 1 })));
  // cross-range error d·σ on each axis, times the root of χ² = 5.991
  const expected = 20_000 * (Math.PI / 180) * Math.sqrt(5.991);
  near(ellipse.semiMajorM, expected, expected * 0.01);
  near(ellipse.semiMinorM, expected, expected * 0.01);
});

test('a wild bearing among good ones is rejected', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 25, max: 335 }), (wild, error) => {
      const sites = stationsAround([5, 77, 149, 221, 293], [30_000, 22_000, 41_000, 27_000, 35_000]);
      const bearings = sites.map((site, i) => ({
        ...site,
        bearingDeg: geodesic(site, emitter).bearingDeg + (i === wild ? error : 0),
        sigmaDeg: 1.5,
      }));
      const fix = fixFromBearings(bearings);
      assert.deepEqual(fix.rejected, [wild]);
      assert.ok(geodesic(fix, emitter).distance < 50);
    }),
    { numRuns: 40 },
  );
});

test('parallel bearings and bearings that part give no fix', () => {
  const [a, b] = stationsAround([0, 90], [20_000, 20_000]) as [typeof emitter, typeof emitter];
  assert.throws(
    () =>
      fixFromBearings([
        { ...a, bearingDeg: 45, sigmaDeg: 1 },
        { ...b, bearingDeg: 45.1, sigmaDeg: 1 },
      ]),
    NoFixError,
  );
  assert.throws(
    () =>
      fixFromBearings([
        { ...a, bearingDeg: 0, sigmaDeg: 1 },
        { ...b, bearingDeg: 90, sigmaDeg: 1 },
      ]),
    NoFixError,
  );
});

const arrivalsAt = (sites: readonly (typeof emitter)[], offset = 0): Arrival[] =>
  sites.map((site) => ({ ...site, delayS: offset + geodesic(site, emitter).distance / 299_792_458, sigmaS: 5e-8 }));

test('exact arrival times give the emitter to a metre whatever the clock', () => {
  const sites = stationsAround([10, 100, 190, 280], [12_000, 15_000, 9_000, 20_000]);
  for (const offset of [0, 0.25]) {
    const fix = fixFromArrivals(arrivalsAt(sites, offset));
    assert.ok(geodesic(fix, emitter).distance < 1, String(geodesic(fix, emitter).distance));
  }
  const echo = arrivalsAt([...sites, destination(emitter, 330, 16_000)]);
  echo[2] = { ...(echo[2] as Arrival), delayS: (echo[2] as Arrival).delayS + 2e-5 };
  const fix = fixFromArrivals(echo);
  assert.deepEqual(fix.rejected, [2]);
  assert.ok(geodesic(fix, emitter).distance < 5);
});

test('pairs of least cost are those that trying every pairing finds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
      (costs) => {
        const ALONE = 12;
        const best = (row: number, used: ReadonlySet<number>): number =>
          row === costs.length
            ? 0
            : Math.min(
                ALONE + best(row + 1, used),
                ...(costs[row] as readonly number[]).map((cost, column) =>
                  used.has(column) ? Number.POSITIVE_INFINITY : cost + best(row + 1, new Set([...used, column])),
                ),
              );
        const pairs = leastCostAssignment(costs.length, 4, (row, column) => costs[row]?.[column] as number, ALONE);
        const total = pairs.reduce((sum, [row, column]) => sum + (costs[row]?.[column] as number), ALONE * (costs.length - pairs.length));
        assert.equal(total, best(0, new Set()));
        assert.equal(new Set(pairs.map(([, column]) => column)).size, pairs.length);
      },
    ),
  );
});

test('emissions are matched as a whole; what is left is unlicensed or unheard', () => {
  const licensed: readonly LicensedEmission[] = [
    { id: 'A', frequencyHz: 98_000_000, bandwidthHz: 200_000, predictedLevel: 60 },
    { id: 'B', frequencyHz: 98_001_000, bandwidthHz: 200_000, predictedLevel: 40 },
    { id: 'C', frequencyHz: 99_500_000, bandwidthHz: 200_000, predictedLevel: 55, hours: [21_600, 79_200] },
    { id: 'D', frequencyHz: 101_000_000, bandwidthHz: 200_000, predictedLevel: 50 },
    { id: 'E', frequencyHz: 102_000_000, bandwidthHz: 200_000, predictedLevel: 5 },
  ];
  const measured: readonly MeasuredEmission[] = [
    { id: '1', frequencyHz: 98_000_500, bandwidthHz: 200_000, level: 41 },
    { id: '2', frequencyHz: 98_000_500, bandwidthHz: 200_000, level: 59 },
    { id: '3', frequencyHz: 99_500_100, bandwidthHz: 200_000, level: 54, second: 3600 },
    { id: '4', frequencyHz: 104_300_000, bandwidthHz: 150_000, level: 48 },
  ];
  const { matched, unlicensed, unheard } = matchEmissions(measured, licensed, {
    frequencyHz: 2000,
    levelDb: 9,
    bandwidth: 0.5,
    audible: 20,
  });
  assert.deepEqual(
    matched.map(({ measured: m, licensed: l, deviations }) => [m, l, ...deviations]),
    [
      ['1', 'B'],
      ['2', 'A'],
      ['3', 'C', 'hours'],
    ],
  );
  assert.deepEqual(unlicensed, ['4']);
  assert.deepEqual(unheard, ['D']);
});

test('the doors refuse what cannot be located or counted', async () => {
  const field = async (model: string, inputs: object): Promise<string | undefined> =>
    ((await answer({ model, inputs }, () => '')) as { error?: { field?: string } }).error?.field;
  const site = { lat_deg: 31, lon_deg: 121 };
  assert.equal(await field('df_fix', { bearings: [{ ...site, bearing_deg: 10 }] }), 'bearings');
  assert.equal(
    await field('df_fix', {
      bearings: [
        { ...site, bearing_deg: 10 },
        { lat_deg: 121, lon_deg: 31, bearing_deg: 20 },
      ],
    }),
    'bearings[1].lat_deg',
  );
  assert.equal(
    await field('df_fix', {
      bearings: [
        { ...site, bearing_deg: 10 },
        { lat_deg: 31, lon_deg: -21, bearing_deg: 20 },
      ],
    }),
    'bearings[1]',
  );
  assert.equal(
    await field('tdoa', {
      delays: [
        { ...site, delay_s: 0 },
        { ...site, delay_s: 0 },
      ],
    }),
    'delays',
  );
  assert.equal(await field('occupancy', { samples: [] }), 'samples');
  assert.equal(await field('occupancy', { samples: [[1, 2], [1]] }), 'samples[1]');
  assert.equal(await field('occupancy', { samples: [1, null] }), 'samples[1]');
  const { outputs } = (await answer(
    {
      model: 'occupancy',
      inputs: {
        samples: [
          [-50, -100],
          [-50, -100],
        ],
        thresholds: -80,
      },
    },
    () => '',
  )) as { outputs: Record<string, unknown> };
  assert.deepEqual([outputs.FCO_pct, outputs.FBO_pct], [[100, 0], 50]);
});
