import { type Polarisation, polarisationLoss } from '../antennas/polarisation.ts';

/** Interference budgets. Powers in dBW, gains in dBi, losses and ratios in dB, bandwidths in Hz. */

export type InterferencePath = {
  readonly transmitPowerDbw: number;
  readonly transmitFeederDb: number;
  readonly transmitGainDbi: number;
  readonly receiveGainDbi: number;
  readonly receiveFeederDb: number;
  readonly basicLossDb: number;
  /** Frequency dependent rejection of the pair (SM.337). */
  readonly rejectionDb: number;
  readonly polarisation?: {
    readonly transmit: Polarisation;
    readonly receive: Polarisation;
    readonly transmitXpdDb: number;
    readonly receiveXpdDb: number;
  };
};

/** Interfering power at the receiver input. */
export const interferingPower = (path: InterferencePath): number =>
  path.transmitPowerDbw -
  path.transmitFeederDb +
  path.transmitGainDbi +
  path.receiveGainDbi -
  path.receiveFeederDb -
  path.basicLossDb -
  path.rejectionDb -
  (path.polarisation === undefined
    ? 0
    : polarisationLoss(
        path.polarisation.transmit,
        path.polarisation.receive,
        path.polarisation.transmitXpdDb,
        path.polarisation.receiveXpdDb,
      ));

/** Thermal noise of a receiver at 290 K: −204 + 10 log B + F. */
export function receiverNoise(bandwidthHz: number, noiseFigureDb: number): number {
  if (!(bandwidthHz > 0)) throw new RangeError(`bandwidthHz must be above 0, got ${bandwidthHz}`);
  return -204 + 10 * Math.log10(bandwidthHz) + noiseFigureDb;
}

/** Loss of sensitivity by interference of the given I/N (F.758): I/N of −6 dB costs 1 dB. */
export const thresholdDegradation = (interferenceToNoiseDb: number): number => 10 * Math.log10(1 + 10 ** (interferenceToNoiseDb / 10));

/** I/N at which the threshold is degraded by so many dB. */
export const interferenceForDegradation = (degradationDb: number): number => {
  if (!(degradationDb > 0)) throw new RangeError(`degradationDb must be above 0, got ${degradationDb}`);
  return 10 * Math.log10(10 ** (degradationDb / 10) - 1);
};

/** Sum of independent powers in dB; minus infinity for none. */
export const powerSum = (levelsDb: readonly number[]): number => {
  const highest = levelsDb.reduce((most, level) => Math.max(most, level), Number.NEGATIVE_INFINITY);
  if (highest === Number.NEGATIVE_INFINITY) return highest;
  return highest + 10 * Math.log10(levelsDb.reduce((sum, level) => sum + 10 ** ((level - highest) / 10), 0));
};

/** What a protection criterion asks: a ratio and the share of time in which it may be exceeded. */
export type Criterion = {
  readonly kind: 'C/I' | 'I/N';
  readonly limitDb: number;
  readonly timePct: number;
  readonly source: string;
};

/** Thresholds as data; the source says where each is from. */
export const criteria = {
  'fixed service, long term': { kind: 'I/N', limitDb: -10, timePct: 20, source: 'ITU-R F.758' },
  'fixed service, single entry': { kind: 'I/N', limitDb: -6, timePct: 20, source: 'ITU-R F.758' },
  radar: { kind: 'I/N', limitDb: -6, timePct: 0, source: 'ITU-R M.1461' },
  'IMT base station': { kind: 'I/N', limitDb: -6, timePct: 0, source: 'ITU-R M.2292' },
  'land mobile, co-channel': { kind: 'C/I', limitDb: 19, timePct: 0, source: 'ITU-R SM.851' },
} as const satisfies Readonly<Record<string, Criterion>>;

export type Entry = { readonly id: string; readonly powerDbw: number };
export type Assessment = {
  readonly ratioDb: number;
  /** How far the criterion is kept (above 0) or missed. */
  readonly marginDb: number;
  readonly degradationDb: number;
  /** Entries by falling power with the margin each alone would leave. */
  readonly ranked: readonly (Entry & { readonly marginDb: number })[];
};

/** Judges all interfering entries of a victim together, and each alone. */
export function assess(entries: readonly Entry[], noiseDbw: number, wantedDbw: number, criterion: Criterion): Assessment {
  const margin = (power: number): number =>
    criterion.kind === 'I/N' ? criterion.limitDb - (power - noiseDbw) : wantedDbw - power - criterion.limitDb;
  const total = powerSum(entries.map(({ powerDbw }) => powerDbw));
  return {
    ratioDb: criterion.kind === 'I/N' ? total - noiseDbw : wantedDbw - total,
    marginDb: margin(total),
    degradationDb: thresholdDegradation(total - noiseDbw),
    ranked: entries.map((entry) => ({ ...entry, marginDb: margin(entry.powerDbw) })).toSorted((a, b) => b.powerDbw - a.powerDbw),
  };
}

/**
 * Desensitisation by a strong signal outside the receive channel: the blocking level (dBW) is the one that costs 3 dB of sensitivity.
 * Interference power of the same effect, to be added to other entries.
 */
export const blockingEquivalent = (unwantedDbw: number, blockingLevelDbw: number, noiseDbw: number): number =>
  noiseDbw + (unwantedDbw - blockingLevelDbw);
