/** Cholesky of the lower triangle in place, then the solution in `right`. False if not positive definite to `singular` of its diagonal. */
export function choleskySolve(matrix: Float64Array, right: Float64Array, k: number, singular = 1e-11): boolean {
  for (let a = 0; a < k; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = matrix[a * k + b]!;
      const diagonal = sum;
      for (let c = 0; c < b; c++) sum -= matrix[a * k + c]! * matrix[b * k + c]!;
      if (a === b) {
        if (!(sum > singular * diagonal) || !(diagonal > 0)) return false;
        matrix[a * k + a] = Math.sqrt(sum);
      } else matrix[a * k + b] = sum / matrix[b * k + b]!;
    }
  }
  for (let a = 0; a < k; a++) {
    let sum = right[a]!;
    for (let c = 0; c < a; c++) sum -= matrix[a * k + c]! * right[c]!;
    right[a] = sum / matrix[a * k + a]!;
  }
  for (let a = k - 1; a >= 0; a--) {
    let sum = right[a]!;
    for (let c = a + 1; c < k; c++) sum -= matrix[c * k + a]! * right[c]!;
    right[a] = sum / matrix[a * k + a]!;
  }
  return true;
}

/** Inverse of L L′ from its lower Cholesky factor. */
export function inverseFromCholesky(factor: Float64Array, k: number): Float64Array {
  const inverse = new Float64Array(k * k);
  const column = new Float64Array(k);
  for (let c = 0; c < k; c++) {
    column.fill(0);
    for (let a = c; a < k; a++) {
      let sum = a === c ? 1 : 0;
      for (let j = c; j < a; j++) sum -= factor[a * k + j]! * column[j]!;
      column[a] = sum / factor[a * k + a]!;
    }
    for (let a = k - 1; a >= 0; a--) {
      let sum = column[a]!;
      for (let j = a + 1; j < k; j++) sum -= factor[j * k + a]! * column[j]!;
      column[a] = sum / factor[a * k + a]!;
    }
    for (let a = 0; a < k; a++) inverse[a * k + c] = column[a]!;
  }
  return inverse;
}
