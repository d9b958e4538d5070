import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerer } from './batch.ts';
import { sampleSource } from './testing.ts';

const ask = answerer(new Map([['sample', sampleSource]]), 'sample', [
  { id: 'petitions', law: '信访工作条例', article: '22, 34', workingDays: 'as-written', roll: 'unclear' },
  { id: 'penalties', law: '行政处罚法', article: '85', workingDays: [2, 3, 5, 7], roll: 'forward' },
]);
const errorOf = (request: Readonly<Record<string, unknown>>): unknown => (ask(request).error as { field?: string } | undefined)?.field;

test('a limit is answered with its end and the proof of each day', () => {
  const { due, provisional, proof } = ask({ op: 'deadline', start: '2024-09-30', n: 5, unit: 'workingDay' });
  assert.equal(due, '2024-10-12');
  assert.equal(provisional, false);
  assert.equal((proof as readonly unknown[]).length, 12);
  assert.deepEqual((proof as readonly unknown[]).at(-1), {
    date: '2024-10-12',
    counted: true,
    why: 'worked-weekend',
    notice: '国办发明电〔2023〕7号',
    name: '国庆节',
  });
});

test('hours are answered in the form of the question', () => {
  const due = (start: string): unknown => ask({ op: 'deadline', start, n: 2, unit: 'hour' }).due;
  assert.equal(due('2024-10-04T23:30:00+08:00'), '2024-10-05T01:30:00+08:00');
  assert.equal(due('2024-10-04T23:30:00Z'), '2024-10-05T01:30:00Z');
  assert.equal(due('2024-10-04T23:30:00[Asia/Shanghai]'), '2024-10-05T01:30:00+08:00[Asia/Shanghai]');
});

test('the answer as known on an earlier day is another', () => {
  const request = { op: 'deadline', start: '2024-09-30', n: 5, unit: 'workingDay' };
  assert.equal(ask({ ...request, asOf: '2023-10-24' }).due, '2024-10-07');
  assert.equal(ask({ ...request, asOf: '2023-10-25' }).due, '2024-10-12');
});

test('the other questions are answered', () => {
  assert.equal(ask({ op: 'latest', event: '2024-10-18', n: 5, unit: 'workingDay' }).latest, '2024-10-11');
  assert.equal(ask({ op: 'workdays', from: '2024-09-28', to: '2024-10-12' }).count, 7);
  assert.equal(ask({ op: 'effective', published: '2023-01-18' }).earliestEffective, '2023-02-18');
  assert.equal(ask({ op: 'deadline', start: '2024-01-31', n: 1, unit: 'month', extension: 1 }).due, '2024-03-31');
  assert.equal(ask({ op: 'deadline', start: '2024-09-21', n: 15, unit: 'calendarDay', roll: 'backward' }).due, '2024-09-30');
});

test('a question may name the law instead of the unit', () => {
  const under = (law: string, n: number): unknown => {
    const { due, internalDue } = ask({ op: 'deadline', start: '2024-09-21', n, law });
    return [due, internalDue];
  };
  assert.deepEqual(under('penalties', 15), ['2024-10-08', undefined]);
  assert.deepEqual(under('行政处罚法', 5), ['2024-09-27', undefined]);
  assert.deepEqual(under('petitions', 15), ['2024-10-06', '2024-09-30']);
  assert.equal(errorOf({ op: 'deadline', start: '2024-09-21', n: 5, law: 'custom' }), 'law');
});

test('a bad question names its field', () => {
  const request = { op: 'deadline', start: '2024-09-30', n: 5, unit: 'workingDay' };
  assert.equal(errorOf({ op: 'nothing' }), 'op');
  assert.equal(errorOf({ ...request, start: '2024-02-30' }), 'start');
  assert.equal(errorOf({ ...request, start: 'tomorrow' }), 'start');
  assert.equal(errorOf({ ...request, n: '5' }), 'n');
  assert.equal(errorOf({ ...request, n: 1e9 }), 'n');
  assert.equal(errorOf({ ...request, unit: 'week' }), 'unit');
  assert.equal(errorOf({ ...request, roll: 'up' }), 'roll');
  assert.equal(errorOf({ ...request, calendar: 'none' }), 'calendar');
  assert.equal(errorOf({ ...request, suspensions: [{ after: '2024-10-05', through: '2024-10-01' }] }), 'suspensions[0].through');
  assert.equal(errorOf({ ...request, unit: 'hour' }), 'start');
  assert.equal(
    errorOf({ ...request, unit: 'hour', start: '2024-10-04T23:30:00Z', suspensions: [{ after: '2024-10-01', through: '2024-10-02' }] }),
    'suspensions',
  );
  assert.equal((ask({ ...request, start: '1900-01-01' }).error as { code: string }).code, 'out-of-range');
});
