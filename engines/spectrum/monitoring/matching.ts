import { leastCostAssignment } from './assignment-of-pairs.ts';

/** Matching of measured emissions with licensed ones. Frequencies and bandwidths in Hz, levels in dB(µV/m). */

export type MeasuredEmission = {
  readonly id: string;
  readonly frequencyHz: number;
  readonly bandwidthHz: number;
  readonly level: number;
  /** Seconds of the day, 0 to 86 400. */
  readonly second?: number;
};

export type LicensedEmission = {
  readonly id: string;
  readonly frequencyHz: number;
  readonly bandwidthHz: number;
  /** Level predicted at the sensor. */
  readonly predictedLevel: number;
  /** Licensed hours as seconds of the day; past midnight when the end lies before the start. */
  readonly hours?: readonly [start: number, end: number];
};

export type Tolerances = {
  readonly frequencyHz: number;
  /** Standard deviation of the prediction, 8 to 10 dB. */
  readonly levelDb: number;
  /** Share by which the bandwidth may differ. */
  readonly bandwidth: number;
  /** Licensed emissions predicted below this level are not expected to be heard. */
  readonly audible: number;
};

export type Deviation = 'frequency' | 'bandwidth' | 'level' | 'hours';
export type MatchOutcome = {
  readonly matched: readonly {
    readonly measured: string;
    readonly licensed: string;
    readonly score: number;
    readonly deviations: readonly Deviation[];
  }[];
  /** Heard but not licensed. */
  readonly unlicensed: readonly string[];
  /** Licensed and expected, but not heard. */
  readonly unheard: readonly string[];
};

/** Deviation in standard deviations beyond which it is reported. */
const REPORTED = 2;
/** Cost of leaving a measured emission without a licence: pairs less likely than that are not made. */
const UNMATCHED = 18;

/** Pairs every measured emission with at most one licence so that the sum of squared deviations is least, all bands at once. */
export function matchEmissions(
  measured: readonly MeasuredEmission[],
  licensed: readonly LicensedEmission[],
  tolerances: Tolerances,
): MatchOutcome {
  const terms = (m: MeasuredEmission, l: LicensedEmission): Readonly<Record<Deviation, number>> => ({
    frequency: (m.frequencyHz - l.frequencyHz) / tolerances.frequencyHz,
    bandwidth: Math.log(m.bandwidthHz / l.bandwidthHz) / Math.log1p(tolerances.bandwidth),
    level: (m.level - l.predictedLevel) / tolerances.levelDb,
    hours: m.second === undefined || l.hours === undefined || withinHours(m.second, l.hours) ? 0 : REPORTED + 0.5,
  });
  const cost = (m: MeasuredEmission, l: LicensedEmission): number => {
    if (Math.abs(m.frequencyHz - l.frequencyHz) > tolerances.frequencyHz * 4 + l.bandwidthHz / 2) return Number.POSITIVE_INFINITY;
    return Object.values(terms(m, l)).reduce((sum, term) => sum + Math.min(term ** 2, 9), 0);
  };
  const pairs = leastCostAssignment(
    measured.length,
    licensed.length,
    (i, j) => cost(measured[i] as MeasuredEmission, licensed[j] as LicensedEmission),
    UNMATCHED,
  );
  const taken = new Set(pairs.map(([, j]) => j));
  const heard = new Set(pairs.map(([i]) => i));
  return {
    matched: pairs.map(([i, j]) => {
      const m = measured[i] as MeasuredEmission;
      const l = licensed[j] as LicensedEmission;
      const deviations = (Object.entries(terms(m, l)) as [Deviation, number][])
        .filter(([, term]) => Math.abs(term) > REPORTED)
        .map(([name]) => name);
      return { measured: m.id, licensed: l.id, score: cost(m, l), deviations };
    }),
    unlicensed: measured.filter((_, i) => !heard.has(i)).map(({ id }) => id),
    unheard: licensed.filter(({ predictedLevel }, j) => !taken.has(j) && predictedLevel >= tolerances.audible).map(({ id }) => id),
  };
}

const withinHours = (second: number, [start, end]: readonly [number, number]): boolean =>
  start <= end ? second >= start && second <= end : second >= start || second <= end;
