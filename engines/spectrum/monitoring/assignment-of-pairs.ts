/**
 * Pairs rows with columns so that the sum of costs is least, where leaving a row alone costs `alone`. Shortest augmenting paths
 * (Jonker & Volgenant 1987), rows² × columns steps. Infinite costs forbid a pair.
 */
export function leastCostAssignment(
  rows: number,
  columns: number,
  cost: (row: number, column: number) => number,
  alone: number,
): readonly (readonly [row: number, column: number])[] {
  // every row has a column of its own that stands for staying alone
  const width = columns + rows;
  const forbidden = 1e12;
  const at = (row: number, column: number): number => {
    if (column < columns) return Math.min(cost(row, column), forbidden);
    return column - columns === row ? alone : forbidden;
  };
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(width + 1);
  const rowOf = new Int32Array(width + 1);
  const previous = new Int32Array(width + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    let column = 0;
    const shortest = new Float64Array(width + 1).fill(Number.POSITIVE_INFINITY);
    const done = new Uint8Array(width + 1);
    do {
      done[column] = 1;
      const from = rowOf[column] as number;
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let c = 1; c <= width; c++) {
        if (done[c] === 1) continue;
        const reduced = at(from - 1, c - 1) - (rowPotential[from] as number) - (columnPotential[c] as number);
        if (reduced < (shortest[c] as number)) {
          shortest[c] = reduced;
          previous[c] = column;
        }
        if ((shortest[c] as number) < delta) {
          delta = shortest[c] as number;
          next = c;
        }
      }
      for (let c = 0; c <= width; c++)
        if (done[c] === 1) {
          const r = rowOf[c] as number;
          rowPotential[r] = (rowPotential[r] as number) + delta;
          columnPotential[c] = (columnPotential[c] as number) - delta;
        } else shortest[c] = (shortest[c] as number) - delta;
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const before = previous[column] as number;
      rowOf[column] = rowOf[before] as number;
      column = before;
    }
  }
  const pairs: (readonly [number, number])[] = [];
  for (let c = 1; c <= columns; c++) if (rowOf[c] !== 0) pairs.push([(rowOf[c] as number) - 1, c - 1]);
  return pairs.toSorted(([a], [b]) => a - b);
}
