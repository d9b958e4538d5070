interface Segment {
  readonly from: number;
  readonly to: number;
  /** Which of the wanted ranks may lie in the segment: positions in the list of ranks, inclusive. */
  readonly firstRank: number;
  readonly lastRank: number;
}

const smallSegment = 10;

/**
 * Orders `values` just far enough that the wanted 0-based ranks hold what a full sort would put there (Chambers 1971, CACM algorithm 410).
 *
 * The algorithm presumes ranks in ascending order. R's `stl` hands over the two middle ranks of an even count in descending order, so the
 * lower one is not always the true median; to reproduce R's robustness weights that choice is reproduced too.
 */
export function partialOrder(values: Float64Array, ranks: readonly number[]): void {
  const pending: Segment[] = [];
  let segment: Segment | undefined = { from: 0, to: values.length - 1, firstRank: 0, lastRank: ranks.length - 1 };
  while (segment !== undefined) {
    let { from, to, firstRank, lastRank } = segment;
    let wanted = firstRank <= lastRank;
    // The segment that starts at the first value has no sentinel before it, so it is split down to nothing instead of insertion-sorted.
    while (wanted && (to - from > smallSegment || (from === 0 && from < to))) {
      const [low, high] = split(values, from, to);
      if (low - from <= to - high) {
        const upper = { from: high, to };
        to = low;
        const lastBefore = lastRank;
        while (firstRank <= lastRank && (ranks[lastRank] as number) > to) lastRank -= 1;
        wanted = firstRank <= lastRank;
        // With no rank left below, the upper part keeps the whole list it came with.
        pending.push({ ...upper, firstRank: wanted ? lastRank + 1 : firstRank, lastRank: lastBefore });
      } else {
        const lower = { from, to: low };
        from = high;
        const firstBefore = firstRank;
        while (firstRank <= lastRank && (ranks[firstRank] as number) < from) firstRank += 1;
        wanted = firstRank <= lastRank;
        pending.push({ ...lower, firstRank: firstBefore, lastRank: wanted ? firstRank - 1 : lastRank });
      }
    }
    if (wanted && from > 0) insertionSort(values, from, to);
    segment = pending.pop();
  }
}

/** Splits [from, to] about the median of its ends and middle; returns the last index of the lower and the first of the upper part. */
function split(a: Float64Array, from: number, to: number): readonly [number, number] {
  const middle = Math.floor((from + to + 2) / 2) - 1;
  let pivot = a[middle] as number;
  const exchange = (at: number): void => {
    a[middle] = a[at] as number;
    a[at] = pivot;
    pivot = a[middle] as number;
  };
  if ((a[from] as number) > pivot) exchange(from);
  if ((a[to] as number) < pivot) {
    exchange(to);
    if ((a[from] as number) > pivot) exchange(from);
  }
  let k = from;
  let l = to;
  for (;;) {
    l -= 1;
    if ((a[l] as number) > pivot) continue;
    const low = a[l] as number;
    do k += 1;
    while ((a[k] as number) < pivot);
    if (k > l) return [l, k];
    a[l] = a[k] as number;
    a[k] = low;
  }
}

function insertionSort(a: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i += 1) {
    const value = a[i + 1] as number;
    let k = i;
    while (k >= 0 && (a[k] as number) > value) {
      a[k + 1] = a[k] as number;
      k -= 1;
    }
    a[k + 1] = value;
  }
}
