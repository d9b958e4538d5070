import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ministryFolder } from '../../ministry-folder.ts';
import { type Enterprise, loadSizeClasses } from './size-class.ts';

const sizes = await loadSizeClasses(ministryFolder());
const TEN_THOUSAND_YUAN = 1_000_000;

const factory = (change: Partial<Enterprise>): Enterprise => ({
  industry_no: 2,
  employees: 300,
  revenue_fen: 2_000 * TEN_THOUSAND_YUAN,
  assets_fen: null,
  ...change,
});

test('a factory of 300 with 20 million yuan is of medium size, and one fen less makes it small', () => {
  // 工信部联企业〔2011〕300号, art. 4 (2): medium from 300 persons and 20 million yuan, both.
  assert.equal(Object(sizes.classify(factory({}))).size, 'medium');
  assert.equal(Object(sizes.classify(factory({ revenue_fen: 2_000 * TEN_THOUSAND_YUAN - 1 }))).size, 'small');
  assert.equal(Object(sizes.classify(factory({ employees: 299 }))).size, 'small');
});

test('the answer shows each bound and which was missed', () => {
  const found = sizes.classify(factory({ employees: 299 }));
  assert.ok('checks' in found);
  assert.deepEqual(
    found.checks.filter(({ met }) => !met),
    [
      { class: 'large', indicator: 'employees', bound: 1000, value: 299, met: false },
      { class: 'large', indicator: 'revenue_fen', bound: 40_000 * TEN_THOUSAND_YUAN, value: 2_000 * TEN_THOUSAND_YUAN, met: false },
      { class: 'medium', indicator: 'employees', bound: 300, value: 299, met: false },
    ],
  );
});

test('a missing figure is not nought, and one that the row does not ask for is not missed', () => {
  assert.deepEqual(sizes.classify(factory({ employees: null })), { error: 'missing_indicator', indicator: 'employees' });
  assert.deepEqual(sizes.classify(factory({ revenue_fen: null })), { error: 'missing_indicator', indicator: 'revenue_fen' });
  assert.equal(Object(sizes.classify(factory({ industry_no: 16, revenue_fen: null }))).size, 'large');
});

test('an activity of GB/T 4754 finds its industry; railways, finance, education and health have none', () => {
  const industry = (gbt4754: string): unknown => {
    const found = sizes.classify({ ...factory({ industry_no: null, assets_fen: 0 }), gbt4754 });
    return 'error' in found ? found.error : found.industry_no;
  };
  assert.deepEqual(['A', 'I65', '65', '6513', '7010', '702', '54', '85'].map(industry), ['not_in_scope', 12, 12, 12, 13, 14, 6, 16]);
  for (const outside of ['53', 'J66', '83', '84', 'S91', '704', '']) assert.equal(industry(outside), 'not_in_scope', outside);
});

test('comparing fen gives what the decision model decides, around every bound', () => {
  const industries = fc.integer({ min: 1, max: 16 });
  const persons = fc.oneof(
    fc.integer({ min: 0, max: 3_000 }),
    fc
      .tuple(fc.constantFrom(5, 10, 20, 50, 100, 200, 300, 1000, 2000), fc.integer({ min: -1, max: 1 }))
      .map(([bound, step]) => bound + step),
  );
  const money = fc
    .tuple(
      fc.constantFrom(
        50,
        100,
        200,
        300,
        500,
        1000,
        2000,
        3000,
        5000,
        6000,
        8000,
        10_000,
        20_000,
        30_000,
        40_000,
        80_000,
        100_000,
        120_000,
        200_000,
      ),
      fc.integer({ min: -1, max: 1 }),
    )
    .map(([bound, step]) => bound * TEN_THOUSAND_YUAN + step);
  fc.assert(
    fc.property(industries, persons, money, money, (industry_no, employees, revenue_fen, assets_fen) => {
      const enterprise = { industry_no, employees, revenue_fen, assets_fen };
      assert.equal(Object(sizes.classify(enterprise)).size, sizes.decide(enterprise));
    }),
  );
});

test('growing never makes an enterprise smaller', () => {
  const order = ['micro', 'small', 'medium', 'large'];
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 16 }),
      fc.nat(3_000),
      fc.nat(200_000),
      fc.nat(200_000),
      fc.nat(50_000),
      (industry_no, employees, revenue, assets, more) => {
        const of = (extra: number): number =>
          order.indexOf(
            Object(
              sizes.classify({
                industry_no,
                employees: employees + extra,
                revenue_fen: (revenue + extra) * TEN_THOUSAND_YUAN,
                assets_fen: (assets + extra) * TEN_THOUSAND_YUAN,
              }),
            ).size,
          );
        assert.ok(of(more) >= of(0));
      },
    ),
  );
});
