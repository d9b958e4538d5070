import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Comparison, ConformanceSet } from '../conformance.ts';
import { extendedHataOverTerrain } from './ehata-terrain.ts';
import { newItmResult, prepareItm, variabilitySettings } from './itm.ts';
import { prepareAeronautical } from './p528.ts';
import { atmosphereAt } from './p528-atmosphere.ts';

const lines = (file: string): readonly (readonly string[])[] =>
  readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));

/** Rounding of a published figure with two decimals, and the reference's own arithmetic. */
const ITM_ROUNDING = 0.01;

async function comparisonsOfItm(testdata: string): Promise<readonly Comparison[]> {
  const profiles = lines(resolve(testdata, 'itm/pfls.csv'));
  return lines(resolve(testdata, 'itm/p2p.csv'))
    .slice(1)
    .map((row, i) => {
      const [heightT, heightR, epsilon, sigmaSm, refractivity, fMHz, pol, climate, time, location, situation, mdvar, want] = row.map(
        Number,
      ) as number[];
      const [, step, ...z] = (profiles[i] as readonly string[]).map(Number) as [number, number, ...number[]];
      const variability = variabilitySettings(climate as 5, mdvar as number, {
        time: time as number,
        location: location as number,
        situation: situation as number,
      });
      const result = newItmResult();
      prepareItm({
        fMHz: fMHz as number,
        vertical: pol === 1,
        epsilon: epsilon as number,
        sigmaSm: sigmaSm as number,
        refractivity: refractivity as number,
        refractivityAtSurface: false,
        variability,
      }).pointToPoint(Float64Array.from(z), z.length - 1, step, heightT as number, heightR as number, result);
      return { label: `p2p.csv row ${i + 1}`, got: result.lossDb, want: want as number, allowed: ITM_ROUNDING };
    });
}

/** Every 25th distance of every column; the tables are rounded to 0.1 dB. */
const TABLE_STRIDE = 25;

async function comparisonsOfP528(testdata: string): Promise<readonly Comparison[]> {
  const folder = resolve(testdata, 'p528');
  return readdirSync(folder).flatMap((file) => {
    const [, high, low, , ...rows] = lines(resolve(folder, file)) as [string[], string[], string[], string[], ...string[][]];
    const fMHz = Number(file.split('MHz')[0]);
    const p = 100 * Number(file.split('Lb')[1]?.split('_')[0]);
    const air = atmosphereAt(fMHz / 1000);
    return low.flatMap((h1, column) => {
      if (column < 2 || Number(h1) > Number(high[column])) return [];
      const pair = prepareAeronautical(fMHz, Number(h1) / 1000, Number(high[column]) / 1000, false, air);
      return rows
        .filter((row, i) => i % TABLE_STRIDE === 1 && Number(row[column]) > 0)
        .map((row) => ({
          label: `${file} ${row[0]} km`,
          got: pair.lossAt(Number(row[0]), p).lossDb,
          want: Number(row[column]),
          allowed: 0.1,
        }));
    });
  });
}

async function comparisonsOfHata(testdata: string): Promise<readonly Comparison[]> {
  return lines(resolve(testdata, 'ehata/test-inputs.csv'))
    .slice(1)
    .map((row) => {
      const [, title, fMHz, base, mobile, environment, file] = row as string[];
      const [count, step, ...z] = (lines(resolve(testdata, 'ehata/pfls', file as string))[0] as readonly string[]).map(Number) as [
        number,
        number,
        ...number[],
      ];
      const isUrban = environment === '23' || environment === '24';
      const path = extendedHataOverTerrain(
        Float64Array.from(z.slice(0, count + 1)),
        step,
        Number(fMHz),
        Number(base),
        Number(mobile),
        isUrban ? 'urban' : 'rural',
      );
      return { label: title as string, got: path.lossDb, want: Number(row.at(-1)), allowed: 0.01 };
    });
}

/** The published examples of the models over terrain and in the air. */
export const terrainConformance: readonly ConformanceSet[] = [
  { model: 'ITM 1.4', quantity: 'A, point to point', source: 'NTIA/itm', tolerance: '0.01 dB', folder: 'itm', compare: comparisonsOfItm },
  {
    model: 'P.528-5',
    quantity: `Lb, every ${TABLE_STRIDE}th distance of the tables`,
    source: 'ITU-R tables (eeveetza/p528)',
    tolerance: '0.1 dB',
    folder: 'p528',
    compare: comparisonsOfP528,
  },
  {
    model: 'Extended Hata',
    quantity: 'loss over terrain',
    source: 'NTIA/ITS (WInnForum)',
    tolerance: '0.01 dB',
    folder: 'ehata',
    compare: comparisonsOfHata,
  },
];
