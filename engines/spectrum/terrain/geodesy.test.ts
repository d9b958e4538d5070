import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { degreeLengths, destination, geodesic } from './geodesy.ts';

const dms = (degrees: number, minutes: number, seconds: number): number =>
  Math.sign(degrees) * (Math.abs(degrees) + minutes / 60 + seconds / 3600);

test('the line from Flinders Peak to Buninyong has its published length and bearing', () => {
  // Geoscience Australia, GDA technical manual (GRS 80): 54 972.271 m, 306° 52' 05.37"
  const flinders = { latDeg: dms(-37, 57, 3.7203), lonDeg: dms(144, 25, 29.5244) };
  const buninyong = { latDeg: dms(-37, 39, 10.1561), lonDeg: dms(143, 55, 35.3839) };
  const { distance, bearingDeg } = geodesic(flinders, buninyong);
  assert.ok(Math.abs(distance - 54_972.271) < 0.002, String(distance));
  assert.ok(Math.abs(bearingDeg - dms(306, 52, 5.37)) < 1e-5, String(bearingDeg));
});

test('going and measuring agree, there and back', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -85, max: 85, noNaN: true }),
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: 0, max: 359.9, noNaN: true }),
      fc.double({ min: 1, max: 2e6, noNaN: true }),
      (latDeg, lonDeg, bearing, distance) => {
        const from = { latDeg, lonDeg };
        const to = destination(from, bearing, distance);
        const there = geodesic(from, to);
        assert.ok(Math.abs(there.distance - distance) < 1e-3);
        const turned = Math.abs(there.bearingDeg - bearing);
        assert.ok(Math.min(turned, 360 - turned) * distance < 1e-1);
        assert.ok(Math.abs(geodesic(to, from).distance - distance) < 1e-3);
      },
    ),
  );
});

test('a degree is 110.6 km of latitude and 111.3 km of longitude at the equator', () => {
  assert.ok(Math.abs(degreeLengths(0).lat - 110_574) < 1);
  assert.ok(Math.abs(degreeLengths(0).lon - 111_320) < 1);
});
