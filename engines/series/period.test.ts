import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatPeriod, parsePeriod } from './period.ts';

test('months and quarters are read and written the same', () => {
  for (const text of ['1992-01', '0001-12', '2024-07']) assert.equal(formatPeriod(parsePeriod(text, 12), 12), text);
  for (const text of ['1960-Q1', '1986-Q4']) assert.equal(formatPeriod(parsePeriod(text, 4), 4), text);
  assert.equal(parsePeriod('1961-01', 12) - parsePeriod('1960-12', 12), 1);
});

test('a text that is no period of the frequency is refused', () => {
  for (const text of ['1992-13', '1992-00', '1992-Q1', '92-01', '']) assert.throws(() => parsePeriod(text, 12), RangeError);
  for (const text of ['1992-Q5', '1992-Q0', '1992-01']) assert.throws(() => parsePeriod(text, 4), RangeError);
});
