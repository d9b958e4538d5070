import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer } from './batch.ts';

const fieldOf = (request: Readonly<Record<string, unknown>>): unknown => (answer(request).error as { field?: string } | undefined)?.field;

test('a wrong value is an answer, a wrong question names its field', () => {
  assert.equal(answer({ op: 'uscc', input: '1' }).valid, false);
  assert.equal(fieldOf({ op: 'other' }), 'op');
  assert.equal(fieldOf({ op: 'uscc', input: 5 }), 'input');
  assert.equal(fieldOf({ op: 'uscc', input: '1'.repeat(3_000) }), 'input');
  assert.equal(fieldOf({ op: 'icp_numbers', input: '京', as_of: '2026-02-30' }), 'as_of');
  assert.equal(fieldOf({ op: 'idn_domains', what: 'guess', input: 'a' }), 'what');
  assert.equal(fieldOf({ op: 'ported_numbers', operator_of_block: 'Mobile', at: '2024-01-01', ports: [5] }), 'ports[0]');
});

test('two names are compared', () => {
  assert.equal(answer({ op: 'idn_domains', what: 'same_name', input: '例子.中国', other: 'xn--fsqu00a.xn--fiqs8s' }).same, true);
});
