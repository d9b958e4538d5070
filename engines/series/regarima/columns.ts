import type { Frequency, PeriodIndex } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';

/** The periods a regressor covers: backcasts, span and forecasts. */
export interface Frame {
  readonly start: PeriodIndex;
  readonly frequency: Frequency;
  readonly length: number;
  readonly backcast: number;
  readonly forecast: number;
}

export type ColumnKind =
  | 'constant'
  | 'td'
  | 'leap'
  | 'holiday'
  | 'ao'
  | 'ls'
  | 'tc'
  | 'so'
  | 'ramp'
  | 'tl'
  | 'seasonal'
  | 'user'
  | 'missing';

/** One regression variable over backcasts, span and forecasts. */
export interface Column {
  readonly kind: ColumnKind;
  readonly group: string;
  readonly variable: string;
  readonly values: Float64Array;
  /** Found by the outlier search. */
  readonly automatic: boolean;
  /** For outliers: the period and its place in the span. */
  readonly at?: number;
}

export const frameSize = (frame: Frame): number => frame.backcast + frame.length + frame.forecast;

export const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** One value for each period of the frame. */
export function fillFrame(frame: Frame, value: (period: PeriodIndex) => number): Float64Array {
  const values = new Float64Array(frameSize(frame));
  for (let i = 0; i < values.length; i++) values[i] = value(frame.start - frame.backcast + i);
  return values;
}

/** A column that no search found. */
export const plainColumn = (kind: ColumnKind, group: string, variable: string, values: Float64Array): Column => ({
  kind,
  group,
  variable,
  values,
  automatic: false,
});

/** The refusal of a name that is none of the reference's. */
export function unknownVariable(name: string): SeriesRefusal {
  return new SeriesRefusal('regression-unknown', { field: 'regression', values: { variable: name } });
}
