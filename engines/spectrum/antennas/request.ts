import type { InputReader, SpectrumAnswer, SpectrumRequest } from '../validation.ts';
import { omnidirectional, sector, sectorAbove6GHz, sectorElevationBeam, sectorFactors, type Tilt, tilted } from './f1336.ts';
import { PlanetFileError, parsePlanetFile } from './planet-file.ts';
import {
  APPENDIX_7_SMALLEST_RATIO,
  appendix7,
  appendix8,
  f699,
  f1245,
  highestGain,
  type Pattern,
  ratioFromGain,
  S580_SMALLEST_RATIO,
  s465,
  s465Start,
  s580,
} from './reflectors.ts';
import { type Cut, CutError, makeCut, type SampledAntenna, sampledGain } from './sampled.ts';

const REFLECTORS = ['F.699', 'F.1245', 'S.465', 'S.580', 'AP7', 'AP8'] as const;
const PATTERNS = [...REFLECTORS, 'F.1336-omni', 'F.1336-sector', 'table'] as const;

/** `antenna`: gain in dBi of a reference pattern or a measured antenna in one direction. */
export function answerAntenna(request: SpectrumRequest): SpectrumAnswer {
  const { inputs } = request;
  const pattern = inputs.choice('pattern', PATTERNS);
  if (pattern === 'table') return { outputs: { G_dBi: measuredGain(request) }, warnings: inputs.warnings };
  const gain = inputs.number('Gmax_dBi', { min: -10, max: 90 });
  if (pattern === 'F.1336-omni') return { outputs: { G_dBi: omniGain(inputs, gain) }, warnings: inputs.warnings };
  if (pattern === 'F.1336-sector') return { outputs: { G_dBi: sectorGain(inputs, gain) }, warnings: inputs.warnings };
  const offAxis = Math.abs(inputs.number('phi_deg', { min: -180, max: 180 }));
  const ratio = readRatio(inputs, gain);
  const G_dBi = reflector(inputs, pattern, gain, ratio, offAxis)(offAxis);
  return { outputs: { G_dBi }, intermediates: { D_lambda: ratio }, warnings: inputs.warnings };
}

/** D/λ as given or from the gain; a gain no aperture of that size can have is a contradiction. */
function readRatio(inputs: InputReader, gain: number): number {
  const ratio = inputs.numberOr('D_lambda', ratioFromGain(gain), { above: 0, max: 1e5 });
  if (gain > highestGain(ratio) + 0.01)
    inputs.refuse(
      'contradiction',
      'D_lambda',
      `an aperture of ${ratio} wavelengths has at most ${highestGain(ratio).toFixed(1)} dBi, got ${gain}`,
    );
  if (gain < 2 + 15 * Math.log10(ratio))
    inputs.refuse('contradiction', 'D_lambda', `with D/λ of ${ratio} the first side lobe would be stronger than the gain of ${gain} dBi`);
  return ratio;
}

function reflector(inputs: InputReader, pattern: (typeof REFLECTORS)[number], gain: number, ratio: number, offAxis: number): Pattern {
  if (pattern === 'F.699') {
    const fGHz = inputs.numberOr('f_GHz', undefined, { min: 0.1, max: 86 });
    return f699(gain, ratio, fGHz !== undefined && fGHz < 1);
  }
  if (pattern === 'F.1245') return f1245(gain, ratio);
  if (pattern === 'AP8') return appendix8(gain, ratio);
  if (pattern === 'AP7') {
    if (ratio < APPENDIX_7_SMALLEST_RATIO)
      inputs.warn('pattern-substituted', 'Appendix 7 has no pattern below D/λ of 35; that of Appendix 8 is used', 'D_lambda');
    return appendix7(gain, ratio);
  }
  if (offAxis < s465Start(ratio))
    inputs.warn(
      'main-lobe-undefined',
      `${pattern} defines no gain within ${s465Start(ratio).toFixed(2)}°; the main lobe of Appendix 8 is used`,
      'phi_deg',
    );
  if (pattern === 'S.580' && ratio < S580_SMALLEST_RATIO)
    inputs.warn('pattern-substituted', 'S.580 refers to S.465 for D/λ below 50', 'D_lambda');
  return pattern === 'S.465' ? s465(gain, ratio) : s580(gain, ratio);
}

const elevationOf = (inputs: InputReader): number => inputs.numberOr('theta_deg', 0, { min: -90, max: 90 });
const readEnvelope = (inputs: InputReader) => inputs.choiceOr('envelope', ['peak', 'average'], 'peak');

function readTilt(inputs: InputReader): Tilt | undefined {
  const electrical = inputs.numberOr('tilt_electrical_deg', undefined, { min: -45, max: 45 });
  const mechanical = inputs.numberOr('tilt_mechanical_deg', undefined, { min: -45, max: 45 });
  if (electrical !== undefined && mechanical !== undefined)
    inputs.refuse('contradiction', 'tilt_mechanical_deg', 'F.1336 tilts a beam either electrically or mechanically');
  if (electrical !== undefined) return { kind: 'electrical', downDeg: electrical };
  return mechanical === undefined ? undefined : { kind: 'mechanical', downDeg: mechanical };
}

function omniGain(inputs: InputReader, gain: number): number {
  const k = inputs.numberOr('k', 0.7, { min: 0, max: 1 });
  const elevation = inputs.has('theta_deg') ? elevationOf(inputs) : inputs.number('phi_deg', { min: -90, max: 90 });
  const tilt = readTilt(inputs);
  if (tilt?.kind === 'mechanical')
    inputs.refuse('contradiction', 'tilt_mechanical_deg', 'an omnidirectional antenna can only be tilted electrically');
  return omnidirectional(gain, k, readEnvelope(inputs))(tilt === undefined ? elevation : tilted(0, elevation, tilt)[1]);
}

function sectorGain(inputs: InputReader, gain: number): number {
  const azimuthBeam = inputs.numberOr('phi3_deg', 65, { min: 1, max: 360 });
  if (!inputs.has('phi3_deg')) inputs.warn('assumed', 'phi3_deg is not given; 65° in azimuth are assumed', 'phi3_deg');
  const elevationBeam = inputs.numberOr('theta3_deg', sectorElevationBeam(gain, azimuthBeam), { above: 0, max: 180 });
  const direction: readonly [number, number] = [inputs.number('phi_deg', { min: -180, max: 180 }), elevationOf(inputs)];
  const tilt = readTilt(inputs);
  const [azimuth, elevation] = tilt === undefined ? direction : tilted(...direction, tilt);
  const envelope = readEnvelope(inputs);
  if (inputs.numberOr('f_GHz', 1, { min: 0.4, max: 70 }) > 6)
    return sectorAbove6GHz(gain, azimuthBeam, elevationBeam, inputs.numberOr('k', 0.7, { min: 0, max: 1 }), envelope)(azimuth, elevation);
  const usual = sectorFactors[inputs.choiceOr('performance', ['typical', 'improved'], 'typical')];
  const factor = (name: 'kp' | 'kh' | 'kv'): number => inputs.numberOr(name, usual[name], { min: 0, max: 1 });
  return sector({ gain, azimuthBeam, elevationBeam, kp: factor('kp'), kh: factor('kh'), kv: factor('kv'), envelope })(azimuth, elevation);
}

/** An antenna measured in two cuts: inline samples, or the text (`table.msi`) or path (`file`) of a Planet file. */
function measuredGain({ inputs, read }: SpectrumRequest): number {
  const antenna = inputs.has('file') ? planet(inputs, 'file', readFile(inputs, read)) : readTable(inputs);
  const azimuth = inputs.number('phi_deg', { min: -180, max: 360 });
  const method = inputs.choiceOr('method', ['sum', 'interpolation'], 'sum');
  const tilt = readTilt(inputs);
  const [az, el] = tilt === undefined ? [azimuth, elevationOf(inputs)] : tilted(azimuth, elevationOf(inputs), tilt);
  return sampledGain(antenna, az, el, method);
}

function readFile(inputs: InputReader, read: (path: string) => string): string {
  try {
    return read(inputs.text('file'));
  } catch {
    return inputs.refuse('unreadable', 'file', `${inputs.text('file')} cannot be read`);
  }
}

function planet(inputs: InputReader, field: string, text: string): SampledAntenna {
  try {
    return parsePlanetFile(text).antenna;
  } catch (error) {
    if (error instanceof PlanetFileError) inputs.refuse('unreadable', field, error.message);
    throw error;
  }
}

function readTable(inputs: InputReader): SampledAntenna {
  const table = inputs.record('table');
  if (table.has('msi')) return planet(table, 'msi', table.text('msi'));
  const gainDbi = inputs.number('Gmax_dBi', { min: -10, max: 90 });
  const floorDb = table.numberOr('floor_dB', 200, { min: 0, max: 200 });
  return {
    gainDbi,
    floorDb,
    horizontal: readCut(table, 'h_deg', 'h_loss_dB'),
    vertical: table.has('v_loss_dB') ? readCut(table, 'v_deg', 'v_loss_dB') : makeCut([0, 120, 240], [0, 0, 0], 120),
  };
}

/** A cut by its angles and attenuations; without angles the samples are spread evenly over the turn. */
function readCut(table: InputReader, angleField: string, lossField: string): Cut {
  const losses = table.numbers(lossField, { minLength: 3, min: 0, max: 200 });
  const angles = table.has(angleField)
    ? table.numbers(angleField, { min: 0, max: 360, sameLengthAs: [lossField, losses.length] })
    : losses.map((_, i) => (360 * i) / losses.length);
  try {
    return makeCut([...angles], [...losses]);
  } catch (error) {
    if (error instanceof CutError) table.refuse('not-increasing', `${angleField}[${error.index}]`, error.message);
    throw error;
  }
}
