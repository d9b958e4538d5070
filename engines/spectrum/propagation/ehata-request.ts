import type { InputReader, SpectrumAnswer, SpectrumRequest } from '../validation.ts';
import { extendedHataMedian, type HataEnvironment, locationDeviation } from './ehata.ts';
import { extendedHataOverTerrain } from './ehata-terrain.ts';
import { normalDeviate } from './itm.ts';
import { GROUND_HEIGHTS } from './itm-request.ts';

/** Land-cover codes of the National Land Cover Database that the model's users send in place of a word. */
const LAND_COVER: Readonly<Record<number, HataEnvironment>> = { 22: 'suburban', 23: 'urban', 24: 'urban' };
const WORDS: Readonly<Record<string, HataEnvironment>> = {
  urban: 'urban',
  'dense urban': 'urban',
  suburban: 'suburban',
  rural: 'rural',
  open: 'rural',
};

function readEnvironment(inputs: InputReader): HataEnvironment {
  const value = inputs.raw('environment');
  if (typeof value === 'number' && Number.isInteger(value) && value >= 11 && value <= 95) return LAND_COVER[value] ?? 'rural';
  const word = typeof value === 'string' && Object.hasOwn(WORDS, value) ? WORDS[value] : undefined;
  if (word === undefined)
    inputs.refuse('not-a-choice', 'environment', `environment must be ${Object.keys(WORDS).join(', ')} or a land-cover code 11 to 95`);
  return word;
}

/** `ehata`: median, or the loss exceeded at `reliability_pct`, over flat ground of `d_km` or a profile `z_m` from the mobile to the base. */
export function answerExtendedHata({ inputs, intermediates }: SpectrumRequest): SpectrumAnswer {
  const fMHz = inputs.number('f_MHz', { min: 100, max: 4000 });
  if (fMHz < 1500 || fMHz > 3000) inputs.warn('frequency-doubtful', 'the extended Hata model was fitted from 1500 to 3000 MHz', 'f_MHz');
  const baseHeight = inputs.number('hb_m', { above: 0, max: 1000 });
  const mobileHeight = inputs.number('hm_m', { above: 0, max: 100 });
  const environment = readEnvironment(inputs);
  const reliability = inputs.numberOr('reliability_pct', 50, { above: 0, below: 100 });
  const spread = -normalDeviate(reliability / 100) * locationDeviation(fMHz, environment);

  if (!inputs.has('z_m')) {
    const dKm = inputs.number('d_km', { above: 0, max: 1000 });
    warnRanges(inputs, dKm, baseHeight, mobileHeight);
    return { outputs: { L_dB: extendedHataMedian(fMHz, dKm, baseHeight, mobileHeight, environment) + spread }, warnings: inputs.warnings };
  }
  const z = inputs.numbers('z_m', { minLength: 3, ...GROUND_HEIGHTS });
  const step = inputs.number('step_m', { above: 0, max: 50_000 });
  const dKm = ((z.length - 1) * step) / 1000;
  const stated = inputs.numberOr('d_km', dKm, { above: 0 });
  if (Math.abs(stated - dKm) > 0.01 * dKm) inputs.refuse('contradiction', 'd_km', `d_km is ${stated}, the profile is ${dKm} km long`);
  const path = extendedHataOverTerrain(z, step, fMHz, baseHeight, mobileHeight, environment);
  warnRanges(inputs, dKm, path.effectiveBaseHeight, path.effectiveMobileHeight);
  const { lossDb, ...rest } = path;
  return { outputs: { L_dB: lossDb + spread }, ...(intermediates ? { intermediates: rest } : {}), warnings: inputs.warnings };
}

function warnRanges(inputs: InputReader, dKm: number, baseHeight: number, mobileHeight: number): void {
  if (dKm < 1 || dKm > 100)
    inputs.warn('distance-doubtful', 'the extended Hata model holds from 1 to 100 km', inputs.has('d_km') ? 'd_km' : 'step_m');
  if (baseHeight < 30 || baseHeight > 200) inputs.warn('height-doubtful', 'base antennas are modelled from 30 to 200 m', 'hb_m');
  if (mobileHeight < 1 || mobileHeight > 10) inputs.warn('height-doubtful', 'mobile antennas are modelled from 1 to 10 m', 'hm_m');
}
