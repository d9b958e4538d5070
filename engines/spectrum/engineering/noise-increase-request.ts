import { appendix8, ratioFromGain } from '../antennas/reflectors.ts';
import type { InputReader, SpectrumAnswer, SpectrumRequest } from '../validation.ts';
import { appendix8Loss, type Leg, noiseIncrease } from './noise-increase.ts';
import { type GroundPoint, lookAngles, slantRange, topocentricSeparation } from './satellite-geometry.ts';

const readPoint = (inputs: InputReader): GroundPoint => ({
  latDeg: inputs.number('lat_deg', { min: -90, max: 90 }),
  lonDeg: inputs.number('lon_deg', { min: -180, max: 360 }),
});

/** Gain of an earth station off its axis by the pattern of Appendix 8, Annex III. */
function offAxisGain(station: InputReader, offAxisDeg: number): number {
  const gain = station.number('Gmax_dBi', { min: 0, max: 90 });
  return appendix8(gain, station.numberOr('D_lambda', ratioFromGain(gain), { above: 0 }))(offAxisDeg);
}

/**
 * `dt_over_t`: what the network `interfering` adds to the noise of the network `wanted`. Each has the longitude `sat_lon_deg` of its
 * satellite and an earth station `earth` {lat_deg, lon_deg, Gmax_dBi, D_lambda?}. The interfering network has the power densities
 * `P_up_dBWHz` and `P_down_dBWHz` at the antenna inputs and the gain `Gsat_down_dBi` of its satellite toward the wanted earth station; the
 * wanted one the gain `Gsat_up_dBi` of its satellite toward the interfering earth station, the noise temperatures `Ts_K` and `Te_K`, and for
 * the whole link `gamma_dB` with `T_K`.
 */
export function answerNoiseIncrease({ inputs, intermediates }: SpectrumRequest): SpectrumAnswer {
  const wanted = inputs.record('wanted');
  const interfering = inputs.record('interfering');
  const wantedLon = wanted.number('sat_lon_deg', { min: -180, max: 360 });
  const interferingLon = interfering.number('sat_lon_deg', { min: -180, max: 360 });
  const hasUp = interfering.has('P_up_dBWHz');
  const hasDown = interfering.has('P_down_dBWHz');
  if (!hasUp && !hasDown) interfering.refuse('missing', 'P_up_dBWHz', 'the interfering network needs P_up_dBWHz, P_down_dBWHz or both');
  const separations: Record<string, number> = {};

  const seen = (reader: InputReader, point: GroundPoint, satelliteLon: number): void => {
    if (lookAngles(point, satelliteLon).elevationDeg < 0)
      reader.refuse(
        'contradiction',
        'lon_deg',
        `the satellite at ${satelliteLon}° is below the horizon of this earth station; are latitude and longitude exchanged?`,
      );
  };
  const density = (reader: InputReader, field: string): number => reader.number(field, { min: -150, max: 0 });

  const upLeg = (): { leg: Leg; temperatureK: number } => {
    const station = interfering.record('earth');
    const point = readPoint(station);
    seen(station, point, interferingLon);
    seen(station, point, wantedLon);
    const theta = topocentricSeparation(point, wantedLon, interferingLon);
    separations.theta_t_up_deg = theta;
    const leg: Leg = {
      densityDbwHz: density(interfering, 'P_up_dBWHz'),
      transmitGainDbi: offAxisGain(station, theta),
      receiveGainDbi: wanted.number('Gsat_up_dBi', { min: -30, max: 70 }),
      lossDb: appendix8Loss(wanted.number('f_up_MHz', { min: 100, max: 300_000 }), slantRange(point, wantedLon)),
    };
    return { leg, temperatureK: wanted.number('Ts_K', { min: 1, max: 1e5 }) };
  };
  const downLeg = (): { leg: Leg; temperatureK: number } => {
    const station = wanted.record('earth');
    const point = readPoint(station);
    seen(station, point, wantedLon);
    seen(station, point, interferingLon);
    const theta = topocentricSeparation(point, wantedLon, interferingLon);
    separations.theta_t_down_deg = theta;
    const leg: Leg = {
      densityDbwHz: density(interfering, 'P_down_dBWHz'),
      transmitGainDbi: interfering.number('Gsat_down_dBi', { min: -30, max: 70 }),
      receiveGainDbi: offAxisGain(station, theta),
      lossDb: appendix8Loss(wanted.number('f_down_MHz', { min: 100, max: 300_000 }), slantRange(point, interferingLon)),
    };
    return { leg, temperatureK: wanted.number('Te_K', { min: 1, max: 1e5 }) };
  };
  const up = hasUp ? upLeg() : undefined;
  const down = hasDown ? downLeg() : undefined;
  const link = wanted.has('gamma_dB')
    ? { gammaDb: wanted.number('gamma_dB', { min: -100, max: 60 }), temperatureK: wanted.number('T_K', { min: 1, max: 1e5 }) }
    : undefined;
  if (link === undefined) inputs.warn('legs-separate', 'gamma_dB is not given; both legs are tested by themselves and the larger counts');
  const result = noiseIncrease(up, down, link);
  return {
    outputs: { percent: result.percent, up: result.upPercent ?? null, down: result.downPercent ?? null, coordinate: result.coordinate },
    ...(intermediates ? { intermediates: { ...separations, up_leg: up?.leg, down_leg: down?.leg } } : {}),
    warnings: inputs.warnings,
  };
}
