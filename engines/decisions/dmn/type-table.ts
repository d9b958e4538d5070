import { compileTests, type Test } from '../feel/compile-tests.ts';
import { Compiler } from '../feel/compiler.ts';
import { builtIns } from '../feel/functions/index.ts';
import { NameTable } from '../feel/names.ts';
import { parseTests } from '../feel/parser.ts';
import { Scope } from '../feel/scope.ts';
import { FeelSyntaxError } from '../feel/syntax.ts';
import { ANY, type FeelType, simpleTypes } from '../feel/types.ts';
import { isList } from '../feel/values.ts';
import type { ItemDefinition, Problem, Variable } from './definitions.ts';

const builtInNames = new NameTable(builtIns.keys());
const EMPTY_FRAME = { values: [], up: undefined };

/** The types of a model and, by the name of their import, of the models it imports. */
export class TypeTable {
  readonly #items: ReadonlyMap<string, ItemDefinition>;
  readonly #imports: ReadonlyMap<string, TypeTable>;
  readonly #report: (problem: Problem) => void;
  readonly #made = new Map<string, FeelType>();

  constructor(items: readonly ItemDefinition[], imports: ReadonlyMap<string, TypeTable>, report: (problem: Problem) => void) {
    this.#items = new Map(items.map((item) => [item.name, item]));
    this.#imports = imports;
    this.#report = report;
  }

  /** Every name by which a type can be named in an expression. */
  *names(): Generator<string> {
    yield* this.#items.keys();
    for (const [name, table] of this.#imports) for (const type of table.names()) yield name === '' ? type : `${name}.${type}`;
  }

  /** Names of components, of its own and imported types. */
  *components(): Generator<string> {
    for (const item of this.#items.values()) yield* componentsOf(item);
    for (const table of this.#imports.values()) yield* table.components();
  }

  /** The type of a name; undefined if the model has none. */
  named(name: string): FeelType | undefined {
    const made = this.#made.get(name);
    if (made !== undefined) return made;
    const item = this.#items.get(name);
    if (item !== undefined) {
      // Set before it is made: the definition may refer to itself.
      const reference: FeelType = { type: 'reference', name, target: () => this.#made.get(name) ?? ANY };
      this.#made.set(name, reference);
      const type = this.#make(item);
      this.#made.set(name, type);
      return type;
    }
    return simpleTypes.get(name) ?? this.#imported(name) ?? prefixed(name);
  }

  #imported(name: string): FeelType | undefined {
    for (const [prefix, table] of this.#imports) {
      const found =
        prefix === '' ? table.named(name) : name.startsWith(`${prefix}.`) ? table.named(name.slice(prefix.length + 1)) : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The type of a reference in the model; an unknown one is reported and stands for any. */
  typeOf(typeRef: string | undefined, element: string): FeelType {
    if (typeRef === undefined) return ANY;
    const type = this.named(typeRef);
    if (type === undefined) this.#report({ element, reason: `there is no type ${typeRef}` });
    return type ?? ANY;
  }

  #make(item: ItemDefinition): FeelType {
    const allowed = this.#constrained(this.#base(item), item.allowedValues, item.id);
    const whole: FeelType = item.isCollection ? { type: 'list', of: allowed } : allowed;
    return this.#constrained(whole, item.typeConstraint, item.id);
  }

  #base(item: ItemDefinition): FeelType {
    if (item.functionItem !== undefined) {
      const type = (variable: Variable): FeelType => this.typeOf(variable.typeRef, item.id);
      return {
        type: 'function',
        parameters: item.functionItem.parameters.map(type),
        result: this.typeOf(item.functionItem.output, item.id),
      };
    }
    if (item.components.length === 0) return this.typeOf(item.typeRef, item.id);
    return { type: 'context', entries: new Map(item.components.map((component) => [component.name, this.#make(component)])) };
  }

  #constrained(base: FeelType, constraint: string | undefined, element: string): FeelType {
    if (constraint === undefined || constraint.trim() === '') return base;
    const test = this.#test(constraint, element);
    if (test === undefined) return base;
    // Values of a list type are checked one by one where the constraint speaks of items.
    const ofItems = base.type === 'list';
    return {
      type: 'constrained',
      base,
      allows: (value) =>
        test(EMPTY_FRAME, value) === true || (ofItems && isList(value) && value.every((item) => test(EMPTY_FRAME, item) === true)),
    };
  }

  #test(text: string, element: string): Test | undefined {
    try {
      const names = {
        scopes: [new NameTable(['?']), builtInNames],
        components: new NameTable(this.components()),
        types: new NameTable(this.names()),
      };
      const tests = parseTests(text, names);
      const compiler = new Compiler({
        typeNamed: (name) => this.named(name),
        unknownName: (name) => this.#report({ element, reason: `unknown name ${name} in "${text}"` }),
        externalFunction: () => this.#report({ element, reason: 'external functions are not allowed' }),
      });
      return compileTests(compiler, tests, new Scope(undefined));
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      this.#report({ element, reason: `allowed values "${text}": ${error.message}` });
      return undefined;
    }
  }
}

function* componentsOf(item: ItemDefinition): Generator<string> {
  for (const component of item.components) {
    yield component.name;
    yield* componentsOf(component);
  }
}

/** DMN 1.1 wrote FEEL's types with the prefix of its namespace, and some by the names of XML Schema. */
function prefixed(name: string): FeelType | undefined {
  return OLD_NAMES.get(name.slice(name.indexOf(':') + 1));
}

const OLD_NAMES = new Map([
  ...simpleTypes,
  ...[
    ['any', 'Any'],
    ['dateTime', 'date and time'],
    ['dayTimeDuration', 'days and time duration'],
    ['yearMonthDuration', 'years and months duration'],
  ].flatMap(([old, now]): [string, FeelType][] => {
    const type = simpleTypes.get(now ?? '');
    return old === undefined || type === undefined ? [] : [[old, type]];
  }),
]);
