import { type ItmSettings, newItmResult, prepareItm, variabilitySettings } from '../engines/spectrum/propagation/itm.ts';
import { type CoverageRequest, radialCount, rasterise, samplesPerRadial, sweepRadials } from '../engines/spectrum/terrain/coverage.ts';
import { gridSource, type HeightGrid } from '../engines/spectrum/terrain/height-grid.ts';
import { sweepCoverage } from '../engines/spectrum/terrain/sweep.ts';
import { compare } from './compare.ts';

/**
 * ITM over profiles of 79, 285 and 1001 points on one thread, and the coverage of a transmitter over 30 km of 3″ terrain:
 * `node bench/spectrum-terrain.ts`. The C++ reference does 66 000 to 77 000 paths a second at 256 to 287 points on a core of the same class;
 * SPLAT! 1.4.2 documents 3.7 s for such a coverage on two threads.
 */
const settings: ItmSettings = {
  fMHz: 450,
  vertical: true,
  epsilon: 15,
  sigmaSm: 0.005,
  refractivity: 301,
  refractivityAtSurface: false,
  variability: variabilitySettings(5, 12, { time: 50, location: 50, situation: 50 }),
};
const PROFILES = 64;

/** Rolling hills from a fixed generator; heights in metres. */
const hills = (x: number, y: number): number =>
  400 + 220 * Math.sin(x * 95 + 0.3) * Math.cos(y * 80) + 70 * Math.sin(x * 430 + y * 390) + 15 * Math.sin(x * 2900) * Math.sin(y * 2500);

const itm = prepareItm(settings);
const result = newItmResult();
const ways: Record<string, () => unknown> = {};
for (const points of [79, 285, 1001]) {
  const profiles = Array.from({ length: PROFILES }, (_, p) =>
    Float64Array.from({ length: points }, (_, i) => hills(30 + i * 8e-4, 110 + p * 0.013)),
  );
  let next = 0;
  ways[`ITM, ${points} points`] = () => {
    const z = profiles[next++ % PROFILES] as Float64Array;
    itm.pointToPoint(z, points - 1, 100, 30, 3, result);
    return result.lossDb;
  };
}
compare('one path', ways);

const cells = 1200;
const heights = new Int16Array(cells * cells);
for (let row = 0; row < cells; row++)
  for (let column = 0; column < cells; column++) heights[row * cells + column] = hills(30.5 - row / 1200, 109.5 + column / 1200);
const grid: HeightGrid = {
  northDeg: 30.5,
  westDeg: 109.5,
  latStepDeg: 1 / 1200,
  lonStepDeg: 1 / 1200,
  rows: cells,
  columns: cells,
  heights,
  noData: -32768,
};
const request = (irregularityStride: number): CoverageRequest => ({
  centre: { latDeg: 30, lonDeg: 110 },
  radiusM: 30_000,
  stepM: 92.6,
  heightT: 30,
  heightR: 2,
  itm: settings,
  missing: { kind: 'refuse' },
  irregularityStride,
});
const radials = radialCount(request(8));
const samples = samplesPerRadial(request(8));
console.log(`coverage of 30 km at 3″: ${radials} radials of ${samples} samples`);
for (const stride of [8, 1])
  for (const threads of [1, 2]) {
    const times: string[] = [];
    for (let round = 0; round < 3; round++) {
      const started = performance.now();
      const before = process.cpuUsage();
      const swept = await sweepCoverage(request(stride), [grid], { threads });
      rasterise(request(stride), swept);
      const { user, system } = process.cpuUsage(before);
      times.push(`${((performance.now() - started) / 1000).toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} s of processor)`);
    }
    console.log(
      `  Δh at every ${stride === 1 ? 'sample' : `${stride}th sample`}, ${threads} thread${threads > 1 ? 's' : ''}: ${times.join(', ')}`,
    );
  }
const losses = new Float32Array(radials * samples).fill(Number.NaN);
const before = process.cpuUsage();
sweepRadials(request(8), gridSource(grid), 0, radials, losses, () => true);
const { user, system } = process.cpuUsage(before);
const evaluated = losses.reduce((count, loss) => count + (Number.isNaN(loss) ? 0 : 1), 0);
console.log(`  in the caller's thread: ${evaluated} paths in ${((user + system) / 1e6).toFixed(2)} s of processor`);
