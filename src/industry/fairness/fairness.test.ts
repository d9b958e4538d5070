import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { apportion } from './apportionment.ts';
import { drawWeighted } from './draw.ts';

const members = fc
  .array(fc.record({ weight: fc.nat(50), floor: fc.nat(40), room: fc.nat(100) }), { minLength: 1, maxLength: 8 })
  .map((list) => list.map(({ weight, floor, room }, i) => ({ code: `E${i}`, weight, floor, cap: floor + room })));

test('shares follow the weights between floors and caps', () => {
  assert.deepEqual(
    apportion(100, [
      { code: 'A', weight: 3, floor: 0, cap: 60 },
      { code: 'B', weight: 1, floor: 0, cap: 100 },
      { code: 'C', weight: 1, floor: 15, cap: 100 },
    ]),
    { allocation: { A: 60, B: 20, C: 20 } },
  );
});

test('a rest goes to the largest fraction, then the larger weight, then the code', () => {
  const thirds = ['C', 'A', 'B'].map((code) => ({ code, weight: 1, floor: 0, cap: 100 }));
  assert.deepEqual(apportion(100, thirds), { allocation: { C: 33, A: 34, B: 33 } });
});

test('a quota that cannot be shared names the bound', () => {
  const member = { code: 'A', weight: 1, floor: 10, cap: 20 };
  assert.deepEqual(apportion(5, [member]), { error: 'floors_exceed_total', reachable: 10 });
  assert.deepEqual(apportion(25, [member]), { error: 'caps_below_total', reachable: 20 });
  assert.deepEqual(apportion(25, [member, { code: 'B', weight: 0, floor: 0, cap: 20 }]), {
    error: 'zero_weight_members_would_be_needed',
    reachable: 20,
  });
  assert.deepEqual(apportion(5, [{ ...member, floor: 21 }]), { error: 'floor_above_cap', code: 'A' });
});

test('the whole quota is shared, nobody leaves its bounds, and a heavier member never has less room used', () => {
  fc.assert(
    fc.property(members, fc.nat(100), (list, percent) => {
      const least = list.reduce((sum, { floor }) => sum + floor, 0);
      const most = list.reduce((sum, { weight, floor, cap }) => sum + (weight === 0 ? floor : cap), 0);
      const total = least + Math.floor(((most - least) * percent) / 100);
      const found = apportion(total, list);
      assert.ok('allocation' in found);
      const shares = list.map((member) => ({ ...member, share: found.allocation[member.code] ?? Number.NaN }));
      assert.equal(
        shares.reduce((sum, { share }) => sum + share, 0),
        total,
      );
      for (const { share, floor, cap } of shares) assert.ok(share >= floor && share <= cap);
      for (const a of shares)
        for (const b of shares) if (a.weight > b.weight && a.share < a.cap && b.share > b.floor) assert.ok(a.share + 1 >= b.share);
    }),
  );
});

const pool = Array.from({ length: 30 }, (_, i) => ({ id: `E${i}`, weight: (i % 4) + 1 }));

test('whoever has the seed draws the same, in whatever order the pool is listed', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(30), fc.shuffledSubarray(pool, { minLength: 30 }), (seed, count, shuffled) => {
      const drawn = drawWeighted(seed, pool, count);
      assert.deepEqual(drawWeighted(seed, shuffled, count), drawn);
      assert.equal(new Set(drawn).size, count);
    }),
  );
});

test('a weight of four is drawn about four times as often as one, and a weight of nought never', () => {
  const two = [
    { id: 'light', weight: 1 },
    { id: 'heavy', weight: 4 },
    { id: 'none', weight: 0 },
  ];
  const first = Array.from({ length: 2_000 }, (_, i) => drawWeighted(`seed ${i}`, two, 1)[0]);
  const heavy = first.filter((id) => id === 'heavy').length;
  // 1,600 expected; 18 is the standard deviation.
  assert.ok(Math.abs(heavy - 1_600) < 90, String(heavy));
  assert.ok(!first.includes('none'));
});
