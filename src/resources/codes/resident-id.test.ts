import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkResidentId, residentIdCheck } from './resident-id.ts';

const today = Temporal.PlainDate.from('2026-11-01');
const numbered = (seventeen: string): string => seventeen + residentIdCheck(seventeen);

test('the standard example passes', () => {
  // GB 11643-1999, annex A: 11010519491231002X.
  assert.equal(checkResidentId('11010519491231002X', today).valid, true);
  assert.equal(checkResidentId('11010519491231002x', today).canonical, '11010519491231002X');
});

test('what is wrong is named', () => {
  assert.deepEqual(checkResidentId('110105491231002', today).reasons, ['old_15_digits']);
  assert.deepEqual(checkResidentId('1101051949123100', today).reasons, ['format']);
  assert.deepEqual(checkResidentId('110105194912310021', today).reasons, ['check_digit']);
  assert.deepEqual(checkResidentId(numbered('99010119230229001'), today).reasons, ['date']);
  assert.deepEqual(checkResidentId(numbered('99010120261102001'), today).reasons, ['future_date']);
  assert.deepEqual(checkResidentId(numbered('99010118761031001'), today).reasons, ['age_over_150']);
  assert.deepEqual(checkResidentId(numbered('99010118761101001'), today).reasons, []);
});

test('no single wrong digit and no swap of neighbours passes', () => {
  const numbers = fc
    .tuple(fc.integer({ min: 100_000, max: 999_999 }), fc.integer({ min: 0, max: 999 }))
    .map(([region, serial]) => numbered(`${region}19900101${String(serial).padStart(3, '0')}`));
  fc.assert(
    fc.property(numbers, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (number, at, step) => {
      const changed = number.slice(0, at) + ((Number(number[at]) + step) % 10) + number.slice(at + 1);
      assert.equal(checkResidentId(changed, today).check_ok, false);
      fc.pre(at < 16 && number[at] !== number[at + 1]);
      const swapped = number.slice(0, at) + number[at + 1] + number[at] + number.slice(at + 2);
      assert.equal(checkResidentId(swapped, today).check_ok, false);
    }),
  );
});
