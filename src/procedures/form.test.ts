import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { textOfRefusal } from '../platform/http/problem.ts';
import { createTranslator } from '../platform/i18n/index.ts';
import { loadFindings } from './findings.ts';
import { compileForm, decodeField, type Field, findMistakes, readPointer, withPointer } from './form.ts';

const ministry = join(import.meta.dirname, '..', '..', 'ministries', 'miit');
const schema = JSON.parse(readFileSync(join(ministry, 'procedures', 'website-filing', 'form.schema.json'), 'utf8')) as Record<
  string,
  unknown
>;
const form = compileForm(schema);

const codesOf = (data: unknown): readonly string[] => findMistakes(form, data).map((each) => `${each.field} ${each.rule.code}`);

test('a page that names a field which the schema does not have is refused when the form is read', () => {
  const broken = { ...schema, 'ui:pages': [{ code: 'x', title: {}, why: {}, fields: ['/subject/colour'] }] };
  assert.throws(() => compileForm(broken), /\/subject\/colour/);
});

test('of an empty form every required answer is asked for, in the order of the pages', () => {
  const codes = codesOf({});
  const required = [...form.fields.values()].filter((field) => field.required).map((field) => field.pointer);
  assert.deepEqual(
    codes.map((each) => each.split(' ')[0]),
    required,
  );
  assert.ok(codes.includes('/subject/certificateFile file-required'));
  assert.ok(codes.includes('/service/contentTypes choice-required'));
  assert.ok(codes.includes('/commitment/agreed field-agree'));
});

test('a mistake inside an attachment belongs to the question, and each question has one mistake at most', () => {
  const codes = codesOf({ commitment: { file: { name: 'x'.repeat(200), mediaType: 'text/html', size: 0, sha256: 'zz' }, agreed: false } });
  assert.equal(codes.filter((each) => each.startsWith('/commitment/file')).length, 1);
  assert.ok(codes.includes('/commitment/agreed field-agree'));
});

test('what the form does not ask is named by its own pointer', () => {
  assert.ok(codesOf({ subject: { colour: 'red' }, price: 5 }).includes('/subject/colour field-unknown'));
  assert.ok(codesOf({ price: 5 }).includes('/price field-unknown'));
});

test('whatever is sent, every mistake can be said in both languages', () => {
  const translators = [createTranslator('zh-CN'), createTranslator('en')];
  const answer = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string()), fc.object());
  const pointers = [...form.fields.keys()];
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...pointers), answer), fc.jsonValue(), (answers, other) => {
      let data: Readonly<Record<string, unknown>> = {};
      for (const [pointer, value] of Object.entries(answers)) data = withPointer(data, pointer, value);
      for (const given of [data, other]) {
        for (const refusal of findMistakes(form, given)) {
          for (const t of translators) {
            const text = textOfRefusal(refusal, t);
            assert.ok(text.length > 0 && !text.includes('{{'), `${refusal.rule.code}: ${text}`);
          }
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('an answer that is set is read again, and nothing else changes', () => {
  const pointer = fc.constantFrom('/a', '/b', '/a/x', '/b/y/z');
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.object({ maxDepth: 2 })), pointer, fc.string(), (data, at, value) => {
      const before = JSON.stringify(data);
      const set = withPointer(data, at, value);
      assert.equal(readPointer(set, at), value);
      assert.equal(JSON.stringify(data), before, 'the data given is not changed in place');
      assert.equal(readPointer(withPointer(set, at, undefined), at), undefined);
      assert.equal(JSON.stringify(set.c), JSON.stringify(data.c));
    }),
  );
});

test('a pointer reads only what the data themselves hold', () => {
  assert.equal(readPointer({}, '/constructor/name'), undefined);
  assert.equal(readPointer({}, '/__proto__/x'), undefined);
});

test('what a page sends becomes what the schema wants', () => {
  const field = (widget: Field['widget']): Field => ({
    pointer: '/x',
    title: { 'zh-CN': '甲', en: 'A' },
    widget,
    required: true,
    code: false,
    sensitive: false,
    locked: false,
  });
  assert.equal(decodeField(field('text'), '  甲乙 '), '甲乙');
  assert.equal(decodeField(field('text'), ' '), undefined, 'an empty answer is no answer');
  assert.equal(decodeField(field('textarea'), 'a\r\nb'), 'a\nb');
  assert.deepEqual(decodeField(field('checkboxes'), 'one'), ['one']);
  assert.deepEqual(decodeField(field('checkboxes'), ['one', 'two']), ['one', 'two']);
  assert.equal(decodeField(field('checkbox'), 'true'), true);
  assert.equal(decodeField(field('checkbox'), undefined), undefined);
  assert.equal(decodeField(field('number'), '12'), 12);
  assert.equal(decodeField(field('number'), 'twelve'), 'twelve', 'what is no number stays as typed, for the rule to refuse');
});

test('every finding of the catalogue is about a question that is asked', () => {
  const findings = loadFindings(ministry);
  assert.ok(findings.size >= 26);
  for (const { code, field } of findings.values()) {
    if (field !== undefined) assert.ok(form.fields.has(field), `${code} is about ${field}`);
  }
});
