import { choleskySolve } from '../arma/linear.ts';
import { SeriesRefusal } from '../refusal.ts';

/** A hierarchy or a table with margins: every aggregate is a sum of leaves. */
export interface Hierarchy {
  /** Names of the leaves, which fixes their order. */
  readonly leaves: readonly string[];
  /** Aggregates with the positions of their leaves. */
  readonly aggregates: readonly { readonly name: string; readonly leaves: readonly number[] }[];
}

export interface ReconciliationInput {
  readonly hierarchy: Hierarchy;
  /** Forecasts of each aggregate, then of each leaf; all of one horizon. */
  readonly aggregates: readonly Float64Array[];
  readonly leaves: readonly Float64Array[];
}

export type Reconciliation =
  | { readonly method: 'bottom-up' }
  /** Shares of the leaves in the whole, by which the forecast of the aggregate named `total` is divided. */
  | { readonly method: 'top-down'; readonly total: string; readonly shares: Float64Array }
  /** One-step errors of every aggregate, then of every leaf, over the same periods. */
  | { readonly method: 'mint'; readonly aggregateErrors: readonly Float64Array[]; readonly leafErrors: readonly Float64Array[] };

export interface Reconciled {
  readonly aggregates: readonly Float64Array[];
  readonly leaves: readonly Float64Array[];
  /** Weight of the diagonal in the covariance matrix, where one was estimated. */
  readonly shrinkage?: number;
}

/**
 * Makes forecasts of a hierarchy add up. Whatever the method, leaves are settled first and every aggregate is then the sum of its leaves in
 * their order, so that sums hold to the last digit.
 *
 * MinT (Wickramasuriya, Athanasopoulos and Hyndman 2019) weighs all forecasts by the covariance of their errors, shrunk towards its diagonal
 * (Schäfer and Strimmer 2005), in the form b − W U (UᵀWU)⁻¹ Uᵀŷ whose only inverse has the size of the number of aggregates.
 *
 * @throws SeriesRefusal `hierarchy-invalid`, `errors-too-short`, `aggregates-collinear`
 */
export function reconcile(input: ReconciliationInput, how: Reconciliation): Reconciled {
  checkHierarchy(input);
  if (how.method === 'bottom-up') return summed(input.hierarchy, input.leaves);
  if (how.method === 'top-down') return topDown(input, how.total, how.shares);
  return minimumTrace(input, how.aggregateErrors, how.leafErrors);
}

/** Mean over the periods of each leaf's share in their sum. */
export function historicalShares(history: readonly Float64Array[]): Float64Array {
  const length = history[0]?.length ?? 0;
  const shares = new Float64Array(history.length);
  for (let t = 0; t < length; t++) {
    const total = history.reduce((sum, leaf) => sum + (leaf[t] as number), 0);
    for (const [at, leaf] of history.entries()) shares[at] = (shares[at] as number) + (leaf[t] as number) / total / length;
  }
  return shares;
}

function checkHierarchy({ hierarchy, aggregates, leaves }: ReconciliationInput): void {
  const horizon = leaves[0]?.length ?? 0;
  const refuse = (field: string): never => {
    throw new SeriesRefusal('hierarchy-invalid', { field });
  };
  if (hierarchy.leaves.length === 0 || leaves.length !== hierarchy.leaves.length) refuse('leaves');
  if (aggregates.length !== hierarchy.aggregates.length) refuse('aggregates');
  if ([...aggregates, ...leaves].some((values) => values.length !== horizon)) refuse('horizon');
  for (const { name, leaves: members } of hierarchy.aggregates) {
    if (members.length === 0 || new Set(members).size !== members.length) refuse(`aggregates.${name}`);
    if (members.some((at) => !Number.isInteger(at) || at < 0 || at >= leaves.length)) refuse(`aggregates.${name}`);
  }
}

function summed(hierarchy: Hierarchy, leaves: readonly Float64Array[]): Reconciled {
  const aggregates = hierarchy.aggregates.map(({ leaves: members }) => {
    const sum = new Float64Array(leaves[0]?.length ?? 0);
    for (const member of [...members].sort((one, other) => one - other)) {
      const leaf = leaves[member] as Float64Array;
      for (let step = 0; step < sum.length; step++) sum[step] = (sum[step] as number) + (leaf[step] as number);
    }
    return sum;
  });
  return { aggregates, leaves };
}

function topDown(input: ReconciliationInput, total: string, shares: Float64Array): Reconciled {
  const at = input.hierarchy.aggregates.findIndex(({ name }) => name === total);
  const whole = input.aggregates[at];
  if (whole === undefined || input.hierarchy.aggregates[at]?.leaves.length !== input.leaves.length) {
    throw new SeriesRefusal('hierarchy-invalid', { field: 'total', values: { total } });
  }
  if (shares.length !== input.leaves.length) throw new SeriesRefusal('hierarchy-invalid', { field: 'shares' });
  const all = shares.reduce((sum, share) => sum + share, 0);
  return summed(
    input.hierarchy,
    Array.from(shares, (share) => whole.map((value) => (value * share) / all)),
  );
}

function minimumTrace(
  input: ReconciliationInput,
  aggregateErrors: readonly Float64Array[],
  leafErrors: readonly Float64Array[],
): Reconciled {
  const { hierarchy } = input;
  const errors = [...aggregateErrors, ...leafErrors];
  const above = hierarchy.aggregates.length;
  const periods = errors[0]?.length ?? 0;
  if (errors.length !== above + hierarchy.leaves.length || errors.some((row) => row.length !== periods)) {
    throw new SeriesRefusal('hierarchy-invalid', { field: 'errors' });
  }
  if (periods < 3) throw new SeriesRefusal('errors-too-short', { field: 'errors', values: { periods, least: 3 } });
  const variances = errors.map((row) => row.reduce((sum, error) => sum + (error * error) / periods, 0));
  const floor = 1e-12 * Math.max(...variances) || 1;
  const diagonal = variances.map((variance) => Math.max(variance, floor));
  const shrinkage = shrinkageWeight(errors, diagonal);
  // Errors of the constraints Uᵀy = aggregate − sum of its leaves, and W U column by column.
  const constraintErrors = hierarchy.aggregates.map(({ leaves }, k) => {
    const row = Float64Array.from(errors[k] as Float64Array);
    for (const leaf of leaves) for (let t = 0; t < periods; t++) row[t] = (row[t] as number) - (leafErrors[leaf]?.[t] as number);
    return row;
  });
  const member = hierarchy.aggregates.map(({ leaves }) => new Set(leaves));
  const weighted = (node: number, constraint: number): number => {
    const own = node < above ? (node === constraint ? 1 : 0) : member[constraint]?.has(node - above) === true ? -1 : 0;
    const row = errors[node] as Float64Array;
    const other = constraintErrors[constraint] as Float64Array;
    let product = 0;
    for (let t = 0; t < periods; t++) product += (row[t] as number) * (other[t] as number);
    // The diagonal of W stays the variances whatever the shrinkage; only what lies off it is shrunk.
    const covariance = product / periods + own * ((diagonal[node] as number) - (variances[node] as number));
    return (1 - shrinkage) * covariance + shrinkage * own * (diagonal[node] as number);
  };
  const columns = hierarchy.aggregates.map((_, constraint) => Float64Array.from(errors, (__, node) => weighted(node, constraint)));
  const middle = new Float64Array(above * above);
  for (let i = 0; i < above; i++) {
    for (let j = 0; j < above; j++) {
      const column = columns[j] as Float64Array;
      let sum = column[i] as number;
      for (const leaf of hierarchy.aggregates[i]?.leaves ?? []) sum -= column[above + leaf] as number;
      middle[i * above + j] = sum;
    }
  }
  const horizon = input.leaves[0]?.length ?? 0;
  const leaves = input.leaves.map((row) => Float64Array.from(row));
  for (let step = 0; step < horizon; step++) {
    const gaps = Float64Array.from(hierarchy.aggregates, ({ leaves: members }, k) =>
      members.reduce((gap, leaf) => gap - (input.leaves[leaf]?.[step] as number), input.aggregates[k]?.[step] as number),
    );
    if (!choleskySolve(Float64Array.from(middle), gaps, gaps.length, 0))
      throw new SeriesRefusal('aggregates-collinear', { field: 'aggregates' });
    for (const [leaf, row] of leaves.entries()) {
      let change = 0;
      for (let k = 0; k < above; k++) change += (columns[k]?.[above + leaf] as number) * (gaps[k] as number);
      row[step] = (row[step] as number) - change;
    }
  }
  return { ...summed(hierarchy, leaves), shrinkage };
}

/** Estimated variance of the correlations over their squares, between 0 (the sample's own covariance) and 1 (its diagonal alone). */
function shrinkageWeight(errors: readonly Float64Array[], variances: readonly number[]): number {
  const periods = errors[0]?.length ?? 0;
  const standard = errors.map((row, at) => row.map((error) => error / Math.sqrt(variances[at] as number)));
  let uncertainty = 0;
  let squares = 0;
  for (let i = 0; i < standard.length; i++) {
    const one = standard[i] as Float64Array;
    for (let j = 0; j < i; j++) {
      const other = standard[j] as Float64Array;
      let sum = 0;
      let square = 0;
      for (let t = 0; t < periods; t++) {
        const product = (one[t] as number) * (other[t] as number);
        sum += product;
        square += product * product;
      }
      uncertainty += (square - (sum * sum) / periods) / (periods * (periods - 1));
      squares += (sum / periods) ** 2;
    }
  }
  return squares > 0 ? Math.min(1, Math.max(0, uncertainty / squares)) : 1;
}
