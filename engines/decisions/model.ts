import { DecisionModelError, type Problem } from './dmn/definitions.ts';
import type { Graph } from './dmn/graph.ts';
import { loadModel } from './dmn/load.ts';
import { type Node, Run } from './dmn/nodes.ts';
import { Trace, withTrace } from './dmn/trace.ts';
import { type Explanation, explain } from './explanation.ts';
import { atMoment } from './feel/clock.ts';
import { limited } from './feel/limits.ts';
import { typeText } from './feel/types.ts';
import { type FeelContext, FeelFunction, type FeelValue } from './feel/values.ts';
import { fromPlain, toPlain } from './plain-values.ts';
import { findTableWarnings, type TableWarning } from './table-analysis.ts';

/** Something asked of a model that it does not have. */
export class UnknownDecisionError extends RangeError {
  constructor(kind: string, name: string, known: readonly string[]) {
    super(`the model has no ${kind} "${name}"; it has: ${known.join(', ') || 'none'}`);
    this.name = 'UnknownDecisionError';
  }
}

export interface Outcome {
  readonly result: unknown;
  readonly explanation: Explanation;
}

/** What can be asked of a model, with types as FEEL writes them. */
export interface Description {
  readonly name: string;
  readonly namespace: string;
  readonly inputs: readonly { readonly id: string; readonly name: string; readonly type: string }[];
  readonly decisions: readonly { readonly id: string; readonly name: string; readonly type: string }[];
  readonly services: readonly {
    readonly id: string;
    readonly name: string;
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
  }[];
  readonly knowledge: readonly { readonly id: string; readonly name: string; readonly parameters: readonly string[] }[];
}

export interface FeelOutcome {
  readonly value: FeelValue;
  readonly trace: Trace;
}

/** A compiled model. It holds no state between questions. */
export class DecisionModel {
  readonly #graph: Graph;
  /** What is wrong in single elements; none in a model compiled strictly. */
  readonly problems: readonly Problem[];
  readonly #warnings: () => readonly TableWarning[];

  constructor(graph: Graph, problems: readonly Problem[]) {
    this.#graph = graph;
    this.problems = problems;
    let found: readonly TableWarning[] | undefined;
    this.#warnings = () => {
      found ??= findTableWarnings(graph.definitions);
      return found;
    };
  }

  get name(): string {
    return this.#graph.definitions.name;
  }

  /** Gaps and overlaps of the decision tables, each with an example; found when first asked for. */
  get warnings(): readonly TableWarning[] {
    return this.#warnings();
  }

  /**
   * Decides.
   *
   * @param decision name or id of the decision; the only decision of a model answers to the model's name too
   * @param inputs plain values by the names of the input data; what is missing is null
   * @param at the moment that `now` and `today` tell; the machine's clock where it is left out
   * @returns the result as plain values, and which rules gave it
   * @throws UnknownDecisionError if there is no such decision
   * @throws FeelLimitError if the evaluation does not end in reasonable time
   */
  decide(decision: string, inputs: Readonly<Record<string, unknown>>, at?: Temporal.ZonedDateTime): Outcome {
    const given = fromPlain(inputs);
    const { value, trace } = atMoment(at, () => this.decideFeel(decision, given instanceof Map ? given : new Map()));
    return { result: toPlain(value), explanation: explain(decision, trace) };
  }

  /** Decides over FEEL values. */
  decideFeel(decision: string, given: FeelContext): FeelOutcome {
    const { decisions, definitions } = this.#graph;
    const [only] = decisions;
    const node =
      only !== undefined && decisions.length === 1 && decision === definitions.name ? only : this.#find('decision', decisions, decision);
    return this.#run(() => new Run(given).valueOf(node));
  }

  /** Invokes a decision service with its inputs by name; those that are missing are null. */
  invokeService(service: string, given: FeelContext): FeelOutcome {
    return this.#invoke(this.#find('decision service', this.#graph.services, service), given);
  }

  /** Invokes a business knowledge model with its parameters by name. */
  invokeKnowledge(name: string, given: FeelContext): FeelOutcome {
    return this.#invoke(this.#find('business knowledge model', this.#graph.knowledge, name), given);
  }

  #invoke(node: Node, given: FeelContext): FeelOutcome {
    return this.#run(() => {
      const invoked = new Run(new Map()).valueOf(node);
      if (!(invoked instanceof FeelFunction)) return null;
      const names = invoked.parameters?.map(({ name }) => name) ?? [];
      return invoked.apply(new Map(names.flatMap((name) => (given.has(name) ? [[name, given.get(name) ?? null] as const] : []))));
    });
  }

  #run(work: () => FeelValue): FeelOutcome {
    const trace = new Trace();
    return { value: withTrace(trace, () => limited(work)), trace };
  }

  /** An element by its id, by its own name where its variable has another, or by a name with other white space. */
  #findOtherwise<T extends Node>(nodes: readonly T[], name: string): T | undefined {
    const { definitions } = this.#graph;
    const normal = name.trim().replace(/\s+/g, ' ');
    const named = [...definitions.decisions, ...definitions.services, ...definitions.knowledge].find((element) => element.name === normal);
    return nodes.find((node) => node.id === name || node.id === named?.id || node.name === normal);
  }

  #find<T extends Node>(kind: string, nodes: readonly T[], name: string): T {
    const found = nodes.find((node) => node.name === name) ?? this.#findOtherwise(nodes, name);
    if (found !== undefined) return found;
    throw new UnknownDecisionError(
      kind,
      name,
      nodes.map((node) => node.name),
    );
  }

  describe(): Description {
    const typed = ({ id, name, type }: Node): { id: string; name: string; type: string } => ({ id, name, type: typeText(type) });
    const { definitions, inputs, decisions, services, knowledge } = this.#graph;
    return {
      name: definitions.name,
      namespace: definitions.namespace,
      inputs: inputs.map(typed),
      decisions: decisions.map(typed),
      services: services.map((each) => ({
        id: each.id,
        name: each.name,
        inputs: each.inputs.map(({ name }) => name),
        outputs: each.outputs.map(({ name }) => name),
      })),
      knowledge: knowledge.map(({ id, name }, i) => ({
        id,
        name,
        parameters: definitions.knowledge[i]?.logic?.parameters.map((parameter) => parameter.name) ?? [],
      })),
    };
  }
}

export interface CompileOptions {
  /** Texts of the models that this one may import. */
  readonly imports?: readonly string[];
  /** Compile in spite of elements that are wrong: what depends on them is null, and `problems` names them. */
  readonly lenient?: boolean;
}

/**
 * Compiles a DMN model (versions 1.1 to 1.5).
 *
 * @throws DecisionModelError with every element that is wrong and the reason: broken XML, unknown references, texts that are no FEEL,
 *   names that are not in scope, functions defined outside FEEL
 */
export function compileModel(text: string, options: CompileOptions = {}): DecisionModel {
  const { graph, problems } = loadModel(text, options.imports ?? []);
  if (problems.length > 0 && options.lenient !== true) throw new DecisionModelError(problems);
  return new DecisionModel(graph, problems);
}
