import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkCreditCode, creditCodeCheck, organisationCodeCheck } from './credit-code.ts';

const ALPHABET = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
/** Codes that are right in every position. */
const codes = fc
  .tuple(
    fc.constantFrom('91', '92', '12', '51', 'N2'),
    fc.constantFrom('330100', '110101', '653021'),
    fc.array(fc.constantFrom(...ALPHABET), { minLength: 8, maxLength: 8 }),
  )
  .map(([kind, region, organisation]) => {
    const own = organisation.join('');
    const seventeen = `${kind}${region}${own}${organisationCodeCheck(own)}`;
    return seventeen + creditCodeCheck(seventeen);
  });

test('a published code passes both checks', () => {
  // 91330100799655058B is a published code of Hangzhou; the organisation code inside is 79965505-8.
  const { valid, warnings, organisation_code, region, department } = checkCreditCode('91330100799655058B');
  assert.deepEqual(
    { valid, warnings, organisation_code, region, department },
    { valid: true, warnings: [], organisation_code: '79965505-8', region: '330100', department: '9' },
  );
});

test('spaces, hyphens, small letters and full-width digits are folded', () => {
  assert.equal(checkCreditCode(' ９１３３０１００-7996 55058b').canonical, '91330100799655058B');
  assert.equal(checkCreditCode(' ９１３３０１００-7996 55058b').valid, true);
});

test('codes of before 2015 are told apart from slips', () => {
  assert.deepEqual(checkCreditCode('330100000012345').reasons, ['old_15_digit_licence']);
  assert.deepEqual(checkCreditCode('79965505-8').reasons, ['old_organisation_code']);
  assert.deepEqual(checkCreditCode('9133010079965505').reasons, ['length']);
  assert.deepEqual(checkCreditCode('').reasons, ['empty']);
});

test('letters that the alphabet leaves out stop the check and are named', () => {
  const { reasons, bad_characters } = checkCreditCode('9133010079965505SO');
  assert.deepEqual(reasons, ['alphabet']);
  assert.deepEqual(bad_characters, ['O', 'S']);
});

test('all broken rules are named at once', () => {
  assert.deepEqual(checkCreditCode('F1330100799655058B').reasons, ['department', 'check_digit']);
  assert.deepEqual(checkCreditCode('97990100799655058B').reasons, ['class', 'region', 'check_digit']);
});

test('a well-formed code is valid, and no single slip passes', () => {
  fc.assert(
    fc.property(codes, fc.integer({ min: 0, max: 17 }), fc.constantFrom(...ALPHABET), (code, at, other) => {
      assert.deepEqual(checkCreditCode(code).reasons, []);
      fc.pre(code[at] !== other);
      assert.equal(checkCreditCode(code.slice(0, at) + other + code.slice(at + 1)).valid, false);
    }),
  );
});

test('any text gets an answer with a reason', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
      const { valid, reasons } = checkCreditCode(text);
      assert.equal(valid, reasons.length === 0);
    }),
  );
});
