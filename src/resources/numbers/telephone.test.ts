import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plan } from './plan.ts';
import { operatorOn, readTelephoneNumber } from './telephone.ts';

test('the longest prefix decides: 1349 is the satellite, 134 is not', () => {
  assert.equal(readTelephoneNumber('13491234567').family, 'satellite');
  assert.equal(readTelephoneNumber('13481234567').prefix, '1348');
  assert.equal(readTelephoneNumber('17411234567').family, 'emergency_communication');
  assert.equal(readTelephoneNumber('17051234567').operator_of_block, 'Mobile');
});

test('country code and punctuation are taken off', () => {
  for (const text of ['+86 138-0013-8000', '0086 13800138000', '8613800138000', '１３８００１３８０００'])
    assert.equal(readTelephoneNumber(text).digits, '13800138000');
});

test('area codes have their own lengths', () => {
  assert.deepEqual(readTelephoneNumber('(010) 6620 8888'), {
    digits: '01066208888',
    family: 'geographic',
    area: '10',
    subscriber: '66208888',
    valid: true,
  });
  assert.equal(readTelephoneNumber('010-6620888').reason, 'length');
  assert.equal(readTelephoneNumber('0532-17475962').reason, 'subscriber');
  assert.equal(readTelephoneNumber('026-12345678').reason, 'area_code');
});

test('what the plan does not name is unassigned', () => {
  assert.deepEqual(readTelephoneNumber('15463512001'), { digits: '15463512001', family: 'unassigned', valid: false, reason: 'unassigned' });
  assert.equal(readTelephoneNumber('hello').reason, 'format');
  assert.equal(readTelephoneNumber(' ').reason, 'empty');
});

test('every prefix of the plan takes its own lengths and no other', () => {
  fc.assert(
    fc.property(fc.constantFrom(...plan), fc.integer({ min: 0, max: 24 }), (entry, length) => {
      const digits = entry.prefix + '7'.repeat(Math.max(0, length - entry.prefix.length));
      const found = readTelephoneNumber(digits);
      fc.pre(found.family === entry.family && !digits.startsWith('0'));
      if (entry.prefix !== '95') assert.equal(found.valid, digits.length >= entry.shortest && digits.length <= entry.longest);
    }),
  );
});

test('no prefix stands in the plan twice', () => {
  assert.equal(new Set(plan.map(({ prefix }) => prefix)).size, plan.length);
});

test('a port counts from its day, whatever order the ports come in', () => {
  const ports = [
    { at: '2023-05-01', from: 'Unicom', to: 'Telecom' },
    { at: '2021-06-15', from: 'Mobile', to: 'Unicom' },
  ];
  const on = (at: string): string => operatorOn('Mobile', ports, at);
  assert.deepEqual([on('2021-06-14'), on('2021-06-15'), on('2023-04-30'), on('2023-05-01')], ['Mobile', 'Unicom', 'Unicom', 'Telecom']);
});
