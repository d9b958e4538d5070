import { chooseArima } from '../engines/series/forecasting/auto-arima.ts';
import { combination } from '../engines/series/forecasting/combination.ts';
import { chooseEts } from '../engines/series/forecasting/ets-selection.ts';
import { generator } from '../engines/series/forecasting/random.ts';
import { seasonalNaive } from '../engines/series/forecasting/seasonal-naive.ts';
import { theta } from '../engines/series/forecasting/theta.ts';
import { seats } from '../engines/series/seats/seats.ts';
import { compare } from './compare.ts';

/** 228 months with trend, growing season and noise, about the length of a monthly retail series since 1992. */
const random = generator(228);
let level = 600;
const values = Float64Array.from({ length: 228 }, (_, t) => {
  level *= 1 + 0.003 + 0.01 * random.normal();
  return level * (1 + 0.3 * Math.sin((t * Math.PI) / 6) + 0.1 * Math.cos((t * Math.PI) / 3)) * (1 + 0.02 * random.normal());
});
const airline = {
  phi: new Float64Array(),
  theta: Float64Array.of(0.5),
  seasonalPhi: new Float64Array(),
  seasonalTheta: Float64Array.of(0.6),
  d: 1,
  D: 1,
  frequency: 12,
  sigma2: 1,
};
const logarithms = values.map(Math.log);

compare('228 months', {
  'season before': () => seasonalNaive(values, 12, 24),
  Theta: () => theta(values, 12, 24),
  'exponential smoothing, 15 forms': () => chooseEts(values, 12),
  'automatic ARIMA': () => chooseArima(values, 12),
  'combination with calibration': () => combination(values, 12, 24, [80, 95], 5_000),
  'SEATS of an airline model': () => seats(airline, logarithms, 'multiplicative'),
});
