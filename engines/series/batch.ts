import { adjustAnswer } from './adjust/answer.ts';
import { cycleAnswer } from './cycle/batch.ts';
import { auditAnswer, suppressAnswer } from './disclosure/batch.ts';
import { type ForecastSpec, forecast } from './forecasting/forecast.ts';
import { firstPeriod, frequencyOf, indexAnswer, readPeriod } from './indices/batch.ts';
import { type Fields, numberOr, objectAt, seriesOf, textAt, textOr, textsOf } from './indices/reading.ts';
import { formatPeriod, type Series } from './period.ts';
import { describeRefusal, SeriesRefusal } from './refusal.ts';
import { stlAnswer } from './stl/answer.ts';

type Answer = Record<string, unknown>;
type Operation = (request: Fields, read: (path: string) => string) => Answer | Promise<Answer>;

/** Longest series taken: 10,000 observations are worked on; beyond the bound a request is a mistake. */
const mostObservations = 20_000;

/** Reads `start` (or `periods`), `frequency` and `values` of a request. */
export function readSeries(request: Fields): Series {
  const frequency = frequencyOf(request);
  const values = seriesOf(request.values, 'values');
  if (values.length === 0) throw new SeriesRefusal('series-empty', { field: 'values' });
  if (values.length > mostObservations) {
    throw new SeriesRefusal('series-too-long', { field: 'values', values: { observations: values.length, most: mostObservations } });
  }
  if (values.every((value) => Number.isNaN(value)))
    throw new SeriesRefusal('all-missing', { field: 'values', values: { observations: values.length } });
  const infinite = values.findIndex((value) => !Number.isFinite(value) && !Number.isNaN(value));
  if (infinite >= 0) throw new SeriesRefusal('not-finite', { field: `values.${infinite}` });
  if (request.periods !== undefined) return byPeriods(request, values);
  return { start: firstPeriod({ ...request, start: fourDigitYear(request.start) }), frequency, values };
}

/** Collections of undated series number their years from 1 (M3 competition: "1-01"); such a year is padded, anything else left to be refused. */
const fourDigitYear = (start: unknown): unknown =>
  typeof start === 'string' && /^\d{1,3}-/.test(start) ? start.padStart(start.length + 4 - start.indexOf('-'), '0') : start;

/** Values given with a list of their own `periods`: in order, none twice; a period left out is a missing value. */
function byPeriods(request: Fields, values: Float64Array): Series {
  const frequency = frequencyOf(request);
  const periods = textsOf(request.periods, 'periods').map((text, i) => readPeriod(text, frequency, `periods.${i}`));
  if (periods.length !== values.length) {
    throw new SeriesRefusal('periods-and-values-differ', { field: 'periods', values: { periods: periods.length, values: values.length } });
  }
  for (let i = 1; i < periods.length; i += 1) {
    const [before, here] = [periods[i - 1] as number, periods[i] as number];
    const where = { field: `periods.${i}`, values: { period: formatPeriod(here, frequency) } };
    if (here === before) throw new SeriesRefusal('periods-duplicated', where);
    if (here < before) throw new SeriesRefusal('periods-unsorted', where);
  }
  const start = periods[0] as number;
  const length = (periods.at(-1) as number) - start + 1;
  if (length > mostObservations)
    throw new SeriesRefusal('series-too-long', { field: 'periods', values: { observations: length, most: mostObservations } });
  const filled = new Float64Array(length).fill(Number.NaN);
  periods.forEach((period, i) => {
    filled[period - start] = values[i] as number;
  });
  return { start, frequency, values: filled };
}

function forecastAnswer(request: Fields): Answer {
  const spec = objectAt(request, 'spec');
  const levels = spec.levels === undefined ? [80, 95] : Array.from(seriesOf(spec.levels, 'levels'));
  const transform = textOr(spec, 'transform', 'none');
  if (transform !== 'none' && transform !== 'log') {
    throw new SeriesRefusal('value-unknown', { field: 'spec.transform', values: { got: transform, allowed: ['none', 'log'] } });
  }
  const asked = { method: textAt(spec, 'method'), horizon: numberOr(spec, 'horizon', 12), levels, transform } as ForecastSpec;
  return { ...forecast(readSeries(request), asked) };
}

const operations: Readonly<Record<string, Operation>> = {
  adjust: (request) => adjustAnswer(readSeries(request), request),
  forecast: forecastAnswer,
  stl: (request) => stlAnswer(readSeries(request), request),
  suppress: suppressAnswer,
  audit: auditAnswer,
  index: indexAnswer,
  cycle: cycleAnswer,
};

/**
 * Answers one request `{op, start, frequency, values, spec}`; what cannot be worked on comes back as
 * `{error: {code, message, field?, values?}}`.
 */
export async function answer(request: Fields, read: (path: string) => string): Promise<Answer> {
  const started = performance.now();
  try {
    const op = textAt(request, 'op');
    const operation = Object.hasOwn(operations, op) ? operations[op] : undefined;
    if (operation === undefined)
      throw new SeriesRefusal('op-unknown', { field: 'op', values: { got: op, known: Object.keys(operations) } });
    const result = await operation(request, read);
    return { ...result, ms: Math.round((performance.now() - started) * 1000) / 1000 };
  } catch (error) {
    if (!(error instanceof SeriesRefusal)) throw error;
    const { code, field, values } = error;
    return {
      error: {
        code,
        message: describeRefusal(error),
        ...(field === undefined ? {} : { field }),
        ...(Object.keys(values).length === 0 ? {} : { values }),
      },
    };
  }
}
