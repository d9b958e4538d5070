import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseFragment } from 'parse5';
import { omnidirectional } from '../antennas/f1336.ts';
import { beamwidth, drawAntennaPattern } from './antenna-pattern.ts';
import { drawCoverageMap } from './coverage-map.ts';
import { diffractionEdges, drawPathProfile, leastClearance, type ProfilePicture } from './path-profile.ts';
import { escapeText, label, ticks } from './svg.ts';

const profile = (heightsM: readonly number[]): ProfilePicture => ({
  title: 'A <to> B & "C"',
  distancesKm: heightsM.map((_, i) => i),
  heightsM,
  heightT: 20,
  heightR: 10,
  fGHz: 1,
  kFactor: 4 / 3,
});

test('axis marks are round, cover the range and carry a true minus', () => {
  assert.deepEqual(ticks(0, 10, 5), [0, 2, 4, 6, 8, 10]);
  assert.deepEqual(ticks(-0.3, 0.3, 6), [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
  fc.assert(
    fc.property(
      fc.double({ min: -1e5, max: 1e5, noNaN: true }),
      fc.double({ min: 0.01, max: 1e5, noNaN: true }),
      fc.integer({ min: 2, max: 12 }),
      (low, span, count) => {
        const marks = ticks(low, low + span, count);
        assert.ok(marks.length >= 1 && marks.length <= count + 2, String(marks.length));
        for (const mark of marks) assert.ok(mark >= low - 1e-6 * span && mark <= low + span * (1 + 1e-6));
      },
    ),
  );
  assert.equal(label(-3), '−3');
  assert.equal(escapeText('<&">'), '&lt;&amp;&quot;&gt;');
});

test('the stretched string touches every edge and passes over everything else', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 3, maxLength: 40 }), (heights) => {
      const samples = heights.map((ground, d) => ({ d, ground }));
      const [topT, topR] = [(heights[0] as number) + 20, (heights.at(-1) as number) + 10];
      const edges = diffractionEdges(samples, topT, topR);
      const corners = [0, ...edges, heights.length - 1];
      const height = (i: number): number => (i === 0 ? topT : i === heights.length - 1 ? topR : (heights[i] as number));
      for (let k = 1; k < corners.length; k++) {
        const [a, b] = [corners[k - 1] as number, corners[k] as number];
        for (let i = a + 1; i < b; i++)
          assert.ok((heights[i] as number) <= height(a) + ((height(b) - height(a)) * (i - a)) / (b - a) + 1e-9);
      }
      // no edge exactly when the direct ray clears all ground
      assert.equal(edges.length === 0, leastClearance(samples, topT, topR, 1).share >= 0);
    }),
  );
});

test('a profile is well-formed, tells what it shows, and refuses distances that do not increase', () => {
  const svg = drawPathProfile(profile([100, 50, 160, 60, 90]));
  const root = parseFragment(svg).childNodes[0];
  assert.equal(root?.nodeName, 'svg');
  assert.match(svg, /line of sight is blocked/);
  assert.match(svg, /A &lt;to&gt; B &amp; &quot;C&quot;/);
  assert.doesNotMatch(svg, /NaN|undefined|style=/);
  assert.match(drawPathProfile(profile([100, 50, 40, 60, 90])), /line of sight ·/);
  assert.throws(() => drawPathProfile({ ...profile([1, 2, 3]), distancesKm: [0, 2, 2] }), /distances increase/);
  assert.throws(() => drawPathProfile(profile([1, Number.NaN, 3])), /heights are finite/);
});

test('a coverage map states the share in each band and leaves the unknown out of it', () => {
  const size = 41;
  const values = new Float32Array(size * size).map((_, at) => {
    const r = Math.hypot((at % size) - 20, Math.trunc(at / size) - 20);
    return r > 20 ? Number.NaN : -50 - r;
  });
  const raster = { size, cellM: 500, losses: values, centre: { latDeg: 30, lonDeg: 110 } };
  const svg = drawCoverageMap({ title: 'map', raster, values, levels: [-65, -55], unit: 'dBm' });
  assert.doesNotMatch(svg, /NaN|undefined|style=/);
  const known = values.filter((value) => !Number.isNaN(value));
  const share = (level: number): string => `${((100 * known.filter((value) => value >= level).length) / known.length).toFixed(1)} %`;
  assert.ok(svg.includes(`≥ −65 dBm: ${share(-65)}, ≥ −55 dBm: ${share(-55)}`));
  assert.throws(() => drawCoverageMap({ title: 'map', raster, values, levels: [-55, -65], unit: 'dBm' }), /rise/);
});

test('the beamwidth of an omnidirectional antenna is that of its formula', () => {
  const vertical = omnidirectional(10, 0);
  assert.ok(Math.abs((beamwidth(vertical, 0) as number) - 10.76) < 0.2);
  assert.equal(
    beamwidth(() => 10, 0),
    undefined,
  );
  const svg = drawAntennaPattern({
    title: 'omni',
    horizontal: () => 10,
    vertical: (e) => vertical(Math.abs(e) > 90 ? 180 - Math.abs(e) : e),
    rangeDb: 30,
  });
  assert.doesNotMatch(svg, /NaN|undefined|style=/);
  assert.match(svg, /maximum gain 10 dBi/);
});
