import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conformance, stlConformance } from './conformance.ts';
import { withPublished } from './testing.ts';

test('tables of every published run are within 5e-5 of the reference program, and every printed measure is equal', withPublished, () => {
  const rows = conformance();
  assert.ok(rows.length >= 24);
  for (const { run, series, worst, worstTable, measuresDiffering } of rows) {
    assert.ok(worst < (run.startsWith('x11') ? 1e-9 : 5e-5), `${run} ${series}: ${worstTable} differs by ${worst}`);
    assert.equal(measuresDiffering, 0, `${run} ${series}`);
  }
});

test('STL is within 1e-9 of R in every published run', withPublished, () => {
  const rows = stlConformance();
  assert.ok(rows.length >= 8);
  for (const { file, worst } of rows) assert.ok(worst < 1e-9, `${file} differs by ${worst}`);
});
