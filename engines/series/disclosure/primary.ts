import { SeriesRefusal } from '../refusal.ts';
import type { Contribution, ContributionTable } from './contributions.ts';

/**
 * Primary rules; a cell is unsafe if one of those given says so. The parameters are themselves confidential.
 * `p` and `q` in per cent; `n` contributors and `k` in per cent; `threshold` the least number of contributors;
 * `range` in per cent of the value: the protection asked for where a cell is unsafe by its number alone.
 */
export interface PrimaryRule {
  readonly p?: number;
  readonly q?: number;
  readonly n?: number;
  readonly k?: number;
  readonly threshold?: number;
  readonly range?: number;
}

/** What the rules say of each cell. */
export interface PrimaryResult {
  readonly unsafe: Uint8Array;
  /** How far above the true value the attacker's upper bound must lie; the same below, as far as the cell reaches. */
  readonly protection: Float64Array;
}

/** @throws SeriesRefusal `rule-missing` or `rule-out-of-range` */
export function checkRule(rule: PrimaryRule): void {
  if (rule.p === undefined && rule.n === undefined && rule.threshold === undefined)
    throw new SeriesRefusal('rule-missing', { field: 'rule' });
  const within = (name: keyof PrimaryRule, low: number, high: number): void => {
    const value = rule[name];
    if (value !== undefined && !(value >= low && value <= high))
      throw new SeriesRefusal('rule-out-of-range', { field: `rule.${name}`, values: { value, low, high } });
  };
  within('p', Number.MIN_VALUE, 1000);
  within('q', Number.MIN_VALUE, 100);
  within('n', 1, 10);
  within('k', Number.MIN_VALUE, 100);
  within('threshold', 1, 1000);
  within('range', 0, 100);
  if ((rule.n === undefined) !== (rule.k === undefined))
    throw new SeriesRefusal('rule-missing', { field: rule.n === undefined ? 'rule.n' : 'rule.k' });
}

/**
 * Judges every cell by the contributions of enterprise groups, x₁ ≥ x₂ ≥ …, T their sum.
 *
 * - p %: unsafe if (T − x₁ − x₂)·q/100 < p/100·x₁: the second largest could estimate the largest too closely.
 * - (n, k): unsafe if x₁ + … + xₙ > k % of T.
 * - minimum frequency: unsafe with fewer than `threshold` contributors.
 * A unit with a waiver need not be protected, but still estimates the others. Negative amounts count by their absolute value.
 * (Hundepool et al., Statistical Disclosure Control, 2012, sections 4.2 and 4.3.)
 */
export function judge(table: ContributionTable, rule: PrimaryRule): PrimaryResult {
  checkRule(rule);
  const cells = table.shape.cells;
  const unsafe = new Uint8Array(cells);
  const protection = new Float64Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const contributions = table.contributions[cell] as readonly Contribution[];
    const total = contributions.reduce((sum, one) => sum + one.size * one.copies, 0);
    const protectable = contributions.find((one) => !one.waived);
    if (protectable === undefined) continue;
    let need = -1;
    if (rule.p !== undefined && protectable.size > 0) {
      const second = contributions.find((one) => one !== protectable || one.copies > 1)?.size ?? 0;
      const share = rule.p / (rule.q ?? 100);
      const lack = share * protectable.size - (total - protectable.size - second);
      if (lack > total * 1e-12) need = Math.max(need, lack);
    }
    if (rule.n !== undefined && rule.k !== undefined && total > 0) {
      const lack = (largest(contributions, rule.n) * 100) / rule.k - total;
      if (lack > total * 1e-12) need = Math.max(need, lack);
    }
    if (rule.threshold !== undefined && contributors(contributions) < rule.threshold) {
      need = Math.max(need, ((rule.range ?? 0) / 100) * Math.abs(table.values[cell] as number));
    }
    if (need < 0) continue;
    unsafe[cell] = 1;
    protection[cell] = need;
  }
  return { unsafe, protection };
}

export const contributors = (contributions: readonly Contribution[]): number => contributions.reduce((sum, one) => sum + one.copies, 0);

/** Sum of the n largest units that did not agree to be shown. */
function largest(contributions: readonly Contribution[], n: number): number {
  let left = n;
  let sum = 0;
  for (const one of contributions) {
    if (one.waived) continue;
    const copies = Math.min(left, one.copies);
    sum += copies * one.size;
    left -= copies;
    if (left <= 0) break;
  }
  return sum;
}
