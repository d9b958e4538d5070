import type { LevelShiftRun } from './model.ts';
import { referenceDate } from './outlier-columns.ts';
import { combinationError, type Fitted, type WorkingModel } from './working.ts';

/**
 * Tests whether successive level shifts cancel: the t statistic of the sum of their coefficients is small when the shifts together were
 * a temporary one (argument lsrun of the outlier spec). Runs of 2 to `longest` neighbouring shifts within five years are tested.
 */
export function levelShiftRuns(model: WorkingModel, fitted: Fitted, longest: number): LevelShiftRun[] {
  const { frame } = model;
  const shifts = [...fitted.columns.entries()].filter(([, column]) => column.kind === 'ls').sort(([, a], [, b]) => a.at! - b.at!);
  const runs: LevelShiftRun[] = [];
  for (let first = 0; first < shifts.length; first++) {
    for (let last = first + 1; last < shifts.length && last - first < longest; last++) {
      const [, from] = shifts[first]!;
      const [, to] = shifts[last]!;
      if (to.at! - from.at! > 5 * frame.frequency) break;
      const members = shifts.slice(first, last + 1);
      const sum = members.reduce((total, [i]) => total + fitted.estimate.coefficients[i]!, 0);
      const t = sum / combinationError(fitted, new Map(members.map(([i]) => [i, 1])));
      const name = `${referenceDate(frame.start + from.at!, frame.frequency)}-${referenceDate(frame.start + to.at!, frame.frequency)}`;
      runs.push({ name, shifts: members.length, sum, t });
    }
  }
  return runs;
}
