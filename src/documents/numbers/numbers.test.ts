import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { answer } from '../batch.ts';
import { chineseNumber } from './chinese-numerals.ts';
import { readOfficialNumber } from './document-number.ts';
import { runRegister } from './sequence.ts';
import { readStandardNumber } from './standard-number.ts';

/** Reference cases lie beside the checkout; a copy of the project alone does not have them. */
const folder = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'testdata', 'institution', 'numbering');
const skip = existsSync(folder) ? false : 'no reference cases in ../shared/testdata/institution/numbering';

type Row = Readonly<Record<string, unknown>>;

const rows = (name: string): readonly Row[] =>
  readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

for (const [name, kind] of [
  ['parse', 'document'],
  ['standards', 'standard'],
] as const) {
  test(`every reference number of ${name}`, { skip }, () => {
    for (const { id, input, valid, ...fields } of rows(name)) {
      const got = answer({ op: 'parse', kind, text: input }) as Row & { readonly error?: Row };
      const found: Row = valid === true ? got : (got.error ?? {});
      for (const [field, want] of Object.entries(fields)) {
        // The kind of a standard is not in the reference rows; that of a wrong number stands in the code of its error.
        if (valid !== true && field === 'kind') continue;
        assert.deepEqual(found[field], want, `${id} ${field}`);
      }
      assert.equal(got.error === undefined, valid, String(id));
    }
  });
}

test('every reference script of numbering', { skip }, () => {
  for (const { id, ops, expected, register } of rows('sequence')) {
    const got = answer({ op: 'register', ops });
    assert.deepEqual(got.results, expected, String(id));
    assert.deepEqual(got.register, register, String(id));
  }
});

const reasonsOf = (reading: ReturnType<typeof readOfficialNumber> | ReturnType<typeof readStandardNumber>): readonly string[] =>
  reading.valid ? [] : reading.reasons;

test('each departure from the form of a document number is named, all at once', () => {
  const reasons = (text: string): readonly string[] => reasonsOf(readOfficialNumber(text));
  assert.deepEqual(reasons('工信部规【2024】第012号'), ['brackets other than 〔〕', 'the word 第 before the number', 'leading zero']);
  assert.deepEqual(reasons('工信部规（24）12号'), ['brackets other than 〔〕', 'two-digit year']);
  assert.deepEqual(reasons('工信部规〔２０２４〕12号'), ['full-width digits']);
  assert.deepEqual(reasons('工信部规〔2024〕十二'), ['number in Chinese numerals', 'the word 号 is missing']);
  assert.deepEqual(reasons('〔2024〕12号'), ['no issuer code']);
  assert.deepEqual(reasons('工信部规〔2024〕0号'), ['numbers begin with 1']);
  assert.deepEqual(reasons('MIIT〔2024〕1号'), ['an issuer code is of Chinese characters only']);
  assert.deepEqual(reasons(''), ['empty']);
  assert.deepEqual(reasons('关于印发的通知'), ['no year and no number']);
});

test('orders run without a year, announcements with one', () => {
  const value = (text: string): unknown => {
    const reading = readOfficialNumber(text);
    return reading.valid ? reading.value : reading.normalised;
  };
  assert.deepEqual(value('中华人民共和国国务院令第802号'), { kind: 'order', issuer: '中华人民共和国国务院', seq: 802 });
  assert.equal(value('工业和信息化部令五十五号'), '工业和信息化部令第55号');
  assert.equal(value('工业和信息化部公告〔二〇二〇〕41号'), '工业和信息化部公告2020年第41号');
});

test('a number that is written in the correct form reads back, and each repair is correct', () => {
  const parts = fc.tuple(
    fc.constantFrom('工信部规', '工信厅联企业', '国办发'),
    fc.integer({ min: 1949, max: 2099 }),
    fc.integer({ min: 1, max: 9_999 }),
  );
  const slips = fc.constantFrom<(code: string, year: number, seq: number) => string>(
    (code, year, seq) => `${code}[${year}]${seq}号`,
    (code, year, seq) => `${code}〔${year}〕第${seq}号`,
    (code, year, seq) => `${code} 〔${year}〕 ${seq} 号`,
    (code, year, seq) => `${code}〔${year}〕00${seq}号`,
    (code, year, seq) => `${code}（${year}）${seq}`,
  );
  fc.assert(
    fc.property(parts, slips, ([code, year, seq], slip) => {
      const right = `${code}〔${year}〕${seq}号`;
      const reading = readOfficialNumber(right);
      assert.deepEqual(reading.valid && reading.value, { kind: 'document', issuerCode: code, year, seq, joint: code.includes('联') });
      const wrong = readOfficialNumber(slip(code, year, seq));
      assert.equal(wrong.valid, false);
      assert.equal(!wrong.valid && wrong.normalised, right);
    }),
  );
});

test('what is wrong in a standard number is named with the right form', () => {
  const reasons = (text: string): readonly string[] => reasonsOf(readStandardNumber(text));
  assert.deepEqual(reasons('GB/T 9704—2012'), []);
  assert.deepEqual(reasons('gb/t9704-12'), ['lower-case letters', 'missing space before the number', 'two-digit year']);
  assert.deepEqual(reasons('GB/R 1-2020'), ['unknown letter R after the slash']);
  assert.deepEqual(reasons('XX/T 1-2020'), ['unknown code XX']);
  assert.deepEqual(reasons('GB/T 9704'), ['missing year']);
  assert.deepEqual(reasons('9704-2012'), ['no code before the number']);
  const wrong = readStandardNumber('GBT 09704-2012');
  assert.equal(!wrong.valid && wrong.normalised, 'GB/T 9704-2012');
});

test('standards say their level and whether they bind', () => {
  const value = (text: string): unknown => {
    const reading = readStandardNumber(text);
    return reading.valid && [reading.value.level, reading.value.recommended, reading.value.guide, reading.value.part];
  };
  assert.deepEqual(value('YD/T 1312.1-2015'), ['industry', true, false, '1']);
  assert.deepEqual(value('GB/Z 20986-2007'), ['national', false, true, null]);
  assert.deepEqual(value('DB11/T 1234-2020'), ['local', true, false, null]);
  assert.deepEqual(value('T/CCSA 123-2020'), ['group', false, false, null]);
});

test('Chinese numerals are read as digits or as tens', () => {
  const values = ['二〇二四', '十', '二十五', '一百零八', '一千九百四十九', '两百'].map(chineseNumber);
  assert.deepEqual(values, [2024, 10, 25, 108, 1949, 200]);
  assert.equal(chineseNumber('甲'), undefined);
  assert.equal(chineseNumber(''), undefined);
});

test('numbers run without gaps, whatever fails and whatever is voided', () => {
  const act = fc.oneof(
    fc.record({
      op: fc.constant('register' as const),
      series: fc.constantFrom('甲', '乙'),
      year: fc.constantFrom(2024, 2025),
      doc: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
      fail: fc.boolean(),
    }),
    fc.record({ op: fc.constantFrom('register-again' as const, 'void' as const), doc: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f') }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const { register, results } = runRegister(acts);
      assert.equal(results.length, acts.length);
      const documents: string[] = [];
      for (const numbers of Object.values(register)) {
        assert.deepEqual(
          numbers.map(({ n }) => n),
          numbers.map((_, i) => i + 1),
        );
        documents.push(...numbers.map(({ doc }) => doc));
      }
      assert.equal(new Set(documents).size, documents.length);
    }),
  );
});

test('a bad question names its field', () => {
  const fieldOf = (request: Row): unknown => (answer(request).error as Row | undefined)?.field;
  assert.equal(fieldOf({ op: 'print' }), 'op');
  assert.equal(fieldOf({ op: 'parse', kind: 'letter', text: 'a' }), 'kind');
  assert.equal(fieldOf({ op: 'parse', kind: 'document' }), 'text');
  assert.equal(fieldOf({ op: 'register', ops: [{ op: 'register', series: '甲', year: 24, doc: 'a' }] }), 'ops[0].year');
  assert.equal(fieldOf({ op: 'register', ops: [{ op: 'burn', doc: 'a' }] }), 'ops[0].op');
});
