import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataFileError, readYamlFile, type YamlFile } from '../../platform/yaml.ts';
import { effectiveDay, Instrument } from './instrument.ts';

/**
 * The instruments that made the ministry what its files say, as sources tell of them: `instruments/*.yaml`, by their days. A ministry
 * need not have any.
 *
 * @throws DataFileError with a line for each mistake
 */
export function readRecords(folder: string): readonly Instrument[] {
  const place = join(folder, 'instruments');
  if (!existsSync(place)) return [];
  const files = readdirSync(place)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readYamlFile<Instrument>(join(place, name), Instrument));
  const unsourced = files.filter(({ value }) => value.record === undefined).map((file) => noSource(file));
  if (unsourced.length > 0) throw new DataFileError(unsourced);
  return files.map(({ value }) => value).sort((a, b) => (effectiveDay(a) < effectiveDay(b) ? -1 : 1));
}

const noSource = ({ path, lineOf }: YamlFile<Instrument>): string =>
  `${path}:${lineOf(['effective'])}: a file records what happened: it names its source in record`;
