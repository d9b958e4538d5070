import { zeros } from '../arma/polynomial.ts';
import { type AicTests, setTradingDay } from './aic-tests.ts';
import { regressorColumns } from './regressors.ts';
import { combinationError, parameterErrors, regressionStatistics, type WorkingModel } from './working.ts';

/** Adds a constant, estimates, and takes it away again where |t| is under the limit. The model must be estimated again afterwards. */
export function testMean(model: WorkingModel, limit: number): void {
  if (!model.has('constant')) model.columns = [...regressorColumns('const', model.frame, false), ...model.columns];
  const fitted = model.estimate();
  const at = fitted.columns.findIndex((column) => column.kind === 'constant');
  if (!fitted.estimate.converged || Math.abs(regressionStatistics(fitted)[at]!) < limit) model.drop((column) => column.kind === 'constant');
}

/**
 * Drops tested trading-day and Easter regressors without any |t| of 1.96 and an insignificant constant. Returns how many groups went; the
 * model must then be estimated again.
 */
export function testRegressors(model: WorkingModel, tests: AicTests, checkMean: boolean, constantLimit: number): number {
  const fitted = model.fitted!;
  const statistics = regressionStatistics(fitted);
  let dropped = 0;
  const tradingDay = [...fitted.columns.entries()].filter(
    ([, column]) => (column.kind === 'td' || column.kind === 'leap') && !column.group.startsWith('User'),
  );
  const contrasts = tradingDay.filter(([, column]) => column.kind === 'td');
  if (tests.tradingDay.length > 0 && contrasts.length > 0 && tradingDay.every(([i]) => Math.abs(statistics[i]!) < 1.96)) {
    // Sunday, or Saturday and Sunday of one coefficient, follows from the others and may be the significant one.
    const weights = new Map(contrasts.map(([i]) => [i, -1]));
    const sum = contrasts.reduce((total, [i]) => total - fitted.estimate.coefficients[i]!, 0);
    if (Math.abs(sum / combinationError(fitted, weights)) < 1.96) {
      setTradingDay(model, undefined);
      dropped++;
    }
  }
  const easter = [...fitted.columns.entries()].filter(([, column]) => /^(StatCan)?Easter\[/.test(column.group));
  if (tests.easter.length > 0 && easter.length > 0 && easter.every(([i]) => Math.abs(statistics[i]!) < 1.96)) {
    model.drop((column) => easter.some(([, held]) => held === column));
    dropped++;
  }
  const constant = fitted.columns.findIndex((column) => column.kind === 'constant');
  if (checkMean && constant >= 0 && Math.abs(statistics[constant]!) < constantLimit) {
    model.drop((column) => column.kind === 'constant');
    dropped++;
  }
  return dropped;
}

/**
 * Lowers the order of the operator whose last coefficient is least significant (|t| under the limit and the coefficient small), unless a
 * zero lies near the unit circle. Returns how many operators had such a coefficient; the model must then be estimated again.
 */
export function dropInsignificant(model: WorkingModel, limit: number): number {
  const { orders } = model;
  const fitted = model.fitted!;
  const { parameters } = fitted.estimate;
  if (parameters.length <= 1) return 0;
  const small = model.frame.length <= 150 ? 0.15 : 0.1;
  const errors = parameterErrors(fitted, model.frame.frequency, model.fixed);
  const operators = [
    { order: 'p', at: 0 },
    { order: 'P', at: orders.p },
    { order: 'q', at: orders.p + orders.P },
    { order: 'Q', at: orders.p + orders.P + orders.q },
  ] as const;
  for (const { order, at } of operators) {
    const { real, imaginary } = zeros(parameters.subarray(at, at + orders[order]));
    for (let i = 0; i < real.length; i++) if (Math.hypot(real[i]!, imaginary[i]!) <= 1 / 0.95) return 0;
  }
  let count = 0;
  let weakest: 'p' | 'P' | 'q' | 'Q' | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const { order, at } of operators) {
    if (orders[order] === 0) continue;
    const i = at + orders[order] - 1;
    const t = Math.abs(parameters[i]! / errors[i]!);
    if (!(t < limit && Math.abs(parameters[i]!) < small)) continue;
    if (t < least) {
      least = t;
      weakest = order;
      // The reference counts only the weakest and those after it in the order φ, Φ, θ, Θ.
      count = 0;
    }
    count++;
  }
  if (weakest !== undefined) model.setOrders({ ...orders, [weakest]: orders[weakest] - 1 });
  return count;
}
