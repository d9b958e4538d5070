import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaintClocks, type Debt, reckonDebt } from './late-payment.ts';

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const debt = (change: Partial<Debt>): Debt => ({
  payer: 'large_enterprise',
  delivered_on: day('2025-07-01'),
  settlement_confirmed: null,
  accepted_on: null,
  acceptance_deadline: null,
  acceptance_delayed: false,
  agreed_days: null,
  unpaid_fen: 100_000_000,
  agreed_annual_rate: null,
  lpr_1y_at_contract: '0.0300',
  as_of: day('2025-09-09'),
  ...change,
});

test('a large enterprise pays within sixty days, then 0.05 % a day', () => {
  // Order 802, art. 9 and 17: due on 30 August, ten days overdue: 1,000,000 yuan × 0.0005 × 10 = 5,000 yuan.
  assert.deepEqual(reckonDebt(debt({})), {
    payment_due: '2025-08-30',
    days_overdue: 10,
    interest_fen: 500_000,
    agreed_rate_below_lpr: false,
  });
});

test('a public body pays within thirty days, and cannot agree on more than sixty', () => {
  assert.equal(reckonDebt(debt({ payer: 'public_body' })).payment_due, '2025-07-31');
  assert.equal(reckonDebt(debt({ payer: 'public_body', agreed_days: 90 })).payment_due, '2025-08-30');
  assert.equal(reckonDebt(debt({ agreed_days: 90 })).payment_due, '2025-09-29');
});

test('an agreed rate below the prime rate is told and replaced by it', () => {
  const below = reckonDebt(debt({ agreed_annual_rate: '0.0100' }));
  assert.equal(below.agreed_rate_below_lpr, true);
  assert.equal(below.interest_fen, reckonDebt(debt({ agreed_annual_rate: '0.0300' })).interest_fen);
  assert.equal(below.interest_fen, Math.round((100_000_000 * 0.03 * 10) / 365));
});

test('a delayed acceptance counts from the agreed end of its period', () => {
  const delayed = { accepted_on: day('2025-08-20'), acceptance_deadline: day('2025-07-10') };
  assert.equal(reckonDebt(debt({ ...delayed, acceptance_delayed: true })).payment_due, '2025-09-08');
  assert.equal(reckonDebt(debt(delayed)).payment_due, '2025-10-19');
  assert.equal(reckonDebt(debt({ ...delayed, settlement_confirmed: day('2025-07-05') })).payment_due, '2025-09-03');
});

test('a complaint is handed over within ten working days of the given calendar', () => {
  const complaint = { accepted_on: day('2025-09-30'), handler_received_on: day('2025-10-21') };
  const holidays = ['2025-10-01', '2025-10-02', '2025-10-03', '2025-10-06', '2025-10-07', '2025-10-08'];
  assert.equal(complaintClocks({ ...complaint, holidays, makeup_workdays: ['2025-10-11'] }).transfer_due, '2025-10-21');
  assert.equal(complaintClocks({ ...complaint, holidays, makeup_workdays: [] }).transfer_due, '2025-10-22');
});
