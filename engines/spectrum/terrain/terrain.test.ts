import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { writeArrayBuffer } from 'geotiff';
import { RandomStream } from '../assignment/random.ts';
import { type ItmSettings, newItmResult, prepareItm, variabilitySettings } from '../propagation/itm.ts';
import { type CoverageRequest, firstSample, radialCount, rasterise, samplesPerRadial, sweepRadials } from './coverage.ts';
import { geodesic } from './geodesy.ts';
import { readTerrainTile, TerrainTileError } from './geotiff-tiles.ts';
import { gridSource, type HeightGrid, layeredSource, MissingTerrainError, profileAlong } from './height-grid.ts';
import { levelAreas } from './level-contours.ts';
import { RadialItm } from './radial-itm.ts';
import { sweepCoverage } from './sweep.ts';

const hills = (lat: number, lon: number): number =>
  300 + 180 * Math.sin(lat * 90) * Math.cos(lon * 70) + 60 * Math.sin(lat * 410 + lon * 370);
const grid = (rows = 400, columns = 400): HeightGrid => {
  const step = 1 / 1200;
  const heights = new Int16Array(rows * columns);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) heights[r * columns + c] = Math.round(hills(30 - r * step, 110 + c * step));
  return { northDeg: 30, westDeg: 110, latStepDeg: step, lonStepDeg: step, rows, columns, heights, noData: -32768 };
};
const settings: ItmSettings = {
  fMHz: 450,
  vertical: true,
  epsilon: 15,
  sigmaSm: 0.005,
  refractivity: 301,
  refractivityAtSurface: false,
  variability: variabilitySettings(5, 3, { time: 50, location: 50, situation: 50 }),
};
const request: CoverageRequest = {
  centre: { latDeg: 29.83, lonDeg: 110.17 },
  radiusM: 12_000,
  stepM: 90,
  heightT: 30,
  heightR: 2,
  itm: settings,
  missing: { kind: 'refuse' },
  irregularityStride: 8,
};

test('heights run straight between cells, and what is not known is not zero', () => {
  const heights = Float32Array.from([0, 10, 20, 30, 40, 50, -9999, 70, 80]);
  const source = gridSource({ northDeg: 10, westDeg: 20, latStepDeg: 1, lonStepDeg: 1, rows: 3, columns: 3, heights, noData: -9999 });
  assert.equal(source.heightAt(10, 20), 0);
  assert.equal(source.heightAt(9.5, 20.5), 20);
  assert.ok(Number.isNaN(source.heightAt(8.5, 20.5)));
  assert.ok(Number.isNaN(source.heightAt(50, 20)));
  const flat = { heightAt: () => 7 };
  assert.equal(layeredSource([source, flat]).heightAt(50, 20), 7);
});

test('a profile refuses missing terrain with its place, or fills it as told and counts it', () => {
  const source = gridSource(grid());
  const out = new Float64Array(200);
  assert.throws(
    () => profileAlong(source, { latDeg: 29.99, lonDeg: 110.1 }, 0, 90, { kind: 'refuse' }, out),
    (error) => error instanceof MissingTerrainError && error.point.latDeg > 30,
  );
  const filled = profileAlong(source, { latDeg: 29.99, lonDeg: 110.1 }, 0, 90, { kind: 'height', metres: -1 }, out);
  assert.ok(filled > 150);
  assert.equal(out[199], -1);
});

test('points of a profile lie at their distance on their bearing', () => {
  const seen: { latDeg: number; lonDeg: number }[] = [];
  const spy = { heightAt: (latDeg: number, lonDeg: number) => seen.push({ latDeg, lonDeg }) };
  profileAlong(spy, { latDeg: 30, lonDeg: 110 }, 60, 1000, { kind: 'refuse' }, new Float64Array(101));
  const { distance, bearingDeg } = geodesic({ latDeg: 30, lonDeg: 110 }, seen[100] as (typeof seen)[number]);
  assert.ok(Math.abs(distance - 100_000) < 50, String(distance));
  assert.ok(Math.abs(bearingDeg - 60) < 0.1);
});

test('on a radial with exact irregularity every loss is that of its own path', () => {
  // refractivity at the surface gives every path the same effective Earth as the whole radial
  const itm = prepareItm({ ...settings, refractivityAtSurface: true });
  const radial = new RadialItm(itm, 200, 1);
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 8, max: 160 }),
      fc.double({ min: 60, max: 400, noNaN: true }),
      fc.integer({ min: 0, max: 400 }),
      (seed, count, step, relief) => {
        const random = new RandomStream(seed);
        const z = Float64Array.from({ length: count }, (_, i) => 300 + relief * (Math.sin(i / 7 + seed) + random.unit()));
        const out = new Float32Array(count);
        radial.run(z, step, 25, 3, 2, newItmResult(), out);
        const single = newItmResult();
        let rounded = 0;
        for (let k = 2; k < count; k++) {
          itm.pointToPoint(z.subarray(0, k + 1), k, step, 25, 3, single);
          const difference = Math.abs((out[k] as number) - single.lossDb);
          // nine tenths of a horizon may round to the sample before or after it
          if (difference > 0.001) rounded++;
          assert.ok(difference < 3, `sample ${k}: ${out[k]} and ${single.lossDb}`);
        }
        assert.ok(rounded <= Math.max(2, 0.15 * count), `${rounded} of ${count} differ`);
      },
    ),
    { numRuns: 60, seed: 7 },
  );
});

test('taking the irregularity every eighth sample changes losses by tenths of a decibel', () => {
  const z = new Float64Array(330);
  const differences: number[] = [];
  for (let bearing = 0; bearing < 360; bearing += 15) {
    profileAlong({ heightAt: hills }, request.centre, bearing, 90, request.missing, z);
    const [exact, fast] = [new Float32Array(330), new Float32Array(330)];
    new RadialItm(prepareItm(settings), 330, 1).run(z, 90, 30, 2, 2, newItmResult(), exact);
    new RadialItm(prepareItm(settings), 330, 8).run(z, 90, 30, 2, 2, newItmResult(), fast);
    for (let k = 12; k < 330; k++) differences.push(Math.abs((exact[k] as number) - (fast[k] as number)));
  }
  const sorted = differences.toSorted((a, b) => a - b);
  assert.ok((sorted[Math.trunc(sorted.length / 2)] as number) < 0.2, `median ${sorted[Math.trunc(sorted.length / 2)]}`);
  assert.ok((sorted[Math.trunc(sorted.length * 0.95)] as number) < 1.5, `95 % ${sorted[Math.trunc(sorted.length * 0.95)]}`);
});

test('every cell within the radius gets a loss close to that of its own path', () => {
  const radials = radialCount(request);
  const samples = samplesPerRadial(request);
  const losses = new Float32Array(radials * samples).fill(Number.NaN);
  sweepRadials({ ...request, irregularityStride: 1 }, { heightAt: hills }, 0, radials, losses, () => true);
  const raster = rasterise(request, { radials, samples, losses });
  const half = samples - 1;
  let known = 0;
  for (const loss of raster.losses) if (!Number.isNaN(loss)) known++;
  assert.ok(known > 0.995 * Math.PI * half * half, `${known} cells`);
  const z = new Float64Array(101);
  profileAlong({ heightAt: hills }, request.centre, 90, 90, request.missing, z);
  const single = newItmResult();
  prepareItm(settings).pointToPoint(z, 100, 90, 30, 2, single);
  assert.ok(Math.abs((raster.losses[half * raster.size + half + 100] as number) - single.lossDb) < 0.05);
});

test('near the transmitter sparser radials stand in, never farther apart than a cell is across', () => {
  const radials = radialCount(request);
  const samples = samplesPerRadial(request);
  for (const k of [3, 10, 30, 60, samples - 1]) {
    let widest = 0;
    let previous = 0;
    for (let radial = 1; radial <= radials; radial++)
      if (radial === radials || firstSample(radial, radials, samples) <= k) {
        widest = Math.max(widest, radial - previous);
        previous = radial;
      }
    assert.ok((widest * 2 * Math.PI * k) / radials <= 1.5, `sample ${k}: ${widest}`);
  }
});

test('worker threads give the losses of one thread, tell their progress, and stop when told', async () => {
  const radials = radialCount(request);
  const samples = samplesPerRadial(request);
  const alone = new Float32Array(radials * samples).fill(Number.NaN);
  sweepRadials(request, gridSource(grid()), 0, radials, alone, () => true);
  const shares: number[] = [];
  const swept = await sweepCoverage(request, [grid()], { threads: 2, onProgress: (share) => shares.push(share) });
  assert.deepEqual(
    swept.losses,
    new Float32Array(new SharedArrayBuffer(alone.byteLength)).map((_, i) => alone[i] as number),
  );
  assert.equal(shares.at(-1), 1);
  const controller = new AbortController();
  const stopped = sweepCoverage(request, [grid()], { threads: 1, signal: controller.signal });
  controller.abort(new Error('not wanted'));
  await assert.rejects(stopped, /not wanted/);
  await assert.rejects(
    sweepCoverage({ ...request, centre: { latDeg: 29.99, lonDeg: 110.1 } }, [grid()], { threads: 1 }),
    /no terrain height/,
  );
});

test('areas above a level hold the cells above it and not the unknown', () => {
  const size = 41;
  const values = new Float32Array(size * size).map((_, at) => {
    const r = Math.hypot((at % size) - 20, Math.trunc(at / size) - 20);
    return r > 18 ? Number.NaN : -50 - r;
  });
  const raster = { size, cellM: 1000, losses: values, centre: { latDeg: 30, lonDeg: 110 } };
  const [inner, outer] = levelAreas(raster, values, [-60, -100]);
  const reach = (area: typeof inner): number =>
    Math.max(...(area?.geometry.coordinates.flat(2) ?? []).map(([lonDeg, latDeg]) => geodesic(raster.centre, { latDeg, lonDeg }).distance));
  assert.ok(Math.abs(reach(inner?.properties.level === -60 ? inner : outer) - 10_000) < 600);
  assert.ok(reach(inner?.properties.level === -60 ? outer : inner) < 19_500);
});

test('a GeoTIFF tile is read with its place and its no-data mark, and others are refused', async () => {
  const values = Array.from({ length: 30 }, (_, i) => (i === 7 ? -32768 : i * 10));
  const metadata = () => ({
    height: 5,
    width: 6,
    ModelPixelScale: [0.5, 0.5, 0],
    ModelTiepoint: [0, 0, 0, 100, 40, 0],
    GDAL_NODATA: '-32768',
    GeographicTypeGeoKey: 4326,
    GTModelTypeGeoKey: 2,
    SampleFormat: [3],
    BitsPerSample: [32],
  });
  const tile = await readTerrainTile((await writeArrayBuffer(Float32Array.from(values), metadata())) as ArrayBuffer);
  assert.equal(tile.noData, -32768);
  assert.deepEqual([tile.rows, tile.columns, tile.northDeg, tile.westDeg], [5, 6, 39.75, 100.25]);
  assert.equal(gridSource(tile).heightAt(39.75, 100.75), 10);
  assert.ok(Number.isNaN(gridSource(tile).heightAt(39.4, 100.8)));
  await assert.rejects(readTerrainTile(new ArrayBuffer(64)), TerrainTileError);
  await assert.rejects(
    async () =>
      readTerrainTile(
        (await writeArrayBuffer(
          Float32Array.from(values, (v) => v * 1000),
          metadata(),
        )) as ArrayBuffer,
      ),
    TerrainTileError,
  );
});
