import { type Cut, CutError, makeCut, type SampledAntenna } from './sampled.ts';

/**
 * Antenna files in the MSI Planet text format: `NAME`, `GAIN`, `FREQUENCY`, `TILT` … lines, then `HORIZONTAL 360` and `VERTICAL 360`, each
 * followed by as many lines of angle and attenuation in dB.
 */
export type PlanetFile = {
  readonly name: string;
  readonly frequencyMHz: number | undefined;
  readonly antenna: SampledAntenna;
  /** Every other header line by its first word in capitals. */
  readonly header: Readonly<Record<string, string>>;
};

/** What is wrong with an antenna file, and in which line (from 1). */
export class PlanetFileError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(`line ${line}: ${message}`);
    this.line = line;
  }
}

/** Dipole gain, which many files use for their unit. */
const DIPOLE_DBI = 2.15;

/** Attenuation kept as the floor when the two cuts add up: front-to-back ratios beyond it are not real in place. */
const DEFAULT_FLOOR_DB = 60;

/** @throws PlanetFileError naming the line: gaps, negative attenuation, a count that does not hold, a gain without a value */
export function parsePlanetFile(text: string): PlanetFile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header: Record<string, string> = {};
  const cuts: Partial<Record<'HORIZONTAL' | 'VERTICAL', Cut>> = {};
  for (let i = 0; i < lines.length; i++) {
    const [word = '', ...rest] = (lines[i] as string).trim().split(/\s+/);
    const key = word.toUpperCase();
    if (key === '') continue;
    if (key === 'HORIZONTAL' || key === 'VERTICAL') {
      const count = Number(rest[0]);
      if (!Number.isInteger(count) || count < 3 || count > 36_000)
        throw new PlanetFileError(i + 1, `${key} needs a number of samples, got ${rest[0]}`);
      if (cuts[key] !== undefined) throw new PlanetFileError(i + 1, `${key} comes twice`);
      cuts[key] = readCut(lines, i + 1, count);
      i += count;
    } else if (/^[A-Z]/.test(key)) header[key] = rest.join(' ');
    else throw new PlanetFileError(i + 1, `neither a header nor a sample of a cut: ${JSON.stringify(lines[i])}`);
  }
  const { HORIZONTAL: horizontal, VERTICAL: vertical } = cuts;
  if (horizontal === undefined || vertical === undefined)
    throw new PlanetFileError(lines.length, `the ${horizontal === undefined ? 'HORIZONTAL' : 'VERTICAL'} cut is missing`);
  const { NAME = '', FREQUENCY, ...others } = header;
  return {
    name: NAME,
    frequencyMHz: readFrequency(FREQUENCY),
    antenna: { gainDbi: readGain(lines, header.GAIN), horizontal, vertical, floorDb: DEFAULT_FLOOR_DB },
    header: others,
  };
}

function readCut(lines: readonly string[], start: number, count: number): Cut {
  const angles: number[] = [];
  const attenuations: number[] = [];
  for (let i = start; i < start + count; i++) {
    const [angle, attenuation] = (lines[i] ?? '')
      .trim()
      .split(/[\s,;]+/)
      .map(Number);
    if (angle === undefined || attenuation === undefined || Number.isNaN(angle + attenuation))
      throw new PlanetFileError(i + 1, `a sample is an angle and an attenuation; ${count} were announced, this is number ${i - start + 1}`);
    angles.push(angle);
    attenuations.push(attenuation);
  }
  try {
    return makeCut(angles, attenuations);
  } catch (error) {
    if (error instanceof CutError) throw new PlanetFileError(start + error.index + 1, error.message);
    throw error;
  }
}

function readGain(lines: readonly string[], text: string | undefined): number {
  const found = /^(-?\d+(?:\.\d+)?)\s*(dBi|dBd)?$/i.exec(text ?? '');
  const line = lines.findIndex((candidate) => /^\s*gain\b/i.test(candidate)) + 1;
  if (found === null)
    throw new PlanetFileError(Math.max(1, line), `GAIN must be a number with dBi or dBd, got ${JSON.stringify(text ?? '')}`);
  const gain = Number(found[1]);
  // the format's unit is dBd where none is written
  return /dbi/i.test(found[2] ?? '') ? gain : gain + DIPOLE_DBI;
}

function readFrequency(text: string | undefined): number | undefined {
  const found = /^(\d+(?:\.\d+)?)/.exec(text ?? '');
  return found === null ? undefined : Number(found[1]);
}

/** Writes an antenna in the same format with one sample a degree, gain in dBi. */
export function formatPlanetFile(name: string, frequencyMHz: number, antenna: SampledAntenna): string {
  const cut = (word: string, { anglesDeg, attenuationDb }: Cut): readonly string[] => [
    `${word} ${anglesDeg.length}`,
    ...Array.from(anglesDeg, (angle, i) => `${angle} ${attenuationDb[i]}`),
  ];
  const lines = [`NAME ${name}`, `FREQUENCY ${frequencyMHz}`, `GAIN ${antenna.gainDbi} dBi`];
  return `${[...lines, ...cut('HORIZONTAL', antenna.horizontal), ...cut('VERTICAL', antenna.vertical)].join('\n')}\n`;
}
