import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasSample, readSample, runSample } from './sample.ts';

if (!hasSample)
  test('sample of uniba-dsg/betsy', { skip: 'the reference data (shared/testdata/processes) is not beside the project' }, () => {});
else
  for (const { model, cases } of readSample())
    for (const one of cases)
      test(`${model} with input ${one.input}`, async () => {
        const result = await runSample(model, one);
        assert.ok(result.isRight, `expected ${one.expect}, got ${result.seen} and ${result.outcome}`);
      });
