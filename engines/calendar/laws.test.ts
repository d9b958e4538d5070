import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileCalendar, dayNumber, fromDayNumber } from './calendar.ts';
import { countWorkingDays, type DayUnit, deadline, latest } from './deadline.ts';
import { proof } from './proof.ts';
import { day, sampleSource } from './testing.ts';

const calendar = compileCalendar(sampleSource);
const first = dayNumber(day('2023-06-01'));
const dates = fc.integer({ min: 0, max: 800 }).map((offset) => fromDayNumber(first + offset));
const counts = fc.integer({ min: 1, max: 90 });
const units: fc.Arbitrary<DayUnit> = fc.constantFrom('workingDay', 'calendarDay', 'month', 'year');
const suspensions = fc
  .array(fc.tuple(dates, fc.integer({ min: 0, max: 40 })), { maxLength: 4 })
  .map((list) => list.map(([after, length]) => ({ after, through: after.add({ days: length }) })));
const rolls = fc.constantFrom('none', 'forward', 'backward') as fc.Arbitrary<'none' | 'forward' | 'backward'>;

/** The rule of the law, day by day, as slowly as it is written. */
function dayByDay(
  start: Temporal.PlainDate,
  n: number,
  unit: 'workingDay' | 'calendarDay',
  away: readonly { after: Temporal.PlainDate; through: Temporal.PlainDate }[],
): string {
  let date = start;
  let counted = 0;
  while (counted < n) {
    date = date.add({ days: 1 });
    const isAway = away.some(
      ({ after, through }) => Temporal.PlainDate.compare(date, after) > 0 && Temporal.PlainDate.compare(date, through) <= 0,
    );
    if (isAway) continue;
    if (unit === 'calendarDay' || calendar.works[dayNumber(date) - calendar.firstDay] === 1) counted++;
  }
  return date.toString();
}

test('the end of a limit is the day that counting day by day finds', () => {
  fc.assert(
    fc.property(
      dates,
      fc.integer({ min: 1, max: 200 }),
      fc.constantFrom('workingDay', 'calendarDay') as fc.Arbitrary<'workingDay' | 'calendarDay'>,
      suspensions,
      (start, n, unit, away) => {
        assert.equal(deadline({ start, n, unit, suspensions: away }, calendar).due.toString(), dayByDay(start, n, unit, away));
      },
    ),
  );
});

test('a longer limit never ends earlier, nor does a later start', () => {
  fc.assert(
    fc.property(dates, counts, units, rolls, suspensions, (start, n, unit, roll, away) => {
      fc.pre(unit !== 'year' || n < 20);
      const more = { unit, roll, suspensions: away };
      const one = deadline({ start, n, ...more }, calendar).due;
      assert.ok(Temporal.PlainDate.compare(one, deadline({ start, n: n + 1, ...more }, calendar).due) <= 0);
      if (away.length === 0)
        assert.ok(Temporal.PlainDate.compare(one, deadline({ start: start.add({ days: 1 }), n, ...more }, calendar).due) <= 0);
    }),
  );
});

test('a suspension never shortens a limit, and one of length nought changes nothing', () => {
  fc.assert(
    fc.property(dates, counts, units, suspensions, dates, (start, n, unit, away, empty) => {
      fc.pre(unit !== 'year' || n < 20);
      const plain = deadline({ start, n, unit }, calendar).due;
      const suspended = deadline({ start, n, unit, suspensions: away }, calendar).due;
      assert.ok(Temporal.PlainDate.compare(suspended, plain) >= 0);
      assert.equal(
        deadline({ start, n, unit, suspensions: [...away, { after: empty, through: empty }] }, calendar).due.toString(),
        suspended.toString(),
      );
    }),
  );
});

test('working days add up: n and then m more is n + m', () => {
  fc.assert(
    fc.property(dates, counts, counts, (start, n, m) => {
      const between = deadline({ start, n, unit: 'workingDay' }, calendar).due;
      assert.equal(
        deadline({ start: between, n: m, unit: 'workingDay' }, calendar).due.toString(),
        deadline({ start, n: n + m, unit: 'workingDay' }, calendar).due.toString(),
      );
    }),
  );
});

test('the backward count is the inverse: one day later would be too late', () => {
  fc.assert(
    fc.property(dates, counts, units, (event, n, unit) => {
      fc.pre(unit !== 'year' || n < 20);
      const found = latest(event, n, unit, calendar).latest;
      const end = (start: Temporal.PlainDate): number => dayNumber(deadline({ start, n, unit }, calendar).due);
      assert.ok(end(found) < dayNumber(event));
      assert.ok(end(found.add({ days: 1 })) >= dayNumber(event));
    }),
  );
});

test('the proof counts exactly n days, and the last of them is the end', () => {
  fc.assert(
    fc.property(dates, counts, suspensions, (start, n, away) => {
      const { due } = deadline({ start, n, unit: 'workingDay', suspensions: away }, calendar);
      const days = proof({ unit: 'workingDay', start, through: due, suspensions: away }, calendar);
      assert.equal(days.filter(({ counted }) => counted).length, n);
      assert.equal(days.at(-1)?.date.toString(), due.toString());
      assert.equal(days.at(-1)?.counted, true);
      assert.equal(days.length, dayNumber(due) - dayNumber(start));
    }),
  );
});

test('the number of working days is that of the proof', () => {
  fc.assert(
    fc.property(dates, fc.integer({ min: 0, max: 300 }), (from, length) => {
      const to = from.add({ days: length });
      const days = proof({ unit: 'workingDay', start: from.subtract({ days: 1 }), through: to }, calendar);
      assert.equal(countWorkingDays(from, to, calendar), days.filter(({ counted }) => counted).length);
    }),
  );
});

test('a rolled end is a working day', () => {
  fc.assert(
    fc.property(dates, counts, fc.constantFrom('forward', 'backward') as fc.Arbitrary<'forward' | 'backward'>, (start, n, roll) => {
      const { due } = deadline({ start, n, unit: 'calendarDay', roll }, calendar);
      assert.equal(calendar.works[dayNumber(due) - calendar.firstDay], 1);
    }),
  );
});
