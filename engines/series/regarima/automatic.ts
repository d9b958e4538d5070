import { SeriesRefusal } from '../refusal.ts';
import { type AicTests, runAicTests, type Trail } from './aic-tests.ts';
import { autoregressiveRoots, type DifferencingState, identifyDifferencing } from './differencing.ts';
import { dropInsignificant, testMean, testRegressors } from './final-tests.ts';
import type { ArimaOrders, AutomaticModelOptions } from './model.ts';
import { identifyOrders } from './orders.ts';
import { type OutlierSearch, searchOutliers } from './outliers.ts';
import { regressorColumns } from './regressors.ts';
import { modelCheck } from './residuals.ts';
import type { Snapshot, WorkingModel } from './working.ts';

export interface AutomaticSettings {
  readonly tests: AicTests;
  /** Undefined when no outliers are searched. */
  readonly search: OutlierSearch | undefined;
  readonly options: AutomaticModelOptions;
}

/** `(0 1 1)(0 1 1)` as the reference writes it. */
export const describeOrders = ({ p, d, q, P, D, Q }: ArimaOrders): string => `(${p} ${d} ${q})(${P} ${D} ${Q})`;

const sameOrders = (a: ArimaOrders, b: ArimaOrders): boolean => describeOrders(a) === describeOrders(b);
const lowestCriticalValue = 2.8;

/** A model may be worse than the default by this factor of the residual standard error before the default takes its place. */
const tolerated = 1 / (1 - 0.0125);

interface Quality {
  orders: ArimaOrders;
  mean: boolean;
  confidence: number;
  rse: number;
  outliers: number;
}

/**
 * The automatic choice of X-13ARIMA-SEATS (automdl spec): airline model with calendar tests and outliers, differencing, orders, calendar
 * tests and outliers again, comparison with the airline model, at most two more rounds with a lower critical value when the residuals
 * fail, and final checks of roots, overdifferencing, mean and insignificant coefficients. Leaves the model estimated.
 */
export function chooseModel(model: WorkingModel, settings: AutomaticSettings, trail: Trail): void {
  new Choice(model, settings, trail).run();
}

class Choice {
  private readonly model: WorkingModel;
  private readonly tests: AicTests;
  private readonly trail: Trail;
  private readonly options: AutomaticModelOptions;
  private readonly search: OutlierSearch | undefined;
  private readonly checkMean: boolean;
  private readonly givenMean: boolean;
  private criticalValue: number;
  private heldCriticalValue: number;
  private acceptance: number;
  private round = 1;
  private isDefault = false;
  private outliersRemoved = false;
  /** t statistic of the residual mean of the model last compared. */
  private meanT = 0;
  private default: Quality;
  private backup: Snapshot;
  private readonly state: DifferencingState = { cancel: 0.1 };

  constructor(model: WorkingModel, settings: AutomaticSettings, trail: Trail) {
    this.model = model;
    this.tests = settings.tests;
    this.trail = trail;
    this.options = settings.options;
    this.search = settings.search;
    this.checkMean = settings.options.checkmu ?? true;
    this.givenMean = model.has('constant');
    this.criticalValue = settings.search?.criticalValue ?? 0;
    this.heldCriticalValue = this.criticalValue;
    this.acceptance = settings.options.ljungboxlimit ?? 0.95;
    this.backup = model.snapshot();
    this.default = { orders: model.orders, mean: this.givenMean, confidence: 0, rse: 0, outliers: 0 };
  }

  run(): void {
    this.fitDefault();
    if (this.options.acceptdefault === true && this.default.confidence < this.acceptance) {
      this.finish();
      return;
    }
    let stage: 'identify' | 'outliers' | 'compare' | 'done' = 'identify';
    for (let guard = 0; guard < 12; guard++) {
      if (stage === 'identify') stage = this.identify();
      if (stage === 'outliers') {
        this.findOutliers();
        stage = 'compare';
      }
      const next: 'identify' | 'outliers' | 'done' = this.compare();
      if (next !== 'done') {
        stage = next;
        continue;
      }
      if (!this.finalChecks()) break;
      stage = 'identify';
    }
    this.finish();
  }

  private finish(): void {
    this.trail.idnonseasonaldiff = this.model.orders.d;
    this.trail.idseasonaldiff = this.model.orders.D;
    this.trail.automean = this.model.has('constant') ? 'yes' : 'no';
    this.trail.automdl = describeOrders(this.model.orders);
    this.model.ensureEstimated();
  }

  private get outlierCount(): number {
    return this.model.columns.filter((column) => column.automatic).length;
  }

  private findOutliers(): void {
    this.model.ensureEstimated();
    if (this.search !== undefined) searchOutliers(this.model, { ...this.search, criticalValue: this.criticalValue });
  }

  private fitDefault(): void {
    const { model } = this;
    model.setOrders({ p: 0, d: 1, q: 1, P: 0, D: 1, Q: 1 });
    runAicTests(model, this.tests, this.trail);
    if (this.checkMean) testMean(model, 1.96);
    model.ensureEstimated();
    if (this.search !== undefined) {
      this.findOutliers();
      testRegressors(model, this.tests, this.checkMean, 1.96);
      model.ensureEstimated();
    }
    const { confidence, rse } = modelCheck(model.fitted!, model.frame.frequency);
    this.default = { orders: model.orders, mean: model.has('constant'), confidence, rse, outliers: this.outlierCount };
  }

  /** Transformed series less every regression effect but the constant. */
  private linear(): Float64Array {
    const { model } = this;
    const { coefficients } = model.ensureEstimated().estimate;
    const linear = model.transformed();
    for (const [i, column] of model.columns.entries()) {
      if (column.kind === 'constant') continue;
      for (let t = 0; t < linear.length; t++) linear[t]! -= coefficients[i]! * column.values[model.frame.backcast + t]!;
    }
    return linear;
  }

  private identify(): 'outliers' | 'compare' {
    const { model, options } = this;
    this.backup = model.snapshot();
    if (this.round > 1 && this.outlierCount === 0) return 'outliers';
    const linear = this.linear();
    const held = model.snapshot();
    const limits = { first: options.ub1 ?? 1 / 0.96, later: options.ub2 ?? 0.88 };
    const testsMean = !this.givenMean && this.checkMean;
    const choice = identifyDifferencing(model, linear, options.maxdiff ?? [2, 1], limits, this.state, testsMean);
    this.trail['idnonseasonaldiff.first'] ??= choice.d;
    this.trail['idseasonaldiff.first'] ??= choice.D;
    const mean = choice.mean ?? held.columns.some((column) => column.kind === 'constant');
    const { orders, best } = identifyOrders(model, linear, choice.d, choice.D, {
      maxorder: options.maxorder ?? [2, 1],
      mixed: options.mixed ?? true,
      balanced: options.balanced ?? false,
    });
    for (const [i, candidate] of best.entries()) {
      this.trail[`automdl.best5.mdl0${i + 1}`] = describeOrders(candidate.orders);
      this.trail[`automdl.best5.bic0${i + 1}`] = candidate.bic;
    }
    this.isDefault = sameOrders(orders, this.default.orders) && mean === this.default.mean;
    if (this.isDefault && this.round === 1) {
      model.restore(held);
      model.estimate();
      return 'compare';
    }
    model.restore(held);
    if (!mean) model.drop((column) => column.kind === 'constant');
    if (this.default.outliers > 0 && !this.outliersRemoved) model.drop((column) => column.automatic);
    if (mean && !model.has('constant')) model.columns = [...regressorColumns('const', model.frame, false), ...model.columns];
    model.setOrders(orders);
    model.parameters = undefined;
    model.estimate();
    runAicTests(model, this.tests, this.trail);
    return 'outliers';
  }

  /** Compares with the default model, then judges the residuals: where they fail the choice is made again. */
  private compare(): 'identify' | 'outliers' | 'done' {
    const { model } = this;
    const { frequency } = model.frame;
    const check = modelCheck(model.fitted!, frequency);
    let { confidence, rse } = check;
    this.meanT = check.meanT;
    this.trail['automdl.first'] ??= describeOrders(model.orders);
    if (this.round > 2) return 'done';
    this.outliersRemoved = false;
    let outliers = this.outlierCount;
    const other = this.default;
    const differs = !sameOrders(model.orders, other.orders) || model.has('constant') !== other.mean;
    if (other.outliers <= outliers && differs && this.defaultIsBetter(confidence, rse)) {
      model.restore({
        ...this.backup,
        orders: other.orders,
        parameters: sameOrders(this.backup.orders, other.orders) ? this.backup.parameters : undefined,
      });
      model.estimate();
      this.isDefault = true;
      ({ confidence, rse, outliers } = other);
    }
    this.acceptance += this.round === 1 ? 0.025 : 0.015;
    this.default = { orders: model.orders, mean: model.has('constant'), confidence, rse, outliers };
    if (!(confidence > this.acceptance)) return 'done';
    this.outliersRemoved = true;
    let lowered = false;
    if (this.round === 1 && this.search !== undefined && this.criticalValue > lowestCriticalValue) {
      lowered = true;
      this.heldCriticalValue = this.criticalValue;
      this.lowerCriticalValue();
    }
    this.round++;
    if (this.round <= 2 && this.search !== undefined) {
      if (!this.isDefault) return 'identify';
      this.isDefault = false;
      return 'outliers';
    }
    this.lastResort();
    if (this.search === undefined || (this.round === 2 && !lowered)) this.round = 3;
    else {
      this.criticalValue = this.heldCriticalValue;
      model.drop((column) => column.automatic);
      model.estimate();
    }
    return 'outliers';
  }

  private lowerCriticalValue(): void {
    this.criticalValue = Math.max(lowestCriticalValue, this.criticalValue * (1 - (this.options.reducecv ?? 0.14286)));
  }

  private defaultIsBetter(confidence: number, rse: number): boolean {
    const { model, default: other } = this;
    const { p, d, q, P, D, Q } = model.orders;
    const firstCoefficient = model.fitted!.estimate.parameters[0] ?? 0;
    return (
      (confidence < 0.95 && other.confidence < 0.75 && other.rse < rse) ||
      (this.round === 1 && confidence >= 0.95 && other.confidence < 0.95) ||
      (confidence < 0.95 && other.confidence < 0.75 && other.confidence < confidence && other.rse < tolerated * rse) ||
      (confidence >= 0.95 && other.confidence < 0.95 && other.rse < tolerated * rse) ||
      (d === 0 && D === 1 && p === 1 && firstCoefficient >= 0.82 && P === 0 && q <= 1 && Q === 1) ||
      (d === 1 && D === 0 && p === 0 && firstCoefficient >= 0.65 && P === 1 && q === 1 && Q <= 1)
    );
  }

  /** (3 d 1)(P D 1), with a shorter autoregression where that does not converge. */
  private lastResort(): void {
    const { model } = this;
    const mixed = this.options.mixed ?? true;
    const { d, P, D, Q } = model.orders;
    const seasonalAr = D > 0 ? 0 : P;
    const seasonalMa = (mixed || seasonalAr === 0) && (this.options.maxorder?.[1] ?? 1) > 0 ? 1 : Q;
    for (let p = 3; p >= 0; p--) {
      model.setOrders({ p, d, q: mixed ? 1 : 0, P: seasonalAr, D, Q: seasonalMa });
      try {
        if (model.estimate().estimate.converged) return;
      } catch (error) {
        if (!(error instanceof SeriesRefusal) || error.code === 'time-limit' || p === 0) throw error;
      }
    }
  }

  /** True when more than one coefficient proved insignificant and everything is to be identified again. */
  private finalChecks(): boolean {
    const { model, options } = this;
    if (testRegressors(model, this.tests, this.checkMean, options.armalimit ?? 1) > 0) {
      model.estimate();
      this.round = Math.max(this.round, 3);
    }
    const roots = autoregressiveRoots(model.fitted!.estimate.parameters, model.orders, options.urfinal ?? 1.05);
    this.trail.finalur = [roots.regular > 0 ? 'nonseasonal' : '', roots.seasonal > 0 ? 'seasonal' : ''].join(' ').trim() || 'none';
    const { orders } = model;
    const regular = roots.regular > 0 && orders.d <= 2;
    const seasonal = roots.seasonal > 0 && orders.D <= 1;
    if (regular || seasonal) {
      this.reestimate({
        ...orders,
        p: orders.p - (regular ? 1 : 0),
        d: orders.d + (regular ? 1 : 0),
        P: orders.P - (seasonal ? 1 : 0),
        D: orders.D + (seasonal ? 1 : 0),
      });
      this.meanT = modelCheck(model.fitted!, model.frame.frequency).meanT;
    }
    if (this.isOverdifferenced()) {
      const { d, q } = model.orders;
      if (!model.has('constant')) model.columns = [...regressorColumns('const', model.frame, false), ...model.columns];
      this.reestimate({ ...model.orders, d: d - 1, q: q - 1 });
      if (this.checkMean) testMean(model, 1.6);
      model.estimate();
      this.meanT = modelCheck(model.fitted!, model.frame.frequency).meanT;
    }
    if (!model.has('constant') && this.meanT > 2.5 && this.checkMean) {
      model.columns = [...regressorColumns('const', model.frame, false), ...model.columns];
      model.estimate();
    }
    return this.dropCoefficients();
  }

  private reestimate(orders: ArimaOrders): void {
    const { model } = this;
    model.setOrders(orders);
    if (model.has('constant') && this.checkMean) testMean(model, 1.6);
    model.drop((column) => column.automatic);
    model.estimate();
    this.findOutliers();
  }

  private isOverdifferenced(): boolean {
    const { p, P, d, q } = this.model.orders;
    if (d === 0 || q === 0) return false;
    const { parameters } = this.model.fitted!.estimate;
    let sum = 0;
    for (let i = p + P; i < p + P + q; i++) sum += parameters[i]!;
    return Math.abs(sum - 1) < 0.001;
  }

  private dropCoefficients(): boolean {
    const { model } = this;
    for (let guard = 0; guard < 10; guard++) {
      const dropped = dropInsignificant(model, this.options.armalimit ?? 1);
      if (dropped === 0) return false;
      if (dropped > 1 && this.search !== undefined && this.round <= 2 && this.criticalValue > lowestCriticalValue) {
        this.lowerCriticalValue();
        model.estimate();
        this.round++;
        return true;
      }
      model.estimate();
    }
    return false;
  }
}
