import { bindArguments } from '../feel/compile-functions.ts';
import { charge, deeper } from '../feel/limits.ts';
import type { Evaluate, Frame } from '../feel/scope.ts';
import { bare, bind, type FeelType } from '../feel/types.ts';
import {
  type FeelContext,
  FeelFunction,
  type FeelList,
  type FeelValue,
  isContext,
  type NamedArguments,
  type Parameter,
} from '../feel/values.ts';
import { currentTrace, noteError } from './trace.ts';

/** Stands for the value of a node while it is being evaluated. */
const UNDER_WAY = Symbol('under way');

/** The values of one evaluation of a requirement graph. */
export class Run {
  readonly #given: FeelContext;
  readonly #known: Map<Node, FeelValue | typeof UNDER_WAY>;

  /**
   * @param given values by name, as the caller has them
   * @param known values of nodes, as the arguments of a decision service
   */
  constructor(given: FeelContext, known: Map<Node, FeelValue> = new Map()) {
    this.#given = given;
    this.#known = known;
  }

  valueOf(node: Node): FeelValue {
    const known = this.#known.get(node);
    if (known === UNDER_WAY) {
      noteError(node.id, 'the decision requires itself');
      return null;
    }
    if (known !== undefined) return known;
    charge(1);
    this.#known.set(node, UNDER_WAY);
    const value = node.evaluate(this);
    this.#known.set(node, value);
    return value;
  }

  /** What the caller gave for an input: by its path over imports, in a context by import, or by its bare name. */
  given(name: string, path: readonly string[]): FeelValue {
    if (path.length === 0) return this.#given.get(name) ?? null;
    const full = [...path, name].join('.');
    if (this.#given.has(full)) return this.#given.get(full) ?? null;
    let inside: FeelValue = this.#given;
    for (const step of path) inside = isContext(inside) ? (inside.get(step) ?? null) : null;
    if (isContext(inside) && inside.has(name)) return inside.get(name) ?? null;
    return this.#given.get(name) ?? null;
  }
}

/** An element of a requirement graph that has a value. */
export interface Node {
  readonly id: string;
  /** The name of its variable. */
  readonly name: string;
  readonly type: FeelType;
  evaluate(run: Run): FeelValue;
}

export class InputNode implements Node {
  readonly id: string;
  readonly name: string;
  readonly type: FeelType;
  /** Names of the imports over which the root model reaches this one. */
  readonly path: readonly string[];

  constructor(id: string, name: string, type: FeelType, path: readonly string[]) {
    this.id = id;
    this.name = name;
    this.type = type;
    this.path = path;
  }

  evaluate(run: Run): FeelValue {
    const given = run.given(this.name, this.path);
    const value = bind(given, this.type);
    if (value === null && given !== null) noteError(this.id, `the value given for ${this.name} is not of its type`);
    return value;
  }
}

/** One slot of a logic's frame: a requirement, or the elements required of one imported model as a context. */
export type Slot = Node | ReadonlyMap<string, Node>;

export const frameOf = (slots: readonly Slot[], run: Run): Frame => ({
  values: slots.map((slot) => (slot instanceof Map ? imported(slot, run) : run.valueOf(slot as Node))),
  up: undefined,
});

const imported = (elements: ReadonlyMap<string, Node>, run: Run): FeelContext =>
  new Map([...elements].map(([name, node]) => [name, run.valueOf(node)]));

export class DecisionNode implements Node {
  readonly id: string;
  readonly name: string;
  readonly type: FeelType;
  /** Set when the logic is compiled, after all nodes exist. */
  slots: readonly Slot[] = [];
  logic: Evaluate = () => null;

  constructor(id: string, name: string, type: FeelType) {
    this.id = id;
    this.name = name;
    this.type = type;
  }

  evaluate(run: Run): FeelValue {
    const frame = deeper(() => frameOf(this.slots, run));
    const trace = currentTrace();
    const before = trace?.decision ?? '';
    if (trace !== undefined) trace.decision = this.name;
    const raw = this.logic(frame);
    const value = bind(raw, this.type);
    if (value === null && raw !== null) noteError(this.id, 'the result is not of the type of the decision');
    if (trace !== undefined) {
      trace.decision = before;
      trace.decisions.push({ decision: this.name, value });
    }
    return value;
  }
}

/** A business knowledge model: a function over the knowledge it requires, itself included. */
export class KnowledgeNode implements Node {
  readonly id: string;
  readonly name: string;
  readonly type: FeelType;
  slots: readonly Slot[] = [];
  logic: Evaluate = () => null;

  constructor(id: string, name: string, type: FeelType) {
    this.id = id;
    this.name = name;
    this.type = type;
  }

  evaluate(): FeelValue {
    // Slot 0 is the function itself. The others are evaluated when it is first called: knowledge models may require one another.
    const values: FeelValue[] = [];
    const frame: Frame = { values, up: undefined };
    const inner = this.logic(frame);
    if (!(inner instanceof FeelFunction)) return null;
    const type = bare(this.type);
    const result = type.type === 'function' ? type.result : type;
    const outer = new FeelFunction(this.name, inner.parameters, type.type === 'Any' ? inner.resultType : result, (args) => {
      if (values.length < this.slots.length + 1) values.push(...frameOf(this.slots, new Run(new Map())).values);
      return bind(inner.apply(args), result);
    });
    values.push(outer);
    return outer;
  }
}

/** A decision service: a function of its inputs (DMN 1.5 §10.4). */
export class ServiceNode implements Node {
  readonly id: string;
  readonly name: string;
  readonly type: FeelType;
  inputs: readonly Node[] = [];
  outputs: readonly Node[] = [];

  constructor(id: string, name: string, type: FeelType) {
    this.id = id;
    this.name = name;
    this.type = type;
  }

  get parameters(): readonly Parameter[] {
    return this.inputs.map(({ name, type }) => ({ name, type }));
  }

  evaluate(): FeelValue {
    const { parameters } = this;
    const type = bare(this.type);
    const result = type.type === 'function' ? type.result : type;
    return new FeelFunction(this.name, parameters, result, (args: FeelList | NamedArguments) => {
      const values = bindArguments(parameters, args);
      return values === undefined ? null : deeper(() => bind(this.#conclude(values), result));
    });
  }

  #conclude(values: readonly FeelValue[]): FeelValue {
    const run = new Run(new Map(), new Map(this.inputs.map((node, i) => [node, values[i] ?? null])));
    const [only] = this.outputs;
    if (this.outputs.length === 1 && only !== undefined) return run.valueOf(only);
    return new Map(this.outputs.map((node) => [node.name, run.valueOf(node)]));
  }
}
