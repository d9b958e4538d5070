import { SeriesRefusal } from '../refusal.ts';
import type { Deadline } from '../regarima/model.ts';
import { type RevisionRow, revisionHistory } from './history.ts';
import { slidingSpans } from './sliding-spans.ts';
import type { AdjustSpec } from './specification.ts';
import type { Warning } from './warning.ts';
import type { WholeSeries } from './whole-series.ts';

/** What repeating an adjustment on parts of its series tells. */
export interface Stability {
  readonly tables: Readonly<Record<string, Float64Array>>;
  readonly diagnostics: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}

/** Sliding spans and revision history where asked for; what cannot be done is a warning, the adjustment itself stands. */
export function stabilityDiagnostics(whole: WholeSeries, spec: AdjustSpec, limit: Deadline): Stability {
  const tables: Record<string, Float64Array> = {};
  const diagnostics: Record<string, unknown> = {};
  const warnings: Warning[] = [];
  const attempt = (name: string, work: () => boolean): void => {
    try {
      if (!work()) warnings.push({ code: `${name}-not-possible` });
    } catch (error) {
      if (!(error instanceof SeriesRefusal)) throw error;
      warnings.push({ code: `${name}-failed`, values: { reason: error.code, ...error.values } });
    }
  };
  if (spec.slidingSpans) {
    attempt('sliding-spans', () => {
      const spans = slidingSpans(whole, spec, limit);
      if (spans === undefined) return false;
      const { frequency } = whole.series;
      const first = whole.series.start + spans.first;
      diagnostics.ssa = [spans.spans, spans.length, (first % frequency) + 1, Math.floor(first / frequency)];
      const parts = { a: spans.factors, b: spans.calendar, d: spans.periodChanges, e: spans.yearChanges };
      for (const [key, part] of Object.entries(parts))
        if (part !== undefined) diagnostics[`s2.${key}.per`] = [part.flagged, part.compared, part.percent];
      Object.assign(tables, { sfs: spans.factors.differences, chs: spans.periodChanges.differences, ycs: spans.yearChanges.differences });
      if (spans.calendar !== undefined) tables.tds = spans.calendar.differences;
      return true;
    });
  }
  if (spec.history) {
    attempt('history', () => {
      const history = revisionHistory(whole, spec, limit);
      if (history === undefined) return false;
      const { series } = whole;
      const column = (pick: (row: RevisionRow) => number): Float64Array => {
        const out = new Float64Array(series.values.length).fill(Number.NaN);
        for (const row of history.rows) out[row.period - series.start] = pick(row);
        return out;
      };
      Object.assign(tables, {
        sae: column((row) => row.concurrentAdjusted),
        sar: column((row) => row.adjustedRevision),
        trr: column((row) => row.trendRevision),
        chr: column((row) => row.changeRevision),
      });
      const last = history.forecastErrors.at(-1);
      Object.assign(diagnostics, {
        'history.aar.sa': history.meanAbsoluteAdjusted,
        'history.aar.trend': history.meanAbsoluteTrend,
        'history.aar.chng': history.meanAbsoluteChange,
        'history.lags': history.byLag.map(({ lag, meanAbsolute }) => [lag, meanAbsolute]),
        'history.fce': last === undefined ? null : [last.one, last.year],
      });
      return true;
    });
  }
  return { tables, diagnostics, warnings };
}
