import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { answer } from '../batch.ts';
import { type AeronauticalPair, prepareAeronautical } from './p528.ts';
import { atmosphereAt, referenceAir } from './p528-atmosphere.ts';

const folder = path.join(import.meta.dirname, '../../../../shared/testdata/spectrum/p528');
const skip = existsSync(folder) ? false : `reference data absent: ${folder}`;

test('every table of the Recommendation is met within its rounding of 0.1 dB', { skip }, () => {
  let compared = 0;
  for (const file of readdirSync(folder)) {
    const table = readFileSync(path.join(folder, file), 'utf8')
      .split(/\r?\n/)
      .map((line) => line.split(','));
    const fMHz = Number(file.split('MHz')[0]);
    const p = 100 * Number(file.split('Lb')[1]?.split('_')[0]);
    const air = atmosphereAt(fMHz / 1000);
    const [, high, low, , ...rows] = table as [string[], string[], string[], string[], ...string[][]];
    for (let column = 2; column < low.length; column++) {
      if (Number(low[column]) > Number(high[column])) continue;
      const pair = prepareAeronautical(fMHz, Number(low[column]) / 1000, Number(high[column]) / 1000, false, air);
      for (let i = 1 + (column % 7); i < rows.length; i += 29) {
        const tabled = Number(rows[i]?.[column]);
        if (!(tabled > 0)) continue;
        const { lossDb } = pair.lossAt(Number(rows[i]?.[0]), p);
        assert.ok(Math.abs(lossDb - tabled) <= 0.06, `${file} ${rows[i]?.[0]} km column ${column}: ${lossDb} for ${tabled}`);
        compared++;
      }
    }
  }
  assert.ok(compared > 5000, `${compared} values compared`);
});

test('single table values that the method must give', () => {
  // Recommendation ITU-R P.528-5, table of 125 MHz, 1 % of time: h2 1000 m, h1 1.5 m and 15 m
  const expected: readonly (readonly [number, number, number])[] = [
    [0.0015, 1, 71.4],
    [0.015, 5, 81.8],
    [0.0015, 7, 91.1],
    [0.015, 7, 84.6],
  ];
  for (const [low, dKm, loss] of expected)
    assert.ok(Math.abs(prepareAeronautical(125, low, 1, false).lossAt(dKm, 1).lossDb - loss) <= 0.06, `${low} km at ${dKm} km`);
});

test('the loss not exceeded grows with the share of time, in and beyond sight', () => {
  const pairs: readonly AeronauticalPair[] = [prepareAeronautical(300, 0.015, 10, false), prepareAeronautical(5100, 0.06, 1, true)];
  for (const pair of pairs)
    for (const dKm of [20, 200, pair.horizonKm + 5, pair.horizonKm + 300])
      for (let p = 2; p < 99; p += 4) {
        const more = pair.lossAt(dKm, p + 1).lossDb;
        const less = pair.lossAt(dKm, p).lossDb;
        assert.ok(more >= less - 1e-9, `${dKm} km, ${p} %: ${less} then ${more}`);
      }
});

test('the reference atmosphere has the values of P.835 at its corner points', () => {
  // P.835-6, section 1: 288.15 K and 1013.25 hPa at the ground, 7.5 g/m³; 216.65 K from 11 to 20 km geopotential
  assert.deepEqual(referenceAir(0), { T_K: 288.15, p_dry_hPa: 1013.25, rho_gm3: 7.5 });
  assert.equal(referenceAir(15).T_K, 216.65);
  assert.ok(Math.abs(referenceAir(11.019).p_dry_hPa - 226.3226) < 0.1);
});

test('bad geometry and ranges are refused by name', async () => {
  const good = { f_MHz: 300, d_km: 100, h1_m: 15, h2_m: 10_000, pol: 'H', p_pct: 50 };
  const field = async (change: object): Promise<string | undefined> =>
    ((await answer({ model: 'p528', inputs: { ...good, ...change } }, () => '')) as { error?: { field?: string } }).error?.field;
  assert.equal(await field({}), undefined);
  assert.equal(await field({ h1_m: 20_000 }), 'h1_m');
  assert.equal(await field({ h1_m: 1 }), 'h1_m');
  assert.equal(await field({ f_MHz: 50 }), 'f_MHz');
  assert.equal(await field({ p_pct: 0.5 }), 'p_pct');
  assert.equal(await field({ h2_m: 15, d_km: 0 }), 'd_km');
  assert.equal(await field({ d_km: -1 }), 'd_km');
});
