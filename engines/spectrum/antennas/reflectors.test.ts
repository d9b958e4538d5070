import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answer } from '../batch.ts';
import { appendix7, appendix8, f699, f1245, type Pattern, ratioFromGain, s465, s580 } from './reflectors.ts';

const near = (got: number, wanted: number): void => assert.ok(Math.abs(got - wanted) < 1e-9, `${got}, wanted ${wanted}`);

test('side lobes have the envelopes printed in the Recommendations', () => {
  // at 10° the logarithm is 1, at 100° it is past the last limit
  near(f699(48, 150)(10), 32 - 25);
  near(f699(48, 150)(100), -10);
  near(f699(40, 50)(10), 52 - 10 * Math.log10(50) - 25);
  near(f699(40, 50)(100), 10 - 10 * Math.log10(50));
  near(f1245(48, 150)(10), 29 - 25);
  near(f1245(48, 150)(100), -13);
  near(f1245(40, 50)(10), 39 - 5 * Math.log10(50) - 25);
  near(f1245(40, 50)(100), -3 - 5 * Math.log10(50));
  near(s465(48, 150)(10), 32 - 25);
  near(s580(48, 150)(10), 29 - 25);
  near(s580(48, 150)(25), -3.5);
  near(s580(48, 150)(40), 32 - 25 * Math.log10(40));
  near(appendix7(48, 150)(10), 29 - 25);
  near(appendix7(48, 150)(40), -10);
  near(appendix8(48, 150)(10), 32 - 25);
});

test('first side lobes and main lobes join at the angle where both are equal', () => {
  for (const ratio of [20, 60, 100, 100.5, 400]) {
    const gain = 7.7 + 20 * Math.log10(ratio);
    const first = 2 + 15 * Math.log10(ratio);
    const end = (20 / ratio) * Math.sqrt(gain - first);
    for (const pattern of [f699(gain, ratio), appendix8(gain, ratio)]) {
      near(pattern(0), gain);
      near(pattern(end), first);
      assert.ok(Math.abs(pattern(end * (1 - 1e-9)) - first) < 1e-6);
    }
  }
});

test('Appendix 8 and F.699 are one pattern away from their limit at D/λ of 100', () => {
  fc.assert(
    fc.property(fc.double({ min: 10, max: 500, noNaN: true }), fc.double({ min: 0, max: 180, noNaN: true }), (ratio, phi) => {
      fc.pre(ratio !== 100);
      const gain = 7.7 + 20 * Math.log10(ratio);
      assert.equal(appendix8(gain, ratio)(phi), f699(gain, ratio)(phi));
    }),
  );
});

test('no pattern rises away from the axis by more than its rounded joints', () => {
  const patterns: Readonly<Record<string, (gain: number, ratio: number) => Pattern>> = { f699, f1245, s465, s580, appendix7, appendix8 };
  for (const [name, make] of Object.entries(patterns))
    fc.assert(
      fc.property(fc.double({ min: 24, max: 65, noNaN: true }), (gain) => {
        const pattern = make(gain, ratioFromGain(gain));
        let before = pattern(0);
        for (let phi = 0.05; phi <= 180; phi += 0.05) {
          const here = pattern(phi);
          // S.580 steps up from 20° by 0.03 dB to its rounded −3.5 dBi; Appendix 7 and 8 join their side lobes within 1 dB
          assert.ok(here <= before + 1.05, `${name} rises from ${before} to ${here} at ${phi}°`);
          before = here;
        }
      }),
      { numRuns: 20 },
    );
});

test('doubtful and impossible antennas are named', async () => {
  const ask = async (inputs: object) =>
    (await answer({ model: 'antenna', inputs }, () => '')) as {
      outputs?: { G_dBi: number };
      error?: { code: string; field?: string };
      warnings?: readonly { code: string }[];
    };
  const good = { pattern: 'F.699', Gmax_dBi: 40, phi_deg: 10 };
  assert.equal((await ask(good)).error, undefined);
  assert.equal((await ask({ ...good, D_lambda: 1 })).error?.field, 'D_lambda');
  assert.equal((await ask({ ...good, Gmax_dBi: 10, D_lambda: 500 })).error?.code, 'contradiction');
  assert.equal((await ask({ ...good, phi_deg: 400 })).error?.field, 'phi_deg');
  assert.equal((await ask({ ...good, pattern: 'F.700' })).error?.field, 'pattern');
  assert.equal((await ask({ ...good, pattern: 'S.465', phi_deg: 0.1 })).warnings?.[0]?.code, 'main-lobe-undefined');
  assert.equal((await ask({ pattern: 'AP7', Gmax_dBi: 30, phi_deg: 20 })).warnings?.[0]?.code, 'pattern-substituted');
});
