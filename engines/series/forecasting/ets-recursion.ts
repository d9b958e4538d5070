/** Form of an exponential smoothing model in state space: ETS(error, trend, season); `damped` makes the trend Ad. */
export interface EtsForm {
  readonly error: 'A' | 'M';
  readonly trend: 'N' | 'A';
  readonly damped: boolean;
  readonly season: 'N' | 'A' | 'M';
}

export function etsName(form: EtsForm): string {
  return `ETS(${form.error},${form.trend}${form.damped ? 'd' : ''},${form.season})`;
}

/** Where each parameter lies in the vector of parameters; −1: the form does not have it. Seasonal starts: positions 1 … s − 1. */
export interface EtsLayout {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
  readonly level: number;
  readonly slope: number;
  readonly season: number;
  readonly count: number;
}

export function etsLayout(form: EtsForm, frequency: number): EtsLayout {
  let count = 0;
  const take = (has: boolean, amount = 1): number => {
    if (!has) return -1;
    count += amount;
    return count - amount;
  };
  const hasTrend = form.trend === 'A';
  const hasSeason = form.season !== 'N';
  const layout = {
    alpha: take(true),
    beta: take(hasTrend),
    gamma: take(hasSeason),
    phi: take(form.damped),
    level: take(true),
    slope: take(hasTrend),
    season: take(hasSeason, frequency - 1),
  };
  return { ...layout, count };
}

/** Buffers of one run, made once for a form and a length. */
export interface EtsWorkspace {
  readonly errors: Float64Array;
  readonly fitted: Float64Array;
  /** Level, slope and seasonal ring after the last observation. */
  readonly last: Float64Array;
  readonly ring: Float64Array;
  readonly levelBy: Float64Array;
  readonly slopeBy: Float64Array;
  readonly ringBy: Float64Array;
  /** Derivative of each one-step forecast by each parameter, row by row. */
  readonly fittedBy: Float64Array;
}

export function etsWorkspace(length: number, frequency: number, count: number): EtsWorkspace {
  return {
    errors: new Float64Array(length),
    fitted: new Float64Array(length),
    last: new Float64Array(2),
    ring: new Float64Array(frequency),
    levelBy: new Float64Array(count),
    slopeBy: new Float64Array(count),
    ringBy: new Float64Array(frequency * count),
    fittedBy: new Float64Array(length * count),
  };
}

/**
 * Runs the recursions (Hyndman, Koehler, Ord and Snyder 2008, table 2.1; the updates are the same for both kinds of error) and
 * leaves one-step forecasts, absolute errors and the last states in the workspace; with `derivatives` also the derivative of every
 * forecast by every parameter.
 *
 * @returns false where a state leaves its domain (a seasonal factor or, under multiplicative errors, a forecast that is not positive)
 */
export function etsRun(
  form: EtsForm,
  layout: EtsLayout,
  values: Float64Array,
  parameters: Float64Array,
  work: EtsWorkspace,
  derivatives: boolean,
): boolean {
  const { errors, fitted, ring, levelBy, slopeBy, ringBy, fittedBy } = work;
  const frequency = ring.length;
  const count = layout.count;
  const seasonal = form.season !== 'N';
  const ratio = form.season === 'M';
  const relative = form.error === 'M';
  const alpha = parameters[layout.alpha] as number;
  const beta = layout.beta < 0 ? 0 : (parameters[layout.beta] as number);
  const gamma = layout.gamma < 0 ? 0 : (parameters[layout.gamma] as number);
  const phi = layout.phi < 0 ? 1 : (parameters[layout.phi] as number);
  let level = parameters[layout.level] as number;
  let slope = layout.slope < 0 ? 0 : (parameters[layout.slope] as number);
  if (seasonal && !startRing(layout, parameters, ring, ratio)) return false;
  if (derivatives) startDerivatives(layout, work);
  for (let t = 0; t < values.length; t++) {
    const slot = t % frequency;
    const base = level + phi * slope;
    const season = seasonal ? (ring[slot] as number) : 0;
    const forecast = ratio ? base * season : base + season;
    if (relative && !(forecast > 1e-10)) return false;
    if (ratio && !(season > 1e-10 && base !== 0)) return false;
    const error = (values[t] as number) - forecast;
    fitted[t] = forecast;
    errors[t] = error;
    const levelError = ratio ? error / season : error;
    const seasonError = ratio ? error / base : error;
    if (derivatives) {
      const row = t * count;
      const ringRow = slot * count;
      for (let k = 0; k < count; k++) {
        const slopePart = phi * (slopeBy[k] as number) + (k === layout.phi ? slope : 0);
        const basePart = (levelBy[k] as number) + slopePart;
        const seasonPart = seasonal ? (ringBy[ringRow + k] as number) : 0;
        const part = ratio ? basePart * season + base * seasonPart : basePart + seasonPart;
        fittedBy[row + k] = part;
        const levelErrorPart = ratio ? -(part + levelError * seasonPart) / season : -part;
        levelBy[k] = basePart + alpha * levelErrorPart + (k === layout.alpha ? levelError : 0);
        if (layout.beta >= 0) slopeBy[k] = slopePart + beta * levelErrorPart + (k === layout.beta ? levelError : 0);
        if (seasonal) {
          const seasonErrorPart = ratio ? -(part + seasonError * basePart) / base : -part;
          ringBy[ringRow + k] = seasonPart + gamma * seasonErrorPart + (k === layout.gamma ? seasonError : 0);
        }
      }
    }
    level = base + alpha * levelError;
    slope = phi * slope + beta * levelError;
    if (seasonal) ring[slot] = season + gamma * seasonError;
  }
  work.last[0] = level;
  work.last[1] = slope;
  return Number.isFinite(level) && Number.isFinite(slope);
}

/** The first position of the year is what the others leave of the sum of the seasonal starts: nothing, or one each on average. */
function startRing(layout: EtsLayout, parameters: Float64Array, ring: Float64Array, ratio: boolean): boolean {
  let rest = ratio ? ring.length : 0;
  for (let position = 1; position < ring.length; position++) {
    const start = parameters[layout.season + position - 1] as number;
    ring[position] = start;
    rest -= start;
  }
  ring[0] = rest;
  return !ratio || ring.every((start) => start > 0);
}

function startDerivatives(layout: EtsLayout, work: EtsWorkspace): void {
  const count = layout.count;
  work.levelBy.fill(0);
  work.slopeBy.fill(0);
  work.ringBy.fill(0);
  work.levelBy[layout.level] = 1;
  if (layout.slope >= 0) work.slopeBy[layout.slope] = 1;
  if (layout.season < 0) return;
  for (let position = 1; position < work.ring.length; position++) {
    work.ringBy[position * count + layout.season + position - 1] = 1;
    work.ringBy[layout.season + position - 1] = -1;
  }
}
