import { type InputReader, type SpectrumAnswer, SpectrumRefusal, type SpectrumRequest } from '../validation.ts';
import { type Arrival, type Bearing, type Fix, fixFromArrivals, fixFromBearings, NoFixError } from './location.ts';
import { busiest, occupiedShare, samplesNeeded, type Threshold, thresholdLevel } from './occupancy.ts';

const readPosition = (reader: InputReader) => ({
  latDeg: reader.number('lat_deg', { min: -90, max: 90 }),
  lonDeg: reader.number('lon_deg', { min: -180, max: 180 }),
});

/** Stations farther apart than any direction finder hears; coordinates that were exchanged end up here. */
const FARTHEST_DEG = 60;

function checkTogether(inputs: InputReader, field: string, sites: readonly { readonly latDeg: number; readonly lonDeg: number }[]): void {
  const first = sites[0] as { latDeg: number; lonDeg: number };
  sites.forEach(({ latDeg, lonDeg }, i) => {
    if (Math.abs(latDeg - first.latDeg) > FARTHEST_DEG || Math.abs(((lonDeg - first.lonDeg + 540) % 360) - 180) > FARTHEST_DEG)
      inputs.refuse(
        'contradiction',
        `${field}[${i}]`,
        `station ${i} is more than ${FARTHEST_DEG}° from the first; are latitude and longitude exchanged?`,
      );
  });
}

function answerFix(inputs: InputReader, field: string, fix: () => Fix): SpectrumAnswer {
  try {
    const { latDeg, lonDeg, ellipse, rejected, dilution, ghosts } = fix();
    if (ghosts.length > 0) inputs.warn('ghost', `${ghosts.length} other positions explain the observations nearly as well`, field);
    if (rejected.length > 0) inputs.warn('rejected', `observations ${rejected.join(', ')} contradict the others`, field);
    return {
      outputs: {
        lat_deg: latDeg,
        lon_deg: lonDeg,
        ellipse: {
          semi_major_m: ellipse.semiMajorM,
          semi_minor_m: ellipse.semiMinorM,
          orientation_deg: ellipse.orientationDeg,
          confidence_pct: 95,
        },
        rejected,
        gdop: dilution,
        ghosts: ghosts.map((ghost) => ({ lat_deg: ghost.latDeg, lon_deg: ghost.lonDeg })),
      },
      warnings: inputs.warnings,
    };
  } catch (error) {
    if (error instanceof NoFixError) throw new SpectrumRefusal('contradiction', field, error.message);
    throw error;
  }
}

/** `df_fix`: position from `bearings` [{lat_deg, lon_deg, bearing_deg, sigma_deg?}]. */
export function answerBearingFix({ inputs }: SpectrumRequest): SpectrumAnswer {
  const bearings = inputs.records('bearings', { minLength: 2, maxLength: 500 }).map(
    (reader): Bearing => ({
      ...readPosition(reader),
      bearingDeg: reader.number('bearing_deg', { min: -360, max: 360 }),
      sigmaDeg: reader.numberOr('sigma_deg', 2, { above: 0, max: 60 }),
    }),
  );
  checkTogether(inputs, 'bearings', bearings);
  return answerFix(inputs, 'bearings', () => fixFromBearings(bearings));
}

/** `tdoa`: position from `delays` [{lat_deg, lon_deg, delay_s, sigma_s?}], arrival times at the stations on one clock. */
export function answerArrivalFix({ inputs }: SpectrumRequest): SpectrumAnswer {
  const arrivals = inputs.records('delays', { minLength: 3, maxLength: 200 }).map(
    (reader): Arrival => ({
      ...readPosition(reader),
      delayS: reader.number('delay_s', { min: -1, max: 1 }),
      sigmaS: reader.numberOr('sigma_s', 1e-7, { above: 0, max: 1e-2 }),
    }),
  );
  checkTogether(inputs, 'delays', arrivals);
  return answerFix(inputs, 'delays', () => fixFromArrivals(arrivals));
}

/** `thresholds` as a level, or {level} or {margin_dB} above the noise; without it 6 dB above the noise. */
function readThreshold(inputs: InputReader): Threshold {
  if (!inputs.has('thresholds')) return { kind: 'dynamic', marginDb: 6 };
  if (typeof inputs.raw('thresholds') === 'number') return { kind: 'preset', level: inputs.number('thresholds', { min: -250, max: 250 }) };
  const record = inputs.record('thresholds');
  const names = ['level', 'level_dBm', 'preset'].filter((name) => record.has(name));
  const margins = ['margin_dB', 'dynamic_dB'].filter((name) => record.has(name));
  if (names.length + margins.length !== 1)
    inputs.refuse('contradiction', 'thresholds', 'thresholds has either a level or a margin_dB above the noise');
  if (names[0] !== undefined) return { kind: 'preset', level: record.number(names[0], { min: -250, max: 250 }) };
  return { kind: 'dynamic', marginDb: record.number(margins[0] as string, { min: 0, max: 60 }) };
}

/**
 * `occupancy`: of one channel from `samples` (levels in order of time), or of a band from `samples` as a list of sweeps. `period` is the
 * time between samples in seconds.
 */
export function answerOccupancy({ inputs }: SpectrumRequest): SpectrumAnswer {
  const threshold = readThreshold(inputs);
  const period = inputs.numberOr('period', undefined, { above: 0, max: 86_400 });
  const list = inputs.list('samples', { minLength: 1 });
  const pct = (share: number): number => 100 * share;
  if (!Array.isArray(list[0])) {
    const levels = inputs.numbers('samples', { minLength: 1, min: -250, max: 250 });
    const level = thresholdLevel(threshold, levels);
    const { share, low, high, independent } = occupiedShare(levels, level);
    const hour = period === undefined ? undefined : busiest(levels, level, Math.max(1, Math.round(3600 / period)));
    if (share > 0 && share < 1 && independent < samplesNeeded(share, 0.1))
      inputs.warn(
        'few-samples',
        `a relative error of 10 % needs ${samplesNeeded(share, 0.1)} independent samples, there are ${Math.trunc(independent)}`,
        'samples',
      );
    return {
      outputs: {
        FCO_pct: pct(share),
        FBO_pct: null,
        ci: [pct(low), pct(high)],
        threshold: level,
        independent_samples: independent,
        ...(hour === undefined ? {} : { busy_hour: { start_s: hour.start * (period as number), FCO_pct: pct(hour.share) } }),
      },
      warnings: inputs.warnings,
    };
  }
  const sweeps = list.map((_, i) => readSweep(inputs, list, i));
  const all = Float64Array.from(sweeps.flatMap((sweep) => [...sweep]));
  const level = thresholdLevel(threshold, all);
  const bins = (sweeps[0] as Float64Array).length;
  const channels = Array.from({ length: bins }, (_, bin) =>
    occupiedShare(
      sweeps.map((sweep) => sweep[bin] as number),
      level,
    ),
  );
  const shares = sweeps.map((sweep) => occupiedShare(sweep, level).share);
  const band = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  // sweeps are the independent observations of the band, bins within one are not
  const spread =
    shares.length < 2 ? 0 : Math.sqrt(shares.reduce((sum, share) => sum + (share - band) ** 2, 0) / (shares.length - 1) / shares.length);
  return {
    outputs: {
      FCO_pct: channels.map(({ share }) => pct(share)),
      FBO_pct: pct(band),
      ci: [pct(Math.max(0, band - 1.959964 * spread)), pct(Math.min(1, band + 1.959964 * spread))],
      FCO_ci: channels.map(({ low, high }) => [pct(low), pct(high)]),
      threshold: level,
    },
    warnings: inputs.warnings,
  };
}

function readSweep(inputs: InputReader, list: readonly unknown[], i: number): Float64Array {
  const sweep = list[i];
  const bins = (list[0] as readonly unknown[]).length;
  if (!Array.isArray(sweep) || sweep.length !== bins || bins === 0)
    return inputs.refuse('length-differs', `samples[${i}]`, `every sweep needs ${bins} levels like the first`);
  return Float64Array.from(sweep, (value, bin) =>
    typeof value === 'number' && value >= -250 && value <= 250
      ? value
      : inputs.refuse('not-a-number', `samples[${i}][${bin}]`, `samples[${i}][${bin}] must be a level between -250 and 250 dB`),
  );
}
