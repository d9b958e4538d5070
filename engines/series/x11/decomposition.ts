import type { Frequency } from '../period.ts';
import { SeriesRefusal } from '../refusal.ts';
import { type ExtremeRule, extremeWeights, replaceExtremes } from './extremes.ts';
import { hendersonCentre, hendersonTails } from './henderson.ts';
import { putIn, takeOut } from './mode.ts';
import type { X11Input, X11Options, X11Result, X11Tables } from './model.ts';
import { filterByMovingSeasonality, movingSeasonality } from './moving-seasonality.ts';
import { type Layout, repeatEnds, seasonalFactors, seasonalScratch, yearAhead } from './seasonal.ts';
import type { SeasonalFilter } from './seasonal-filter.ts';
import { centredYear, hendersonTrend, startTrend } from './trend.ts';

const maximumTrend = 101;

function checked(input: X11Input, options: X11Options): readonly SeasonalFilter[] {
  const { values, frequency, spanStart, spanEnd } = input;
  const [lower, upper] = options.sigmaLimits;
  if (!(lower > 0 && upper > lower)) throw new RangeError(`sigma limits must rise from above 0, got ${lower} and ${upper}`);
  if (spanEnd - spanStart < 3 * frequency) {
    throw new SeriesRefusal('series-too-short', { field: 'values', values: { observations: spanEnd - spanStart, needed: 3 * frequency } });
  }
  for (let i = 0; i < values.length; i += 1) {
    if (!Number.isFinite(values[i] as number)) throw new RangeError(`X-11 needs a value at every period, index ${i} has ${values[i]}`);
    if (options.mode !== 'add' && (values[i] as number) <= 0)
      throw new SeriesRefusal('not-positive', { field: 'values', values: { index: i, value: values[i] } });
  }
  const { trend } = options;
  if (trend !== 'auto' && (!Number.isInteger(trend) || trend < 3 || trend > maximumTrend || trend % 2 === 0)) {
    throw new RangeError(`trendma is odd, 3 to ${maximumTrend}, got ${trend}`);
  }
  if (trend !== 'auto' && trend > values.length) {
    throw new SeriesRefusal('series-too-short', { field: 'values', values: { observations: values.length, needed: trend } });
  }
  const filters =
    typeof options.seasonal === 'string' ? Array.from({ length: frequency }, () => options.seasonal as SeasonalFilter) : options.seasonal;
  if (filters.length !== frequency) throw new RangeError(`${frequency} seasonal filters expected, got ${filters.length}`);
  return filters;
}

/**
 * X-11 on a series without regression effects: the iterations B, C and D of the Census Bureau's method, variant of X-13ARIMA-SEATS 1.1
 * (X-13ARIMA-SEATS Reference Manual, section 7.19; Shiskin, Young and Musgrave 1967).
 *
 * Log-additive runs work on logarithms and return factors; their trend is corrected for bias (Thomson and Ozaki 1992).
 *
 * @throws SeriesRefusal series-too-short (under three years), not-positive (a mode other than add)
 */
export function decompose(input: X11Input, options: X11Options): X11Result {
  const filters = checked(input, options);
  const { mode } = options;
  const { frequency, spanEnd } = input;
  const n = input.values.length;
  const additive = mode === 'add' || mode === 'logadd';
  const pseudo = mode === 'pseudoadd';
  const expected = additive ? 0 : 1;
  const layout: Layout = { frequency, offset: ((input.start % frequency) + frequency) % frequency };
  const rule: ExtremeRule = {
    lower: options.sigmaLimits[0],
    upper: options.sigmaLimits[1],
    calendarSigma: options.calendarSigma,
    group: options.sigmaGroup,
  };
  const scratch = seasonalScratch(Math.ceil(n / frequency) + 1);
  const temporary = new Float64Array(n);
  const trendState = startTrend(frequency, options.trend);
  const half = frequency / 2;
  const table = (): Float64Array => new Float64Array(n).fill(Number.NaN);

  const b1 = mode === 'logadd' ? input.values.map(Math.log) : input.values.slice();

  const adjustedBy = (out: Float64Array, original: Float64Array, trend: Float64Array, factors: Float64Array): void => {
    if (!pseudo) {
      takeOut(out, original, factors, 0, n, additive);
      return;
    }
    for (let i = 0; i < n; i += 1) {
      // Where the centred year does not reach there is no trend yet: divide, as the multiplicative mode would.
      if (Number.isNaN(trend[i] as number)) {
        if (factors[i] === 0) throw new SeriesRefusal('seasonal-factor-zero', { field: 'spec.mode', values: { index: i } });
        out[i] = (original[i] as number) / (factors[i] as number);
      } else out[i] = (original[i] as number) - (trend[i] as number) * ((factors[i] as number) - 1);
    }
  };
  const irregularOf = (si: Float64Array, factors: Float64Array, from: number, to: number): void => {
    if (pseudo) for (let i = from; i < to; i += 1) temporary[i] = (si[i] as number) - (factors[i] as number) + 1;
    else takeOut(temporary, si, factors, from, to, additive);
  };

  const part = (name: 'B' | 'C' | 'D', original: Float64Array) => {
    const t = { t2: table(), si1: table(), si1Modified: table(), s5: table(), a6: table(), t7: table(), si2: table() };
    const weights = new Float64Array(n);
    const from = half;
    const to = n - half;
    centredYear(t.t2, original, frequency);
    takeOut(t.si1, original, t.t2, from, to, additive);
    const step1 = { from, to, step: 1, additive } as const;
    t.si1Modified.set(t.si1);
    if (name === 'B') {
      seasonalFactors(t.s5, t.si1, step1, filters, layout, scratch);
      irregularOf(t.si1, t.s5, from, to);
      extremeWeights(weights, temporary, { from, to, expected }, rule, layout);
      replaceExtremes(t.si1Modified, weights, from, to, layout);
    }
    seasonalFactors(t.s5, t.si1Modified, step1, filters, layout, scratch);
    repeatEnds(t.s5, from, to, frequency);
    adjustedBy(t.a6, original, t.t2, t.s5);
    hendersonTrend(t.t7, t.a6, temporary, trendState, { part: name, spanEnd, additive });
    takeOut(t.si2, original, t.t7, 0, n, additive);
    return t;
  };

  const second = (name: 'B' | 'C', t: ReturnType<typeof part>) => {
    const r = {
      si2Modified: t.si2.slice(),
      s10: table(),
      a11: table(),
      i13: table(),
      w17: new Float64Array(n),
      e20: table(),
      next: table(),
    };
    const step2 = { from: 0, to: n, step: 2, additive } as const;
    if (name === 'B') {
      seasonalFactors(r.s10, t.si2, step2, filters, layout, scratch);
      irregularOf(t.si2, r.s10, 0, n);
      extremeWeights(r.w17, temporary, { from: 0, to: n, expected }, rule, layout);
      replaceExtremes(r.si2Modified, r.w17, 0, n, layout);
    }
    seasonalFactors(r.s10, r.si2Modified, step2, filters, layout, scratch);
    adjustedBy(r.a11, b1, t.t7, r.s10);
    takeOut(r.i13, r.a11, t.t7, 0, n, additive);
    extremeWeights(r.w17, r.i13, { from: 0, to: n, expected }, rule, layout);
    for (let i = 0; i < n; i += 1) {
      const irregular = r.i13[i] as number;
      r.e20[i] = additive ? irregular * (1 - (r.w17[i] as number)) : irregular / (1 + (r.w17[i] as number) * (irregular - 1));
    }
    if (pseudo)
      for (let i = 0; i < n; i += 1)
        r.next[i] = (t.t7[i] as number) * ((r.s10[i] as number) + (r.i13[i] as number) / (r.e20[i] as number) - 1);
    else takeOut(r.next, b1, r.e20, 0, n, additive);
    return r;
  };

  const b = part('B', b1);
  const b2 = second('B', b);
  const c = part('C', b2.next);
  const c2 = second('C', c);
  const d = part('D', c2.next);

  // D8 puts the extreme factors back into the SI ratios of D1, so that it shows B1 ÷ D7.
  const d8 = table();
  const d9 = table();
  putIn(d8, d.si2, c2.e20, 0, n, additive);
  for (let i = 0; i < n; i += 1) if (c2.e20[i] !== expected) d9[i] = d.si2[i] as number;
  const chosen = filters.includes('msr') ? filterByMovingSeasonality(d.si2, 0, spanEnd, layout, { additive, pseudo }) : undefined;
  const finalFilters = filters.map((filter) => (filter === 'msr' && chosen !== undefined ? chosen.filter : filter));
  const moving = movingSeasonality(d.si2, 0, spanEnd, layout, { additive, pseudo });
  const d10 = table();
  seasonalFactors(d10, d.si2, { from: 0, to: n, step: 2, additive }, finalFilters, layout, scratch);
  const ahead = yearAhead(d10, frequency);
  const modified = table();
  adjustedBy(modified, c2.next, d.t7, d10);
  const d12 = table();
  hendersonTrend(d12, modified, temporary, trendState, { part: 'D', spanEnd, additive });
  const d11 = table();
  const d13 = table();
  adjustedBy(d11, b1, d12, d10);
  takeOut(d13, d11, d12, 0, n, additive);

  const tables: X11Tables = {
    b1,
    b2: b.t2,
    b3: b.si1,
    b4: b.si1Modified,
    b5: b.s5,
    b6: b.a6,
    b7: b.t7,
    b8: b.si2,
    b9: b2.si2Modified,
    b10: b2.s10,
    b11: b2.a11,
    b13: b2.i13,
    b17: b2.w17,
    b20: b2.e20,
    c1: b2.next,
    c2: c.t2,
    c4: c.si1,
    c5: c.s5,
    c6: c.a6,
    c7: c.t7,
    c9: c.si2,
    c10: c2.s10,
    c11: c2.a11,
    c13: c2.i13,
    c17: c2.w17,
    c20: c2.e20,
    d1: c2.next,
    d2: d.t2,
    d4: d.si1,
    d5: d.s5,
    d6: d.a6,
    d7: d.t7,
    d8,
    d9,
    d10,
    d11,
    d12,
    d13,
  };
  if (mode === 'logadd') backFromLogs(tables, input, ahead, frequency);
  return {
    tables,
    yearAhead: ahead,
    seasonalFilters: finalFilters,
    chosenFilter: chosen?.filter,
    filterRatios: chosen?.ratios ?? [],
    moving,
    trendLength: trendState.length,
    trendRatio: trendState.ratio,
    additive: mode === 'add',
    layout,
    input,
  };
}

/** Turns the final tables of a log-additive run into factors and corrects the bias of the trend that the exponential brings. */
function backFromLogs(tables: X11Tables, input: X11Input, ahead: Float64Array, frequency: Frequency): void {
  const { d10, d11, d12, d13 } = tables;
  const n = d12.length;
  let squares = 0;
  for (let i = 0; i < n; i += 1) squares += (d13[i] as number) ** 2;
  const irregularBias = Math.exp(squares / (2 * n));
  for (const [name, values] of Object.entries(tables) as [keyof X11Tables, Float64Array][]) {
    if (name === 'b17' || name === 'c17') continue;
    for (let i = 0; i < n; i += 1) values[i] = Math.exp(values[i] as number);
  }
  for (let i = 0; i < ahead.length; i += 1) ahead[i] = Math.exp(ahead[i] as number);
  const length = 2 * frequency - 1;
  const smooth = new Float64Array(n);
  hendersonCentre(smooth, d10, length);
  hendersonTails(smooth, d10, length, 4.5);
  for (let i = 0; i < n; i += 1) d12[i] = (d12[i] as number) * irregularBias * (smooth[i] as number);
  takeOut(d11, input.values, d10, 0, n, false);
  takeOut(d13, d11, d12, 0, n, false);
}
