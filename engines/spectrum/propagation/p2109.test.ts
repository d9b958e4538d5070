import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { BUILDING_CLASSES, buildingEntryLoss } from './p2109.ts';

describe('P.2109-2', () => {
  test('medians at 1 GHz, where only r, w and the openings count', () => {
    // 10·log(10^1.264 + 10^0.91 + 10^−0.3) and 10·log(10^2.819 + 10^2.78 + 10^−0.3).
    assert.ok(
      Math.abs(buildingEntryLoss(1, 50, 'traditional', 0).L_dB - 14.3127) < 1e-3,
      `${buildingEntryLoss(1, 50, 'traditional', 0).L_dB}`,
    );
    assert.ok(Math.abs(buildingEntryLoss(1, 50, 'thermally efficient', 0).L_dB - 31.0113) < 1e-3);
  });

  test('the deviate is that of the tables: 90 % is 1.2816 deviations above the median', () => {
    // Far out one term rules: at 99.9 % and 1 GHz A = 3.0902·9.6 + 12.64 for traditional buildings, B = 3.0902·4.5 + 9.1.
    const A = 3.090_232 * 9.6 + 12.64;
    const B = 3.090_232 * 4.5 + 9.1;
    const want = 10 * Math.log10(10 ** (A / 10) + 10 ** (B / 10) + 10 ** -0.3);
    assert.ok(Math.abs(buildingEntryLoss(1, 99.9, 'traditional', 0).L_dB - want) < 1e-5);
  });

  test('loss grows with the share of places and with elevation either way', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.08, max: 100, noNaN: true }),
        fc.double({ min: 0.1, max: 98, noNaN: true }),
        fc.constantFrom(...BUILDING_CLASSES),
        fc.double({ min: 0, max: 80, noNaN: true }),
        (f_GHz, p_pct, building, theta) => {
          const loss = buildingEntryLoss(f_GHz, p_pct, building, theta).L_dB;
          assert.ok(buildingEntryLoss(f_GHz, p_pct + 1, building, theta).L_dB > loss);
          assert.ok(buildingEntryLoss(f_GHz, p_pct, building, theta + 1).L_dB > loss);
          assert.equal(buildingEntryLoss(f_GHz, p_pct, building, -theta).L_dB, loss);
        },
      ),
    );
  });
});
