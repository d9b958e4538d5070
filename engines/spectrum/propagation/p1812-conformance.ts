import { readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Comparison } from '../conformance.ts';
import { p1812Model } from './p1812-model.ts';
import { ask, type Log, logged, numberOf, readLog, readMeasurementProfile } from './path-conformance-reading.ts';

/** Names in the logs, which of several equal ones, and our name. `Ep` comes first for 1 kW, then for the power given. */
const LOGGED: readonly (readonly [name: string, at: number, ours: string])[] = [
  ['dlt', 0, 'dlt_km'],
  ['dlr', 0, 'dlr_km'],
  ['th_t', 0, 'theta_t_mrad'],
  ['th_r', 0, 'theta_r_mrad'],
  ['th', 0, 'theta_mrad'],
  ['hts', 0, 'hts_m'],
  ['hrs', 0, 'hrs_m'],
  ['w', 0, 'omega'],
  ['dtm', 0, 'dtm_km'],
  ['dlm', 0, 'dlm_km'],
  ['phi', 0, 'latitude_deg'],
  ['b0', 0, 'b0_pct'],
  ['ae', 0, 'ae_km'],
  ['hst', 0, 'hst_n_m'],
  ['hsr', 0, 'hsr_n_m'],
  ['hst', 1, 'hst_m'],
  ['hsr', 1, 'hsr_m'],
  ['hstd', 0, 'hstd_m'],
  ['hsrd', 0, 'hsrd_m'],
  ['hte', 0, 'hte_m'],
  ['hre', 0, 'hre_m'],
  ['hm', 0, 'hm_m'],
  ['Fi', 0, 'Fi'],
  ['Fj', 0, 'Fj'],
  ['Fk', 0, 'Fk'],
  ['Lbfs', 0, 'Lbfs_dB'],
  ['Lb0p', 0, 'Lb0p_dB'],
  ['Lb0b', 0, 'Lb0b_dB'],
  ['Lbulla', 0, 'Lbulla_dB'],
  ['Lbulls', 0, 'Lbulls_dB'],
  ['Ldsph', 0, 'Ldsph_dB'],
  ['Ld50', 0, 'Ld50_dB'],
  ['Ldb', 0, 'Ldb_dB'],
  ['Ldp', 0, 'Ldp_dB'],
  ['Lbd50', 0, 'Lbd50_dB'],
  ['Lbd', 0, 'Lbd_dB'],
  ['Lminb0p', 0, 'Lminb0p_dB'],
  ['Lba', 0, 'Lba_dB'],
  ['Lminbap', 0, 'Lminbap_dB'],
  ['Lbda', 0, 'Lbda_dB'],
  ['Lbam', 0, 'Lbam_dB'],
  ['Lbs', 0, 'Lbs_dB'],
  ['Lbc', 0, 'Lbc_dB'],
  ['Lb', 0, 'Lb_dB'],
  ['Ep', 0, 'E1kW_dBuVm'],
  ['Ep', 1, 'E_dBuVm'],
];

/** Every logged value of every example. */
export async function comparisonsOfP1812(testdata: string): Promise<readonly Comparison[]> {
  const out: Comparison[] = [];
  for (const file of readdirSync(resolve(testdata, 'p1812/results'))) {
    const log = readLog(resolve(testdata, 'p1812/results', file));
    const profile = basename(file, '.csv').replace(/_\d+$/, '.csv');
    const inputs = { ...readMeasurementProfile(resolve(testdata, 'p1812/profiles', profile)), ...inputsOfLog(log) };
    const answer = await ask(p1812Model, inputs, '6');
    for (const [name, at, ours] of LOGGED) {
      const want = logged(log, name, at);
      if (want !== undefined) out.push({ label: `${file} ${name}`, got: numberOf(answer, ours), want, allowed: 1e-4 });
    }
  }
  return out;
}

const inputsOfLog = (log: Log): Readonly<Record<string, unknown>> => ({
  Ptx_kW: logged(log, 'Ptx'),
  f_GHz: logged(log, 'f'),
  p_pct: logged(log, 'p'),
  pL_pct: logged(log, 'pL'),
  sigmaL_dB: logged(log, 'sigmaL'),
  lat_t_deg: logged(log, 'phi_t'),
  lat_r_deg: logged(log, 'phi_r'),
  lon_t_deg: logged(log, 'lam_t'),
  lon_r_deg: logged(log, 'lam_r'),
  htg_m: logged(log, 'htg'),
  hrg_m: logged(log, 'hrg'),
  pol: logged(log, 'pol') === 1 ? 'H' : 'V',
  DN: logged(log, 'DN'),
  N0: logged(log, 'N0'),
  dct_km: logged(log, 'dct'),
  dcr_km: logged(log, 'dcr'),
});
