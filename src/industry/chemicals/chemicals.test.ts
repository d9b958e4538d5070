import assert from 'node:assert/strict';
import { test } from 'node:test';
import { casCheck, lookUpCas } from './lookup.ts';
import { judgeSchedule1, judgeTransfer, obligationsOf } from './obligations.ts';
import { entryOf, exemptFrom } from './schedules.ts';

test('every number of the schedules has its check digit', () => {
  for (const number of [...entryOf.keys(), ...exemptFrom.keys()]) assert.equal(casCheck(number), Number(number.at(-1)), number);
});

test('a chemical is found by number, an exempt one is not, a slip is told', () => {
  assert.deepEqual(lookUpCas('107-44-8'), { valid: true, schedule: '1', entry: '1.A.01' });
  assert.deepEqual(lookUpCas('108-01-0'), { valid: true, schedule: null, entry: null, exempt_from: '2.B.11' });
  assert.deepEqual(lookUpCas('64-17-5'), { valid: true, schedule: null, entry: null });
  assert.deepEqual(lookUpCas('107-44-9'), { valid: false, error: 'cas_check_digit' });
  assert.deepEqual(lookUpCas('sarin'), { valid: false, error: 'cas_format' });
});

test('declarations are due around the year, leap years counted', () => {
  assert.deepEqual(obligationsOf(2027), {
    past_activities_due: '2028-03-30',
    s2_s3_anticipated_due: '2026-11-02',
    s1_anticipated_due: '2026-10-03',
  });
});

test('a laboratory stays below a hundred grams, a site below ten kilograms', () => {
  const violation = (facility_kind: 'laboratory' | 'protective' | 'industrial' | 'sssf', produced_g_in_year: number): unknown =>
    judgeSchedule1({ facility_kind, produced_g_in_year }).violation;
  assert.deepEqual([violation('laboratory', 100), violation('laboratory', 100.1)], [null, 'exceeds_100g_needs_approved_facility']);
  assert.deepEqual([violation('protective', 10_000), violation('protective', 10_001)], [null, '10kg_limit']);
  assert.deepEqual(
    [violation('industrial', 0), violation('industrial', 1), violation('sssf', 1_000_001)],
    [null, 'facility_not_designated', '1t_limit'],
  );
});

test('what is not listed for a party stays at home', () => {
  const transfer = {
    schedule: '2A',
    partner_is_party: false,
    concentration_pct: '1.1',
    consumer_retail_pack: false,
    end_use_certificate: true,
    is_saxitoxin: false,
    mg: null,
    medical: false,
  } as const;
  assert.equal(judgeTransfer(transfer).decision, 'prohibited');
  assert.equal(judgeTransfer({ ...transfer, concentration_pct: '1.0' }).decision, 'allowed_national_approval');
  assert.equal(judgeTransfer({ ...transfer, schedule: '3', concentration_pct: '99' }).decision, 'allowed_national_approval');
  assert.equal(judgeTransfer({ ...transfer, schedule: '1' }).decision, 'prohibited');
});
