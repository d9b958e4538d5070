/**
 * A digital map of P.452 and P.1812 (files DN50.TXT, N050.TXT): 121 rows from 90° N to 90° S and 241 columns from 0° to 360° E, a
 * value every 1.5°. The ITU does not let its maps be passed on, so an operator brings the file.
 */
export type DigitalMap = { readonly values: Float64Array };

const ROWS = 121;
const COLUMNS = 241;
const STEP_DEG = 1.5;
/** The last column repeats the first, and a pole is one point: an upset or transposed file fails there. */
const SAME = 0.01;

/** Reads a map; the reason where the text is not one. */
export function parseDigitalMap(text: string): DigitalMap | string {
  const rows = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (rows.length !== ROWS) return `it has ${rows.length} rows instead of ${ROWS}`;
  const values = new Float64Array(ROWS * COLUMNS);
  for (const [r, row] of rows.entries()) {
    const cells = row.trim().split(/[\s,;]+/);
    if (cells.length !== COLUMNS) return `row ${r + 1} has ${cells.length} values instead of ${COLUMNS}`;
    for (const [c, cell] of cells.entries()) {
      const value = Number(cell);
      if (!Number.isFinite(value)) return `row ${r + 1} holds "${cell.slice(0, 20)}"`;
      values[r * COLUMNS + c] = value;
    }
    if (Math.abs((values[r * COLUMNS] as number) - (values[r * COLUMNS + COLUMNS - 1] as number)) > SAME)
      return `row ${r + 1} does not close at 360 degrees`;
  }
  for (const r of [0, ROWS - 1])
    for (let c = 1; c < COLUMNS; c++)
      if (Math.abs((values[r * COLUMNS + c] as number) - (values[r * COLUMNS] as number)) > SAME) return `row ${r + 1} is not a pole`;
  return { values };
}

/** Value at a place, bilinear between the four points around it. */
export function mapValue({ values }: DigitalMap, lat_deg: number, lon_deg: number): number {
  const y = (90 - lat_deg) / STEP_DEG;
  const x = (lon_deg - 360 * Math.floor(lon_deg / 360)) / STEP_DEG;
  const row = Math.min(Math.max(Math.floor(y), 0), ROWS - 2);
  const column = Math.min(Math.max(Math.floor(x), 0), COLUMNS - 2);
  const at = (r: number, c: number): number => values[r * COLUMNS + c] as number;
  const north = at(row, column) + (at(row, column + 1) - at(row, column)) * (x - column);
  const south = at(row + 1, column) + (at(row + 1, column + 1) - at(row + 1, column)) * (x - column);
  return north + (south - north) * (y - row);
}
