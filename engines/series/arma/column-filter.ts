import { MovingAverageFilter } from './moving-average.ts';
import { ArmaWhitening } from './whitening.ts';

/**
 * Turns columns into ones whose inner products are those under the inverse covariance of an ARMA process: by the moving-average filter
 * where there is no autoregressive part, else by Cholesky whitening.
 */
export class ColumnFilter {
  /** Entries that a filtered column has. */
  readonly size: number;
  private readonly moving: MovingAverageFilter | undefined;
  private readonly whitening: ArmaWhitening | undefined;
  logDeterminant = 0;

  constructor(length: number, p: number, q: number) {
    if (p === 0 && length > q) {
      this.moving = new MovingAverageFilter(length, q);
      this.size = length + q;
    } else {
      this.whitening = new ArmaWhitening(length);
      this.size = length;
    }
  }

  factor(phi: Float64Array, theta: Float64Array): boolean {
    if (this.moving !== undefined) {
      const done = this.moving.prepare(theta);
      this.logDeterminant = this.moving.logDeterminant;
      return done;
    }
    const done = this.whitening!.factor(phi, phi.length, theta, theta.length);
    this.logDeterminant = this.whitening!.logDeterminant;
    return done;
  }

  /** Filters a column that is zero before `nonzeroFrom`; source and target must not overlap. */
  filter(source: Float64Array, from: number, target: Float64Array, at: number, nonzeroFrom = 0): void {
    if (this.moving !== undefined) this.moving.filter(source, from, target, at);
    else this.whitening!.whiten(source, from, target, at, this.size, nonzeroFrom);
  }
}
