import { fitArima } from '../engines/series/arma/fit.ts';
import { fitRegArima } from '../engines/series/regarima/regarima.ts';
import { compare } from './compare.ts';

/** 228 months of a simulated airline series with trading days, from a fixed congruential generator. */
function simulated(): Float64Array {
  let state = 20101231;
  const normal = () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) {
      state = (state * 1103515245 + 12345) % 2147483648;
      sum += state / 2147483648;
    }
    return sum;
  };
  const shocks = Float64Array.from({ length: 228 + 13 }, normal);
  const values = new Float64Array(228);
  for (let t = 0; t < values.length; t++) {
    const w = shocks[t + 13]! - 0.7 * shocks[t + 12]! - 0.5 * shocks[t + 1]! + 0.35 * shocks[t]!;
    const at = (lag: number) => (t >= lag ? values[t - lag]! : 7 + 0.1 * Math.sin((2 * Math.PI * (t - lag)) / 12));
    values[t] = at(1) + at(12) - at(13) + 0.03 * w;
  }
  return values.map(Math.exp);
}

const values = simulated();
const series = { start: 1992 * 12, frequency: 12 as const, values };
const airline = { p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1 };
const logarithms = values.map(Math.log);

compare('228 months', {
  'airline model, exact likelihood': () => fitArima(logarithms, airline, 12),
  'airline model, forecasts and diagnostics': () => fitRegArima(series, { transform: 'log', arima: airline, forecast: 12, backcast: 0 }),
  'with trading days and Easter': () =>
    fitRegArima(series, { transform: 'log', arima: airline, regression: ['td', 'easter[8]'], forecast: 12, backcast: 0 }),
  'everything automatic': () =>
    fitRegArima(series, {
      transform: 'auto',
      arima: 'auto',
      outliers: ['ao', 'ls', 'tc'],
      aictest: ['td', 'easter'],
      forecast: 12,
      backcast: 0,
    }),
});
