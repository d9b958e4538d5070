import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readBatteryCode } from './battery-code.ts';
import { checkOf, judgeVin } from './vin.ts';

const LETTERS = [...'ABCDEFGHJKLMNPRSTUVWXYZ0123456789'];
const vins = fc
  .tuple(
    fc.array(fc.constantFrom(...LETTERS), { minLength: 9, maxLength: 9 }),
    fc.constantFrom(...'ABCDEFGHJKLMNPRSTVWXY123456789'),
    fc.constantFrom(...LETTERS),
    fc.integer({ min: 0, max: 999_999 }),
  )
  .map(([front, year, plant, serial]) => {
    const raw = `${front.join('')}${year}${plant}${String(serial).padStart(6, '0')}`;
    return raw.slice(0, 8) + checkOf(raw) + raw.slice(9);
  });

test('a published number has the published check digit', () => {
  // 1M8GDM9AXKP042788 is the worked example of SAE J853 and 49 CFR 565: check X.
  const { valid, expected_check, model_year_candidates } = judgeVin('1M8GDM9AXKP042788', 'gb', null);
  assert.deepEqual(
    { valid, expected_check, model_year_candidates },
    { valid: true, expected_check: 'X', model_year_candidates: [1989, 2019] },
  );
});

test('the day of manufacture decides between two model years', () => {
  const year = (day: string): unknown => judgeVin('1M8GDM9AXKP042788', 'gb', Temporal.PlainDate.from(day)).model_year;
  assert.deepEqual([year('2018-07-01'), year('1989-01-01'), year('2000-01-01')], [2019, 1989, null]);
});

test('a well-made number passes, and one changed value does not', () => {
  fc.assert(
    fc.property(vins, fc.nat(16), fc.constantFrom(...'0123456789'), (vin, at, digit) => {
      assert.deepEqual(judgeVin(vin, 'gb', null).errors, []);
      fc.pre(/\d/.test(vin[at] ?? '') && vin[at] !== digit && at !== 9);
      assert.equal(judgeVin(vin.slice(0, at) + digit + vin.slice(at + 1), 'gb', null).valid, false);
    }),
  );
});

test('what is folded is noted, and what is wrong is named', () => {
  assert.deepEqual(judgeVin(' 1m8gdm9axkp042788', 'gb', null).notes, ['spaces_trimmed', 'lowercase_folded']);
  assert.deepEqual(judgeVin('1O8GDM9AXKP04278', 'gb', null).errors, ['length', 'forbidden_letter']);
  assert.deepEqual(judgeVin('1M8GDM9A-KP042788', 'iso', null).errors, ['illegal_character']);
});

test('a battery code is taken apart and each segment judged', () => {
  assert.equal(readBatteryCode('1FACDHA7293CMG9194791468').segments?.trace, '7293CMG');
  assert.deepEqual(readBatteryCode('1FAXXHA7293CMG9190000000').errors, ['product_type', 'chemistry', 'serial_zero']);
  assert.deepEqual(readBatteryCode('1FA').errors, ['length']);
  assert.deepEqual(readBatteryCode('1FACDHA7293CMG919479146-').errors, ['illegal_character']);
});
