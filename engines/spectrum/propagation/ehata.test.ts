import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { answer } from '../batch.ts';
import { extendedHataMedian, type HataEnvironment } from './ehata.ts';

const folder = path.join(import.meta.dirname, '../../../../shared/testdata/spectrum/ehata');
const skip = existsSync(folder) ? false : `reference data absent: ${folder}`;
const ask = async (inputs: object): Promise<{ outputs?: { L_dB: number }; error?: { field?: string } }> =>
  (await answer({ model: 'ehata', inputs }, () => '')) as { outputs?: { L_dB: number }; error?: { field?: string } };

test('the eleven paths of the reference program come out within 0.01 dB', { skip }, async () => {
  const rows = readFileSync(path.join(folder, 'test-inputs.csv'), 'utf8').trim().split(/\r?\n/).slice(1);
  assert.equal(rows.length, 11);
  for (const row of rows) {
    const [, title, f_MHz, hb_m, hm_m, environment, file, , , , , , expected] = row.split(',') as string[];
    const [, step_m, ...z_m] = readFileSync(path.join(folder, 'pfls', file as string), 'utf8')
      .trim()
      .split(',')
      .map(Number);
    const inputs = { f_MHz: Number(f_MHz), hb_m: Number(hb_m), hm_m: Number(hm_m), environment: Number(environment), step_m, z_m };
    const { outputs } = await ask(inputs);
    assert.ok(Math.abs((outputs?.L_dB ?? Number.NaN) - Number(expected)) <= 0.01, `${title}: ${outputs?.L_dB} for ${expected}`);
  }
});

test('over flat ground the urban loss at 1500 MHz is close to the original formula of Hata', () => {
  // Hata 1980: 69.55 + 26.16 log f − 13.82 log hb − a(hm) + (44.9 − 6.55 log hb) log d, large city a(hm) = 3.2 log²(11.75 hm) − 4.97
  const [f, d, hb, hm] = [1500, 5, 50, 1.5];
  const a = 3.2 * Math.log10(11.75 * hm) ** 2 - 4.97;
  const hata = 69.55 + 26.16 * Math.log10(f) - 13.82 * Math.log10(hb) - a + (44.9 - 6.55 * Math.log10(hb)) * Math.log10(d);
  assert.ok(Math.abs(extendedHataMedian(f, d, hb, hm, 'urban') - hata) < 1);
});

test('loss grows with distance and falls from town to country', () => {
  const order: readonly HataEnvironment[] = ['rural', 'suburban', 'urban'];
  fc.assert(
    fc.property(fc.double({ min: 1500, max: 3000, noNaN: true }), fc.double({ min: 1, max: 95, noNaN: true }), (f, d) => {
      assert.ok(extendedHataMedian(f, d * 1.05, 50, 1.5, 'urban') > extendedHataMedian(f, d, 50, 1.5, 'urban'));
      const losses = order.map((environment) => extendedHataMedian(f, d, 50, 1.5, environment));
      assert.deepEqual(
        losses.toSorted((x, y) => x - y),
        losses,
      );
    }),
  );
});

test('a distance that contradicts the profile and unknown surroundings are refused', async () => {
  const good = { f_MHz: 2000, hb_m: 30, hm_m: 1.5, environment: 'urban', z_m: [1, 2, 3], step_m: 1000 };
  assert.equal((await ask(good)).error, undefined);
  assert.equal((await ask({ ...good, d_km: 3 })).error?.field, 'd_km');
  assert.equal((await ask({ ...good, environment: 'moon' })).error?.field, 'environment');
  assert.equal((await ask({ ...good, f_MHz: 2 })).error?.field, 'f_MHz');
});
