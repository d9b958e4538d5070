import { adjust } from '../engines/series/adjust/adjust.ts';
import { readSpecification } from '../engines/series/adjust/specification.ts';
import type { Series } from '../engines/series/period.ts';
import { answerAll } from '../engines/series/pool.ts';
import { stl } from '../engines/series/stl/stl.ts';
import { decompose } from '../engines/series/x11/decomposition.ts';
import { x11Defaults } from '../engines/series/x11/model.ts';
import { compare } from './compare.ts';

/** A made-up monthly series with growth, season and noise, 228 months as the retail series that the figures of others are given for. */
function made(seed: number, months = 228): Series {
  let state = seed;
  const noise = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647 - 0.5;
  };
  let level = 7;
  const values = Float64Array.from({ length: months }, (_, t) => {
    level += 0.003 + 0.01 * noise();
    return Math.exp(level + 0.2 * Math.sin((2 * Math.PI * t) / 12) + 0.1 * Math.cos((4 * Math.PI * t) / 12) + 0.03 * noise());
  });
  return { start: 1992 * 12, frequency: 12, values };
}

const series = made(1);
const airline = readSpecification({ transform: 'log', arima: '(0 1 1)(0 1 1)', forecast: 36 }, 12);
const automatic = readSpecification(
  { transform: 'auto', arima: 'auto', aictest: ['td', 'easter'], outliers: ['ao', 'ls', 'tc'], forecast: 36 },
  12,
);

// The reference program (Fortran, another machine): 27 ms for a fixed airline model with X-11, 0.29 s in the median for automatic runs.
compare('228 months', {
  'STL, R defaults': () => stl(series, { periodic: true, robust: false, seasonalWindow: 7 }),
  'X-11 without a model': () =>
    decompose({ values: series.values, start: series.start, frequency: 12, spanStart: 0, spanEnd: series.values.length }, x11Defaults),
  'airline model, X-11, all diagnostics': () => adjust(series, airline),
  'automatic model, X-11, all diagnostics': () => adjust(series, automatic),
});

const count = Number(process.argv[2] ?? 1000);
function* requests(): Generator<Record<string, unknown>> {
  for (let i = 0; i < count; i += 1) {
    const { values } = made(i + 1);
    yield { op: 'adjust', start: '1992-01', frequency: 12, values: [...values], spec: { transform: 'log', arima: '(0 1 1)(0 1 1)' } };
  }
}
for (const threads of [1, 2]) {
  const started = performance.now();
  let answered = 0;
  for await (const answer of answerAll(requests(), threads)) if (answer.tables !== undefined) answered += 1;
  const seconds = (performance.now() - started) / 1000;
  const megabytes = Math.round(process.memoryUsage.rss() / 1e6);
  console.log(`${answered} airline adjustments on ${threads} thread(s): ${seconds.toFixed(1)} s, ${megabytes} MB resident`);
}
