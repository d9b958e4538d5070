import type { Series } from '../period.ts';
import { type HolidayDates, type HolidayWindow, holidayRegressor } from './holidays.ts';
import type { Deadline, RegArimaSpec, UserRegressor } from './model.ts';
import { fitRegArima } from './regarima.ts';

export interface HolidayWindowOptions {
  readonly name: string;
  readonly dates: HolidayDates;
  /** Days of the holiday itself, counted from its first day: 0 to 6 for Chinese New Year. */
  readonly during: HolidayWindow;
  /** Lengths in days tried before and after the holiday; 5 to 20 in steps of 5 for Chinese New Year. */
  readonly lengths: readonly number[];
  /** Years over which the mean of a calendar period is taken; 1930 to 2030. */
  readonly meanYears: readonly [first: number, last: number];
}

export interface ChosenWindows {
  readonly windows: readonly HolidayWindow[];
  readonly aicc: number;
  readonly regressors: readonly UserRegressor[];
}

/** The three regressors before, during and after a holiday over the backcasts, span and forecasts of a run. */
export function holidayRegressors(
  series: Series,
  spec: Pick<RegArimaSpec, 'forecast' | 'backcast'>,
  options: HolidayWindowOptions,
  windows: readonly HolidayWindow[],
): UserRegressor[] {
  const start = series.start - spec.backcast;
  const count = spec.backcast + series.values.length + spec.forecast;
  return windows.map((window) => ({
    name: `${options.name}[${window.from},${window.to}]`,
    group: 'holiday',
    start,
    values: holidayRegressor(options.dates, window, start, count, series.frequency, options.meanYears),
  }));
}

/**
 * Chooses the windows before and after a holiday by AICc: every pair of lengths is fitted with the rest of the specification, whose model
 * must not be `auto`.
 *
 * @throws SeriesRefusal as `fitRegArima`; RangeError for an automatic model or an empty list of lengths
 */
export function chooseHolidayWindows(series: Series, spec: RegArimaSpec, options: HolidayWindowOptions, limit?: Deadline): ChosenWindows {
  if (spec.arima === 'auto' || spec.transform === 'auto')
    throw new RangeError('holiday windows are compared under one model and one transform');
  if (options.lengths.length === 0) throw new RangeError('no window length to try');
  let best: ChosenWindows | undefined;
  for (const before of options.lengths) {
    for (const after of options.lengths) {
      const { from, to } = options.during;
      const windows = [{ from: from - before, to: from - 1 }, options.during, { from: to + 1, to: to + after }];
      const regressors = holidayRegressors(series, spec, options, windows);
      const { aicc } = fitRegArima(series, { ...spec, user: [...(spec.user ?? []), ...regressors] }, limit);
      if (best === undefined || aicc < best.aicc) best = { windows, aicc, regressors };
    }
  }
  return best!;
}
