import { SeriesRefusal } from '../refusal.ts';
import { movingAverage, spencer } from './filters.ts';

export interface TurningPoint {
  /** Position in the series. */
  readonly position: number;
  readonly kind: 'peak' | 'trough';
}

/** What counts as a turn, in periods. */
export interface TurningRules {
  /** An extreme must stand out this far on both sides. */
  readonly reach: number;
  /** How far a turn may move from one smoothing to the next. */
  readonly shift: number;
  /** No turn within this many periods of an end. */
  readonly margin: number;
  readonly phase: number;
  readonly cycle: number;
}

/** Bry and Boschan for months; Harding and Pagan's adaptation for quarters. */
export const turningRules = {
  12: { reach: 5, shift: 5, margin: 6, phase: 5, cycle: 15 },
  4: { reach: 2, shift: 1, margin: 2, phase: 2, cycle: 5 },
} as const satisfies Record<number, TurningRules>;

/** The dates, and what they were found by. */
export interface CycleDating {
  readonly turns: readonly TurningPoint[];
  /** Months (quarters) for cyclical dominance, 3 to 6: the length of the short moving average. */
  readonly dominance: number;
  readonly outliers: readonly number[];
}

/**
 * Dates of peaks and troughs by Bry and Boschan (Cyclical Analysis of Time Series, NBER 1971): outliers out; extremes of the 12-term
 * mean; the same on Spencer's curve with whole cycles of at least 15 months; on a short mean of 3–6 months; at last on the series
 * itself, without turns near the ends, with phases of at least 5 months. Of two peaks in a row the higher stays, of two troughs the
 * lower, of equal ones the later. Quarters go straight to the series with Harding and Pagan's limits (2, 2 and 5 quarters).
 *
 * @throws SeriesRefusal `series-too-short` (under two cycles' length), `not-finite` (missing values), `series-constant`
 */
export function bryBoschan(values: Float64Array, frequency: 12 | 4): CycleDating {
  const rules: TurningRules = turningRules[frequency];
  const least = 2 * rules.cycle;
  if (values.length < least)
    throw new SeriesRefusal('series-too-short', { field: 'values', values: { observations: values.length, least } });
  if (values.some((value) => !Number.isFinite(value))) throw new SeriesRefusal('not-finite', { field: 'values' });
  if (values.every((value) => value === values[0])) throw new SeriesRefusal('series-constant', { field: 'values' });
  if (frequency === 4) {
    const found = alternate(extremes(values, rules.reach), values);
    return { turns: censor(found, values, rules), dominance: 1, outliers: [] };
  }
  const { clean, outliers } = withoutOutliers(values);
  const annual = movingAverage(clean, 12);
  const curve = spencer(clean);
  const dominance = cyclicalDominance(clean, curve);
  let turns = alternate(extremes(annual, rules.reach), annual);
  turns = enforceCycles(alternate(refine(turns, curve, rules.shift), curve), curve, rules.cycle);
  const short = movingAverage(clean, dominance);
  turns = alternate(refine(turns, short, rules.shift), short);
  turns = alternate(refine(turns, values, Math.max(4, dominance)), values);
  return { turns: censor(turns, values, rules), dominance, outliers };
}

/** Points higher (lower) than all within reach; of equal values the later one. */
function extremes(values: Float64Array, reach: number): TurningPoint[] {
  const found: TurningPoint[] = [];
  for (let t = reach; t < values.length - reach; t++) {
    const value = values[t] as number;
    let isPeak = true;
    let isTrough = true;
    for (let step = 1; step <= reach; step++) {
      const before = values[t - step] as number;
      const after = values[t + step] as number;
      if (before > value || after >= value) isPeak = false;
      if (before < value || after <= value) isTrough = false;
    }
    if (isPeak) found.push({ position: t, kind: 'peak' });
    else if (isTrough) found.push({ position: t, kind: 'trough' });
  }
  return found;
}

/** Each turn moves to the extreme of a less smooth curve within reach. */
function refine(turns: readonly TurningPoint[], values: Float64Array, reach: number): TurningPoint[] {
  return turns.map(({ position, kind }) => {
    let best = position;
    for (let t = Math.max(0, position - reach); t <= Math.min(values.length - 1, position + reach); t++) {
      const ahead = kind === 'peak' ? (values[t] as number) - (values[best] as number) : (values[best] as number) - (values[t] as number);
      if (ahead > 0 || (ahead === 0 && t > best)) best = t;
    }
    return { position: best, kind };
  });
}

/** Of two peaks in a row the higher stays, of two troughs the lower, of equal ones the later. */
export function alternate(turns: readonly TurningPoint[], values: Float64Array): TurningPoint[] {
  const kept: TurningPoint[] = [];
  for (const turn of [...turns].sort((a, b) => a.position - b.position)) {
    const last = kept.at(-1);
    if (last === undefined || last.kind !== turn.kind) {
      // A peak and a trough on the same spot, or a peak below its trough, is no phase.
      if (last === undefined || (last.position < turn.position && rises(last, turn, values))) kept.push(turn);
      continue;
    }
    if (!isMoreExtreme(last, turn, values)) kept[kept.length - 1] = turn;
  }
  return kept;
}

const rises = (from: TurningPoint, to: TurningPoint, values: Float64Array): boolean =>
  to.kind === 'peak'
    ? (values[to.position] as number) > (values[from.position] as number)
    : (values[to.position] as number) < (values[from.position] as number);

/** Whether `a` is strictly the higher peak or the lower trough. */
function isMoreExtreme(a: TurningPoint, b: TurningPoint, values: Float64Array): boolean {
  const difference = (values[a.position] as number) - (values[b.position] as number);
  return a.kind === 'peak' ? difference > 0 : difference < 0;
}

/** Peak to peak and trough to trough at least `cycle` periods: of two too near the less extreme goes, and the turn between with it. */
function enforceCycles(turns: readonly TurningPoint[], values: Float64Array, cycle: number): TurningPoint[] {
  let kept = [...turns];
  for (;;) {
    const at = kept.findIndex((turn, i) => i >= 2 && turn.position - (kept[i - 2] as TurningPoint).position < cycle);
    if (at < 0) return kept;
    const [early, late] = [kept[at - 2] as TurningPoint, kept[at] as TurningPoint];
    const gone = isMoreExtreme(early, late, values) ? late : early;
    kept = alternate(
      kept.filter((turn) => turn !== gone),
      values,
    );
  }
}

/** The last step: no turns near the ends, ends that are no higher than what follows, phases and cycles long enough. */
function censor(turns: readonly TurningPoint[], values: Float64Array, rules: TurningRules): TurningPoint[] {
  let kept = turns.filter(({ position }) => position >= rules.margin && position < values.length - rules.margin);
  for (;;) {
    const before = kept.length;
    kept = enforceCycles(alternate(kept, values), values, rules.cycle);
    const at = kept.findIndex((turn, i) => i >= 1 && turn.position - (kept[i - 1] as TurningPoint).position < rules.phase);
    if (at >= 0) kept = alternate(withoutPhase(kept, at), values);
    kept = withoutFalseEnds(kept, values);
    if (at < 0 && kept.length === before) return kept;
  }
}

/** A phase too short goes with both its turns, at an end with the outer one. */
function withoutPhase(turns: readonly TurningPoint[], at: number): TurningPoint[] {
  if (at === 1) return turns.slice(1);
  if (at === turns.length - 1) return turns.slice(0, -1);
  return [...turns.slice(0, at - 1), ...turns.slice(at + 1)];
}

/** A first (last) peak below a value nearer to the end is none; so is a trough above one. */
function withoutFalseEnds(turns: readonly TurningPoint[], values: Float64Array): TurningPoint[] {
  const beaten = (turn: TurningPoint, part: Float64Array): boolean =>
    part.some((value) => (turn.kind === 'peak' ? value > (values[turn.position] as number) : value < (values[turn.position] as number)));
  const kept = [...turns];
  const [first] = kept;
  if (first !== undefined && beaten(first, values.subarray(0, first.position))) kept.shift();
  const last = kept.at(-1);
  if (last !== undefined && beaten(last, values.subarray(last.position + 1))) kept.pop();
  return kept;
}

/** Values further than 3.5 standard deviations from Spencer's curve are replaced by it. */
function withoutOutliers(values: Float64Array): { readonly clean: Float64Array; readonly outliers: number[] } {
  const curve = spencer(values);
  const deviation = values.map((value, t) => value - (curve[t] as number));
  const sigma = Math.sqrt(deviation.reduce((sum, value) => sum + value * value, 0) / deviation.length);
  const outliers: number[] = [];
  const clean = values.map((value, t) => {
    if (sigma === 0 || Math.abs(deviation[t] as number) <= 3.5 * sigma) return value;
    outliers.push(t);
    return curve[t] as number;
  });
  return { clean, outliers };
}

/** The shortest span over which the curve moves more than the irregular, held between 3 and 6. */
function cyclicalDominance(values: Float64Array, curve: Float64Array): number {
  const irregular = values.map((value, t) => value - (curve[t] as number));
  const change = (series: Float64Array, span: number): number => {
    let sum = 0;
    for (let t = span; t < series.length; t++) sum += Math.abs((series[t] as number) - (series[t - span] as number));
    return sum;
  };
  for (let span = 3; span < 6; span++) if (change(irregular, span) < change(curve, span)) return span;
  return 6;
}
