/**
 * Inverse of the complementary cumulative normal distribution for 1e-6 ≤ x ≤ 1 − 1e-6, as the Recommendations approximate it
 * (P.452-18 Attachment 3; P.1812-6 Attachment 2; P.1546-6 equations 36a–36d). Zero at 0.5, positive below; the Recommendations'
 * I(x) of P.452 carries the opposite sign, which cancels in the ratios in which it appears.
 */
export function inverseComplementaryNormal(x: number): number {
  return x <= 0.5 ? upperTail(x) : -upperTail(1 - x);
}

function upperTail(x: number): number {
  const t = Math.sqrt(-2 * Math.log(Math.max(x, 1e-6)));
  return t - ((0.010328 * t + 0.802853) * t + 2.515516698) / (((0.001308 * t + 0.189269) * t + 1.432788) * t + 1);
}
