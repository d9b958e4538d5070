import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { InputReader, SpectrumRefusal } from '../validation.ts';
import { annualEquivalent, distanceToSea, INLAND, longestStretch, SEA_ZONE, zoneFraction } from './p452-climate.ts';
import { p452Model } from './p452-model.ts';
import { mapValue, parseDigitalMap } from './path-digital-map.ts';
import { mixedPath } from './path-test-profiles.ts';

/** A map in the ITU's layout from a function of latitude and longitude. */
const mapText = (value: (lat: number, lon: number) => number): string =>
  Array.from({ length: 121 }, (_, r) =>
    Array.from({ length: 241 }, (_, c) => value(90 - 1.5 * r, (1.5 * c) % 360).toFixed(3)).join(' '),
  ).join('\n');

/** Refractivity that falls from the equator to the poles. */
const smooth = mapText((lat, lon) => 380 - 0.5 * Math.abs(lat) + (lat === 90 || lat === -90 ? 0 : Math.sin((lon * Math.PI) / 180)));

async function askWithMap(text: string, inputs: Readonly<Record<string, unknown>>): Promise<number> {
  const { N0: _, ...rest } = { ...mixedPath, f_GHz: 2, p_pct: 1, ...inputs };
  const request = { version: undefined, inputs: new InputReader(rest), intermediates: true, read: () => text };
  return (await p452Model(request)).intermediates?.N0 as number;
}

describe('digital maps', () => {
  test('a grid point gives its own value, whatever the sign of the longitude', () => {
    const map = parseDigitalMap(mapText((lat, lon) => (Math.abs(lat) === 90 ? 0 : lat + lon / 1000)));
    assert.ok(typeof map !== 'string');
    assert.ok(Math.abs(mapValue(map, 45, 30) - 45.03) < 1e-9);
    assert.ok(Math.abs(mapValue(map, -15, -90) - (-15 + 0.27)) < 1e-9);
  });

  test('between grid points it is bilinear', () => {
    const map = parseDigitalMap(mapText((lat) => 2 * lat));
    assert.ok(typeof map !== 'string');
    fc.assert(
      fc.property(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }), (lat, lon) => {
        assert.ok(Math.abs(mapValue(map, lat, lon) - 2 * lat) < 1e-9);
      }),
    );
  });

  test("an operator's map stands in for N0 at the path centre", async () => {
    // The example path runs along the meridian of Greenwich from 51.8° N for 109 km: its centre lies at 51.31° N.
    const N0 = await askWithMap(smooth, { N0_map: 'N050.TXT' });
    assert.ok(Math.abs(N0 - (380 - 0.5 * (51.8 - (54.5 / 6371) * (180 / Math.PI)))) < 1e-3, `${N0}`);
  });

  for (const [what, text] of [
    ['a file of another size', '1 2 3'],
    ['a map that does not close', mapText((_, lon) => lon)],
    [
      'a transposed map',
      mapText((lat) => lat)
        .split('\n')
        .slice(0, 120)
        .join('\n'),
    ],
    ['words', smooth.replace('335', 'no data')],
  ] as const) {
    test(`refused: ${what}`, async () => {
      await assert.rejects(
        askWithMap(text, { N0_map: 'N050.TXT' }),
        (error) => error instanceof SpectrumRefusal && error.field === 'N0_map',
      );
    });
  }
});

describe('zones of a path', () => {
  const d_km = Float64Array.of(0, 10, 20, 30, 40);
  test('a sample owns half of each gap beside it', () => {
    const zone = Uint8Array.of(INLAND, INLAND, SEA_ZONE, SEA_ZONE, INLAND);
    assert.equal(zoneFraction(d_km, zone, SEA_ZONE), 0.5);
    assert.equal(longestStretch(d_km, zone, INLAND, INLAND), 15);
    assert.equal(distanceToSea(d_km, zone, false), 15);
    assert.equal(distanceToSea(d_km, zone, true), 5);
  });
  test('a terminal at sea is no distance from it, a path without sea is far', () => {
    assert.equal(distanceToSea(d_km, new Uint8Array(5).fill(SEA_ZONE), true), 0);
    assert.equal(distanceToSea(d_km, new Uint8Array(5).fill(INLAND), false), 500);
  });
});

describe('worst month (P.452-18 equation 1)', () => {
  test('20 % of the worst month at 50 degrees over land, worked out by hand', () => {
    // GL = √(1.1 − |cos 100°|^0.7) = √(1.1 − 0.29361) = 0.89799; p = 10^((1.30103 − 0.04673 − 0.444)/0.816) = 9.8405.
    assert.ok(Math.abs(annualEquivalent(20, 50, 0) - 9.8405) < 1e-3, `${annualEquivalent(20, 50, 0)}`);
  });
  test('a year holds the percentage of its worst month between one and twelve times', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 50, noNaN: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (pw, latitude, omega) => {
          const p = annualEquivalent(pw, latitude, omega);
          assert.ok(p >= pw / 12 && p < pw * 1.3, `${p} for ${pw}`);
        },
      ),
    );
  });
  test('the model takes it in place of p_pct', async () => {
    const request = (inputs: Readonly<Record<string, unknown>>) =>
      p452Model({
        version: undefined,
        inputs: new InputReader({ ...mixedPath, f_GHz: 2, ...inputs }),
        intermediates: true,
        read: () => '',
      });
    const worst = await request({ pw_pct: 1 });
    const p_pct = worst.intermediates?.p_pct as number;
    assert.ok(p_pct < 1);
    assert.equal(worst.outputs.Lb_dB, (await request({ p_pct })).outputs.Lb_dB);
  });
});
