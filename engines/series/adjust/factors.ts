/** What the regression of a model explains, as factors (or terms, when additive) over backcasts, span and forecasts. */
export interface PriorFactors {
  readonly calendar: Float64Array;
  readonly tradingDay: Float64Array;
  readonly holiday: Float64Array;
  readonly ao: Float64Array;
  readonly ls: Float64Array;
  readonly tc: Float64Array;
  readonly so: Float64Array;
  readonly user: Float64Array;
  readonly seasonal: Float64Array;
  /** Which of them the model has at all; the tables of the others are left out. */
  readonly present: ReadonlySet<'calendar' | 'tradingDay' | 'holiday' | 'ao' | 'ls' | 'tc' | 'so' | 'user' | 'seasonal'>;
}

/** Neutral factors: nothing was removed before X-11. */
export function noFactors(n: number, additive: boolean): PriorFactors {
  const neutral = new Float64Array(n).fill(additive ? 0 : 1);
  return {
    calendar: neutral,
    tradingDay: neutral,
    holiday: neutral,
    ao: neutral,
    ls: neutral,
    tc: neutral,
    so: neutral,
    user: neutral,
    seasonal: neutral,
    present: new Set(),
  };
}
