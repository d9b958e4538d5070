import { SeriesRefusal } from '../refusal.ts';
import { doubleHodrickPrescott } from './filters.ts';

/** One series of a composite indicator. */
export interface Component {
  readonly name: string;
  readonly values: Float64Array;
  /** Rates and balances change by differences, everything else by per cent. */
  readonly isRate: boolean;
  /** Falls when business rises, such as unemployment. */
  readonly isInverted: boolean;
}

export interface CompositeIndex {
  readonly index: Float64Array;
  /** Standardisation weights (Conference Board) or amplitudes (OECD), in the order of the components. */
  readonly weights: Float64Array;
  /** Share of the components that stand behind each period. */
  readonly coverage: Float64Array;
}

/** Without this share of the components no value is given. */
export const LEAST_COVERAGE = 0.6;

/**
 * Composite index as The Conference Board makes it: symmetric changes 200(x_t − x_{t−1})/(x_t + x_{t−1}), differences for rates;
 * scaled by the inverse of their standard deviation with weights that add to 1; summed and cumulated,
 * I_t = I_{t−1}(200 + s)/(200 − s) (Business Cycle Indicators Handbook, 2001, section IV). The first period with a change stands at
 * 100·(200 + s)/(200 − s), the one before at 100; `rebase` sets the mean of a span to 100.
 *
 * @throws SeriesRefusal `components-missing`, `lengths-differ`, `not-positive`, `series-constant`
 */
export function conferenceBoard(components: readonly Component[], least = LEAST_COVERAGE): CompositeIndex {
  const length = lengthOf(components);
  const changes = components.map((component) => symmetricChanges(component));
  const inverse = changes.map((change, i) => {
    const sigma = deviation(change);
    if (!(sigma > 0)) throw new SeriesRefusal('series-constant', { field: `components.${i}`, values: { name: components[i]?.name } });
    return 1 / sigma;
  });
  const total = inverse.reduce((sum, value) => sum + value, 0);
  const weights = Float64Array.from(inverse, (value) => value / total);
  const index = new Float64Array(length);
  const coverage = new Float64Array(length);
  let last = 100;
  for (let t = 0; t < length; t++) {
    let sum = 0;
    let present = 0;
    let count = 0;
    for (const [i, change] of changes.entries()) {
      const value = change[t] as number;
      if (Number.isNaN(value)) continue;
      sum += (weights[i] as number) * value;
      present += weights[i] as number;
      count++;
    }
    coverage[t] = t === 0 ? 1 : count / components.length;
    if (t === 0) index[t] = last;
    else if ((coverage[t] as number) < least) index[t] = Number.NaN;
    else {
      const step = sum / present;
      last = (last * (200 + step)) / (200 - step);
      index[t] = last;
    }
  }
  return { index, weights, coverage };
}

/** Symmetric per cent changes, or differences of a rate; signs turned for an inverted series. */
export function symmetricChanges({ name, values, isRate, isInverted }: Component): Float64Array {
  const sign = isInverted ? -1 : 1;
  return values.map((value, t) => {
    const before = t === 0 ? Number.NaN : (values[t - 1] as number);
    if (isRate) return sign * (value - before);
    if (value <= 0 || before <= 0) throw new SeriesRefusal('not-positive', { field: 'components', values: { name, position: t } });
    return (sign * 200 * (value - before)) / (value + before);
  });
}

/**
 * Composite index as the OECD makes it: the cycles of the components between `shortest` and `longest` periods (double
 * Hodrick–Prescott), in units of their mean absolute deviation, averaged; the mean is given the amplitude of the reference cycle where
 * there is one, and lies around 100 (OECD System of Composite Leading Indicators, 2012).
 */
export function oecdComposite(
  components: readonly Component[],
  shortest: number,
  longest: number,
  reference?: Float64Array,
  least = LEAST_COVERAGE,
): CompositeIndex {
  const length = lengthOf(components);
  const amplitudes = new Float64Array(components.length);
  const cycles = components.map((component, i) => {
    const cycle = relativeCycle(component, shortest, longest);
    const middle = meanOf(cycle);
    const amplitude = meanOf(cycle.map((value) => Math.abs(value - middle)));
    if (!(amplitude > 0)) throw new SeriesRefusal('series-constant', { field: `components.${i}`, values: { name: component.name } });
    amplitudes[i] = amplitude;
    return cycle.map((value, t) => (Number.isNaN(component.values[t] as number) ? Number.NaN : (value - middle) / amplitude));
  });
  const coverage = new Float64Array(length);
  const mean = new Float64Array(length);
  for (let t = 0; t < length; t++) {
    const present = cycles.map((cycle) => cycle[t] as number).filter((value) => !Number.isNaN(value));
    coverage[t] = present.length / components.length;
    mean[t] = (coverage[t] as number) < least ? Number.NaN : present.reduce((sum, value) => sum + value, 0) / present.length;
  }
  const own = meanOf(mean.map(Math.abs));
  const wanted =
    reference === undefined
      ? own
      : meanOf(
          relativeCycle({ name: 'reference', values: reference, isRate: false, isInverted: false }, shortest, longest).map((value) =>
            Math.abs(100 * value),
          ),
        );
  return { index: mean.map((value) => 100 + (value * wanted) / own), weights: amplitudes, coverage };
}

/** The cycle as a share of the trend; of a rate in its own units. */
function relativeCycle({ values, isRate, isInverted }: Component, shortest: number, longest: number): Float64Array {
  const { trend, cycle } = doubleHodrickPrescott(values, shortest, longest);
  const sign = isInverted ? -1 : 1;
  return cycle.map((value, t) => (isRate ? sign * value : (sign * value) / (trend[t] as number)));
}

/** How a series runs ahead of another. */
export interface Lead {
  /** Periods by which the component leads at the highest correlation; negative if it lags. */
  readonly lead: number;
  readonly correlation: number;
}

/** The lead at which the correlation with the reference is highest in absolute value, within `most` periods either way. */
export function leadOf(component: Float64Array, reference: Float64Array, most: number): Lead {
  let best: Lead = { lead: 0, correlation: 0 };
  for (let lead = -most; lead <= most; lead++) {
    const pairs: [number, number][] = [];
    for (let t = 0; t < reference.length; t++) {
      const ahead = component[t - lead];
      if (ahead === undefined || Number.isNaN(ahead) || Number.isNaN(reference[t] as number)) continue;
      pairs.push([ahead, reference[t] as number]);
    }
    const correlation = correlationOf(pairs);
    const isBetter = Math.abs(correlation) > Math.abs(best.correlation) + 1e-12;
    if (isBetter) best = { lead, correlation };
  }
  return best;
}

/**
 * Diffusion index over a span: per cent of the components above their value `span` periods before, half of those without change.
 * NaN where fewer than the least share is there.
 */
export function diffusionOver(components: readonly Float64Array[], span: number, least = LEAST_COVERAGE): Float64Array {
  const length = components[0]?.length ?? 0;
  return Float64Array.from({ length }, (_, t) => {
    let points = 0;
    let count = 0;
    for (const component of components) {
      const change = (component[t] as number) - (component[t - span] ?? Number.NaN);
      if (Number.isNaN(change)) continue;
      count++;
      points += change > 0 ? 1 : change === 0 ? 0.5 : 0;
    }
    return count / components.length < least ? Number.NaN : (100 * points) / count;
  });
}

function lengthOf(components: readonly Component[]): number {
  const length = components[0]?.values.length;
  if (length === undefined) throw new SeriesRefusal('components-missing', { field: 'components' });
  const odd = components.findIndex((component) => component.values.length !== length);
  if (odd >= 0) throw new SeriesRefusal('lengths-differ', { field: `components.${odd}.values`, values: { wanted: length } });
  return length;
}

function meanOf(values: Float64Array): number {
  const present = values.filter((value) => !Number.isNaN(value));
  return present.reduce((sum, value) => sum + value, 0) / present.length;
}

function deviation(values: Float64Array): number {
  const present = values.filter((value) => !Number.isNaN(value));
  const mean = meanOf(present);
  return Math.sqrt(present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (present.length - 1));
}

function correlationOf(pairs: readonly (readonly [number, number])[]): number {
  if (pairs.length < 3) return 0;
  const [meanX, meanY] = [0, 1].map((side) => pairs.reduce((sum, pair) => sum + (pair[side] as number), 0) / pairs.length) as [
    number,
    number,
  ];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
    xy += (x - meanX) * (y - meanY);
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}
