/** Control charts on standardised one-step forecast errors. */

export interface Cusum {
  readonly up: Float64Array;
  readonly down: Float64Array;
  /** Positions at which either sum passes the limit; both start anew after it. */
  readonly alarms: readonly { readonly position: number; readonly direction: 'up' | 'down' }[];
}

/** Two-sided CUSUM: S⁺ = max(0, S⁺ + z − k), S⁻ = max(0, S⁻ − z − k), alarm above h (Page 1954). A missing error changes nothing. */
export function cusum(errors: Float64Array, k = 0.5, h = 5): Cusum {
  const up = new Float64Array(errors.length);
  const down = new Float64Array(errors.length);
  const alarms: { position: number; direction: 'up' | 'down' }[] = [];
  let [high, low] = [0, 0];
  errors.forEach((z, t) => {
    if (!Number.isNaN(z)) {
      high = Math.max(0, high + z - k);
      low = Math.max(0, low - z - k);
    }
    up[t] = high;
    down[t] = low;
    if (high <= h && low <= h) return;
    alarms.push({ position: t, direction: high > h ? 'up' : 'down' });
    [high, low] = [0, 0];
  });
  return { up, down, alarms };
}

export interface Ewma {
  readonly values: Float64Array;
  readonly limits: Float64Array;
  readonly alarms: readonly number[];
}

/** Exponentially weighted mean z_t = w·e_t + (1 − w)·z_{t−1} with its exact limits L·√(w/(2 − w)·(1 − (1 − w)^{2t})) (Roberts 1959). */
export function ewma(errors: Float64Array, weight = 0.2, width = 3): Ewma {
  if (!(weight > 0 && weight <= 1)) throw new RangeError(`weight must be in (0, 1], got ${weight}`);
  const values = new Float64Array(errors.length);
  const limits = new Float64Array(errors.length);
  const alarms: number[] = [];
  let mean = 0;
  let count = 0;
  errors.forEach((error, t) => {
    if (!Number.isNaN(error)) {
      mean = weight * error + (1 - weight) * mean;
      count++;
    }
    values[t] = mean;
    limits[t] = width * Math.sqrt((weight / (2 - weight)) * (1 - (1 - weight) ** (2 * count)));
    if (count > 0 && Math.abs(mean) > (limits[t] as number)) alarms.push(t);
  });
  return { values, limits, alarms };
}
