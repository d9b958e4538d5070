import { type Fields, listOr, numberOr, objectAt, textOr, wrong } from '../indices/reading.ts';
import type { Frequency } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import type { ArimaOrders, AutomaticModelOptions, OutlierType, Transform, UserRegressor } from '../regarima/model.ts';
import type { CalendarSigma } from '../x11/extremes.ts';
import type { X11Mode } from '../x11/mode.ts';
import type { X11Options } from '../x11/model.ts';
import type { SeasonalFilter } from '../x11/seasonal-filter.ts';

/** A seasonal adjustment as asked for; the names in brackets are the spec and argument of X-13ARIMA-SEATS. */
export interface AdjustSpec {
  /** transform{function} */
  readonly transform: Transform | 'auto';
  /** x11{mode}; when absent multiplicative, or as the transform test decides. */
  readonly mode: X11Mode | undefined;
  /** arima{model}, automdl{}; undefined = no model and no forecasts. */
  readonly arima: ArimaOrders | 'auto' | undefined;
  /** estimate{fix}: ARMA coefficients held at given values, in the order of the model's parameters. */
  readonly fixedParameters?: readonly number[];
  /** regression{variables} */
  readonly regression: readonly string[];
  /** regression{user, data, usertype} */
  readonly user: readonly UserRegressor[];
  /** outlier{types, critical} */
  readonly outliers: readonly OutlierType[];
  readonly criticalValue: number | undefined;
  /** regression{aictest, aicdiff} */
  readonly aictest: readonly string[];
  readonly aicdiff: number | undefined;
  /** automdl{…} */
  readonly automatic: AutomaticModelOptions;
  /** x11{…}; undefined = no X-11. */
  readonly x11: Omit<X11Options, 'mode'> | undefined;
  /** x11{appendfcst, appendbcst} */
  readonly appendForecasts: boolean;
  readonly appendBackcasts: boolean;
  /** seats{} */
  readonly seats: boolean;
  /** forecast{maxlead, maxback}, periods. */
  readonly forecast: number;
  readonly backcast: number;
  /** history{}, slidingspans{} */
  readonly history: boolean;
  readonly slidingSpans: boolean;
  /** Milliseconds after which the work falls down the ladder; none after the last rung. */
  readonly timeLimitMs: number;
}

/** Time that one series may take unless the request says otherwise, in milliseconds. */
export const defaultTimeLimitMs = 60_000;
const mostPeriodsAhead = 120;

const modes: readonly X11Mode[] = ['mult', 'add', 'logadd', 'pseudoadd'];
const calendarSigmas: readonly CalendarSigma[] = ['none', 'all', 'signif', 'select'];
const outlierTypes: readonly OutlierType[] = ['ao', 'ls', 'tc', 'so'];
const filters: Readonly<Record<string, SeasonalFilter>> = {
  s3x1: '3x1',
  s3x3: '3x3',
  s3x5: '3x5',
  s3x9: '3x9',
  s3x15: '3x15',
  stable: 'stable',
  x11default: 'x11default',
  msr: 'msr',
};

function oneOf<T extends string>(value: string | undefined, allowed: readonly T[], field: string): T | undefined {
  if (value === undefined) return undefined;
  if (!allowed.includes(value as T)) throw new SeriesRefusal('value-unknown', { field, values: { got: value, allowed } });
  return value as T;
}

function flag(from: Fields, field: string, otherwise: boolean): boolean {
  const value = from[field];
  if (value === undefined || value === null) return otherwise;
  if (typeof value !== 'boolean') throw wrong(field, 'true or false', value);
  return value;
}

function texts(from: Fields, field: string): string[] {
  if (from[field] === null) return [];
  return listOr(from, field).map((one, i) => {
    if (typeof one !== 'string') throw wrong(`${field}.${i}`, 'text', one);
    return one;
  });
}

function wholeNumber(from: Fields, field: string, otherwise: number, most: number): number {
  const value = numberOr(from, field, otherwise);
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw new SeriesRefusal('out-of-range', { field, values: { got: value, from: 0, to: most } });
  }
  return value;
}

/** Reads "(0 1 1)(0 1 1)" or "(2,1,0)"; a missing seasonal part is (0 0 0). */
export function readOrders(text: string): ArimaOrders {
  const match = /^\s*\(\s*(\d)[\s,]+(\d)[\s,]+(\d)\s*\)\s*(?:\(\s*(\d)[\s,]+(\d)[\s,]+(\d)\s*\))?\s*\d*\s*$/.exec(text);
  if (match === null) throw new SeriesRefusal('model-unreadable', { field: 'spec.arima', values: { got: text } });
  const [p, d, q, P, D, Q] = match.slice(1).map((digit) => Number(digit ?? 0)) as [number, number, number, number, number, number];
  return { p, d, q, P, D, Q };
}

/** "(0 1 1)(0 1 1)" */
export const writeOrders = ({ p, d, q, P, D, Q }: ArimaOrders): string => `(${p} ${d} ${q})(${P} ${D} ${Q})`;

function readX11(spec: Fields, frequency: Frequency): Omit<X11Options, 'mode'> {
  const given = spec.x11 === undefined ? {} : objectAt(spec, 'x11');
  const names = Array.isArray(given.seasonalma) ? texts(given, 'seasonalma') : textOr(given, 'seasonalma', 'msr');
  const read = (name: string): SeasonalFilter => {
    const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
    if (filter === undefined)
      throw new SeriesRefusal('value-unknown', { field: 'spec.x11.seasonalma', values: { got: name, allowed: Object.keys(filters) } });
    return filter;
  };
  if (typeof names !== 'string' && names.length !== frequency) {
    throw new SeriesRefusal('out-of-range', { field: 'spec.x11.seasonalma', values: { got: names.length, wanted: frequency } });
  }
  const trend = given.trendma === undefined || given.trendma === null || given.trendma === 'auto' ? 'auto' : numberOr(given, 'trendma', 13);
  if (trend !== 'auto' && (!Number.isInteger(trend) || trend < 3 || trend > 101 || trend % 2 === 0)) {
    throw new SeriesRefusal('out-of-range', { field: 'spec.x11.trendma', values: { got: trend, wanted: 'odd, 3 to 101' } });
  }
  const limits = given.sigmalim === undefined || given.sigmalim === null ? [1.5, 2.5] : listOr(given, 'sigmalim');
  const [lower, upper] = limits;
  if (limits.length !== 2 || typeof lower !== 'number' || typeof upper !== 'number' || !(lower > 0) || !(upper > lower)) {
    throw new SeriesRefusal('out-of-range', { field: 'spec.x11.sigmalim', values: { got: limits, wanted: 'two rising numbers above 0' } });
  }
  const calendarSigma = oneOf(textOr(given, 'calendarsigma', undefined), calendarSigmas, 'spec.x11.calendarsigma') ?? 'none';
  const sigmaGroup = listOr(given, 'sigmavec').map((one, i) => {
    if (typeof one !== 'number' || !Number.isInteger(one) || one < 1 || one > frequency) {
      throw new SeriesRefusal('out-of-range', { field: `spec.x11.sigmavec.${i}`, values: { got: one, from: 1, to: frequency } });
    }
    return one - 1;
  });
  if (calendarSigma === 'select' && sigmaGroup.length === 0) throw new SeriesRefusal('field-missing', { field: 'spec.x11.sigmavec' });
  return {
    seasonal: typeof names === 'string' ? read(names) : names.map(read),
    trend,
    sigmaLimits: [lower, upper],
    calendarSigma,
    sigmaGroup,
  };
}

function readUser(spec: Fields): UserRegressor[] {
  if (spec.user === undefined || spec.user === null) return [];
  const types = spec.usertype === undefined || spec.usertype === null ? {} : objectAt(spec, 'usertype');
  const centres = spec.centeruser === undefined || spec.centeruser === null ? {} : objectAt(spec, 'centeruser');
  return Object.entries(objectAt(spec, 'user')).map(([name, given]) => {
    const field = `spec.user.${name}`;
    if (!Array.isArray(given)) throw wrong(field, 'list', given);
    const values = Float64Array.from(given, (one, i) => {
      if (typeof one !== 'number' || !Number.isFinite(one)) throw wrong(`${field}.${i}`, 'number', one);
      return one;
    });
    const group = oneOf(textOr(types, name, undefined), ['td', 'holiday', 'user', 'seasonal'] as const, `spec.usertype.${name}`);
    const centre = oneOf(textOr(centres, name, undefined), ['mean', 'seasonal'] as const, `spec.centeruser.${name}`);
    return { name, values, ...(group === undefined ? {} : { group }), ...(centre === undefined ? {} : { centre }) };
  });
}

/** Reads `spec` of an adjust request; every mistake names its field. */
export function readSpecification(spec: Fields, frequency: Frequency): AdjustSpec {
  const arimaText = textOr(spec, 'arima', undefined);
  const arima = arimaText === undefined ? undefined : arimaText === 'auto' ? 'auto' : readOrders(arimaText);
  const seats = flag(spec, 'seats', false);
  const transform = oneOf(textOr(spec, 'transform', 'none'), ['log', 'none', 'auto'] as const, 'spec.transform') ?? 'none';
  return {
    transform,
    mode: oneOf(textOr(spec, 'mode', undefined), modes, 'spec.mode'),
    arima,
    regression: texts(spec, 'regression'),
    user: readUser(spec),
    outliers: texts(spec, 'outliers').map((one) => oneOf(one, outlierTypes, 'spec.outliers') as OutlierType),
    criticalValue: numberOr(spec, 'criticalValue', undefined),
    aictest: texts(spec, 'aictest'),
    aicdiff: numberOr(spec, 'aicdiff', undefined),
    automatic: spec.automdl === undefined || spec.automdl === null ? {} : readAutomatic(objectAt(spec, 'automdl')),
    x11: spec.x11 === null || (spec.x11 === undefined && seats) ? undefined : readX11(spec, frequency),
    appendForecasts: flag(spec, 'appendfcst', true),
    appendBackcasts: flag(spec, 'appendbcst', true),
    seats,
    forecast: wholeNumber(spec, 'forecast', arima === undefined ? 0 : frequency, mostPeriodsAhead),
    backcast: wholeNumber(spec, 'backcast', 0, mostPeriodsAhead),
    history: flag(spec, 'history', false),
    slidingSpans: flag(spec, 'slidingspans', false),
    timeLimitMs: numberOr(spec, 'timeLimit_ms', defaultTimeLimitMs),
  };
}

function readAutomatic(given: Fields): AutomaticModelOptions {
  const pair = (field: string): readonly [number, number] | undefined => {
    if (given[field] === undefined || given[field] === null) return undefined;
    const [regular, seasonal] = listOr(given, field);
    if (typeof regular !== 'number' || typeof seasonal !== 'number') throw wrong(`spec.automdl.${field}`, 'two numbers', given[field]);
    return [regular, seasonal];
  };
  const maxorder = pair('maxorder');
  const maxdiff = pair('maxdiff');
  const flags = ['acceptdefault', 'checkmu', 'mixed', 'balanced', 'hrinitial'] as const;
  const numbers = ['ljungboxlimit', 'armalimit', 'reducecv', 'urfinal'] as const;
  return {
    ...(maxorder === undefined ? {} : { maxorder }),
    ...(maxdiff === undefined ? {} : { maxdiff }),
    ...Object.fromEntries(flags.filter((name) => given[name] !== undefined).map((name) => [name, flag(given, name, false)])),
    ...Object.fromEntries(numbers.filter((name) => given[name] !== undefined).map((name) => [name, numberOr(given, name, 0)])),
  };
}
