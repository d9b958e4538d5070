import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileCalendar } from './calendar.ts';
import { countWorkingDays, deadline, earliestEffective, hoursDeadline, isWorkingDay, latest } from './deadline.ts';
import { day, sampleSource } from './testing.ts';

const calendar = compileCalendar(sampleSource);
const due = (start: string, n: number, unit: 'workingDay' | 'calendarDay' | 'month' | 'year', more = {}): string =>
  deadline({ start: day(start), n, unit, ...more }, calendar).due.toString();

test('a limit of five working days runs over National Day 2024 to a working Saturday', () => {
  // State Council notice 国办发明电〔2023〕7号: holiday 1–7 October; Sunday 29 September and Saturday 12 October are worked.
  assert.equal(due('2024-09-30', 5, 'workingDay'), '2024-10-12');
});

test('the day of the event does not count, whatever day it is', () => {
  // Civil Code, art. 201.
  assert.equal(due('2024-03-04', 1, 'workingDay'), '2024-03-05');
  assert.equal(due('2024-03-02', 1, 'workingDay'), '2024-03-04');
  assert.equal(due('2024-03-04', 1, 'calendarDay'), '2024-03-05');
});

test('a month ends on the corresponding day, or on the last one where there is none', () => {
  // Civil Code, art. 202.
  assert.equal(due('2024-01-31', 1, 'month'), '2024-02-29');
  assert.equal(due('2023-01-31', 1, 'month'), '2023-02-28');
  assert.equal(due('2024-02-29', 1, 'year'), '2025-02-28');
  assert.equal(due('2024-07-28', 3, 'month'), '2024-10-28');
});

test('a limit that ends on a day of rest rolls on, or back to the safe side', () => {
  // Civil Code, art. 203: 6 October 2024 is a Sunday of the holiday; the next day worked is the 8th, the last one before is 30 September.
  assert.equal(due('2024-09-21', 15, 'calendarDay'), '2024-10-06');
  assert.equal(due('2024-09-21', 15, 'calendarDay', { roll: 'forward' }), '2024-10-08');
  assert.equal(due('2024-09-21', 15, 'calendarDay', { roll: 'backward' }), '2024-09-30');
});

test('suspended days do not count, and overlapping suspensions count once', () => {
  const suspensions = [
    { after: day('2024-03-05'), through: day('2024-03-08') },
    { after: day('2024-03-07'), through: day('2024-03-12') },
  ];
  // Counted are 5 March and, after the suspensions, 13 and 14 March.
  assert.equal(due('2024-03-04', 3, 'workingDay', { suspensions }), '2024-03-14');
  assert.equal(due('2024-03-04', 3, 'calendarDay', { suspensions }), '2024-03-14');
});

test('a suspension before the start or after the end changes nothing', () => {
  const around = [
    { after: day('2024-01-01'), through: day('2024-03-04') },
    { after: day('2024-03-08'), through: day('2024-03-20') },
  ];
  assert.equal(due('2024-03-04', 4, 'calendarDay', { suspensions: around }), '2024-03-08');
  assert.equal(due('2024-03-04', 4, 'workingDay', { suspensions: around }), '2024-03-08');
});

test('an extension adds to the limit, not to its end', () => {
  // Administrative Licensing Law, art. 42: twenty working days, extended by ten.
  assert.equal(due('2024-01-31', 1, 'month', { extension: 1 }), '2024-03-31');
  assert.equal(due('2024-03-04', 20, 'workingDay', { extension: 10 }), due('2024-03-04', 30, 'workingDay'));
});

test('a day in a year without notice makes an answer provisional', () => {
  const beyond = deadline({ start: day('2024-12-27'), n: 3, unit: 'workingDay' }, calendar);
  assert.equal(beyond.due.toString(), '2025-01-01');
  assert.equal(beyond.provisional, true);
  assert.equal(deadline({ start: day('2024-12-27'), n: 2, unit: 'workingDay' }, calendar).provisional, false);
  assert.equal(deadline({ start: day('2023-12-31'), n: 1, unit: 'workingDay' }, calendar).provisional, false);
  assert.equal(deadline({ start: day('2023-12-30'), n: 1, unit: 'workingDay' }, calendar).provisional, true);
});

test('no less than n working days before: the n-th day after still lies before the event', () => {
  // 缔结条约管理办法 (2022), art. 9; from Friday 18 October 2024: 17, 16, 15, 14 and Saturday 12 October, so the 11th at the latest.
  assert.equal(latest(day('2024-10-18'), 5, 'workingDay', calendar).latest.toString(), '2024-10-11');
  assert.equal(latest(day('2024-10-18'), 5, 'calendarDay', calendar).latest.toString(), '2024-10-12');
});

test('no less than a month before the end of March is the end of February', () => {
  assert.equal(latest(day('2023-03-31'), 1, 'month', calendar).latest.toString(), '2023-02-28');
  assert.equal(latest(day('2023-03-28'), 1, 'month', calendar).latest.toString(), '2023-02-27');
});

test('hours run through nights and days of rest', () => {
  const start = Temporal.ZonedDateTime.from('2024-10-04T22:30:00+08:00[Asia/Shanghai]');
  assert.equal(hoursDeadline(start, 24).toString(), '2024-10-05T22:30:00+08:00[Asia/Shanghai]');
});

test('a rule is in force thirty full days after its publication', () => {
  // Regulations on the Procedures for Formulating Rules, art. 32.
  assert.equal(earliestEffective(day('2023-01-18')).toString(), '2023-02-18');
});

test('working days are counted with both ends, and backwards there are none', () => {
  assert.equal(countWorkingDays(day('2024-09-28'), day('2024-10-12'), calendar), 7);
  assert.equal(countWorkingDays(day('2024-10-12'), day('2024-10-12'), calendar), 1);
  assert.equal(countWorkingDays(day('2024-10-12'), day('2024-10-11'), calendar), 0);
  assert.equal(isWorkingDay(day('2024-09-29'), calendar), true);
  assert.equal(isWorkingDay(day('2024-10-07'), calendar), false);
});

test('what cannot be counted is refused by name', () => {
  assert.throws(() => due('2024-03-04', 0, 'workingDay'), /n must be a positive whole number, got 0/);
  assert.throws(() => due('2024-03-04', 1.5, 'month'), /got 1.5/);
  assert.throws(() => due('2024-03-04', 1, 'workingDay', { extension: -1 }), /extension must be/);
  assert.throws(
    () => due('2024-03-04', 1, 'workingDay', { suspensions: [{ after: day('2024-03-05'), through: day('2024-03-01') }] }),
    /cannot end/,
  );
  assert.throws(() => due('1900-01-01', 1, 'workingDay'), /before the calendar/);
  assert.throws(() => due('2024-03-04', 30_000, 'workingDay'), /beyond the calendar/);
  assert.throws(() => countWorkingDays(day('1900-01-01'), day('2024-01-01'), calendar), /beyond the calendar/);
  assert.throws(() => isWorkingDay(day('1900-01-01'), calendar), /beyond the calendar/);
});
