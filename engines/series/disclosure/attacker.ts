import { createRequire } from 'node:module';
import type { Highs } from 'highs';
import { SeriesRefusal } from '../refusal.ts';

/** One linear fact an attacker knows: min ≤ Σ factor·x ≤ max. */
export interface LinearFact {
  readonly columns: readonly number[];
  readonly factors: readonly number[];
  readonly min: number;
  readonly max: number;
}

/** What an attacker knows: bounds of each hidden value and linear facts over them. */
export interface LinearSystem {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly facts: readonly LinearFact[];
}

export interface Interval {
  readonly min: number;
  readonly max: number;
}

/** The solver's module, and when to stop asking it (`performance.now`). */
export interface Solver {
  readonly highs: Highs;
  readonly deadline: number;
}

let loaded: Promise<Highs> | undefined;

/** Instantiates the module once a process (16 MB of WebAssembly memory, 80 ms). */
export async function openSolver(seconds = 120): Promise<Solver> {
  // highs 1.15 declares its types as CommonJS: `require` is the way in on which types and module agree.
  loaded ??= (createRequire(import.meta.url)('highs') as typeof import('highs')['default'])();
  return { highs: await loaded, deadline: performance.now() + seconds * 1000 };
}

type Model = ReturnType<Highs['createModel']>;

/**
 * A linear programme kept in the solver while its objective and bounds change: the basis of the last question starts the next one,
 * which makes an interval of a table of 1,600 cells a matter of a millisecond.
 */
export class Programme {
  readonly #highs: Highs;
  readonly #deadline: number;
  readonly #model: Model;
  readonly #scale: number;
  readonly #columns: number;

  /** @param scale what counts as one in the solver; by default the largest known sum stands at a million */
  constructor({ highs, deadline }: Solver, system: LinearSystem, scale = scaleOf(system)) {
    this.#highs = highs;
    this.#deadline = deadline;
    this.#columns = system.lower.length;
    this.#scale = scale;
    const starts = new Int32Array(system.facts.length + 1);
    const indices: number[] = [];
    const values: number[] = [];
    system.facts.forEach((fact, i) => {
      for (let j = 0; j < fact.columns.length; j++) {
        indices.push(fact.columns[j] as number);
        values.push(fact.factors[j] as number);
      }
      starts[i + 1] = indices.length;
    });
    const scaled = (value: number): number => (Number.isFinite(value) ? value / this.#scale : Math.sign(value) * highs.infinity);
    this.#model = highs.createModel({
      numCols: this.#columns,
      numRows: system.facts.length,
      sense: highs.constants.objectiveSense.minimize,
      offset: 0,
      colCost: new Float64Array(this.#columns),
      colLower: system.lower.map(scaled),
      colUpper: system.upper.map(scaled),
      rowLower: Float64Array.from(system.facts, (fact) => scaled(fact.min)),
      rowUpper: Float64Array.from(system.facts, (fact) => scaled(fact.max)),
      matrix: {
        format: 'csr',
        numRows: system.facts.length,
        numCols: this.#columns,
        starts,
        indices: Int32Array.from(indices),
        values: Float64Array.from(values),
      },
    });
    // Without presolve the last basis starts the next question; the solver chooses primal or dual simplex by what changed.
    this.#model.options.set({ output_flag: false, presolve: 'off', solver: 'simplex', simplex_strategy: 0 });
  }

  cost(column: number, cost: number): void {
    this.#model.changeColCost(column, cost);
  }

  bound(column: number, lower: number, upper: number): void {
    const scaled = (value: number): number => (Number.isFinite(value) ? value / this.#scale : Math.sign(value) * this.#highs.infinity);
    this.#model.changeColBounds(column, scaled(lower), scaled(upper));
  }

  /**
   * Solves for the present costs: the objective and the values, or undefined where no values satisfy the facts.
   *
   * @throws SeriesRefusal `time-limit`
   */
  solve(): { readonly objective: number; readonly values: Float64Array } | undefined {
    if (performance.now() > this.#deadline) throw new SeriesRefusal('time-limit', { field: 'timeLimit' });
    this.#model.run();
    const { optimal, unbounded, unboundedOrInfeasible } = this.#highs.constants.modelStatus;
    let status = this.#model.getModelStatus();
    if (status !== optimal && status !== unbounded) {
      // The simplex method may lose its way on a degenerate basis: what is not settled is asked again from scratch, with presolve.
      this.#model.clearSolver();
      this.#model.options.set('presolve', 'on');
      this.#model.run();
      this.#model.options.set('presolve', 'off');
      status = this.#model.getModelStatus();
    }
    if (status === optimal)
      return {
        objective: this.#model.getObjectiveValue() * this.#scale,
        values: this.#model.getSolution().colValue.map((value) => value * this.#scale),
      };
    if (status === unbounded || status === unboundedOrInfeasible)
      return { objective: Number.NEGATIVE_INFINITY, values: new Float64Array(0) };
    return undefined;
  }

  /**
   * The least and the greatest value of one hidden number that agree with everything known.
   *
   * @throws SeriesRefusal `margins-do-not-add` where no table agrees with what is given
   */
  interval(column: number): Interval {
    this.cost(column, 1);
    const low = this.solve();
    this.cost(column, -1);
    const high = this.solve();
    this.cost(column, 0);
    if (low === undefined || high === undefined) throw new SeriesRefusal('margins-do-not-add', { field: 'cells' });
    return { min: tidy(low.objective, this.#scale), max: tidy(-high.objective, this.#scale) };
  }

  [Symbol.dispose](): void {
    this.#model.dispose();
  }
}

/** The solver's tolerance is 10⁻⁷ of its unit: figures beyond that are noise. */
function tidy(value: number, scale: number): number {
  const digits = Math.max(scale * 1e-6, Number.MIN_VALUE);
  if (!Number.isFinite(value)) return value;
  const whole = Math.round(value);
  if (Math.abs(value - whole) <= digits) return whole + 0;
  return value;
}

/** Values near a million at most keep the solver's absolute tolerances meaningful. */
function scaleOf(system: LinearSystem): number {
  let most = 0;
  for (const { min, max } of system.facts) {
    for (const side of [min, max]) if (Number.isFinite(side)) most = Math.max(most, Math.abs(side));
  }
  return most === 0 ? 1 : most / 1e6;
}
