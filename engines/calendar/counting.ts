import type { DayUnit, Roll } from './deadline.ts';

/** How a law counts its days: laws differ, and no rule is general. */
export interface CountingRule {
  readonly id: string;
  readonly law: string;
  readonly article: string;
  /** The law's limits that run in working days: all of them, those where the text says so, or those of these numbers of days. */
  readonly workingDays: 'all' | 'as-written' | readonly number[];
  /** What becomes of calendar days that would end on a day of rest. `unclear`: the law does not say. */
  readonly roll: 'none' | 'forward' | 'unclear';
}

export interface Counting {
  readonly unit: DayUnit;
  readonly roll: Roll;
  /** By which an authority works where the law is silent on the roll: the earlier reading is safe under both. */
  readonly internalRoll: Roll;
}

/**
 * How a limit of `n` days is counted under a law.
 *
 * @param written whether the law's text says "working day" (工作日) or "day" (日)
 */
export function countingOf({ workingDays, roll }: CountingRule, n: number, written: 'workingDay' | 'day'): Counting {
  const isWorking = written === 'workingDay' || workingDays === 'all' || (workingDays !== 'as-written' && workingDays.includes(n));
  if (isWorking) return { unit: 'workingDay', roll: 'none', internalRoll: 'none' };
  if (roll === 'unclear') return { unit: 'calendarDay', roll: 'none', internalRoll: 'backward' };
  return { unit: 'calendarDay', roll, internalRoll: roll };
}
