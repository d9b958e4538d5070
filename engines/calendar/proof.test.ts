import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileCalendar } from './calendar.ts';
import { proof } from './proof.ts';
import { day, sampleSource } from './testing.ts';

const calendar = compileCalendar(sampleSource);
const lines = (days: ReturnType<typeof proof>): readonly string[] =>
  days.map(({ date, counted, why, notice, name }) =>
    [date.toString().slice(5), counted ? '+' : '-', why, name, notice].filter(Boolean).join(' '),
  );

test('each day says whether it counts and by which notice', () => {
  assert.deepEqual(lines(proof({ unit: 'workingDay', start: day('2024-09-27'), through: day('2024-10-01') }, calendar)), [
    '09-28 - weekend',
    '09-29 + worked-weekend 国庆节 国办发明电〔2023〕7号',
    '09-30 + workday',
    '10-01 - holiday 国庆节 国办发明电〔2023〕7号',
  ]);
});

test('suspended days and the roll are told apart', () => {
  const request = {
    unit: 'calendarDay' as const,
    start: day('2024-03-06'),
    through: day('2024-03-11'),
    countedThrough: day('2024-03-09'),
    suspensions: [{ after: day('2024-03-06'), through: day('2024-03-07') }],
  };
  assert.deepEqual(lines(proof(request, calendar)), [
    '03-07 - suspended',
    '03-08 + calendar-day',
    '03-09 + calendar-day',
    '03-10 - weekend',
    '03-11 - rolled',
  ]);
});
