import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CountingRule, countingOf } from './counting.ts';

const reconsideration: CountingRule = {
  id: 'reconsideration',
  law: '行政复议法',
  article: '88',
  workingDays: [3, 5, 7, 10],
  roll: 'forward',
};

test('the Reconsideration Law counts its short limits in working days, the others in days that roll', () => {
  // Administrative Reconsideration Law (2023), art. 88.
  assert.deepEqual(countingOf(reconsideration, 5, 'day'), { unit: 'workingDay', roll: 'none', internalRoll: 'none' });
  assert.deepEqual(countingOf(reconsideration, 60, 'day'), { unit: 'calendarDay', roll: 'forward', internalRoll: 'forward' });
});

test('the Licensing Law counts all of its limits in working days', () => {
  // Administrative Licensing Law, art. 82.
  assert.equal(countingOf({ ...reconsideration, workingDays: 'all' }, 60, 'day').unit, 'workingDay');
});

test('where a law is silent on the roll the earlier reading is worked by', () => {
  const silent = { ...reconsideration, workingDays: 'as-written', roll: 'unclear' } as const;
  assert.deepEqual(countingOf(silent, 60, 'day'), { unit: 'calendarDay', roll: 'none', internalRoll: 'backward' });
  assert.equal(countingOf(silent, 60, 'workingDay').unit, 'workingDay');
});
