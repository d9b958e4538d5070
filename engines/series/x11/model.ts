import type { Frequency, PeriodIndex } from '../period.ts';
import type { CalendarSigma } from './extremes.ts';
import type { X11Mode } from './mode.ts';
import type { MovingSeasonality } from './moving-seasonality.ts';
import type { Layout } from './seasonal.ts';
import type { SeasonalFilter } from './seasonal-filter.ts';
import type { TrendLength } from './trend.ts';

/** What a user may fix of X-11; the names in brackets are those of the reference program's `x11` spec. */
export interface X11Options {
  /** mode */
  readonly mode: X11Mode;
  /** seasonalma: one filter, or one for each calendar month or quarter from January on. */
  readonly seasonal: SeasonalFilter | readonly SeasonalFilter[];
  /** trendma: odd, 3 to 101, or by the I/C ratio. */
  readonly trend: TrendLength;
  /** sigmalim: lower and upper limit in standard deviations. */
  readonly sigmaLimits: readonly [number, number];
  /** calendarsigma, and sigmavec as 0-based calendar positions. */
  readonly calendarSigma: CalendarSigma;
  readonly sigmaGroup: readonly number[];
}

export const x11Defaults: X11Options = {
  mode: 'mult',
  seasonal: 'msr',
  trend: 'auto',
  sigmaLimits: [1.5, 2.5],
  calendarSigma: 'none',
  sigmaGroup: [],
};

/** The series that X-11 works on (table B1): backcasts, span and forecasts in one array. */
export interface X11Input {
  readonly values: Float64Array;
  /** Period of `values[0]`. */
  readonly start: PeriodIndex;
  readonly frequency: Frequency;
  /** First index of the span, and the index after its last. */
  readonly spanStart: number;
  readonly spanEnd: number;
}

/** Every table of parts B to D, as long as the input; NaN where a table has no value. */
export interface X11Tables {
  readonly b1: Float64Array;
  readonly b2: Float64Array;
  readonly b3: Float64Array;
  readonly b4: Float64Array;
  readonly b5: Float64Array;
  readonly b6: Float64Array;
  readonly b7: Float64Array;
  readonly b8: Float64Array;
  readonly b9: Float64Array;
  readonly b10: Float64Array;
  readonly b11: Float64Array;
  readonly b13: Float64Array;
  readonly b17: Float64Array;
  readonly b20: Float64Array;
  readonly c1: Float64Array;
  readonly c2: Float64Array;
  readonly c4: Float64Array;
  readonly c5: Float64Array;
  readonly c6: Float64Array;
  readonly c7: Float64Array;
  readonly c9: Float64Array;
  readonly c10: Float64Array;
  readonly c11: Float64Array;
  readonly c13: Float64Array;
  readonly c17: Float64Array;
  readonly c20: Float64Array;
  readonly d1: Float64Array;
  readonly d2: Float64Array;
  readonly d4: Float64Array;
  readonly d5: Float64Array;
  readonly d6: Float64Array;
  readonly d7: Float64Array;
  readonly d8: Float64Array;
  readonly d9: Float64Array;
  readonly d10: Float64Array;
  readonly d11: Float64Array;
  readonly d12: Float64Array;
  readonly d13: Float64Array;
}

/** A decomposition with the choices made on the way. */
export interface X11Result {
  readonly tables: X11Tables;
  /** Seasonal factors of the year after the last value. */
  readonly yearAhead: Float64Array;
  /** Filter of D10 at each calendar position, and the name the reference program prints for the choice. */
  readonly seasonalFilters: readonly SeasonalFilter[];
  readonly chosenFilter: SeasonalFilter | undefined;
  readonly filterRatios: readonly number[];
  readonly moving: MovingSeasonality;
  readonly trendLength: number;
  /** I/C ratio of the last trend step, not scaled to months. */
  readonly trendRatio: number;
  /** True where the returned components are differences. */
  readonly additive: boolean;
  readonly layout: Layout;
  readonly input: X11Input;
}
