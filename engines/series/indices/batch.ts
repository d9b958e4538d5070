import { type Frequency, formatPeriod, parsePeriod } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import { type ChainInput, chainContributions, chainLink, type Linking } from './chain.ts';
import { type Conversion, denton } from './denton.ts';
import { type DisaggregationMethod, disaggregate } from './disaggregation.ts';
import { acceleration, contributionsToGrowth, fromYearToDate, growthOver, matchedGrowth, rebase, toYearToDate } from './growth.ts';
import { chainedJevons, constantPriceVolume, deflate, doubleDeflate, jevons, lowe } from './prices.ts';
import { type Fields, listAt, listOr, numberAt, numberOr, objectAt, objectsAt, seriesOf, textAt, textOr, wrong } from './reading.ts';
import { addingParts } from './rounding.ts';
import { balance, diffusion, purchasingManagersIndex } from './surveys.ts';

type Answer = Record<string, unknown>;

/**
 * Answers `{op: "index", start?, frequency?, values?, spec: {method, …}}`. `values` are the request's own series where one is meant.
 *
 * | method | spec beside it | answer |
 * | --- | --- | --- |
 * | `denton` | `benchmarks` (annual), `form`: proportional, additive; `conversion`: sum, mean, last, first | `tables.benchmarked` |
 * | `chow-lin`, `fernandez`, `litterman` | `benchmarks`, `indicators?` (columns; otherwise `values`), `constant?`, `conversion?` | `tables.disaggregated`, `model` |
 * | `chain`, `iip` | `quantities` (rows a product), `weights` (rows a year), `linking`: annual-overlap, one-period-overlap, over-the-year; `decimals?` | `tables.index`, `tables.link`, `contributions` |
 * | `contributions` | `base`, `current`, `decimals` | `growth`, `contributions`, which add to it in the digits shown |
 * | `rebase` | `from`, `to` (periods) | `tables.index` |
 * | `growth` | `lag`, default a year | `tables.growth`, `tables.acceleration` |
 * | `matched-growth` | `units`: [{current, base, weight?}], null where not answered | `growth`, `matched`, `matchRate`, `matchedValueShare` |
 * | `from-ytd`, `to-ytd` | `joint`: true or, for to-ytd, {period: value} | `tables.single` or `tables.cumulative`, `joint`, `findings` |
 * | `deflate` | `prices`; with `input` and `inputPrices` double deflation | `tables.volume` |
 * | `jevons`, `laspeyres`, `lowe` | `base`, `current`, `quantities` | `index`, `matched` |
 * | `chained-jevons` | `prices` (rows a product), `carry?` | `tables.index`, `tables.carried` |
 * | `diffusion`, `balance` | `answers`: {better, same, worse} | `index` |
 * | `pmi` | `components`: [{name, value, weight, inverted?}] | `index` |
 * | `telecom-volume` | `year`, `prices`: {year, values}, `current`, `base` | `volume`, `baseVolume`, `growth` |
 *
 * @throws SeriesRefusal naming the field
 */
export function indexAnswer(request: Fields): Answer {
  const spec = objectAt(request, 'spec');
  const method = textAt(spec, 'method');
  const answer = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (answer === undefined)
    throw new SeriesRefusal('method-unknown', { field: 'spec.method', values: { method, known: Object.keys(methods).sort() } });
  return answer(spec, request, method);
}

type Method = (spec: Fields, request: Fields, method: string) => Answer;

const regression: Method = (spec, request, method) => {
  const columns =
    spec.indicators === undefined ? [valuesOf(request)] : listAt(spec, 'indicators').map((one, i) => seriesOf(one, `indicators.${i}`));
  const length = columns[0]?.length ?? 0;
  if (spec.constant === true) columns.push(new Float64Array(length).fill(1));
  const found = disaggregate(
    seriesOf(spec.benchmarks, 'benchmarks'),
    columns,
    frequencyOf(request),
    method as DisaggregationMethod,
    conversionOf(spec),
  );
  return {
    tables: { disaggregated: plain(found.values) },
    model: {
      coefficients: [...found.coefficients].map((estimate, k) => ({
        column: k + 1,
        estimate,
        se: finite(found.standardErrors[k] as number),
      })),
      rho: finite(found.rho),
      loglik: finite(found.loglik),
    },
  };
};

const chain: Method = (spec, request) => {
  const input: ChainInput = {
    quantities: listAt(spec, 'quantities').map((row, j) => seriesOf(row, `quantities.${j}`)),
    weights: listAt(spec, 'weights').map((row, j) => seriesOf(row, `weights.${j}`)),
    frequency: frequencyOf(request),
    linking: oneOf<Linking>(spec, 'linking', ['annual-overlap', 'one-period-overlap', 'over-the-year'], 'annual-overlap'),
  };
  const chained = chainLink(input);
  const isComplete = input.quantities.every((row) => row.every((value) => value > 0));
  const decimals = decimalsOf(spec, 1);
  // The two-term formula runs through the annual mean; with the other links there is none.
  const contributions =
    input.linking !== 'annual-overlap' || !isComplete
      ? []
      : Array.from({ length: chained.index.length - 1 }, (_, i) => {
          const { growth, contributions: parts } = chainContributions(input, chained, i + 1);
          const shown = addingParts([...parts], growth, decimals);
          return { position: i + 1, growth: shown.total, contributions: shown.parts };
        });
  return { tables: { index: plain(chained.index), link: plain(chained.links) }, contributions };
};

const prices: Method = (spec, _request, method) => {
  const base = numbers(spec, 'base');
  const current = numbers(spec, 'current');
  if (method === 'jevons') return { ...jevons(base, current) };
  return { index: lowe(base, current, numbers(spec, 'quantities')) };
};

const methods: Readonly<Record<string, Method>> = {
  denton: (spec, request) => ({
    tables: {
      benchmarked: plain(
        denton(
          valuesOf(request),
          seriesOf(spec.benchmarks, 'benchmarks'),
          frequencyOf(request),
          oneOf<'proportional' | 'additive'>(spec, 'form', ['proportional', 'additive'], 'proportional'),
          conversionOf(spec),
        ),
      ),
    },
  }),
  'chow-lin': regression,
  fernandez: regression,
  litterman: regression,
  chain,
  iip: chain,
  contributions: (spec) => {
    const { growth, contributions } = contributionsToGrowth(numbers(spec, 'base'), numbers(spec, 'current'));
    const shown = addingParts(contributions, growth, decimalsOf(spec, 2));
    return { growth: shown.total, contributions: shown.parts };
  },
  rebase: (spec, request) => {
    const values = valuesOf(request);
    return { tables: { index: plain(rebase(values, positionOf(spec, request, 'from'), positionOf(spec, request, 'to') + 1)) } };
  },
  growth: (spec, request) => {
    const growth = growthOver(valuesOf(request), numberOr(spec, 'lag', frequencyOf(request)));
    return { tables: { growth: plain(growth), acceleration: plain(acceleration(growth)) } };
  },
  'matched-growth': (spec) => {
    const units = objectsAt(spec, 'units').map((unit) => ({
      current: numberOr(unit, 'current', Number.NaN),
      base: numberOr(unit, 'base', Number.NaN),
      weight: numberOr(unit, 'weight', 1),
    }));
    return { ...matchedGrowth(units) };
  },
  'from-ytd': (spec, request) => {
    const frequency = frequencyOf(request);
    const first = firstPeriod(request);
    const { values, joint, findings } = fromYearToDate(valuesOf(request), frequency, first % frequency, spec.joint === true);
    return {
      tables: { single: plain(values) },
      joint: Object.fromEntries([...joint].map(([t, value]) => [formatPeriod(first + t, frequency), finite(value)])),
      findings: findings.map(({ position, kind }) => ({ period: formatPeriod(first + position, frequency), kind })),
    };
  },
  'to-ytd': (spec, request) => {
    const frequency = frequencyOf(request);
    const first = firstPeriod(request);
    const pairs = spec.joint === undefined ? {} : objectAt(spec, 'joint');
    const joint = new Map(Object.keys(pairs).map((period) => [readPeriod(period, frequency, 'joint') - first, numberAt(pairs, period)]));
    return { tables: { cumulative: plain(toYearToDate(valuesOf(request), frequency, first % frequency, joint)) } };
  },
  deflate: (spec, request) => {
    const values = valuesOf(request);
    const by = seriesOf(spec.prices, 'prices');
    if (spec.input === undefined) return { tables: { volume: plain(deflate(values, by)) } };
    return {
      tables: { volume: plain(doubleDeflate(values, by, seriesOf(spec.input, 'input'), seriesOf(spec.inputPrices, 'inputPrices'))) },
    };
  },
  jevons: prices,
  laspeyres: prices,
  lowe: prices,
  'chained-jevons': (spec) => {
    const { index, carried } = chainedJevons(
      listAt(spec, 'prices').map((row, j) => seriesOf(row, `prices.${j}`)),
      numberOr(spec, 'carry', 1),
    );
    return { tables: { index: plain(index), carried: [...carried] } };
  },
  diffusion: (spec) => ({ index: diffusion(answersOf(spec)) }),
  balance: (spec) => ({ index: balance(answersOf(spec)) }),
  pmi: (spec) => ({
    index: purchasingManagersIndex(
      objectsAt(spec, 'components').map((one) => ({
        value: numberAt(one, 'value'),
        weight: numberAt(one, 'weight'),
        isInverted: one.inverted === true,
      })),
    ),
  }),
  'telecom-volume': (spec) => {
    const set = objectAt(spec, 'prices');
    return {
      ...constantPriceVolume(
        { year: numberAt(set, 'year'), prices: numbers(set, 'values') },
        numberAt(spec, 'year'),
        numbers(spec, 'current'),
        numbers(spec, 'base'),
      ),
    };
  },
};

export function frequencyOf(request: Fields): Frequency {
  const frequency = numberOr(request, 'frequency', 12);
  if (frequency !== 12 && frequency !== 4) throw new SeriesRefusal('frequency-unknown', { field: 'frequency', values: { frequency } });
  return frequency;
}

/** The request's series; null is a missing value. */
export function valuesOf(request: Fields): Float64Array {
  const values = seriesOf(request.values, 'values');
  if (values.length === 0) throw new SeriesRefusal('series-too-short', { field: 'values', values: { observations: 0, least: 1 } });
  return values;
}

export const firstPeriod = (request: Fields): number => readPeriod(textAt(request, 'start'), frequencyOf(request), 'start');

export function readPeriod(text: string, frequency: Frequency, field: string): number {
  try {
    return parsePeriod(text, frequency);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SeriesRefusal('period-malformed', { field, values: { period: text } });
  }
}

function positionOf(spec: Fields, request: Fields, field: string): number {
  const position = readPeriod(textAt(spec, field), frequencyOf(request), field) - firstPeriod(request);
  const length = listOr(request, 'values').length;
  if (position < 0 || position >= length) throw new SeriesRefusal('period-outside-series', { field, values: { period: spec[field] } });
  return position;
}

const answersOf = (spec: Fields): { better: number; same: number; worse: number } => {
  const answers = objectAt(spec, 'answers');
  return { better: numberAt(answers, 'better'), same: numberAt(answers, 'same'), worse: numberAt(answers, 'worse') };
};

const conversionOf = (spec: Fields): Conversion => oneOf<Conversion>(spec, 'conversion', ['sum', 'mean', 'last', 'first'], 'sum');

export function oneOf<T extends string>(spec: Fields, field: string, known: readonly T[], otherwise: T): T {
  const value = textOr(spec, field, otherwise);
  const found = known.find((one) => one === value);
  if (found === undefined) throw wrong(field, known.join(', '), value);
  return found;
}

function decimalsOf(spec: Fields, otherwise: number): number {
  const decimals = numberOr(spec, 'decimals', otherwise);
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 9)
    throw new SeriesRefusal('decimals-out-of-range', { field: 'spec.decimals', values: { decimals } });
  return decimals;
}

const numbers = (from: Fields, field: string): number[] => [...seriesOf(from[field], field)];

/** JSON has no NaN: a missing figure is null. */
export const plain = (values: Float64Array): (number | null)[] => Array.from(values, finite);
export const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
