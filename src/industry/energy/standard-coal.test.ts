import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EnergyItem, toStandardCoal } from './standard-coal.ts';

const item = (change: Partial<EnergyItem>): EnergyItem => ({
  energy: 'raw_coal',
  quantity: '1',
  unit: 't',
  measured_lhv_kj: null,
  factor: null,
  ...change,
});
const reckon = (items: readonly EnergyItem[], more = {}): ReturnType<typeof toStandardCoal> =>
  toStandardCoal({ items, electricity_method: 'equivalent', equal_value_kgce_per_kwh: null, product_quantity_t: null, ...more });

test('reference factors turn amounts into standard coal', () => {
  // GB/T 2589-2020, annex A: 0.7143 kgce a kilogram of raw coal, 0.1229 a kilowatt-hour.
  assert.deepEqual(reckon([item({}), item({ energy: 'electricity', unit: 'MWh', quantity: '10' })]), {
    lines_tce: ['0.7143', '1.229'],
    total_tce: '1.9433',
  });
});

test('a measured heating value takes the place of the factor', () => {
  assert.deepEqual(reckon([item({ measured_lhv_kj: '29307.6' })]), { lines_tce: ['1'], total_tce: '1' });
});

test('electricity by equal value takes the given coal of a power station', () => {
  const electricity = item({ energy: 'electricity', unit: '1e4 kWh' });
  assert.deepEqual(
    reckon([electricity], { electricity_method: 'equal_value', equal_value_kgce_per_kwh: '0.3005', product_quantity_t: '3' }),
    {
      lines_tce: ['3.005'],
      total_tce: '3.005',
      unit_consumption_kgce_per_t: '1001.666666667',
    },
  );
  assert.deepEqual(reckon([electricity], { electricity_method: 'equal_value' }), { error: 'equal_value_required', item: 0 });
});

test('a line that cannot be reckoned is named', () => {
  const error = (change: Partial<EnergyItem>): unknown => reckon([item({}), item(change)]);
  assert.deepEqual(error({ energy: 'peat' }), { error: 'unknown_energy', item: 1 });
  assert.deepEqual(error({ unit: 'barrel' }), { error: 'unknown_unit', item: 1 });
  assert.deepEqual(error({ unit: 'kWh' }), { error: 'unit_mismatch', item: 1 });
  assert.deepEqual(error({ quantity: '-1' }), { error: 'negative_quantity', item: 1 });
  assert.deepEqual(error({ energy: 'natural_gas', unit: 'm3' }), { error: 'factor_required', item: 1 });
  assert.deepEqual(error({ energy: 'natural_gas', unit: 'm3', factor: '2' }), { error: 'factor_out_of_range', item: 1 });
});
