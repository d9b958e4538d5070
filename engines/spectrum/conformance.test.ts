import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { type ConformanceSet, conformanceSets, conformanceTable, isPresent, score } from './conformance.ts';

const absent = (set: ConformanceSet): string | false => (isPresent(set) ? false : `the published examples of ${set.model} are not here`);

describe('published examples', () => {
  for (const set of conformanceSets) {
    test(`${set.model}: ${set.quantity}`, { skip: absent(set) }, async () => {
      const { compared, failures } = await score(set);
      assert.ok(compared > 0, 'nothing was compared');
      assert.deepEqual(failures.slice(0, 3), []);
    });
  }
});

const someAbsent = conformanceSets.some((set) => !isPresent(set));

test('the README shows what the examples say today', { skip: someAbsent ? 'some published examples are not here' : false }, async () => {
  const readme = readFileSync(resolve(import.meta.dirname, 'README.md'), 'utf8');
  for (const line of (await conformanceTable()).split('\n')) assert.ok(readme.includes(line), `run conformance.ts and copy: ${line}`);
});
