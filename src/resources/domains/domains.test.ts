import assert from 'node:assert/strict';
import { test } from 'node:test';
import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { isSameName, registrableDomain, toAscii } from './names.ts';
import { decodePunycode, encodePunycode } from './punycode.ts';
import { checkRegistration } from './registration.ts';

test('punycode of RFC 3492, 7.1', () => {
  // (B) Chinese (simplified), (L) 3年B組金八先生, (S) -> $1.00 <-.
  assert.equal(encodePunycode('他们为什么不说中文'), 'ihqwcrb4cv8a8dqg056pqjye');
  assert.equal(encodePunycode('3年b組金八先生'), '3b-ww4c5e180e575a65lsy2b');
  assert.equal(decodePunycode('-> $1.00 <--'), '-> $1.00 <-');
  assert.equal(decodePunycode('ihqwcrb4cv8a8dqg056pqjye'), '他们为什么不说中文');
  assert.equal(decodePunycode('99999999999'), undefined);
});

test('what punycode encodes it decodes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (text) => {
      fc.pre(/[^\0-\x7f]/.test(text));
      assert.equal(decodePunycode(encodePunycode(text)), text);
    }),
  );
});

test('a name is registered as its A-label and shown as its U-label', () => {
  const { valid, a_label, u_label } = checkRegistration('例子.中国');
  assert.deepEqual({ valid, a_label, u_label }, { valid: true, a_label: 'xn--fsqu00a.xn--fiqs8s', u_label: '例子.中国' });
  assert.equal(checkRegistration('xn--fsqu00a.xn--fiqs8s').u_label, '例子.中国');
});

test('what IDNA2008 forbids is refused with the reason', () => {
  const reason = (name: string): unknown => checkRegistration(name).reasons[0];
  assert.equal(reason('ＡＢＣ.cn'), 'code_point');
  assert.equal(reason('i❤.cn'), 'code_point');
  assert.equal(reason('a_b.cn'), 'code_point');
  assert.equal(reason('e\u0301.cn'), 'not_normalised');
  assert.equal(reason('-a.cn'), 'hyphen');
  assert.equal(reason('ab--c.cn'), 'hyphen');
  assert.equal(reason('中·国.com'), 'context');
  assert.equal(reason('a\u200db.cn'), 'context');
  assert.equal(reason('אa.cn'), 'bidi');
  assert.equal(reason('\u0301a.cn'), 'initial_combining_mark');
  assert.equal(reason('a..cn'), 'empty_label');
  assert.equal(reason(`${'x'.repeat(64)}.cn`), 'label_too_long');
  assert.equal(reason(Array.from({ length: 5 }, () => 'b'.repeat(60)).join('.')), 'name_too_long');
  assert.equal(reason('xn--abc-.cn'), 'a_label');
});

test('joiners are permitted where the script asks for them', () => {
  // RFC 5892, A.1 and A.2: after a virama; between joining letters (Persian نامه‌ای).
  assert.equal(checkRegistration('क्\u200dष.com').valid, true);
  assert.equal(checkRegistration('نامه\u200cای.com').valid, true);
});

test('a name that may be registered is looked up as itself', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...'中国广東例子abc019-éßλς日ヶ한'), { minLength: 1, maxLength: 12 }), (characters) => {
      const { valid, a_label } = checkRegistration(characters.join(''));
      fc.pre(valid && /[^0-9]/.test(characters.join('')));
      assert.equal(domainToASCII(a_label ?? ''), a_label);
    }),
  );
});

test('the registrable part lies under the public suffix', () => {
  assert.equal(registrableDomain('www.example.com.cn'), 'example.com.cn');
  assert.equal(registrableDomain('www.例子.中国'), 'xn--fsqu00a.xn--fiqs8s');
  assert.equal(registrableDomain('com.cn'), undefined);
  assert.equal(registrableDomain('me.github.io'), 'github.io');
  assert.equal(registrableDomain('me.github.io', true), 'me.github.io');
});

test('spellings of one name are one name', () => {
  assert.equal(isSameName('例子.中国', 'XN--FSQU00A.xn--fiqs8s'), true);
  assert.equal(isSameName('例子。中国', '例子.中国.'), true);
  assert.equal(isSameName('例子.中国', '例子.中國'), false);
  assert.equal(isSameName('', ''), false);
});

test('what is no name is none: addresses, paths, numbers stay what they are', () => {
  for (const text of ['a/b', 'a b', 'a:80', 'user@a', '[::1]', '%41', '']) assert.equal(toAscii(text), undefined);
  assert.equal(toAscii('1.2'), '1.2');
});
