import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareWithReference } from './conformance.ts';
import { withoutReference } from './testing.ts';

test('every reference case comes out to the day', { skip: withoutReference }, () => {
  const sets = compareWithReference();
  assert.ok(sets.length > 5);
  for (const { name, cases, wrong } of sets) {
    assert.deepEqual(wrong, [], name);
    assert.ok(cases > 0, name);
  }
});
