import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ReserveAct, runReserve } from './ledger.ts';

const receive = (tx: string, lot: string, qty: number, expires: string): ReserveAct => ({
  op: 'receive',
  tx,
  date: '2026-01-01',
  site: 'S1',
  item: 'masks',
  lot,
  qty,
  expires,
});

test('a dispatch takes what expires first and still lasts long enough, over several lots', () => {
  const script: readonly ReserveAct[] = [
    receive('T1', 'late', 10, '2028-01-01'),
    receive('T2', 'soon', 10, '2026-12-01'),
    receive('T3', 'too-soon', 10, '2026-02-01'),
    { op: 'dispatch', tx: 'T4', date: '2026-01-10', site: 'S1', item: 'masks', qty: 15, min_remaining_days: 60 },
    { op: 'dispatch', tx: 'T5', date: '2026-01-10', site: 'S1', item: 'masks', qty: 6, min_remaining_days: 60 },
  ];
  const { fefo_picks, errors } = runReserve(script, '2026-12-31');
  assert.deepEqual(fefo_picks, {
    T4: [
      ['soon', 10],
      ['late', 5],
    ],
  });
  assert.deepEqual(errors, [{ tx: 'T5', error: 'insufficient', missing: 1 }]);
});

test('a reversal restores what was, once', () => {
  const dispatch: ReserveAct = { op: 'dispatch', tx: 'T2', date: '2026-01-10', site: 'S1', item: 'masks', qty: 4, min_remaining_days: 0 };
  const before = runReserve([receive('T1', 'a', 10, '2028-01-01')], '2026-12-31').final_balances;
  const reverse = (tx: string): ReserveAct => ({ op: 'reverse', tx, date: '2026-01-11', of: 'T2' });
  const { final_balances, errors } = runReserve(
    [receive('T1', 'a', 10, '2028-01-01'), dispatch, reverse('T3'), reverse('T4')],
    '2026-12-31',
  );
  assert.deepEqual(final_balances, before);
  assert.deepEqual(errors, [{ tx: 'T4', error: 'nothing_to_reverse' }]);
});

test('whatever happens, the books sum to nought and no stock falls below it', () => {
  const site = fc.constantFrom('S1', 'S2');
  const lot = fc.constantFrom('a', 'b', 'c');
  const qty = fc.nat(20);
  const act = fc.oneof(
    fc.record({ op: fc.constant('receive' as const), site, lot, qty, expires: fc.constantFrom('2026-02-01', '2026-08-01', '2027-01-01') }),
    fc.record({ op: fc.constant('transfer' as const), from: site, to: site, lot, qty }),
    fc.record({ op: fc.constant('dispatch' as const), site, qty, min_remaining_days: fc.constantFrom(0, 90) }),
    fc.record({ op: fc.constant('count' as const), site, lot, counted: qty }),
    fc.record({ op: fc.constant('expire' as const) }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      const script = acts.map(
        (each, i) => ({ ...each, item: 'masks', tx: `T${i}`, date: `2026-0${1 + Math.floor(i / 5)}-15` }) as ReserveAct,
      );
      const { final_balances, sum_of_all_balances, balances_as_of } = runReserve(script, '2026-12-31');
      assert.equal(sum_of_all_balances, 0);
      for (const [account, , , amount] of final_balances) if (account.startsWith('stock:')) assert.ok(amount > 0);
      assert.deepEqual(balances_as_of, final_balances);
    }),
  );
});
