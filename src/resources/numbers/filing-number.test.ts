import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { provinces } from '../provinces.ts';
import { readFilingNumber } from './filing-number.ts';

const today = Temporal.PlainDate.from('2026-11-01');
const read = (text: string): ReturnType<typeof readFilingNumber> => readFilingNumber(text, today);

test('a number as pages write it is folded to its canonical form', () => {
  const { canonical, notices, form } = read('京 ICP 备 09031924号');
  assert.deepEqual({ canonical, notices, form }, { canonical: '京ICP备09031924号', notices: ['normalised'], form: 'subject' });
  assert.equal(read('湘icp备2023004567号－5x').canonical, '湘ICP备2023004567号-5X');
  assert.deepEqual(read('滇ICP备09010050-5号').notices, ['suffix_order_fixed']);
});

test('the kinds of service share one sequence and differ by suffix', () => {
  const kind = (suffix: string): unknown => read(`京ICP备12345678号-2${suffix}`).kind;
  assert.deepEqual([kind(''), kind('A'), kind('X'), kind('K')], ['website', 'app', 'mini_program', 'quick_app']);
  assert.deepEqual(read('京ICP备12345678号-2B').reasons, ['suffix']);
  assert.deepEqual(read('京ICP备12345678号-02').reasons, ['sequence']);
});

test('a published number of a licensed service is read', () => {
  const { form, issuer, classes, year, sequence, kind } = read('粤B2-20090059-1626X');
  assert.deepEqual(
    { form, issuer, classes, year, sequence, kind },
    { form: 'licensed_service', issuer: '44', classes: ['B2'], year: 2009, sequence: 1626, kind: 'mini_program' },
  );
  assert.equal(read('合字A1.B1.B2-20180017').issuer, 'ministry');
  assert.deepEqual(read('B2.B1-20180017').reasons, ['classes']);
  assert.deepEqual(read('B1.B1-20180017').reasons, ['classes']);
  assert.deepEqual(read('B1-20270017').reasons, ['year']);
});

test('an alias of a province is searched for and never issued', () => {
  assert.deepEqual(read('川ICP备2021137157号-1'), {
    valid: false,
    reasons: ['alias_prefix'],
    notices: [],
    search_canonical: '蜀ICP备2021137157号-1',
  });
  assert.deepEqual(read('京ICP备12345678').reasons, ['missing_hao']);
  assert.equal(read('京ICP备12345678').search_canonical, '京ICP备12345678号');
});

test('police numbers have a list of characters of their own and begin with their province', () => {
  assert.equal(read('川公网安备51010402001234号').province, '51');
  assert.deepEqual(read('蜀公网安备51010402001234号').reasons, ['province']);
  assert.deepEqual(read('沪公网安备11010402001234号').reasons, ['province_mismatch']);
  assert.deepEqual(read('沪公网安备3101040200123号').reasons, ['digits']);
});

test('a serial of zeros is a placeholder, a year outside the form is refused', () => {
  assert.deepEqual(read('京ICP备12000000号').notices, ['placeholder']);
  assert.deepEqual(read('京ICP备04123456号').reasons, ['year']);
  assert.deepEqual(read('京ICP备2018123456号').reasons, ['year']);
  assert.deepEqual(read('京ICP备27123456号').reasons, ['year']);
});

test('whatever is issued reads back as it was issued', () => {
  const numbers = fc.tuple(
    fc.constantFrom(...provinces),
    fc.integer({ min: 2019, max: 2026 }),
    fc.integer({ min: 1, max: 999_999 }),
    fc.integer({ min: 1, max: 5_000 }),
    fc.constantFrom('', 'A', 'X', 'K'),
  );
  fc.assert(
    fc.property(numbers, ([province, year, serial, sequence, suffix]) => {
      const number = `${province.character}ICP备${year}${String(serial).padStart(6, '0')}号-${sequence}${suffix}`;
      const found = read(number);
      assert.equal(found.canonical, number);
      assert.deepEqual([found.province, found.year, found.sequence, found.notices], [province.code, year, sequence, []]);
    }),
  );
});

test('any text gets an answer, and a canonical form is its own', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...'京川粤ICP备证公网安字B12.-—_ 号0123456789AXK'), { maxLength: 24 }), (characters) => {
      const found = read(characters.join(''));
      assert.equal(found.valid, found.reasons.length === 0);
      if (found.canonical !== undefined) assert.equal(read(found.canonical).canonical, found.canonical);
    }),
  );
});
