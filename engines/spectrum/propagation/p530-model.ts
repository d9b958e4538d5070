import { chooseVersion, type InputReader, type SpectrumAnswer, type SpectrumModel } from '../validation.ts';
import { clearAirOutage, rainOutage } from './p530-crosspolar.ts';
import {
  annualConversion,
  annualFade,
  detailedOccurrence,
  fadeExceeded,
  type Hop,
  type Occurrence,
  occurrence18,
  quickOccurrence,
  selectiveOutage,
  spaceDiversity,
} from './p530-multipath.ts';
import { COMMONEST_PCT, hopRain, hopRainExceeded, RAREST_PCT, rainPercentage } from './p530-rain.ts';

/**
 * Availability of a microwave hop by Recommendation ITU-R P.530, editions 17 (default: geoclimatic factor from dN1 and terrain
 * roughness) and 18 (from logK and dN75 of its maps). The two differ only in the multipath occurrence factor.
 */
export const p530Model: SpectrumModel = ({ version, inputs, intermediates }): SpectrumAnswer => {
  const edition = chooseVersion(version, ['17', '18'], '17');
  const hop = readHop(inputs);
  const margin_dB = inputs.number('margin_dB', { min: 0, max: 200 });
  const lat_deg = inputs.numberOr('lat_deg', undefined, { min: -90, max: 90 });
  const occurrence = edition === '18' ? readOccurrence18(inputs, hop) : readOccurrence17(inputs, hop);
  const { p0_pct } = occurrence;
  checkOccurrence(inputs, p0_pct);
  const single_pct = Math.min(100, fadeExceeded(p0_pct, margin_dB));
  const diversity = readDiversity(inputs, hop, p0_pct, margin_dB);
  const multipath_pct = single_pct / (diversity ?? 1);
  const annual_pct = lat_deg === undefined ? undefined : annualFade(hop, p0_pct, margin_dB, lat_deg) / (diversity ?? 1);
  const rain = readRain(inputs, hop, margin_dB);
  const outputs = {
    multipath_pct,
    ...(annual_pct === undefined ? {} : { multipath_annual_pct: annual_pct }),
    ...(rain === undefined ? {} : { rain_pct: rain.rain_pct, A001_dB: rain.A001_dB }),
    ...(rain?.Ap_dB === undefined ? {} : { Ap_dB: rain.Ap_dB }),
    ...(annual_pct === undefined || rain === undefined ? {} : { availability_pct: 100 - annual_pct - rain.rain_pct }),
    ...readSelective(inputs, hop, p0_pct),
    ...readCrossPolar(inputs, hop, p0_pct, rain?.A001_dB),
  };
  if (!intermediates) return { outputs, warnings: inputs.warnings };
  const conversion = lat_deg === undefined ? {} : { annual_conversion_dB: annualConversion(hop, lat_deg) };
  return {
    outputs,
    intermediates: { ...occurrence, ...conversion, ...rain, diversity_improvement: diversity ?? 1 },
    warnings: inputs.warnings,
  };
};

/** The largest occurrence factor for which P.530 gives its method, and one at which the method breaks down, %. */
const LARGEST_VALID_PCT = 2000;
const LARGEST_PCT = 100_000;

function checkOccurrence(inputs: InputReader, p0_pct: number): void {
  const found = `d_km and the climate give a multipath occurrence factor of ${p0_pct.toExponential(1)} %`;
  if (p0_pct > LARGEST_PCT) inputs.refuse('out-of-range', 'd_km', `${found}: no such hop works`);
  if (p0_pct > LARGEST_VALID_PCT) inputs.warn('outside-validity', `${found}, beyond the ${LARGEST_VALID_PCT} % of the method`, 'd_km');
}

function readHop(inputs: InputReader): Hop {
  const height = { min: -500, max: 10_000 };
  const hop = {
    f_GHz: inputs.number('f_GHz', { min: 0.1, max: 100 }),
    d_km: inputs.number('d_km', { min: 0.05, max: 200 }),
    h_t_m: inputs.number('h_t_m', height),
    h_r_m: inputs.number('h_r_m', height),
  };
  if (hop.d_km < 5) inputs.warn('outside-validity', 'below 5 km multipath fading need not be computed and may be taken as zero', 'd_km');
  if (hop.f_GHz > 45 || hop.f_GHz < Math.max(0.1, 15 / hop.d_km))
    inputs.warn('outside-validity', 'multipath fading is valid from 15/d to 45 GHz', 'f_GHz');
  return hop;
}

function readOccurrence17(inputs: InputReader, hop: Hop): Occurrence {
  const dN1 = inputs.number('d_N1', { min: -1500, max: 200 });
  const sigma_a_m = inputs.numberOr('sigma_a_m', undefined, { min: 0, max: 5000 });
  return sigma_a_m === undefined ? quickOccurrence(hop, dN1) : detailedOccurrence(hop, dN1, Math.max(1, sigma_a_m));
}

function readOccurrence18(inputs: InputReader, hop: Hop): Occurrence {
  const logK = inputs.number('logK', { min: -10, max: 0 });
  const dN75 = inputs.number('dN75', { min: 0, max: 1000 });
  return occurrence18(hop, logK, dN75, inputs.number('terrain_m', { min: -1000, max: 10_000 }));
}

function readDiversity(inputs: InputReader, hop: Hop, p0_pct: number, margin_dB: number): number | undefined {
  const S_m = inputs.numberOr('separation_rx_m', undefined, { above: 0, max: 100 });
  if (S_m === undefined) return undefined;
  if (S_m < 3 || S_m > 23) inputs.warn('outside-validity', 'the improvement is valid for separations of 3 to 23 m', 'separation_rx_m');
  return Math.max(1, spaceDiversity(hop, p0_pct, S_m, margin_dB, inputs.numberOr('gain_difference_dB', 0, { min: 0, max: 60 })));
}

type RainAnswer = {
  readonly rain_pct: number;
  readonly A001_dB: number;
  readonly gammaR_dBkm: number;
  readonly r: number;
  readonly Ap_dB?: number;
};

function readRain(inputs: InputReader, hop: Hop, margin_dB: number): RainAnswer | undefined {
  if (!inputs.has('R001_mmh')) return undefined;
  const R001_mmh = inputs.number('R001_mmh', { min: 0, max: 300 });
  const tau_deg = inputs.has('tau_deg')
    ? inputs.number('tau_deg', { min: 0, max: 90 })
    : inputs.choiceOr('pol', ['H', 'V'], 'H') === 'V'
      ? 90
      : 0;
  const el_deg = (Math.atan(Math.abs(hop.h_t_m - hop.h_r_m) / (1000 * hop.d_km)) * 180) / Math.PI;
  if (hop.d_km > 60 || hop.f_GHz < 1)
    inputs.warn('outside-validity', 'rain is valid for hops to 60 km from 1 GHz', hop.d_km > 60 ? 'd_km' : 'f_GHz');
  const { gammaR_dBkm, r, A001_dB } = hopRain({ ...hop, R001_mmh, el_deg, tau_deg });
  const rain_pct = rainPercentage(A001_dB, hop.f_GHz, margin_dB);
  if (rain_pct === RAREST_PCT || rain_pct === COMMONEST_PCT)
    inputs.warn(
      'bound',
      `rain exceeds the margin ${rain_pct === RAREST_PCT ? 'for at most' : 'for at least'} ${rain_pct} % of the year`,
      'margin_dB',
    );
  const steps = { rain_pct, A001_dB, gammaR_dBkm, r };
  if (!inputs.has('p_pct')) return steps;
  return { ...steps, Ap_dB: hopRainExceeded(A001_dB, hop.f_GHz, inputs.number('p_pct', { min: RAREST_PCT, max: COMMONEST_PCT })) };
}

function readSelective(inputs: InputReader, hop: Hop, p0_pct: number): { readonly selective_pct?: number } {
  if (!inputs.has('signature')) return {};
  const record = inputs.record('signature');
  const read = (suffix: string) => ({
    W_GHz: record.number(`W${suffix}_GHz`, { min: 0, max: 10 }),
    B_dB: record.number(`B${suffix}_dB`, { min: 0, max: 100 }),
    tau_ns: record.numberOr(`tau${suffix}_ns`, 6.3, { above: 0, max: 1000 }),
  });
  return { selective_pct: 100 * selectiveOutage(hop.d_km, p0_pct, read('M'), read('NM')) };
}

function readCrossPolar(inputs: InputReader, hop: Hop, p0_pct: number, A001_dB: number | undefined): Readonly<Record<string, number>> {
  if (!inputs.has('XPDg_dB')) return {};
  const system = {
    XPDg_dB: inputs.number('XPDg_dB', { min: 0, max: 100 }),
    CI_dB: inputs.number('CI_dB', { min: 0, max: 100 }),
    XPIF_dB: inputs.numberOr('XPIF_dB', 0, { min: 0, max: 100 }),
    separation_m: inputs.numberOr('separation_tx_m', undefined, { above: 0, max: 100 }),
  };
  const clear = { XPD_clear_air_pct: 100 * clearAirOutage(hop.f_GHz, p0_pct, system) };
  if (A001_dB === undefined) return clear;
  if (hop.f_GHz < 8 || hop.f_GHz > 35) inputs.warn('outside-validity', 'cross-polarisation in rain is valid from 8 to 35 GHz', 'f_GHz');
  return { ...clear, XPD_rain_pct: 100 * rainOutage(hop.f_GHz, A001_dB, system, inputs.numberOr('U0_dB', undefined, { min: 0, max: 30 })) };
}
