import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { chineseNewYearDates } from './chinese-new-year.ts';
import { dayNumber, easter, nthWeekday, periodDays, weekday, weekdayCounts } from './dates.ts';
import { holidayRegressor, parseHolidayDates, windowShares } from './holidays.ts';
import { regressorColumns } from './regressors.ts';

const folder = join(import.meta.dirname, '../../../../shared/testdata/statistics/series');
const skip = existsSync(folder) ? false : 'the published holiday dates are not beside this project';
const lines = (file: string) => readFileSync(join(folder, file), 'utf8').trim().split('\n').slice(1);
const frame = { start: 1990 * 12, frequency: 12 as const, length: 240, backcast: 12, forecast: 24 };

test('day numbers and weekdays are those of the Gregorian calendar', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1600-01-01'), max: new Date('2400-01-01'), noInvalidDate: true }), (date) => {
      const day = dayNumber(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
      assert.equal(day, Math.floor(date.getTime() / 86_400_000));
      assert.equal(weekday(day), (date.getUTCDay() + 6) % 7);
    }),
  );
});

test('Easter falls on the published days', { skip }, () => {
  for (const [year, day] of parseHolidayDates(lines('_easter_dates.csv'))) assert.equal(easter(year), day, `Easter ${year}`);
});

test('Chinese New Year falls on the published days but three', { skip }, () => {
  // The published table has 29 January 1930, 4 February 1943 and 1 February 1946; the conjunctions fell on the following days in UTC+8,
  // and the Hong Kong Observatory gives 30 January, 5 February and 2 February.
  const differing = [...parseHolidayDates(lines('_cny_dates.csv'))].filter(([year, day]) => chineseNewYearDates.get(year) !== day);
  assert.deepEqual(
    differing.map(([year]) => year),
    [1930, 1943, 1946],
  );
});

test('Chinese New Year lies between 21 January and 21 February', () => {
  assert.equal(chineseNewYearDates.size, 171);
  for (const [year, day] of chineseNewYearDates) {
    assert.ok(day >= dayNumber(year, 1, 21) && day <= dayNumber(year, 2, 21), `${year}`);
  }
  // Hong Kong Observatory: 31 January 2033 (after the disputed leap month), 19 February 2034, 12 February 2097.
  assert.equal(chineseNewYearDates.get(2033), dayNumber(2033, 1, 31));
  assert.equal(chineseNewYearDates.get(2034), dayNumber(2034, 2, 19));
});

test('labour day and Thanksgiving are the right Mondays and Thursdays', () => {
  assert.equal(nthWeekday(2026, 9, 0, 1), dayNumber(2026, 9, 7));
  assert.equal(nthWeekday(2026, 11, 3, 4), dayNumber(2026, 11, 26));
});

test('a window of any length is shared out completely', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20, max: 10 }), fc.integer({ min: 0, max: 25 }), (from, more) => {
      const shares = windowShares(chineseNewYearDates, { from, to: from + more }, 1940 * 12, 12, 12);
      assert.ok(Math.abs(shares.reduce((sum, value) => sum + value, 0) - 1) < 1e-12);
    }),
  );
});

test('a holiday regressor does not move the mean of a calendar month over the years of its mean', () => {
  const values = holidayRegressor(chineseNewYearDates, { from: -10, to: -1 }, 1930 * 12, 101 * 12, 12, [1930, 2030]);
  for (let month = 0; month < 12; month++) {
    let sum = 0;
    for (let year = 0; year < 101; year++) sum += values[year * 12 + month]!;
    assert.ok(Math.abs(sum) < 1e-10);
  }
});

test('the three published windows of Chinese New Year are ours', { skip }, () => {
  // The published regressors take their means over 1930–2030 with the three differing dates, which moves them by under 0.002.
  const file = join(folder, '../x13/cny/cn_imports_regressors.csv');
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').slice(1).map(Number));
  for (const [i, window] of [
    { from: -10, to: -1 },
    { from: 0, to: 6 },
    { from: 7, to: 16 },
  ].entries()) {
    const values = holidayRegressor(chineseNewYearDates, window, 1983 * 12 + 6, rows.length, 12, [1930, 2030]);
    for (const [t, row] of rows.entries()) assert.ok(Math.abs(values[t]! - row[i]!) < 0.005, `window ${i} at ${t}: ${values[t]} ${row[i]}`);
  }
});

test('the weekdays of a month and of a quarter are counted once each', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1900, max: 2200 }),
      fc.integer({ min: 0, max: 11 }),
      fc.constantFrom(12, 4),
      (year, position, frequency) => {
        const { first, days } = periodDays(year * frequency + (position % frequency), frequency);
        assert.equal(
          weekdayCounts(first, days).reduce((sum, count) => sum + count, 0),
          days,
        );
      },
    ),
  );
});

test('trading days are contrasts with Sunday; one coefficient is the combination of them', () => {
  // October 2000 had five Sundays, Mondays and Tuesdays.
  const columns = regressorColumns('td', frame, false);
  const at = 12 + (2000 - 1990) * 12 + 9;
  assert.deepEqual(
    columns.map(({ values }) => values[at]),
    [0, 0, -1, -1, -1, -1],
  );
  const [one] = regressorColumns('td1coef', frame, false);
  assert.equal(one!.values[at], 22 - 2.5 * 9);
  assert.equal(regressorColumns('td', frame, true).length, 7);
});

test('outliers have the shapes of the reference', () => {
  const at = (name: string, from: string, count: number) => {
    const start = 12 + (Number(from.slice(0, 4)) - 1990) * 12 + Number(from.slice(5)) - 1;
    return [...regressorColumns(name, frame, false)[0]!.values.subarray(start, start + count)];
  };
  assert.deepEqual(at('AO1993.Jan', '1992-12', 3), [0, 1, 0]);
  assert.deepEqual(at('LS1993.Jan', '1992-12', 3), [-1, 0, 0]);
  assert.deepEqual(at('TC1993.1', '1992-12', 3), [0, 1, 0.7]);
  assert.deepEqual(at('TL1993.Jan-1993.Feb', '1992-12', 4), [0, 1, 1, 0]);
  assert.deepEqual(at('RP1993.Jan-1993.Mar', '1992-12', 5), [-2, -2, -1, 0, 0]);
  assert.throws(
    () => regressorColumns('AO1893.Jan', frame, false),
    (error: { code?: string }) => error.code === 'outlier-outside-span',
  );
  assert.throws(
    () => regressorColumns('tea', frame, false),
    (error: { code?: string }) => error.code === 'regression-unknown',
  );
});
