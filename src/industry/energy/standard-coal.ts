import { by, compare, decimal, type Fraction, plus, shortest, times, whole } from '../exact.ts';
import { factors, KJ_PER_KGCE, units } from './factors.ts';

/** An amount of one energy; numbers are decimal text. */
export interface EnergyItem {
  readonly energy: string;
  readonly quantity: string;
  readonly unit: string;
  /** Measured lower heating value in kJ a base unit: it takes the place of the reference factor. */
  readonly measured_lhv_kj: string | null;
  /** Own factor in kgce a base unit, where the standard gives a range. */
  readonly factor: string | null;
}

export interface Consumption {
  readonly items: readonly EnergyItem[];
  /** `equivalent`: by heat, 0.1229 kgce a kWh; `equal_value`: by the coal that a power station burns for it. */
  readonly electricity_method: 'equivalent' | 'equal_value';
  readonly equal_value_kgce_per_kwh: string | null;
  readonly product_quantity_t: string | null;
}

export type EnergyError =
  | 'unknown_energy'
  | 'unknown_unit'
  | 'unit_mismatch'
  | 'negative_quantity'
  | 'factor_required'
  | 'factor_out_of_range'
  | 'equal_value_required';

export type StandardCoal =
  | { readonly lines_tce: readonly string[]; readonly total_tce: string; readonly unit_consumption_kgce_per_t?: string }
  | { readonly error: EnergyError; readonly item: number };

const DECIMALS = 9;
const KILOGRAMS_A_TONNE = whole(1_000);

/** Energy in tonnes of standard coal (GB/T 2589-2020): exact, each figure rounded half up to nine decimals. */
export function toStandardCoal(consumption: Consumption): StandardCoal {
  const lines: Fraction[] = [];
  for (const [item, each] of consumption.items.entries()) {
    const line = lineOf(each, consumption);
    if (typeof line === 'string') return { error: line, item };
    lines.push(line);
  }
  const total = lines.reduce(plus, whole(0));
  const product = consumption.product_quantity_t === null ? undefined : decimal(consumption.product_quantity_t);
  return {
    lines_tce: lines.map((line) => shortest(line, DECIMALS)),
    total_tce: shortest(total, DECIMALS),
    ...(product === undefined || product.over <= 0n
      ? {}
      : { unit_consumption_kgce_per_t: shortest(by(times(total, KILOGRAMS_A_TONNE), product), DECIMALS) }),
  };
}

function lineOf(item: EnergyItem, consumption: Consumption): Fraction | EnergyError {
  const known = factors.get(item.energy);
  if (known === undefined) return 'unknown_energy';
  const unit = units.get(item.unit);
  if (unit === undefined) return 'unknown_unit';
  if (unit.base !== known.unit) return 'unit_mismatch';
  const quantity = decimal(item.quantity);
  if (quantity.over < 0n) return 'negative_quantity';
  const factor = factorOf(item, consumption);
  return typeof factor === 'string' ? factor : by(times(times(quantity, whole(unit.times)), factor), KILOGRAMS_A_TONNE);
}

/** In kgce a base unit: measured before given before the standard's. */
function factorOf(item: EnergyItem, consumption: Consumption): Fraction | EnergyError {
  if (item.energy === 'electricity' && consumption.electricity_method === 'equal_value')
    return consumption.equal_value_kgce_per_kwh === null ? 'equal_value_required' : decimal(consumption.equal_value_kgce_per_kwh);
  if (item.measured_lhv_kj !== null) return by(decimal(item.measured_lhv_kj), decimal(KJ_PER_KGCE));
  const known = factors.get(item.energy);
  if (known === undefined) return 'unknown_energy';
  if ('kgce' in known) return decimal(item.factor ?? known.kgce);
  if (item.factor === null) return 'factor_required';
  const given = decimal(item.factor);
  const [least, most] = known.range.map(decimal) as [Fraction, Fraction];
  return compare(given, least) < 0 || compare(given, most) > 0 ? 'factor_out_of_range' : given;
}
