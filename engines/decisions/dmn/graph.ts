import { NameTable } from '../feel/names.ts';
import { Scope } from '../feel/scope.ts';
import { BoxedCompiler } from './boxed.ts';
import type { Definitions, Problem, Requirements } from './definitions.ts';
import { DecisionNode, InputNode, KnowledgeNode, type Node, ServiceNode, type Slot } from './nodes.ts';
import { TypeTable } from './type-table.ts';

/** One model with its elements compiled, and the models it imports by the name of the import. */
export class Graph {
  readonly definitions: Definitions;
  readonly types: TypeTable;
  readonly inputs: readonly InputNode[];
  readonly decisions: readonly DecisionNode[];
  readonly knowledge: readonly KnowledgeNode[];
  readonly services: readonly ServiceNode[];
  readonly imports: ReadonlyMap<string, Graph>;
  readonly #byId = new Map<string, Node>();
  /** Names of components of types, and keys of contexts in the logic of this model and those it imports. */
  readonly components: NameTable;
  #report: (problem: Problem) => void;

  /** @param path names of the imports over which the root model reaches this one */
  constructor(definitions: Definitions, imports: ReadonlyMap<string, Graph>, path: readonly string[], report: (problem: Problem) => void) {
    this.definitions = definitions;
    this.imports = imports;
    this.#report = report;
    this.types = new TypeTable(definitions.items, new Map([...imports].map(([name, graph]) => [name, graph.types])), report);
    for (const item of definitions.items) this.types.named(item.name);
    const type = (variable: { readonly typeRef: string | undefined }, id: string) => this.types.typeOf(variable.typeRef, id);
    this.inputs = definitions.inputs.map(({ id, variable }) => new InputNode(id, variable.name, type(variable, id), path));
    this.decisions = definitions.decisions.map(({ id, variable }) => new DecisionNode(id, variable.name, type(variable, id)));
    this.knowledge = definitions.knowledge.map(({ id, variable }) => new KnowledgeNode(id, variable.name, type(variable, id)));
    this.services = definitions.services.map(({ id, variable }) => new ServiceNode(id, variable.name, type(variable, id)));
    for (const node of [...this.inputs, ...this.decisions, ...this.knowledge, ...this.services]) this.#byId.set(node.id, node);
    const imported = [...imports.values()].flatMap((graph) => [...graph.names(), ...graph.components.names]);
    this.components = new NameTable([...this.types.components(), ...imported]);
    this.#linkTwice();
  }

  /** A text may name keys of contexts that are read after it: where the first reading fails, the second knows them all. */
  #linkTwice(): void {
    const report = this.#report;
    let failed = false;
    this.#report = () => {
      failed = true;
    };
    this.#link();
    this.#report = report;
    if (failed) this.#link();
  }

  #link(): void {
    const boxed = new BoxedCompiler(this.types, this.components, (problem) => this.#report(problem));
    for (const [i, service] of this.definitions.services.entries()) {
      const node = this.services[i];
      if (node === undefined) continue;
      node.inputs = this.#nodes([...service.inputs, ...service.inputDecisions], service.id);
      node.outputs = this.#nodes(service.outputs, service.id);
      if (service.outputs.length === 0) this.#report({ element: service.id, reason: 'a decision service needs an output decision' });
      this.#nodes(service.encapsulated, service.id);
    }
    for (const [i, { id, requires, logic }] of this.definitions.knowledge.entries()) {
      const node = this.knowledge[i];
      if (node === undefined) continue;
      const { slots, names } = this.#slots(requires, id, node);
      node.slots = slots;
      if (logic !== undefined) node.logic = boxed.functionDefinition(logic, new Scope(undefined, [node.name, ...names]));
    }
    for (const [i, { id, requires, logic }] of this.definitions.decisions.entries()) {
      const node = this.decisions[i];
      if (node === undefined) continue;
      const { slots, names } = this.#slots(requires, id);
      node.slots = slots;
      node.logic = boxed.compile(logic, new Scope(undefined, names));
    }
  }

  /** Every name another model can reach in this one. */
  *names(): Generator<string> {
    for (const { name } of [...this.inputs, ...this.decisions, ...this.knowledge, ...this.services]) yield name;
    for (const [name, graph] of this.imports) {
      yield name;
      yield* graph.names();
    }
  }

  #nodes(hrefs: readonly string[], element: string): Node[] {
    return hrefs.flatMap((href) => this.#find(href, element)?.node ?? []);
  }

  /** The element an href names, and the import that holds it; what is not found is reported. */
  #find(href: string, element: string): { readonly node: Node; readonly prefix: string | undefined } | undefined {
    const hash = href.indexOf('#');
    const namespace = hash < 0 ? '' : href.slice(0, hash);
    const id = href.slice(hash + 1);
    const own = this.#byId.get(id);
    if (own !== undefined && (namespace === '' || namespace === this.definitions.namespace)) return { node: own, prefix: undefined };
    for (const [prefix, graph] of this.imports) {
      if (graph.definitions.namespace !== namespace) continue;
      const node = graph.#byId.get(id);
      if (node !== undefined) return { node, prefix };
    }
    if (own !== undefined) return { node: own, prefix: undefined };
    this.#report({ element, reason: `there is no element ${href}` });
    return undefined;
  }

  /** The slots of a logic's frame with their names: own requirements by name, those of an import together under its name. */
  #slots(requires: Requirements, element: string, except?: Node): { readonly slots: readonly Slot[]; readonly names: readonly string[] } {
    const slots = new Map<string, Node | Map<string, Node>>();
    for (const href of [...requires.inputs, ...requires.decisions, ...requires.knowledge]) {
      const found = this.#find(href, element);
      if (found === undefined || found.node === except) continue;
      const { node, prefix } = found;
      if (prefix === undefined || prefix === '') slots.set(node.name, node);
      else {
        const together = slots.get(prefix);
        if (together instanceof Map) together.set(node.name, node);
        else slots.set(prefix, new Map([[node.name, node]]));
      }
    }
    return { slots: [...slots.values()], names: [...slots.keys()] };
  }
}
