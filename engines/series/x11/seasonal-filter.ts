/**
 * The moving average along each calendar month or quarter: 3×1 … 3×15, the plain mean ("stable"), the default pair of X-11 (3×3 in the
 * first step of each part, 3×5 in the second), or the choice by the moving seasonality ratio ("msr").
 */
export type SeasonalFilter = '3x1' | '3x3' | '3x5' | '3x9' | '3x15' | 'stable' | 'x11default' | 'msr';

type Symmetric = { readonly inner: 1 | 3; readonly outer: number };
const symmetric: Readonly<Record<'3x1' | '3x3' | '3x5' | '3x9' | '3x15', Symmetric>> = {
  '3x1': { inner: 1, outer: 3 },
  '3x3': { inner: 3, outer: 3 },
  '3x5': { inner: 3, outer: 5 },
  '3x9': { inner: 3, outer: 9 },
  '3x15': { inner: 3, outer: 15 },
};

// Weights for the last year, the one before, …; each row from the most recent observation backwards, as the reference program rounds them.
const ends: Readonly<Record<keyof typeof symmetric, readonly (readonly number[])[]>> = {
  '3x1': [[0.61, 0.39]],
  '3x3': [
    [11, 11, 5],
    [7, 10, 7, 3],
  ],
  '3x5': [
    [17, 17, 17, 9],
    [15, 15, 15, 11, 4],
    [9, 13, 13, 13, 8, 4],
  ],
  '3x9': [
    [0.246, 0.221, 0.197, 0.173, 0.112, 0.051],
    [0.208, 0.192, 0.176, 0.16, 0.144, 0.092, 0.028],
    [0.173, 0.163, 0.154, 0.143, 0.133, 0.123, 0.079, 0.032],
    [0.141, 0.137, 0.132, 0.128, 0.123, 0.117, 0.113, 0.075, 0.034],
    [0.084, 0.12, 0.118, 0.117, 0.116, 0.114, 0.113, 0.111, 0.073, 0.034],
  ],
  '3x15': [
    [0.16, 0.16, 0.16, 0.16, 0.16, 0.06667, 0.06667, 0.04444, 0.02222],
    [0.14667, 0.14667, 0.14667, 0.14667, 0.14667, 0.06667, 0.06667, 0.06667, 0.04444, 0.0222],
    [0.13333, 0.13333, 0.13333, 0.13333, 0.13333, 0.06667, 0.06667, 0.06667, 0.06667, 0.04444, 0.02223],
    [0.12, 0.12, 0.12, 0.12, 0.12, 0.06667, 0.06667, 0.06667, 0.06667, 0.06667, 0.04444, 0.02221],
    [0.10667, 0.10667, 0.10667, 0.10667, 0.10667, 0.06667, 0.06667, 0.06667, 0.06667, 0.06667, 0.06667, 0.04444, 0.02219],
    [0.09333, 0.09333, 0.09333, 0.09333, 0.09333, 0.06667, 0.06667, 0.06667, 0.06667, 0.06667, 0.06667, 0.06667, 0.04444, 0.02222],
    [0.08, 0.08, 0.08, 0.08, 0.08, 0.06667, 0.06667, 0.06667, 0.06667, 0.06667, 0.06667, 0.06667, 0.06667, 0.04444, 0.0222],
    [
      0.04889, 0.07111, 0.07111, 0.07111, 0.07111, 0.06667, 0.06667, 0.06667, 0.06667, 0.06667, 0.06667, 0.06667, 0.06667, 0.06667, 0.04444,
      0.0222,
    ],
  ],
};

const scaled: typeof ends = Object.fromEntries(
  Object.entries(ends).map(([name, rows]) => [
    name,
    rows.map((row) => {
      const sum = row.reduce((total, weight) => total + weight, 0);
      return row.map((weight) => weight / sum);
    }),
  ]),
) as unknown as typeof ends;

/** Years that a 3×15 average needs; with fewer the plain mean is taken. */
const yearsFor3x15 = 20;

/** Smooths the `count` values of one calendar month in `column` into `out`. */
export function smoothColumn(
  out: Float64Array,
  column: Float64Array,
  count: number,
  filter: Exclude<SeasonalFilter, 'x11default' | 'msr'>,
): void {
  const kind = filter === '3x15' && count < yearsFor3x15 ? 'stable' : filter;
  if (kind === 'stable' || count < 3) {
    out.fill(meanOf(column, count), 0, count);
    return;
  }
  const { inner, outer } = symmetric[kind];
  const reach = (outer - 1) / 2 + (inner - 1) / 2;
  for (let i = reach; i < count - reach; i += 1) out[i] = average(column, i, inner, outer);
  const rows = scaled[kind];
  for (let after = 0; after < Math.min(reach, Math.ceil(count / 2)); after += 1) {
    const row = rows[after] as readonly number[];
    if (row.length > count) {
      // Too short for this end row: the reference program falls back to the plain mean of the month.
      const mean = meanOf(column, count);
      out[after] = mean;
      out[count - 1 - after] = mean;
      continue;
    }
    let early = 0;
    let late = 0;
    for (let k = 0; k < row.length; k += 1) {
      early += (row[k] as number) * (column[k] as number);
      late += (row[k] as number) * (column[count - 1 - k] as number);
    }
    out[after] = early;
    out[count - 1 - after] = late;
  }
}

function average(column: Float64Array, at: number, inner: number, outer: number): number {
  let sum = 0;
  const around = (outer - 1) / 2;
  const shift = (inner - 1) / 2;
  for (let s = -shift; s <= shift; s += 1) for (let k = -around; k <= around; k += 1) sum += column[at + s + k] as number;
  return sum / (inner * outer);
}

function meanOf(column: Float64Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i += 1) sum += column[i] as number;
  return sum / count;
}
