import type { Column } from './columns.ts';
import { regressorColumns } from './regressors.ts';
import type { Fitted, Prior, Snapshot, WorkingModel } from './working.ts';

/** Results of the last tests under the reference's keys. */
export type Trail = Record<string, string | number | readonly (string | number)[]>;

export interface AicTests {
  /** Trading-day variants in order of trial; the first that nothing beats stays. Empty: no test. */
  readonly tradingDay: readonly string[];
  /** Easter windows tried; empty: no test. */
  readonly easter: readonly number[];
  readonly easterName: 'easter' | 'sceaster';
  /** Length-of-month, length-of-quarter or leap-year regressor tested. */
  readonly length: string | undefined;
  readonly user: boolean;
  readonly difference: number;
}

export const noTests: AicTests = { tradingDay: [], easter: [], easterName: 'easter', length: undefined, user: false, difference: 0 };

/**
 * Reads the argument `aictest`: `td` tries the six contrasts against one coefficient against none, `easter` the windows 1, 8 and 15.
 */
export function readAicTests(names: readonly string[], difference: number): AicTests {
  let tests: AicTests = { ...noTests, difference };
  for (const name of names) {
    const lower = name.toLowerCase();
    if (lower === 'td') tests = { ...tests, tradingDay: ['td', 'td1coef'] };
    else if (lower.startsWith('td')) tests = { ...tests, tradingDay: [lower] };
    else if (lower.startsWith('easter') || lower.startsWith('sceaster')) {
      tests = { ...tests, easter: [1, 8, 15], easterName: lower.startsWith('sc') ? 'sceaster' : 'easter' };
    } else if (lower === 'lom' || lower === 'loq' || lower === 'lpyear') tests = { ...tests, length: lower };
    else if (lower === 'user') tests = { ...tests, user: true };
  }
  return tests;
}

const isTradingDay = (column: Column): boolean => column.kind === 'td' && !column.group.startsWith('User');

/** Runs every test on the model as it stands and leaves the best variant estimated; every trial starts from the same coefficients. */
export function runAicTests(model: WorkingModel, tests: AicTests, trail: Trail): void {
  const start = model.parameters?.slice();
  if (tests.tradingDay.length > 0) testTradingDay(model, tests, trail, start);
  if (tests.length !== undefined) testLength(model, tests.length, tests.difference, trail, start);
  if (tests.easter.length > 0) testEaster(model, tests, trail, start);
  if (tests.user) testUser(model, tests.difference, trail, start);
}

/** Puts a trading-day variant into the model: the leap-year effect as prior factor after a logarithm, as regressor in levels. */
export function setTradingDay(model: WorkingModel, variant: string | undefined, keepPrior: Prior = 'none'): void {
  model.drop((column) => isTradingDay(column) || column.group === 'Leap Year');
  model.prior = keepPrior;
  if (variant === undefined) return;
  const leap = variant === 'td' || variant === 'td1coef';
  if (leap && model.transform === 'log') model.prior = 'leapyear';
  model.columns = [...regressorColumns(variant, model.frame, leap && model.transform === 'none'), ...model.columns];
}

interface Trial {
  readonly held: Snapshot;
  readonly fitted: Fitted;
}

/** Estimates the model as it stands, from the start that all trials share. */
function attempt(model: WorkingModel, start: Float64Array | undefined): Trial {
  const fitted = model.estimate({ fresh: true, start });
  return { held: model.snapshot(), fitted };
}

function testTradingDay(model: WorkingModel, tests: AicTests, trail: Trail, start: Float64Array | undefined): void {
  setTradingDay(model, undefined);
  const without = attempt(model, start);
  let best: Trial | undefined;
  let chosen = 'no';
  for (const variant of tests.tradingDay) {
    setTradingDay(model, variant);
    const trial = attempt(model, start);
    if (best === undefined || !(trial.fitted.aicc - best.fitted.aicc > tests.difference)) {
      best = trial;
      chosen = variant;
    }
  }
  const gain = without.fitted.aicc - best!.fitted.aicc;
  const kept = gain > tests.difference ? best! : without;
  model.adopt(kept.held, kept.fitted);
  trail['aictest.td'] = kept === without ? 'no' : chosen;
  trail['aictest.diff.td'] = gain;
}

function testEaster(model: WorkingModel, tests: AicTests, trail: Trail, start: Float64Array | undefined): void {
  model.drop((column) => column.kind === 'holiday' && /^(StatCan)?Easter\[/.test(column.group));
  const { columns } = model;
  const without = attempt(model, start);
  let best: Trial | undefined;
  let window = 0;
  for (const width of tests.easter) {
    model.columns = insertBeforeOutliers(columns, regressorColumns(`${tests.easterName}[${width}]`, model.frame, false));
    const trial = attempt(model, start);
    if (best === undefined || best.fitted.aicc - trial.fitted.aicc > tests.difference) {
      best = trial;
      window = width;
    }
  }
  const gain = without.fitted.aicc - best!.fitted.aicc;
  const kept = gain > tests.difference ? best! : without;
  model.adopt(kept.held, kept.fitted);
  trail['aictest.easter.reg'] = tests.easterName;
  trail['aictest.e'] = kept === without ? 'no' : 'yes';
  trail['aictest.e.window'] = kept === without ? -99999 : window;
  trail['aictest.diff.e'] = gain;
}

function testLength(model: WorkingModel, name: string, difference: number, trail: Trail, start: Float64Array | undefined): void {
  const columns = regressorColumns(name, model.frame, true);
  const group = columns[0]!.group;
  model.drop((column) => column.group === group);
  const held = model.columns;
  const without: Fitted = model.estimate({ fresh: true, start });
  model.columns = insertBeforeOutliers(held, columns);
  const gain = without.aicc - model.estimate({ fresh: true, start }).aicc;
  if (!(gain > difference)) {
    model.columns = held;
    model.estimate({ fresh: true, start });
  }
  trail[`aictest.${name}`] = gain > difference ? 'yes' : 'no';
  trail[`aictest.diff.${name}`] = gain;
}

function testUser(model: WorkingModel, difference: number, trail: Trail, start: Float64Array | undefined): void {
  const isUser = (column: Column) => column.group.startsWith('User-defined');
  const all = model.columns;
  if (!all.some(isUser)) return;
  const withUser = model.estimate({ fresh: true, start });
  model.drop(isUser);
  const gain = model.estimate({ fresh: true, start }).aicc - withUser.aicc;
  if (gain > difference) {
    model.columns = all;
    model.estimate({ fresh: true, start });
  }
  trail['aictest.u'] = gain > difference ? 'yes' : 'no';
  trail['aictest.diff.u'] = gain;
}

/** Automatic outliers stay last, in the order in which they were found. */
export function insertBeforeOutliers(columns: readonly Column[], inserted: readonly Column[]): readonly Column[] {
  return [...columns.filter((column) => !column.automatic), ...inserted, ...columns.filter((column) => column.automatic)];
}
