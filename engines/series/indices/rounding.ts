/**
 * Rounds parts to the digits shown so that they add exactly to the rounded total: every part down to the digit below, then the units
 * that are missing to the largest remainders (the larger part first where these are equal). No part is off by a whole last digit.
 *
 * @param decimals digits after the point, 0 to 9
 */
export function addingParts(
  parts: readonly number[],
  total: number,
  decimals: number,
): { readonly total: number; readonly parts: readonly number[] } {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 9) throw new RangeError(`decimals must be 0 to 9, got ${decimals}`);
  if (![total, ...parts].every(Number.isFinite)) throw new RangeError('parts and total must be finite');
  const unit = 10 ** decimals;
  const wanted = Math.round(total * unit);
  const floors = parts.map((part) => Math.floor(part * unit + 1e-9));
  let missing = wanted - floors.reduce((sum, floor) => sum + floor, 0);
  const order = parts
    .map((_, i) => i)
    .sort((a, b) => remainder(b) - remainder(a) || Math.abs(parts[b] as number) - Math.abs(parts[a] as number) || a - b);
  function remainder(i: number): number {
    return (parts[i] as number) * unit - (floors[i] as number);
  }
  // Whole rounds only where the parts themselves do not add to the total.
  const rounds = Math.trunc(missing / Math.max(1, parts.length));
  missing -= rounds * parts.length;
  const step = Math.sign(missing);
  const first = step > 0 ? order : order.toReversed();
  first.forEach((i, place) => {
    floors[i] = (floors[i] as number) + rounds + (place < Math.abs(missing) ? step : 0);
  });
  return { total: wanted / unit, parts: floors.map((floor) => floor / unit + 0) };
}
