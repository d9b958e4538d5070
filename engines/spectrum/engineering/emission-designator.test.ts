import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answer } from '../batch.ts';
import {
  DesignatorError,
  designatorDoubts,
  emissionSymbols,
  formatBandwidth,
  formatEmissionDesignator,
  parseEmissionDesignator,
} from './emission-designator.ts';
import {
  digitalBandwidth,
  doubleSidebandBandwidth,
  frequencyModulationBandwidth,
  pulseBandwidth,
  singleSidebandBandwidth,
} from './necessary-bandwidth.ts';

test('the examples of Appendix 1 are read and written', () => {
  // Radio Regulations, Appendix 1, section I: bandwidth in three numerals and a letter
  const examples: readonly (readonly [number, string])[] = [
    [0.002, 'H002'],
    [0.1, 'H100'],
    [25.3, '25H3'],
    [400, '400H'],
    [2400, '2K40'],
    [6000, '6K00'],
    [12_500, '12K5'],
    [180_400, '180K'],
    [180_500, '181K'],
    [180_700, '181K'],
    [1.25e6, '1M25'],
    [2e6, '2M00'],
    [10e6, '10M0'],
    [202e6, '202M'],
    [5.65e9, '5G65'],
  ];
  for (const [hertz, text] of examples) {
    assert.equal(formatBandwidth(hertz), text);
    if (hertz < 180_000 || hertz > 181_000) assert.ok(Math.abs(parseEmissionDesignator(`${text}F3E`).bandwidthHz - hertz) < 1e-6);
  }
  assert.equal(parseEmissionDesignator('16K0F3E').bandwidthHz, 16_000);
  assert.equal(parseEmissionDesignator('400HA1A').bandwidthHz, 400);
  assert.equal(formatEmissionDesignator(parseEmissionDesignator(' 5m00 d7w dt')), '5M00D7WDT'.replace('DT', 'DT'));
});

test('any bandwidth written is read back to three significant digits', () => {
  const symbol = (name: keyof typeof emissionSymbols) => fc.constantFrom(...Object.keys(emissionSymbols[name]));
  fc.assert(
    fc.property(
      fc.double({ min: -3, max: 11.99, noNaN: true }),
      symbol('modulation'),
      symbol('signal'),
      symbol('information'),
      fc.option(fc.tuple(symbol('details'), symbol('multiplexing')), { nil: undefined }),
      (exponent, modulation, signal, information, more) => {
        const bandwidthHz = 10 ** exponent;
        fc.pre(bandwidthHz < 999.4e9);
        const text = formatEmissionDesignator({
          bandwidthHz,
          modulation,
          signal,
          information,
          details: more?.[0],
          multiplexing: more?.[1],
        });
        const read = parseEmissionDesignator(text);
        assert.equal(formatEmissionDesignator(read), text);
        assert.ok(Math.abs(read.bandwidthHz - bandwidthHz) <= Math.max(0.005 * bandwidthHz, 0.0005) * 1.0001);
      },
    ),
  );
});

test('what is no designator is refused where it goes wrong', () => {
  const wrong: readonly (readonly [string, number])[] = [
    ['', 0],
    ['400H00', 4],
    ['016KF3E', 0],
    ['K160F3E', 0],
    ['1600F3E', 0],
    ['1K6MF3E', 0],
    ['16K0Z3E', 4],
    ['16K04', 4],
    ['16K0F4E', 5],
    ['16K0F3Q', 6],
    ['16K0F3EZ', 7],
  ];
  for (const [text, position] of wrong)
    assert.throws(
      () => parseEmissionDesignator(text),
      (error) => error instanceof DesignatorError && error.position === position,
      text,
    );
});

test('symbols and bandwidths that contradict each other are doubted', () => {
  const codes = (text: string): readonly string[] => designatorDoubts(parseEmissionDesignator(text)).map(({ code }) => code);
  assert.deepEqual(codes('16K0F3E'), []);
  assert.deepEqual(codes('2K70J3E'), []);
  assert.deepEqual(codes('16M0F3E'), ['bandwidth-unusual']);
  assert.deepEqual(codes('16K0F3N'), ['symbols-contradict']);
  assert.deepEqual(codes('100HN1N'), ['symbols-contradict', 'symbols-contradict']);
});

test('a stated bandwidth that contradicts the designator is refused', async () => {
  const ask = async (inputs: object) =>
    (await answer({ model: 'emission', inputs }, () => '')) as { error?: { field?: string }; outputs?: Record<string, unknown> };
  assert.equal((await ask({ designator: '16K0F3E', bandwidth_Hz: 16_000 })).error, undefined);
  assert.equal((await ask({ designator: '16K0F3E', bandwidth_Hz: 12_500 })).error?.field, 'bandwidth_Hz');
  assert.deepEqual((await ask({ designator: '5M00D7W' })).outputs?.normal, '5M00D7W');
});

test('necessary bandwidths are those of the examples of SM.1138', () => {
  // SM.1138-3: telephony M 3000, D 5000 → 16K0F3E; sound broadcasting M 15 000, D 75 000 → 180KF3E; double sideband 3000 → 6K00A3E;
  // single sideband suppressed carrier 3000 − 300 → 2K70J3E; 64 kbit/s 8-state, K = 1 (rounded) → 42K7; pulse 1 µs, K = 1.5 → 3M00P0N
  assert.equal(formatBandwidth(frequencyModulationBandwidth(3000, 5000)), '16K0');
  assert.equal(formatBandwidth(frequencyModulationBandwidth(15_000, 75_000)), '180K');
  assert.equal(formatBandwidth(doubleSidebandBandwidth(3000)), '6K00');
  assert.equal(formatBandwidth(singleSidebandBandwidth(3000, 300)), '2K70');
  assert.equal(formatBandwidth(digitalBandwidth(64_000, 8, 1)), '42K7');
  assert.equal(formatBandwidth(pulseBandwidth(1e-6, 1.5)), '3M00');
  assert.throws(() => digitalBandwidth(64_000, 1, 1), RangeError);
});
