import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answer } from '../batch.ts';
import { formatPlanetFile, PlanetFileError, parsePlanetFile } from './planet-file.ts';
import { polarisationCoupling, polarisationLoss, polarisations } from './polarisation.ts';
import { attenuationAt, CutError, makeCut, type SampledAntenna, sampledGain } from './sampled.ts';

const everyDegree = (loss: (angle: number) => number) => {
  const angles = Array.from({ length: 360 }, (_, i) => i);
  return makeCut(angles, angles.map(loss));
};
const fold = (angle: number): number => Math.min(angle, 360 - angle);
const antenna: SampledAntenna = {
  gainDbi: 17.5,
  horizontal: everyDegree((a) => Math.min(12 * (fold(a) / 65) ** 2, 25)),
  vertical: everyDegree((a) => Math.min(12 * (fold(a) / 7) ** 2, 25)),
  floorDb: 30,
};

test('between samples a cut runs straight in decibels, also over north', () => {
  const cut = makeCut([0, 10, 350], [0, 4, 2], 340);
  assert.equal(attenuationAt(cut, 2.5), 1);
  assert.equal(attenuationAt(cut, 355), 1);
  assert.equal(attenuationAt(cut, -5), 1);
  assert.equal(attenuationAt(cut, 725), 2);
});

test('a measured antenna has its cuts in their planes and their sum between them', () => {
  assert.equal(sampledGain(antenna, 0, 0), 17.5);
  assert.ok(Math.abs(sampledGain(antenna, 32.5, 0) - 14.5) < 1e-3);
  assert.ok(Math.abs(sampledGain(antenna, 0, -3.5) - 14.5) < 0.1);
  assert.equal(sampledGain(antenna, 180, 90), 17.5 - 30);
  fc.assert(
    fc.property(fc.integer({ min: -180, max: 180 }), fc.integer({ min: -90, max: 90 }), (azimuth, elevation) => {
      for (const method of ['sum', 'interpolation'] as const) {
        const gain = sampledGain(antenna, azimuth, elevation, method);
        assert.ok(gain <= 17.5 && gain >= 17.5 - 30 - 1e-9);
      }
      assert.ok(Math.abs(sampledGain(antenna, azimuth, 0, 'interpolation') - (17.5 - attenuationAt(antenna.horizontal, azimuth))) < 1e-9);
      assert.ok(
        Math.abs(sampledGain(antenna, 0, elevation, 'interpolation') - (17.5 - Math.min(30, attenuationAt(antenna.vertical, -elevation)))) <
          1e-9,
      );
    }),
  );
});

test('cuts with gaps, repeated or falling angles and gains instead of losses are refused at their sample', () => {
  const at = (angles: readonly number[], losses: readonly number[]): number => {
    try {
      makeCut(angles, losses);
    } catch (error) {
      if (error instanceof CutError) return error.index;
    }
    return -1;
  };
  const angles = Array.from({ length: 36 }, (_, i) => i * 10);
  const losses = angles.map(() => 1);
  assert.equal(at(angles, losses), -1);
  assert.equal(at(angles.toSpliced(5, 2), losses.slice(2)), 5);
  assert.equal(at(angles.with(7, 60), losses), 7);
  assert.equal(at(angles, losses.with(3, -2)), 3);
  assert.equal(at(angles, losses.with(9, Number.NaN)), 9);
  assert.equal(at(angles.with(35, 361), losses), 35);
});

test('a Planet file comes back as it was written, and dBd are made dBi', () => {
  const text = formatPlanetFile('K 80010', 900, antenna);
  const file = parsePlanetFile(text);
  assert.equal(file.name, 'K 80010');
  assert.equal(file.frequencyMHz, 900);
  assert.equal(file.antenna.gainDbi, 17.5);
  assert.deepEqual(file.antenna.horizontal, antenna.horizontal);
  assert.deepEqual(file.antenna.vertical, antenna.vertical);
  assert.ok(Math.abs(parsePlanetFile(text.replace('17.5 dBi', '15.35 dBd')).antenna.gainDbi - 17.5) < 1e-9);
});

test('a damaged Planet file is refused with its line', () => {
  const lines = formatPlanetFile('x', 900, antenna).split('\n');
  const lineOf = (changed: readonly string[]): number => {
    try {
      parsePlanetFile(changed.join('\n'));
    } catch (error) {
      if (error instanceof PlanetFileError) return error.line;
    }
    return 0;
  };
  assert.equal(lineOf(lines), 0);
  assert.equal(lineOf(lines.with(20, '16 abc')), 21);
  assert.equal(lineOf(lines.with(20, '16 -3')), 21);
  assert.equal(lineOf(lines.with(2, 'GAIN high')), 3);
  assert.equal(lineOf(lines.slice(0, 300)), 301);
  assert.notEqual(lineOf(lines.toSpliced(100, 1)), 0);
});

test('an antenna file that cannot be read and a table with a gap are refused by name', async () => {
  const error = async (inputs: object): Promise<{ code: string; field?: string } | undefined> =>
    (
      (await answer({ model: 'antenna', inputs }, () => {
        throw new Error('none');
      })) as { error?: { code: string; field?: string } }
    ).error;
  assert.deepEqual((await error({ pattern: 'table', file: 'x.msi', phi_deg: 0 }))?.field, 'file');
  const table = { h_deg: [0, 90, 180, 270], h_loss_dB: [0, 10, 20, 10] };
  assert.deepEqual((await error({ pattern: 'table', Gmax_dBi: 10, phi_deg: 0, table }))?.field, 'table.h_deg[0]');
});

test('polarisations couple as the field components say', () => {
  for (const a of polarisations) {
    assert.ok(Math.abs(polarisationCoupling(a, a) - 1) < 1e-12);
    for (const b of polarisations) assert.ok(Math.abs(polarisationCoupling(a, b) - polarisationCoupling(b, a)) < 1e-12);
  }
  for (const [a, b] of [
    ['H', 'V'],
    ['SR', 'SL'],
    ['CR', 'CL'],
  ] as const)
    assert.ok(polarisationCoupling(a, b) < 1e-12);
  assert.ok(Math.abs(polarisationCoupling('H', 'CR') - 0.5) < 1e-12);
  assert.ok(Math.abs(polarisationLoss('H', 'V', 30, 30) - (30 - 10 * Math.log10(2))) < 1e-9);
  assert.equal(polarisationLoss('H', 'H', 30, 30), 0);
});
