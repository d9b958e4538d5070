import type { RegArimaResult, RegressionEffects } from '../regarima/model.ts';
import type { PriorFactors } from './factors.ts';

const neutralWithin = 1e-14;

/** Backcasts, span and forecasts of one effect in one array. */
function whole(before: Float64Array, inside: Float64Array): Float64Array {
  const out = new Float64Array(before.length + inside.length);
  out.set(before);
  out.set(inside, before.length);
  return out;
}

/**
 * The effects of a model as X-11 removes them: factors when the components multiply, terms when they add.
 *
 * Where the transform of the model and the mode of X-11 disagree, a term e becomes the factor O ÷ (O − e), a factor f the term O − O ÷ f.
 */
export function factorsOf(model: RegArimaResult, original: Float64Array, additive: boolean): PriorFactors {
  const log = model.transform === 'log';
  const convert = (effect: Float64Array): Float64Array => {
    if (log && !additive) return effect.map(Math.exp);
    if (!log && additive) return effect;
    if (log) return effect.map((e, i) => (original[i] as number) * (1 - Math.exp(-e)));
    return effect.map((e, i) => (original[i] as number) / ((original[i] as number) - e));
  };
  const present = new Set<Exclude<keyof PriorFactors, 'present'>>();
  const take = (name: Exclude<keyof PriorFactors, 'present'>, pick: (effects: RegressionEffects) => Float64Array): Float64Array => {
    const effect = whole(pick(model.backcastEffects), pick(model.effects));
    if (effect.some((value) => Math.abs(value) > neutralWithin)) present.add(name);
    return convert(effect);
  };
  // The leap-year prior factor belongs to the trading day, as the reference program shows it.
  const tradingDay = (effects: RegressionEffects): Float64Array =>
    effects.tradingDay.map((value, i) => value + (log ? Math.log(effects.priorFactor[i] as number) : 0));
  return {
    calendar: take('calendar', (effects) => effects.calendar),
    tradingDay: take('tradingDay', tradingDay),
    holiday: take('holiday', (effects) => effects.holiday),
    ao: take('ao', (effects) => effects.ao),
    ls: take('ls', (effects) => effects.ls),
    tc: take('tc', (effects) => effects.tc),
    so: take('so', (effects) => effects.so),
    user: take('user', (effects) => effects.user),
    seasonal: take('seasonal', (effects) => effects.seasonal),
    present,
  };
}
