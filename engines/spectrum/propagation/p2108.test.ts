import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answer } from '../batch.ts';
import { heightGainLoss, slantClutterLoss, terrestrialClutterLoss } from './p2108.ts';

test('the published rows of NTIA/p2108-test-data come out within their rounding', () => {
  // commit 1d0f7c8: one decimal
  const near = (got: number, published: number): void => assert.ok(Math.abs(got - published) <= 0.05 + 1e-9, `${got} for ${published}`);
  near(terrestrialClutterLoss(0.5, 0.25, 50), 17.4);
  near(terrestrialClutterLoss(3.5, 1, 0.1), 16.8);
  near(slantClutterLoss(30, 2, 5), 7.7);
  near(slantClutterLoss(20, 0, 50), 45.6);
  near(heightGainLoss(1.5, 2, 27, 10, 'water/sea'), 16);
  near(heightGainLoss(1.5, 2, 27, 6, 'suburban'), 14.6);
  near(heightGainLoss(1.5, 2, 27, 20, 'dense urban'), 27.1);
  near(heightGainLoss(0.03, 2.1, 24.5, 9.8, 'suburban'), 5.7);
});

test('inputs outside the Recommendation are refused by name', async () => {
  const none = (): string => '';
  const refused = async (inputs: object): Promise<unknown> =>
    ((await answer({ model: 'p2108', inputs }, none)) as { error?: { field?: string } }).error?.field;
  assert.equal(await refused({ section: 'terrestrial', f_GHz: 6, d_km: 0.2, p_pct: 50 }), 'd_km');
  assert.equal(await refused({ section: 'terrestrial', f_GHz: 0.4, d_km: 3, p_pct: 50 }), 'f_GHz');
  assert.equal(await refused({ section: 'terrestrial', f_GHz: 6, d_km: 3, p_pct: 0 }), 'p_pct');
  assert.equal(await refused({ section: 'aeronautical', f_GHz: 18, theta_deg: 90.1, p_pct: 50 }), 'theta_deg');
  assert.equal(await refused({ section: 'heightgain', f_GHz: 1, h_m: 2, ws_m: 27, R_m: 10, clutter: 7 }), 'clutter');
  assert.equal(await refused({ section: 'heightgain', f_GHz: 1, h_m: 0, ws_m: 27, R_m: 10, clutter: 3 }), 'h_m');
});

const share = fc.integer({ min: 1, max: 98 });

test('the clutter loss not exceeded grows with the share of locations', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 67, noNaN: true }), fc.double({ min: 0.25, max: 50, noNaN: true }), share, (f, d, p) => {
      assert.ok(terrestrialClutterLoss(f, d, p + 1) > terrestrialClutterLoss(f, d, p));
    }),
  );
  fc.assert(
    fc.property(fc.double({ min: 10, max: 100, noNaN: true }), fc.double({ min: 0, max: 89, noNaN: true }), share, (f, theta, p) => {
      assert.ok(slantClutterLoss(f, theta, p + 1) > slantClutterLoss(f, theta, p));
    }),
  );
});

test('past two kilometres the terrestrial loss no longer grows, and above the clutter there is none', () => {
  fc.assert(
    fc.property(fc.double({ min: 2, max: 1000, noNaN: true }), share, (d, p) => {
      assert.ok(terrestrialClutterLoss(3.5, d, p) <= terrestrialClutterLoss(3.5, 2, p));
      assert.equal(heightGainLoss(1, d, 27, 2, 'urban'), 0);
    }),
  );
});
