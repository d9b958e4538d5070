import { type EtsFit, fitEts } from './ets-fit.ts';
import type { EtsForm } from './ets-recursion.ts';

const ADDITIVE_TRENDS = [
  { trend: 'N', damped: false },
  { trend: 'A', damped: false },
  { trend: 'A', damped: true },
] as const;

/** Of every model tried, its form and corrected Akaike criterion, for the trail. */
export interface EtsChoice {
  readonly fit: EtsFit;
  readonly tried: readonly { readonly form: EtsForm; readonly aicc: number }[];
  readonly warnings: readonly string[];
}

/**
 * The forms that may be fitted: additive error with multiplicative season is left out because its variance is infinite, and trends that
 * grow exponentially because they forecast badly (Hyndman and Athanasopoulos, section 8.6); multiplicative forms need positive data.
 */
export function admissibleForms(values: Float64Array, frequency: number): readonly EtsForm[] {
  const positive = values.every((value) => value > 0);
  const seasons = frequency > 1 && values.length > frequency + 4 ? (['N', 'A', 'M'] as const) : (['N'] as const);
  const forms: EtsForm[] = [];
  for (const error of ['A', 'M'] as const) {
    if (error === 'M' && !positive) continue;
    for (const season of seasons) {
      if (season === 'M' && error === 'A') continue;
      for (const { trend, damped } of ADDITIVE_TRENDS) forms.push({ error, trend, damped, season });
    }
  }
  return forms;
}

/**
 * Fits every admissible form and takes the one of the least corrected Akaike criterion.
 *
 * @param values observations without gaps, three or more
 * @param deadline milliseconds of `performance.now()` after which no further form is tried
 */
export function chooseEts(values: Float64Array, frequency: number, deadline = Number.POSITIVE_INFINITY): EtsChoice | undefined {
  const warnings: string[] = [];
  if (values.some((value) => value <= 0)) warnings.push('multiplicative-forms-left-out');
  const tried: { form: EtsForm; aicc: number }[] = [];
  let best: EtsFit | undefined;
  for (const form of admissibleForms(values, frequency)) {
    if (best !== undefined && performance.now() > deadline) {
      warnings.push('time-limit');
      break;
    }
    const fit = fitEts(form, values, frequency);
    if (fit === undefined || !Number.isFinite(fit.aicc)) continue;
    // Too few observations for the correction: the criterion would reward the overfit.
    if (values.length - (fitParameters(fit) + 1) - 1 <= 0) continue;
    tried.push({ form, aicc: fit.aicc });
    if (best === undefined || fit.aicc < best.aicc) best = fit;
  }
  return best === undefined ? undefined : { fit: best, tried, warnings };
}

const fitParameters = (fit: EtsFit): number =>
  2 + (fit.form.trend === 'A' ? 2 : 0) + (fit.form.damped ? 1 : 0) + (fit.form.season === 'N' ? 0 : fit.frequency);
