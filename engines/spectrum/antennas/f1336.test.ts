import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  omniBeamwidth,
  omnidirectional,
  type Sector,
  sector,
  sectorAbove6GHz,
  sectorElevationBeam,
  sectorFactors,
  tilted,
} from './f1336.ts';

const near = (got: number, wanted: number, tolerance = 1e-9): void =>
  assert.ok(Math.abs(got - wanted) <= tolerance, `${got}, wanted ${wanted}`);

test('an omnidirectional antenna of 10 dBi has the beam and side lobes of recommends 2.1', () => {
  near(omniBeamwidth(10), 10.76);
  const gain = omnidirectional(10, 0.7);
  near(gain(0), 10);
  near(gain(10.76 / 2), 10 - 3);
  near(gain(10.76), 10 - 12 + 10 * Math.log10(1.7));
  near(gain(-90), 10 - 12 + 10 * Math.log10((90 / 10.76) ** -1.5 + 0.7));
  near(omnidirectional(10, 0.7, 'average')(10.77), 10 - 15 + 10 * Math.log10(1.7));
});

const antenna: Sector = {
  gain: 18,
  azimuthBeam: 65,
  elevationBeam: sectorElevationBeam(18, 65),
  ...sectorFactors.improved,
  envelope: 'peak',
};

test('a sector antenna is 3 dB down at half its beamwidths', () => {
  const gain = sector(antenna);
  near(gain(0, 0), 18);
  near(gain(32.5, 0), 15);
  near(gain(0, antenna.elevationBeam / 2), 15);
  near(antenna.elevationBeam, 31_000 / 10 ** 1.8 / 65);
});

test('straight back and straight up a sector antenna has its back lobe', () => {
  // G180 of recommends 3.1.1
  const back = 18 - 12 + 10 * Math.log10(1 + 8 * 0.7) - 15 * Math.log10(180 / antenna.elevationBeam);
  near(sector(antenna)(180, 0), back);
  near(sector(antenna)(0, 90), back);
});

test('the elevation pattern is continuous where its pieces meet', () => {
  for (const envelope of ['peak', 'average'] as const) {
    const gain = sector({ ...antenna, envelope });
    for (const at of [4 * antenna.elevationBeam, 90]) near(gain(0, at - 1e-9), gain(0, at), 1e-6);
  }
});

test('gain never exceeds its maximum and is even in both angles', () => {
  fc.assert(
    fc.property(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }), (azimuth, elevation) => {
      for (const gain of [sector(antenna), sectorAbove6GHz(18, 65, 7, 0.7)]) {
        assert.ok(gain(azimuth, elevation) <= 18 + 1e-9);
        near(gain(-azimuth, -elevation), gain(azimuth, elevation), 1e-9);
      }
    }),
  );
});

test('a beam tilted down has its maximum below the horizon, electrically all round', () => {
  const ahead = tilted(0, -6, { kind: 'mechanical', downDeg: 6 });
  near(ahead[0], 0);
  near(ahead[1], 0);
  // behind a mechanically tilted antenna the beam points up
  near(tilted(180, 6, { kind: 'mechanical', downDeg: 6 })[1], 0);
  for (const azimuth of [0, 90, 180]) near(tilted(azimuth, -6, { kind: 'electrical', downDeg: 6 })[1], 0);
  near(tilted(0, 90, { kind: 'electrical', downDeg: 6 })[1], 90);
  near(tilted(0, -90, { kind: 'electrical', downDeg: 6 })[1], -90);
});
