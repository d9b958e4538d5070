import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seats } from '../seats/seats.ts';
import { forecast } from './forecast.ts';
import { close } from './reference.ts';

/** International airline passengers, thousands a month, 1949–1960 (Box and Jenkins 1970, series G). */
const airPassengers = Float64Array.of(
  ...[112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140],
  ...[145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194],
  ...[196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229],
  ...[242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306],
  ...[315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337],
  ...[360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432],
);
const series = { start: 1949 * 12, frequency: 12 as const, values: airPassengers };
const points = (method: 'theta' | 'arima' | 'snaive') =>
  forecast(series, { method, horizon: 3, levels: [95] }).forecast.map((row) => row.point);

test('forecasts of the airline passengers are those of R 4.2.2 with forecast 8.20', () => {
  close(points('theta'), [440.078191082, 428.384280557, 489.70709867], 1e-4);
  close(points('arima'), [445.634901393, 420.394996527, 449.198316329], 1e-4);
  assert.deepEqual(points('snaive'), [417, 391, 419]);
});

test('models of the airline passengers are no worse than those of R', () => {
  const model = (method: 'ets' | 'arima') => forecast(series, { method, horizon: 1, levels: [95] }).model;
  assert.equal(model('arima').arima, '(2 1 1)(0 1 0)');
  assert.ok(Math.abs((model('arima').aicc as number) - 1018.16516544) < 0.01);
  assert.ok((model('ets').aicc as number) < 1400.63843247);
});

test('components of the airline passengers are those of X-13ARIMA-SEATS 1.1 build 60', () => {
  const result = seats(
    {
      phi: new Float64Array(),
      theta: Float64Array.of(0.40180794878596),
      seasonalPhi: new Float64Array(),
      seasonalTheta: Float64Array.of(0.55694564337114),
      d: 1,
      D: 1,
      frequency: 12,
      sigma2: 0.0013480973219978,
    },
    airPassengers.map(Math.log),
    'multiplicative',
  );
  const ends = (table: Float64Array): number[] => [table[0] as number, table[1] as number, table[143] as number];
  close(ends(result.seasonal), [0.904520819026, 0.942920061689, 0.880576491872], 1e-10);
  close(ends(result.adjusted), [123.822467813, 125.143164086, 490.587704745], 1e-10);
  close(ends(result.trend), [123.637024258, 124.601090291, 492.830866266], 1e-10);
  close(ends(result.irregular), [1.00149990309, 1.00435047393, 0.995448415118], 1e-10);
});
