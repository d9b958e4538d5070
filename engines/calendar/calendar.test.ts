import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileCalendar, dayNumber, fromDayNumber, type HolidayNotice, weekdayOf } from './calendar.ts';
import { deadline, isWorkingDay } from './deadline.ts';
import { day, sampleSource } from './testing.ts';

const notice = (change: Partial<HolidayNotice>): HolidayNotice => ({
  year: 2020,
  version: 1,
  notice: 'first',
  knownFrom: '2019-11-21',
  off: ['2020-01-30'],
  work: ['2020-02-01'],
  ...change,
});

test('a day number is a date and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -40_000, max: 60_000 }), (number) => {
      const date = fromDayNumber(number);
      assert.equal(dayNumber(date), number);
      assert.equal(weekdayOf(number), date.dayOfWeek);
    }),
  );
});

test('a later version of a notice counts from the day it became known', () => {
  // 2020: the Spring Festival holiday was extended by a notice of 26 January, during the holiday itself.
  const source = {
    ...sampleSource,
    notices: [notice({}), notice({ version: 2, notice: 'second', knownFrom: '2020-01-26', off: ['2020-01-30', '2020-01-31'], work: [] })],
  };
  const on = (known: string): boolean => isWorkingDay(day('2020-01-31'), compileCalendar(source, day(known)));
  assert.equal(on('2020-01-25'), true);
  assert.equal(on('2020-01-26'), false);
  assert.equal(isWorkingDay(day('2020-02-01'), compileCalendar(source, day('2020-01-25'))), true);
  assert.equal(isWorkingDay(day('2020-02-01'), compileCalendar(source)), false);
});

test('before any notice was known weekends alone are applied, provisionally', () => {
  const calendar = compileCalendar(sampleSource, day('2023-01-01'));
  const found = deadline({ start: day('2024-09-30'), n: 5, unit: 'workingDay' }, calendar);
  assert.equal(found.due.toString(), '2024-10-07');
  assert.equal(found.provisional, true);
});

test('a notice may move days of the December before', () => {
  const source = { ...sampleSource, notices: [notice({ year: 2019, off: ['2018-12-31'], work: ['2018-12-29'] }), notice({})] };
  const calendar = compileCalendar(source);
  assert.equal(isWorkingDay(day('2018-12-31'), calendar), false);
  assert.equal(isWorkingDay(day('2018-12-29'), calendar), true);
});

test('another country rests on other days', () => {
  const calendar = compileCalendar({ id: 'AE', weekend: [5, 6], notices: [] });
  assert.equal(isWorkingDay(day('2024-03-08'), calendar), false);
  assert.equal(isWorkingDay(day('2024-03-10'), calendar), true);
});

test('notices that contradict themselves or leave out a year are refused', () => {
  assert.throws(() => compileCalendar({ ...sampleSource, notices: [notice({ work: ['2020-01-30'] })] }), /first lists 2020-01-30 twice/);
  assert.throws(() => compileCalendar({ ...sampleSource, notices: [notice({ off: ['2020-02-30'] })] }), RangeError);
  assert.throws(
    () => compileCalendar({ ...sampleSource, notices: [notice({}), notice({ year: 2022, notice: 'third' })] }),
    /no notice for 2021/,
  );
});
