import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runKit } from './conformance.ts';

// The DMN technology compatibility kit (github.com/dmn-tck/tck, Apache-2.0) lies beside the project, not in it.
const kit = join(import.meta.dirname, '../../../shared/testdata/decisions');

test('every result of the compatibility kit beside the project comes out as the kit expects', {
  skip: existsSync(kit) ? false : `the kit is not at ${kit}`,
}, async () => {
  const results = await runKit(kit);
  assert.ok(results.length > 0);
  assert.deepEqual(
    results.flatMap(({ folder, failures }) => failures.map((failure) => `${folder}/${failure}`)),
    [],
  );
});
