/** Unit in which a factor stands, and the factor as decimal text; a range asks for a factor of one's own inside it. */
export type EnergyFactor =
  | { readonly unit: 'kg' | 'm3' | 'MJ' | 'kWh'; readonly kgce: string }
  | { readonly unit: 'kg' | 'm3'; readonly range: readonly [least: string, most: string] };

const fixed = (unit: 'kg' | 'm3' | 'MJ' | 'kWh', list: string): readonly (readonly [string, EnergyFactor])[] =>
  list.split(' ').map((entry) => {
    const [energy = '', kgce = ''] = entry.split('=');
    return [energy, { unit, kgce }];
  });

/**
 * Reference factors in kgce a unit (GB/T 2589-2020, annex A, as commonly published; (unverified) against the printed standard). Natural
 * gas and three more differ so much by source that the standard gives a range.
 */
export const factors: ReadonlyMap<string, EnergyFactor> = new Map<string, EnergyFactor>([
  ...fixed(
    'kg',
    'raw_coal=0.7143 washed_coal=0.9000 middlings=0.2857 coke=0.9714 coal_tar=1.1429 crude_oil=1.4286 fuel_oil=1.4286 gasoline=1.4714 kerosene=1.4714 diesel=1.4571 lpg=1.7143 refinery_gas=1.5714 lng=1.7572 crude_benzene=1.4286 methanol=0.6794 ethanol=0.9144',
  ),
  ...fixed(
    'm3',
    'bf_gas=0.1286 producer_gas=0.1786 cat_gas=0.6571 thermal_gas=1.2143 pressure_gas=0.5143 water_gas=0.3571 hydrogen=0.3329',
  ),
  ...fixed('MJ', 'heat=0.03412'),
  ...fixed('kWh', 'electricity=0.1229'),
  ['natural_gas', { unit: 'm3', range: ['1.1000', '1.3300'] }],
  ['coke_oven_gas', { unit: 'm3', range: ['0.5714', '0.6143'] }],
  ['coal_slime', { unit: 'kg', range: ['0.2857', '0.4286'] }],
  ['biogas', { unit: 'm3', range: ['0.7143', '0.8286'] }],
]);

/** Heat of a kilogram of standard coal in kJ (GB/T 2589-2020, 3.1): 7,000 kcal of the international table. */
export const KJ_PER_KGCE = '29307.6';

/** How many base units a unit of an amount holds. */
export const units: ReadonlyMap<string, { readonly base: string; readonly times: number }> = new Map([
  ['kg', { base: 'kg', times: 1 }],
  ['t', { base: 'kg', times: 1_000 }],
  ['1e4 t', { base: 'kg', times: 10_000_000 }],
  ['m3', { base: 'm3', times: 1 }],
  ['1e3 m3', { base: 'm3', times: 1_000 }],
  ['1e4 m3', { base: 'm3', times: 10_000 }],
  ['kWh', { base: 'kWh', times: 1 }],
  ['MWh', { base: 'kWh', times: 1_000 }],
  ['1e4 kWh', { base: 'kWh', times: 10_000 }],
  ['MJ', { base: 'MJ', times: 1 }],
  ['GJ', { base: 'MJ', times: 1_000 }],
  ['1e6 kJ', { base: 'MJ', times: 1_000 }],
]);
