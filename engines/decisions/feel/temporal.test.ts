import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileExpression } from '../expression.ts';
import { dateOfDayNumber, dayNumber, FeelDate, weekday } from './temporal.ts';
import { dateText, parseDate } from './temporal-text.ts';

const evaluate = (text: string): unknown => compileExpression(text).evaluate({});

test('day numbers and weekdays agree with Temporal', () => {
  const date = fc.tuple(fc.integer({ min: -200_000, max: 200_000 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }));
  fc.assert(
    fc.property(date, ([year, month, day]) => {
      const ours = new FeelDate(year, month, day);
      const theirs = new Temporal.PlainDate(year, month, day);
      assert.equal(dayNumber(ours), new Temporal.PlainDate(1970, 1, 1).until(theirs).days);
      assert.equal(weekday(ours), theirs.dayOfWeek);
      assert.deepEqual(dateOfDayNumber(dayNumber(ours)), ours);
    }),
  );
});

test('dates beyond Temporal are written and read', () => {
  fc.assert(
    fc.property(fc.integer({ min: -365_000_000_000, max: 365_000_000_000 }), (days) => {
      const date = dateOfDayNumber(days);
      assert.ok(date !== undefined);
      assert.equal(dayNumber(date), days);
      assert.deepEqual(parseDate(dateText(date)), date);
    }),
  );
});

// Rules of the zones from the IANA database: clocks in Paris went forward on 2023-03-26 at 01:00Z and back on 2023-10-29 at 01:00Z.
for (const [text, expected] of [
  ['date and time("2023-03-26T01:30:00@Europe/Paris") + duration("PT1H")', '2023-03-26T03:30:00@Europe/Paris'],
  ['date and time("2023-10-29T01:30:00@Europe/Paris").time offset', 'PT2H'],
  ['date and time("2023-10-30T01:30:00@Europe/Paris").time offset', 'PT1H'],
  ['date and time("2023-03-27T00:00:00@Europe/Paris") - date and time("2023-03-26T00:00:00@Europe/Paris")', 'PT23H'],
  ['date and time("2023-06-01T12:00:00@Europe/Paris") = date and time("2023-06-01T10:00:00Z")', true],
  ['date and time("2023-06-01T12:00:00@Asia/Shanghai").timezone', 'Asia/Shanghai'],
  ['date("2024-01-31") + duration("P1M")', '2024-02-29'],
  ['date("2024-03-31") - duration("P13M")', '2023-02-28'],
  ['time("23:30:00") + duration("PT45M")', '00:15:00'],
  ['date("2023-01-01") < date and time("2023-01-01T10:00:00")', null],
  ['date and time("2023-01-01T00:00:00Z") - date and time("2023-01-01T00:00:00")', null],
  ['duration("P1D") + duration("P1M")', null],
  ['date("2023-02-29")', null],
  ['time("10:00:00@Nowhere/City")', null],
  [
    '[for d in @"2024-02-28"..@"2024-03-01" return d.day, for d in @"2024-03-01"..@"2024-02-28" return d.day]',
    [
      [28, 29, 1],
      [1, 29, 28],
    ],
  ],
] as const) {
  test(`${text} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(evaluate(text), expected);
  });
}
