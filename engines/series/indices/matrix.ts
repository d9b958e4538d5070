/** Small dense linear algebra on row-major Float64Arrays, for systems of a few hundred unknowns. */

/**
 * Solves A·x = b by elimination with partial pivoting; `a` (n × n) and `b` are overwritten.
 *
 * @throws RangeError if the matrix is singular
 */
export function solveInPlace(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(a[row * n + column] as number) > Math.abs(a[pivot * n + column] as number)) pivot = row;
    }
    const head = a[pivot * n + column] as number;
    if (!(Math.abs(head) > 1e-300)) throw new RangeError('singular matrix');
    if (pivot !== column) {
      for (let j = column; j < n; j++) swap(a, pivot * n + j, column * n + j);
      swap(b, pivot, column);
    }
    for (let row = column + 1; row < n; row++) {
      const factor = (a[row * n + column] as number) / head;
      if (factor === 0) continue;
      for (let j = column; j < n; j++) a[row * n + j] = (a[row * n + j] as number) - factor * (a[column * n + j] as number);
      b[row] = (b[row] as number) - factor * (b[column] as number);
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = b[row] as number;
    for (let j = row + 1; j < n; j++) sum -= (a[row * n + j] as number) * (b[j] as number);
    b[row] = sum / (a[row * n + row] as number);
  }
  return b;
}

/**
 * The lower Cholesky factor of a symmetric positive definite matrix (n × n), in place; the upper half is left as it was.
 *
 * @throws RangeError if the matrix is not positive definite
 */
export function choleskyInPlace(a: Float64Array, n: number): Float64Array {
  for (let j = 0; j < n; j++) {
    let diagonal = a[j * n + j] as number;
    for (let k = 0; k < j; k++) diagonal -= (a[j * n + k] as number) ** 2;
    if (!(diagonal > 0)) throw new RangeError('not positive definite');
    const root = Math.sqrt(diagonal);
    a[j * n + j] = root;
    for (let i = j + 1; i < n; i++) {
      let sum = a[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (a[i * n + k] as number) * (a[j * n + k] as number);
      a[i * n + j] = sum / root;
    }
  }
  return a;
}

/** Solves L·x = b, in place, for a lower factor. */
export function forwardInPlace(factor: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  for (let i = 0; i < n; i++) {
    let sum = b[i] as number;
    for (let k = 0; k < i; k++) sum -= (factor[i * n + k] as number) * (b[k] as number);
    b[i] = sum / (factor[i * n + i] as number);
  }
  return b;
}

/** Solves L'·x = b, in place, for a lower factor. */
export function backwardInPlace(factor: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i] as number;
    for (let k = i + 1; k < n; k++) sum -= (factor[k * n + i] as number) * (b[k] as number);
    b[i] = sum / (factor[i * n + i] as number);
  }
  return b;
}

function swap(a: Float64Array, i: number, j: number): void {
  const held = a[i] as number;
  a[i] = a[j] as number;
  a[j] = held;
}
