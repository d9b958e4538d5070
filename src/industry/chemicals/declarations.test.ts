import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChemicalActivity, declarationsOf } from './declarations.ts';

const activity = (change: Partial<ChemicalActivity>): ChemicalActivity => ({
  year: 2026,
  chemical: 'x',
  schedule: '2A',
  kind: 'P',
  quantity_g: 0,
  concentration_pct: '95',
  ...change,
});
const declared = (...activities: readonly ChemicalActivity[]): ReturnType<typeof declarationsOf> =>
  declarationsOf({ year: 2026, site_makes_only: 'mixed', plants: [{ activities }] });

test('a threshold is passed by more than it, summed by plant, year, chemical and kind', () => {
  assert.equal(declared(activity({ quantity_g: 100_000 })).s2_past, false);
  assert.equal(declared(activity({ quantity_g: 100_001 })).s2_past, true);
  assert.equal(declared(activity({ quantity_g: 60_000 }), activity({ quantity_g: 60_000 })).s2_past, true);
  assert.equal(declared(activity({ quantity_g: 60_000 }), activity({ quantity_g: 60_000, kind: 'C' })).s2_past, false);
  assert.equal(declared(activity({ quantity_g: 60_000 }), activity({ quantity_g: 60_000, chemical: 'y' })).s2_past, false);
});

test('Schedule 2 looks back three years and one ahead', () => {
  const past = (year: number): boolean => declared(activity({ year, quantity_g: 200_000 })).s2_past;
  assert.deepEqual([2023, 2024, 2025, 2026, 2027].map(past), [false, true, true, true, false]);
  assert.equal(declared(activity({ year: 2027, quantity_g: 200_000 })).s2_anticipated, true);
});

test('thin mixtures count only beyond the threshold of inspection', () => {
  const thin = activity({ concentration_pct: '5', quantity_g: 1_000_001 });
  assert.deepEqual([declared(thin).s2_past, declared(thin).s2_inspectable], [true, true]);
  assert.equal(declared({ ...thin, quantity_g: 1_000_000 }).s2_past, false);
  assert.equal(declared({ ...thin, concentration_pct: '1' }).s2_past, false);
});

test('organic chemicals: two hundred tonnes of the site, or thirty of one that holds phosphorus, sulphur or fluorine', () => {
  const doc = activity({ schedule: 'DOC', quantity_g: 200_000_000 });
  assert.deepEqual([declared(doc).ocpf, declared({ ...doc, quantity_g: 200_000_001 }).ocpf], [false, true]);
  const psf = activity({ schedule: 'PSF', quantity_g: 30_000_001 });
  assert.deepEqual([declared(psf).ocpf, declared(psf).ocpf_inspectable], [true, false]);
  assert.equal(
    declarationsOf({ year: 2026, site_makes_only: 'hydrocarbons', plants: [{ activities: [{ ...doc, quantity_g: 1e12 }] }] }).ocpf,
    false,
  );
});
