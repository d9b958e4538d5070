import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats } from './formats.ts';

const passes = (name: string, text: string): boolean | undefined => formats[name]?.(text);

test('an organiser shows a credit code or an identity number', () => {
  assert.equal(passes('organiser-certificate', '91330100799655058B'), true);
  assert.equal(passes('organiser-certificate', '11010519491231002X'), true);
  assert.equal(passes('organiser-certificate', '91330100799655058C'), false);
  assert.equal(passes('resident-id', '110105194912310021'), false);
  assert.equal(passes('resident-id', '110105491231002'), false);
});

test('a domain is asked for as it is registered', () => {
  for (const good of ['example.cn', '例子.中国', 'EXAMPLE.com.cn']) assert.equal(passes('registrable-domain', good), true, good);
  for (const bad of ['www.example.cn', 'com.cn', 'cn', 'example', 'example.cn.', 'http://example.cn', '1.2.3.4', ''])
    assert.equal(passes('registrable-domain', bad), false, bad);
});

test('mobile numbers and addresses', () => {
  assert.equal(passes('mobile', '13800138000'), true);
  assert.equal(passes('mobile', '+8613800138000'), false);
  assert.equal(passes('ip-address', '203.0.113.7'), true);
  assert.equal(passes('ip-address', '2001:db8::1'), true);
  assert.equal(passes('ip-address', '203.0.113.007'), false);
});
