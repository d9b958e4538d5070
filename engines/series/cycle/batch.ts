import { finite, firstPeriod, frequencyOf, oneOf, plain, readPeriod, valuesOf } from '../indices/batch.ts';
import { rebase } from '../indices/growth.ts';
import { type Fields, numberOr, objectAt, objectsAt, seriesOf, textAt, textOr } from '../indices/reading.ts';
import { type Frequency, formatPeriod } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import { cusum, ewma } from './alarms.ts';
import { type Component, type CompositeIndex, conferenceBoard, diffusionOver, LEAST_COVERAGE, leadOf, oecdComposite } from './composite.ts';
import { doubleHodrickPrescott, hodrickPrescott, lambdaFor } from './filters.ts';
import { checkLimits, compositeBands, compositeLight, type Limits, lightsOf, limitsFrom } from './lights.ts';
import { markovRegimes } from './regimes.ts';
import { bryBoschan, type TurningPoint } from './turning-points.ts';

type Answer = Record<string, unknown>;

/**
 * Answers `{op: "cycle", start?, frequency?, values?, spec: {method, …}}`.
 *
 * | method | spec beside it | answer |
 * | --- | --- | --- |
 * | `hp` | `lambda` or `period` | `tables.trend`, `tables.cycle` |
 * | `double-hp` | `shortest`, `longest` (default 1 and 10 years) | `tables.trend`, `tables.cycle` |
 * | `turning-points` | `detrend?`: none, double-hp | `turns: [{period, kind}]`, `dominance`, `outliers` |
 * | `conference-board` | `components: [{name, values, kind?: level, rate; inverted?}]`, `rebase?: {from, to}`, `coverage?` | `tables.index`, `tables.coverage`, `weights` |
 * | `oecd` | the same, `shortest?`, `longest?`, `reference?` | the same |
 * | `lead` | `components`, `most?`, default a year | `leads: [{name, lead, correlation}]` against `values` |
 * | `diffusion` | `components`, `spans?`, default 1, 3, 6 | `tables.diffusion1`, … |
 * | `lights` | `indicators: [{name, values, limits or history, percentiles?}]`, `periods?`, `margin?`, `bands?` | `rows: [{name, limits, raw, shown}]`, `tables.score`, `composite` |
 * | `cusum` | `k?`, `h?` | `tables.up`, `tables.down`, `alarms` |
 * | `ewma` | `weight?`, `width?` | `tables.ewma`, `tables.limit`, `alarms` |
 * | `markov` | – | `model`, `tables.filtered`, `tables.smoothed`: probability of contraction |
 *
 * @throws SeriesRefusal naming the field
 */
export function cycleAnswer(request: Fields): Answer {
  const spec = objectAt(request, 'spec');
  const method = textAt(spec, 'method');
  const answer = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (answer === undefined)
    throw new SeriesRefusal('method-unknown', { field: 'spec.method', values: { method, known: Object.keys(methods).sort() } });
  return answer(spec, request);
}

type Method = (spec: Fields, request: Fields) => Answer;

const methods: Readonly<Record<string, Method>> = {
  hp: (spec, request) => {
    const values = valuesOf(request);
    const trend = hodrickPrescott(values, numberOr(spec, 'lambda', lambdaFor(numberOr(spec, 'period', 10 * frequencyOf(request)))));
    return { tables: { trend: plain(trend), cycle: plain(values.map((value, t) => value - (trend[t] as number))) } };
  },
  'double-hp': (spec, request) => {
    const { trend, cycle } = doubleHodrickPrescott(valuesOf(request), ...bandOf(spec, request));
    return { tables: { trend: plain(trend), cycle: plain(cycle) } };
  },
  'turning-points': (spec, request) => {
    const detrend = oneOf<'none' | 'double-hp'>(spec, 'detrend', ['none', 'double-hp'], 'none');
    const values = valuesOf(request);
    const frequency = frequencyOf(request);
    const { turns, dominance, outliers } = bryBoschan(
      detrend === 'none' ? values : doubleHodrickPrescott(values, ...bandOf(spec, request)).cycle,
      frequency,
    );
    return { turns: datedTurns(turns, request), dominance, outliers: outliers.map((position) => dated(position, request)) };
  },
  'conference-board': (spec, request) => composite(conferenceBoard(componentsOf(spec), coverageOf(spec)), spec, request),
  oecd: (spec, request) => {
    const reference = spec.reference === undefined ? undefined : seriesOf(spec.reference, 'reference');
    return composite(oecdComposite(componentsOf(spec), ...bandOf(spec, request), reference, coverageOf(spec)), spec, request);
  },
  lead: (spec, request) => ({
    leads: componentsOf(spec).map(({ name, values }) => ({
      name,
      ...leadOf(values, valuesOf(request), numberOr(spec, 'most', frequencyOf(request))),
    })),
  }),
  diffusion: (spec) => {
    const spans = spec.spans === undefined ? [1, 3, 6] : [...seriesOf(spec.spans, 'spans')];
    const rows = componentsOf(spec).map(({ values, isInverted }) => (isInverted ? values.map((value) => -value) : values));
    return { tables: Object.fromEntries(spans.map((span) => [`diffusion${span}`, plain(diffusionOver(rows, span, coverageOf(spec)))])) };
  },
  lights: (spec) => lights(spec),
  cusum: (spec, request) => {
    const { up, down, alarms } = cusum(valuesOf(request), numberOr(spec, 'k', 0.5), numberOr(spec, 'h', 5));
    return {
      tables: { up: plain(up), down: plain(down) },
      alarms: alarms.map(({ position, direction }) => ({ period: dated(position, request), direction })),
    };
  },
  ewma: (spec, request) => {
    const weight = numberOr(spec, 'weight', 0.2);
    if (!(weight > 0 && weight <= 1)) throw new SeriesRefusal('weight-out-of-range', { field: 'spec.weight', values: { weight } });
    const { values, limits, alarms } = ewma(valuesOf(request), weight, numberOr(spec, 'width', 3));
    return { tables: { ewma: plain(values), limit: plain(limits) }, alarms: alarms.map((position) => dated(position, request)) };
  },
  markov: (_spec, request) => {
    const { filtered, smoothed, ...model } = markovRegimes(valuesOf(request));
    return { model, tables: { filtered: plain(filtered), smoothed: plain(smoothed) } };
  },
};

function composite({ index, weights, coverage }: CompositeIndex, spec: Fields, request: Fields): Answer {
  let shown = index;
  if (spec.rebase !== undefined) {
    const span = objectAt(spec, 'rebase');
    const frequency = frequencyOf(request);
    const first = firstPeriod(request);
    const at = (field: string): number => readPeriod(textAt(span, field), frequency, `rebase.${field}`) - first;
    shown = rebase(index, at('from'), at('to') + 1);
  }
  const names = componentsOf(spec).map(({ name }) => name);
  return {
    tables: { index: plain(shown), coverage: plain(coverage) },
    weights: Object.fromEntries(names.map((name, i) => [name, weights[i] as number])),
  };
}

function lights(spec: Fields): Answer {
  const hysteresis = { periods: numberOr(spec, 'periods', 2), margin: numberOr(spec, 'margin', Number.POSITIVE_INFINITY) };
  const bands = spec.bands === undefined ? compositeBands : checkLimits([...seriesOf(spec.bands, 'bands')], 'bands');
  const rows = objectsAt(spec, 'indicators').map((one, i) => {
    const percentiles =
      one.percentiles === undefined ? undefined : checkLimits([...seriesOf(one.percentiles, 'percentiles')], `indicators.${i}.percentiles`);
    const limits: Limits =
      one.limits === undefined
        ? limitsFrom(seriesOf(one.history ?? one.values, `indicators.${i}.history`), percentiles)
        : checkLimits([...seriesOf(one.limits, 'limits')], `indicators.${i}.limits`);
    return {
      name: textOr(one, 'name', String(i + 1)),
      limits,
      ...lightsOf(seriesOf(one.values, `indicators.${i}.values`), limits, hysteresis),
    };
  });
  const length = Math.max(0, ...rows.map((row) => row.shown.length));
  const months = Array.from({ length }, (_, t) =>
    compositeLight(
      rows.map((row) => row.shown[t] ?? 0),
      bands,
    ),
  );
  return { rows, tables: { score: months.map(({ score }) => finite(score)) }, composite: months.map(({ light }) => light) };
}

function componentsOf(spec: Fields): Component[] {
  return objectsAt(spec, 'components').map((one, i) => ({
    name: textOr(one, 'name', String(i + 1)),
    values: seriesOf(one.values, `components.${i}.values`),
    isRate: oneOf<'level' | 'rate'>(one, 'kind', ['level', 'rate'], 'level') === 'rate',
    isInverted: one.inverted === true,
  }));
}

const coverageOf = (spec: Fields): number => numberOr(spec, 'coverage', LEAST_COVERAGE);

function bandOf(spec: Fields, request: Fields): [number, number] {
  const frequency: Frequency = frequencyOf(request);
  return [numberOr(spec, 'shortest', frequency), numberOr(spec, 'longest', 10 * frequency)];
}

const dated = (position: number, request: Fields): string => formatPeriod(firstPeriod(request) + position, frequencyOf(request));
const datedTurns = (turns: readonly TurningPoint[], request: Fields): { period: string; kind: string }[] =>
  turns.map(({ position, kind }) => ({ period: dated(position, request), kind }));
