import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Comparison } from '../conformance.ts';
import { p452Model } from './p452-model.ts';
import { ask, numberOf, readNumbers, readRows } from './path-conformance-reading.ts';

/** Columns of the published results and our names for them. */
const COLUMNS: Readonly<Record<string, string>> = {
  ae: 'ae_km',
  hts: 'hts_m',
  hrs: 'hrs_m',
  theta_t: 'theta_t_mrad',
  theta_r: 'theta_r_mrad',
  theta: 'theta_mrad',
  hm: 'hm_m',
  hte: 'hte_m',
  hre: 'hre_m',
  hstd: 'hstd_m',
  hsrd: 'hsrd_m',
  dlt: 'dlt_km',
  dlr: 'dlr_km',
  dtm: 'dtm_km',
  dlm: 'dlm_km',
  b0: 'b0_pct',
  omega: 'omega',
  Lbfsg: 'Lbfsg_dB',
  Lb0p: 'Lb0p_dB',
  Lb0b: 'Lb0b_dB',
  Ldsph: 'Ldsph_dB',
  Ld50: 'Ld50_dB',
  Ldp: 'Ldp_dB',
  Lbs: 'Lbs_dB',
  Lba: 'Lba_dB',
};
const RESULT = { Lb: 'Lb_dB' };

export type P452Comparing = { readonly isResultOnly: boolean; readonly isClimateDerived: boolean };

/** Every row of every result file, with the climate of the row or derived from the profile. */
export async function comparisonsOfP452(
  testdata: string,
  { isResultOnly, isClimateDerived }: P452Comparing,
): Promise<readonly Comparison[]> {
  const out: Comparison[] = [];
  const wanted = isResultOnly ? RESULT : isClimateDerived ? { ...COLUMNS, ...RESULT } : COLUMNS;
  for (const file of readdirSync(resolve(testdata, 'p452/results'))) {
    const profile = readNumbers(resolve(testdata, 'p452/profiles', file.replace('test_result', 'test_profile')), 3);
    const column = (i: number): readonly number[] => profile.map((row) => row[i] as number);
    const [head = [], ...rows] = readRows(resolve(testdata, 'p452/results', file));
    const names = head.map((name) => name.split('(')[0]?.trim() ?? '');
    for (const row of rows.filter((cells) => cells.length > 10)) {
      const at = (name: string): number => Number(row[names.indexOf(name)]);
      const answer = await ask(p452Model, {
        d_km: column(0),
        h_m: column(1),
        clutter_m: column(2),
        zone: column(4),
        ...inputsOfRow(at),
        ...(isClimateDerived ? {} : { b0: at('b0'), omega: at('omega'), dtm_km: at('dtm'), dlm_km: at('dlm') }),
      });
      const label = `${file} ${at('f')} GHz ${at('p')} %`;
      // ae is printed with six decimals of a figure near 9000.
      for (const [name, ours] of Object.entries(wanted))
        out.push({ label: `${label} ${name}`, got: numberOf(answer, ours), want: at(name), allowed: 1e-4 });
    }
  }
  return out;
}

const inputsOfRow = (at: (name: string) => number): Readonly<Record<string, unknown>> => ({
  f_GHz: at('f'),
  p_pct: at('p'),
  htg_m: at('htg'),
  hrg_m: at('hrg'),
  lon_t_deg: at('phit_e'),
  lat_t_deg: at('phit_n'),
  lon_r_deg: at('phir_e'),
  lat_r_deg: at('phir_n'),
  Gt_dBi: at('Gt'),
  Gr_dBi: at('Gr'),
  pol: at('pol') === 1 ? 'H' : 'V',
  dct_km: at('dct'),
  dcr_km: at('dcr'),
  press_hPa: at('press'),
  temp_C: at('temp'),
  DN: at('DN'),
  N0: at('N0'),
});
