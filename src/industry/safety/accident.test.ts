import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Accident, reckonAccident } from './accident.ts';

const at = (text: string): Temporal.ZonedDateTime => Temporal.ZonedDateTime.from(`${text}+08:00[+08:00]`);
const version = (day_offset: number, deaths: number, serious = 0, loss_yuan = 0): Accident['versions'][number] => ({
  day_offset,
  deaths,
  serious,
  loss_yuan,
});
const accident = (change: Partial<Accident>): Accident => ({
  kind: 'general',
  accident_date: Temporal.PlainDate.from('2026-06-20'),
  head_informed_at: at('2026-06-20T10:00'),
  unit_reported_at: at('2026-06-20T11:00'),
  chain: [],
  versions: [version(0, 1)],
  investigation_report_submitted_on: null,
  ...change,
});

test('any one figure decides the level, bounds inclusive', () => {
  // Order 493, art. 3.
  const level = (deaths: number, serious: number, loss: number): unknown =>
    reckonAccident(accident({ versions: [version(0, deaths, serious, loss)] })).final_level;
  assert.deepEqual(
    [level(29, 0, 0), level(30, 0, 0), level(0, 10, 0), level(2, 9, 9_999_999), level(0, 0, 50_000_000)],
    ['major', 'particularly_major', 'larger', 'ordinary', 'major'],
  );
  assert.equal(level(0, 0, 0), null);
});

test('casualties after the window do not raise the level: thirty days, seven on the road and by fire', () => {
  const versions = [version(0, 2), version(8, 3)];
  assert.equal(reckonAccident(accident({ versions })).final_level, 'larger');
  assert.equal(reckonAccident(accident({ kind: 'road', versions })).final_level, 'ordinary');
});

test('an hour for the unit, two hours for each authority; lateness in minutes', () => {
  const found = reckonAccident(
    accident({
      unit_reported_at: at('2026-06-20T11:01'),
      chain: [{ body: 'county', received_at: at('2026-06-20T11:01'), sent_up_at: at('2026-06-20T13:03') }],
    }),
  );
  assert.equal(found.unit_report_due, '2026-06-20T11:00:00+08:00');
  assert.equal(found.unit_report_late_minutes, 1);
  assert.deepEqual(found.onward_late_minutes, { county: 2 });
});

test('a particularly major accident has thirty days for the reply', () => {
  const submitted = { investigation_report_submitted_on: Temporal.PlainDate.from('2026-08-01') };
  assert.equal(reckonAccident(accident(submitted)).reply_due, '2026-08-16');
  assert.equal(reckonAccident(accident({ ...submitted, versions: [version(0, 30)] })).reply_due, '2026-08-31');
  assert.equal(reckonAccident(accident({})).reply_due, null);
});
