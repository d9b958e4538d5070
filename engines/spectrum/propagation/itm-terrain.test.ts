import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findHorizons, fittedHeight, newPathGeometry, terrainIrregularity } from './itm-terrain.ts';

const heights = fc
  .array(fc.double({ min: -50, max: 3000, noNaN: true }), { minLength: 3, maxLength: 300 })
  .map((values) => Float64Array.from(values));
const steps = fc.double({ min: 10, max: 2000, noNaN: true });
const RADIUS = 8.5e6;

test('the horizon is the highest angle over the effective Earth, the other end included', () => {
  fc.assert(
    fc.property(heights, steps, (z, step) => {
      const path = newPathGeometry();
      path.heightT = 12;
      path.heightR = 3;
      const last = z.length - 1;
      findHorizons(z, last, step, RADIUS, path);
      const angle = (x: number, height: number): number => (height - ((z[0] as number) + 12)) / x - x / (2 * RADIUS);
      let expected = angle(last * step, (z[last] as number) + 3);
      for (let i = 1; i < last; i++) expected = Math.max(expected, angle(i * step, z[i] as number));
      assert.ok(Math.abs(path.horizonAngleT - expected) <= 1e-9 * Math.max(1, Math.abs(expected)));
    }),
  );
});

test('seen from the other end the horizons change places', () => {
  fc.assert(
    fc.property(heights, steps, (z, step) => {
      const there = newPathGeometry();
      there.heightT = 12;
      there.heightR = 3;
      findHorizons(z, z.length - 1, step, RADIUS, there);
      const back = newPathGeometry();
      back.heightT = 3;
      back.heightR = 12;
      findHorizons(z.slice().reverse(), z.length - 1, step, RADIUS, back);
      assert.ok(Math.abs(there.horizonAngleT - back.horizonAngleR) < 1e-9);
      assert.equal(there.lineOfSight, back.lineOfSight);
    }),
  );
});

test('a slope under the terrain does not change its irregularity', () => {
  fc.assert(
    fc.property(heights, fc.double({ min: -5, max: 5, noNaN: true }), (z, slope) => {
      const tilted = z.map((height, i) => height + 100 + slope * i);
      const span = z.length - 1;
      const plain = terrainIrregularity(z, span, 100, 0, span);
      assert.ok(Math.abs(terrainIrregularity(tilted, span, 100, 0, span) - plain) <= 1e-6 * Math.max(1, plain));
    }),
  );
});

test('a straight profile has no irregularity and its line passes through it', () => {
  const z = Float64Array.from({ length: 101 }, (_, i) => 200 + 1.5 * i);
  assert.ok(terrainIrregularity(z, 100, 90, 0, 100) < 1e-9);
  // the reference's slope has L² + 2 where an exact fit has L² − 1 for half-weighted ends: 0.03 % of the rise here
  assert.ok(Math.abs(fittedHeight(z, 100, 0, 100, 0) - 200) < 0.05);
  assert.ok(Math.abs(fittedHeight(z, 100, 0, 100, 100) - 350) < 0.05);
});

test('a square wave of 100 m has the interdecile range 100 m, extended to infinite length', () => {
  const z = Float64Array.from({ length: 1001 }, (_, i) => (Math.trunc(i / 20) % 2 === 0 ? 0 : 100));
  const expected = 100 / (1 - 0.8 * Math.exp(-(1000 * 30) / 50e3));
  assert.ok(Math.abs(terrainIrregularity(z, 1000, 30, 0, 1000) - expected) < 0.05 * expected);
});
