import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Comparison } from '../conformance.ts';
import { p1546Model } from './p1546-model.ts';
import { ask, type Log, logged, numberOf, readLog, readMeasurementProfile } from './path-conformance-reading.ts';

/** Names in the logs and ours. */
const STEPS: Readonly<Record<string, string>> = {
  'Maximum field strength Emax': 'Emax_dBuVm',
  'Field strength': 'Ecurves_dBuVm',
  'TCA correction': 'clearance_dB',
  'Trop. Scatt. field strength Ets': 'Escatter_dBuVm',
  "Rx repr. clutter height R2'": 'R2seen_m',
  'Rx antenna height correction': 'receiver_dB',
  'Tx clutter correction': 'base_dB',
  'Rx slope-path correction': 'slope_dB',
  'Resulting field strength for Ptx = 1kW': 'E1kW_dBuVm',
  'Resulting basic transmission loss': 'L_dB',
};
const RESULT = { 'Resulting field strength for given PTx': 'E_dBuVm' };

/** The result, or every logged step, of every example. */
export async function comparisonsOfP1546(testdata: string, isResultOnly: boolean): Promise<readonly Comparison[]> {
  const out: Comparison[] = [];
  for (const file of readdirSync(resolve(testdata, 'p1546/results'))) {
    const log = readLog(resolve(testdata, 'p1546/results', file));
    const answer = await ask(p1546Model, inputsOfLog(log), '6');
    for (const [name, ours] of Object.entries(isResultOnly ? RESULT : STEPS)) {
      const want = logged(log, name);
      if (want !== undefined) out.push({ label: `${file} ${name}`, got: numberOf(answer, ours), want, allowed: 0.01 });
    }
  }
  return out;
}

/** Some logs print "See path". The kind of sea stands in the reference column. */
function segmentsOfLog(log: Log): readonly { readonly kind: string; readonly km: number }[] {
  const land = logged(log, 'Land path') ?? 0;
  const name = log.has('Sea path') ? 'Sea path' : 'See path';
  const sea = logged(log, name) ?? 0;
  const kinds: Readonly<Record<string, string>> = { cold: 'coldsea', warm: 'warmsea' };
  const kind = kinds[log.get(name)?.[0]?.reference.toLowerCase() ?? ''] ?? 'sea';
  return [
    { kind: 'land', km: land },
    { kind, km: sea },
  ].filter(({ km }) => km > 0);
}

const inputsOfLog = (log: Log): Readonly<Record<string, unknown>> => ({
  f_MHz: logged(log, 'Frequency f'),
  t_pct: logged(log, 'Percentage time t'),
  q_pct: logged(log, 'Percentage location q'),
  segments: segmentsOfLog(log),
  h1_m: logged(log, 'Tx antenna height h1'),
  ha_m: logged(log, 'Tx antenna height a. g. ha'),
  hb_m: logged(log, 'Tx antenna height hb'),
  h2_m: logged(log, 'Rx antenna height a. g. h2'),
  R1_m: logged(log, 'Tx clutter height R1'),
  R2_m: logged(log, 'Rx clutter height R2'),
  area: log.get('Rx clutter type')?.[0]?.value.toLowerCase(),
  wa_m: logged(log, 'Square area width wa for variability'),
  theta_eff1_deg: logged(log, 'Tx effective TCA  theta_eff1'),
  tca_deg: logged(log, 'Terrain clearance angle tca'),
  Ptx_kW: logged(log, 'Tx Power'),
});

/**
 * Height and angles that the reference program took from the terrain, from the profiles that it read. The profiles of Annex 5
 * § 1.1 are entered from the other end there, but they are flat.
 */
export async function comparisonsOfP1546Terrain(testdata: string): Promise<readonly Comparison[]> {
  const out: Comparison[] = [];
  for (const file of readdirSync(resolve(testdata, 'p1546/results'))) {
    const log = readLog(resolve(testdata, 'p1546/results', file));
    const { d_km, h_m } = readMeasurementProfile(resolve(testdata, 'p1546/profiles', file.replace(/_\d+_log\.csv$/, '.csv')));
    const { h1_m, hb_m, theta_eff1_deg, tca_deg, ...inputs } = inputsOfLog(log);
    const answer = await ask(p1546Model, { ...inputs, d_km, h_m });
    // The logs print six significant digits.
    for (const [name, want] of Object.entries({ h1_m, theta_eff1_deg, tca_deg }) as [string, number][])
      out.push({ label: `${file} ${name}`, got: numberOf(answer, name), want, allowed: Math.max(1e-5 * Math.abs(want), 1e-6) });
    const E = logged(log, 'Resulting field strength for given PTx') as number;
    out.push({ label: `${file} E`, got: numberOf(answer, 'E_dBuVm'), want: E, allowed: 1e-4 });
  }
  return out;
}
