import type { InputReader, SpectrumAnswer, SpectrumRequest } from '../validation.ts';
import { SpectrumRefusal } from '../validation.ts';
import { type Climate, type ItmResult, type ItmSettings, newItmResult, prepareItm, type Siting, variabilitySettings } from './itm.ts';
import { itmDoubts } from './itm-attenuation.ts';

/** Words for the doubts of {@link itmDoubts}. */
const DOUBTS: Readonly<Record<keyof typeof itmDoubts, { readonly field?: string; readonly message: string }>> = {
  'horizon-angle-t': { field: 'h_tx_m', message: 'the transmitter horizon is steeper than 200 mrad, where small angles no longer hold' },
  'horizon-angle-r': { field: 'h_rx_m', message: 'the receiver horizon is steeper than 200 mrad, where small angles no longer hold' },
  'horizon-near-t': { field: 'h_tx_m', message: 'the transmitter horizon is nearer than a tenth of the smooth-Earth horizon' },
  'horizon-near-r': { field: 'h_rx_m', message: 'the receiver horizon is nearer than a tenth of the smooth-Earth horizon' },
  'horizon-far-t': { field: 'h_tx_m', message: 'the transmitter horizon is farther than three smooth-Earth horizons' },
  'horizon-far-r': { field: 'h_rx_m', message: 'the receiver horizon is farther than three smooth-Earth horizons' },
  'surface-refractivity': { field: 'N0', message: 'the surface refractivity is below 250 N-units' },
  'distance-below-height-limit': { message: 'the path is so short that the take-off angle exceeds 200 mrad' },
  'distance-below-1-km': { message: 'the path is shorter than 1 km, outside the validity of the model' },
  'distance-above-1000-km': { message: 'the path is longer than 1000 km' },
  'distance-above-2000-km': { message: 'the path is longer than 2000 km, outside the validity of the model' },
  'extreme-variability': { message: 'a quantile lies more than 3.1 standard deviations from the median' },
};

const MDVAR = [0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23, 30, 31, 32, 33] as const;

function readSettings(inputs: InputReader): ItmSettings {
  const fMHz = inputs.number('f_MHz', { min: 20, max: 20_000 });
  if (fMHz < 40 || fMHz > 10_000) inputs.warn('frequency-doubtful', 'ITM is calibrated from 40 MHz to 10 GHz', 'f_MHz');
  const climate = inputs.choice<Climate>('climate', [1, 2, 3, 4, 5, 6, 7]);
  const mdvar = inputs.choice('mdvar', MDVAR);
  return {
    fMHz,
    vertical: inputs.choice('pol', ['H', 'V']) === 'V',
    epsilon: inputs.number('epsilon', { min: 1, max: 100 }),
    sigmaSm: inputs.number('sigma', { above: 0, max: 100 }),
    ...readRefractivity(inputs),
    variability: variabilitySettings(climate, mdvar, readPercentages(inputs)),
  };
}

function readRefractivity(inputs: InputReader): Pick<ItmSettings, 'refractivity' | 'refractivityAtSurface'> {
  if (inputs.has('Ns')) {
    if (inputs.has('N0')) inputs.refuse('contradiction', 'Ns', 'N0 (at sea level) and Ns (at the surface) exclude each other');
    return { refractivity: inputs.number('Ns', { min: 150, max: 400 }), refractivityAtSurface: true };
  }
  return {
    refractivity: inputs.number('N0', { min: 250, max: 400 }),
    refractivityAtSurface: inputs.flagOr('refractivityAtSurface', false),
  };
}

/** Time, location and situation; or confidence and reliability, which stand for situation and time at half of the locations. */
function readPercentages(inputs: InputReader): { readonly time: number; readonly location: number; readonly situation: number } {
  const range = { above: 0, below: 100 };
  const byConfidence = inputs.has('confidence_pct') || inputs.has('reliability_pct');
  if (!byConfidence)
    return {
      time: inputs.number('time_pct', range),
      location: inputs.number('location_pct', range),
      situation: inputs.number('situation_pct', range),
    };
  for (const field of ['time_pct', 'location_pct', 'situation_pct'])
    if (inputs.has(field)) inputs.refuse('contradiction', field, `${field} and confidence_pct with reliability_pct exclude each other`);
  return { time: inputs.number('reliability_pct', range), location: 50, situation: inputs.number('confidence_pct', range) };
}

function readHeight(inputs: InputReader, field: string): number {
  const height = inputs.number(field, { min: 0.5, max: 3000 });
  if (height < 1 || height > 1000) inputs.warn('height-doubtful', 'ITM is calibrated for antennas 1 m to 1000 m above ground', field);
  return height;
}

/** Lowest and highest ground of the Earth, in metres; anything beyond is another unit or a no-data mark. */
export const GROUND_HEIGHTS = { min: -500, max: 9000 } as const;

/** `itm`: point-to-point over a profile `z_m` at steps of `step_m`. */
export function answerItm({ inputs, intermediates }: SpectrumRequest): SpectrumAnswer {
  const settings = readSettings(inputs);
  const z = inputs.numbers('z_m', { minLength: 3, ...GROUND_HEIGHTS });
  const step = inputs.number('step_m', { above: 0, max: 50_000 });
  if ((z.length - 1) * step > 20_000e3)
    inputs.refuse('out-of-range', 'step_m', `the path is ${((z.length - 1) * step) / 1000} km long; no path on Earth exceeds 20 000 km`);
  if (z.every((height) => height === z[0]) && z[0] === 0)
    inputs.warn('flat-at-zero', 'every height is 0: sea, or terrain that is missing?', 'z_m');
  const result = newItmResult();
  prepareItm(settings).pointToPoint(z, z.length - 1, step, readHeight(inputs, 'h_tx_m'), readHeight(inputs, 'h_rx_m'), result);
  return finish(result, inputs, 'z_m', intermediates);
}

/** `itm_area`: over terrain known by its irregularity `delta_h_m` alone. */
export function answerItmArea({ inputs, intermediates }: SpectrumRequest): SpectrumAnswer {
  const settings = readSettings(inputs);
  const deltaH = inputs.number('delta_h_m', { min: 0, max: 3000 });
  const dKm = inputs.number('d_km', { above: 0, max: 20_000 });
  const sitingT = inputs.choice<Siting>('siting_tx', [0, 1, 2]);
  const sitingR = inputs.choice<Siting>('siting_rx', [0, 1, 2]);
  const result = newItmResult();
  const heightT = readHeight(inputs, 'h_tx_m');
  const heightR = readHeight(inputs, 'h_rx_m');
  prepareItm(settings).area(dKm * 1000, deltaH, heightT, heightR, sitingT, sitingR, result);
  return finish(result, inputs, 'N0', intermediates);
}

function finish(result: ItmResult, inputs: InputReader, refractivityField: string, intermediates: boolean): SpectrumAnswer {
  if (result.problem === 'surface-refractivity')
    throw new SpectrumRefusal(
      'out-of-range',
      refractivityField,
      `the surface refractivity over this terrain is ${result.surfaceRefractivity.toFixed(1)} N-units; ITM needs 150 to 400`,
    );
  if (result.problem === 'ground-impedance')
    throw new SpectrumRefusal('out-of-range', 'epsilon', 'epsilon and sigma make a ground impedance the model cannot use');
  for (const [code, bit] of Object.entries(itmDoubts) as [keyof typeof itmDoubts, number][])
    if ((result.doubts & bit) !== 0) inputs.warn(code, DOUBTS[code].message, DOUBTS[code].field);
  const { path } = result;
  return {
    outputs: {
      A_dB: result.lossDb,
      A_ref_dB: result.referenceDb,
      A_fs_dB: result.freeSpaceDb,
      mode: result.mode,
      line_of_sight: path.lineOfSight,
    },
    ...(intermediates
      ? {
          intermediates: {
            d_km: path.distance / 1000,
            theta_hzn_tx_mrad: path.horizonAngleT * 1000,
            theta_hzn_rx_mrad: path.horizonAngleR * 1000,
            d_hzn_tx_m: path.horizonDistanceT,
            d_hzn_rx_m: path.horizonDistanceR,
            h_e_tx_m: path.effectiveHeightT,
            h_e_rx_m: path.effectiveHeightR,
            Ns: result.surfaceRefractivity,
            delta_h_m: path.deltaH,
          },
        }
      : {}),
    warnings: inputs.warnings,
  };
}
