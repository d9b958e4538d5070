import type {
  Aggregation,
  Binding,
  DecisionTable,
  Expression,
  FunctionDefinition,
  HitPolicy,
  LiteralExpression,
  Problem,
  Rule,
  TableInput,
  TableOutput,
  Variable,
} from './definitions.ts';
import type { XmlElement } from './xml.ts';

const HIT_POLICIES: readonly string[] = [
  'UNIQUE',
  'FIRST',
  'PRIORITY',
  'ANY',
  'COLLECT',
  'RULE ORDER',
  'OUTPUT ORDER',
] satisfies HitPolicy[];
const AGGREGATIONS: readonly string[] = ['COUNT', 'SUM', 'MIN', 'MAX'] satisfies Aggregation[];

/** Namespaces of the versions of DMN, 1.1 to 1.6. */
export const isDmn = ({ namespace }: XmlElement): boolean =>
  /^https?:\/\/www\.omg\.org\/spec\/DMN\/\d{8}\/(?:MODEL\/|dmn\.xsd)$/.test(namespace);

export const childrenOf = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name && isDmn(child));
export const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.name === name && isDmn(child));
export const textIn = (element: XmlElement | undefined): string | undefined =>
  element === undefined ? undefined : (childOf(element, 'text')?.text ?? '');

/** A name's white space is normalised: runs are one space (DMN 1.5 §10.3.1.4). */
export const nameOf = (element: XmlElement): string => (element.attributes.get('name') ?? '').trim().replace(/\s+/g, ' ');

/** A type is referred to by an attribute, before DMN 1.2 also by a child. */
export const typeRefOf = (element: XmlElement): string | undefined => {
  const found = (element.attributes.get('typeRef') ?? childOf(element, 'typeRef')?.text)?.trim();
  return found === undefined || found === '' ? undefined : found.replace(/^\{.*\}/, '');
};

export const variableOf = (element: XmlElement): Variable => ({ name: nameOf(element), typeRef: typeRefOf(element) });

/** Reads boxed expressions; what is wrong is reported and read as if it were missing. */
export class ExpressionReader {
  readonly #report: (problem: Problem) => void;
  constructor(report: (problem: Problem) => void) {
    this.#report = report;
  }

  /** The id of the element of the model whose parts are being read. */
  owner = '';

  /** An element's id; one without is called by its owner and line. */
  idOf(element: XmlElement): string {
    const place = `${element.name} in line ${element.line}`;
    return element.attributes.get('id') ?? (this.owner === '' ? place : `${this.owner}, ${place}`);
  }

  /** The first child that is an expression. */
  within(element: XmlElement | undefined): Expression | undefined {
    if (element === undefined) return undefined;
    for (const child of element.children) {
      const expression = isDmn(child) ? this.expression(child) : undefined;
      if (expression !== undefined) return expression;
    }
    return undefined;
  }

  expression(element: XmlElement): Expression | undefined {
    const common = { id: this.idOf(element), typeRef: typeRefOf(element) };
    switch (element.name) {
      case 'literalExpression':
        return this.#literal(element);
      case 'decisionTable':
        return this.#table(element);
      case 'context':
        return { ...common, is: 'context', entries: this.#entries(element) };
      case 'list':
        return { ...common, is: 'list', items: this.#items(element) };
      case 'relation':
        return { ...common, is: 'relation', ...this.#relation(element) };
      case 'functionDefinition':
        return this.functionDefinition(element);
      case 'invocation':
        return {
          ...common,
          is: 'invocation',
          called: this.#called(element),
          bindings: childrenOf(element, 'binding').map((each) => this.#binding(each)),
        };
      case 'conditional': {
        const part = (name: string): Expression | undefined => this.within(childOf(element, name));
        return { ...common, is: 'conditional', condition: part('if'), whenTrue: part('then'), otherwise: part('else') };
      }
      case 'filter':
        return { ...common, is: 'filter', of: this.within(childOf(element, 'in')), match: this.within(childOf(element, 'match')) };
      case 'for':
      case 'some':
      case 'every': {
        const body = childOf(element, element.name === 'for' ? 'return' : 'satisfies');
        const variable = (element.attributes.get('iteratorVariable') ?? '').trim();
        if (variable === '') this.#report({ element: common.id, reason: 'lacks its iteratorVariable' });
        return { ...common, is: element.name, variable, over: this.within(childOf(element, 'in')), body: this.within(body) };
      }
      default:
        return undefined;
    }
  }

  functionDefinition(element: XmlElement): FunctionDefinition {
    return {
      is: 'function',
      id: this.idOf(element),
      typeRef: typeRefOf(element),
      kind: element.attributes.get('kind') ?? 'FEEL',
      parameters: childrenOf(element, 'formalParameter').map(variableOf),
      body: this.within(element),
    };
  }

  #literal(element: XmlElement): LiteralExpression {
    const id = this.idOf(element);
    if (childOf(element, 'importedValues') !== undefined) this.#report({ element: id, reason: 'imported values are not supported' });
    return {
      is: 'literal',
      id,
      typeRef: typeRefOf(element),
      text: textIn(element) ?? '',
      language: element.attributes.get('expressionLanguage'),
    };
  }

  #entries(element: XmlElement): { variable: Variable | undefined; value: Expression | undefined }[] {
    return childrenOf(element, 'contextEntry').map((entry) => {
      const variable = childOf(entry, 'variable');
      return { variable: variable === undefined ? undefined : variableOf(variable), value: this.within(entry) };
    });
  }

  #items(element: XmlElement): Expression[] {
    return element.children.flatMap((child) => (isDmn(child) ? (this.expression(child) ?? []) : []));
  }

  #relation(element: XmlElement): { columns: Variable[]; rows: Expression[][] } {
    const columns = childrenOf(element, 'column').map(variableOf);
    const rows = childrenOf(element, 'row').map((row) => this.#items(row));
    for (const [i, row] of rows.entries()) {
      if (row.length !== columns.length)
        this.#report({ element: this.idOf(element), reason: `row ${i + 1} has ${row.length} cells for ${columns.length} columns` });
    }
    return { columns, rows };
  }

  #called(element: XmlElement): Expression | undefined {
    return this.within({ ...element, children: element.children.filter(({ name }) => name !== 'binding') });
  }

  #binding(element: XmlElement): Binding {
    const parameter = childOf(element, 'parameter');
    return { name: parameter === undefined ? '' : nameOf(parameter), value: this.within(element) };
  }

  #table(element: XmlElement): DecisionTable {
    const id = this.idOf(element);
    const hitPolicy = element.attributes.get('hitPolicy') ?? 'UNIQUE';
    if (!HIT_POLICIES.includes(hitPolicy)) this.#report({ element: id, reason: `no hit policy ${hitPolicy}` });
    const aggregation = element.attributes.get('aggregation');
    if (aggregation !== undefined && !AGGREGATIONS.includes(aggregation))
      this.#report({ element: id, reason: `no aggregation ${aggregation}` });
    const inputs = childrenOf(element, 'input').map((each) => this.#input(each));
    const outputs = childrenOf(element, 'output').map((each) => this.#output(each));
    if (outputs.length === 0) this.#report({ element: id, reason: 'a decision table needs an output' });
    const rules = childrenOf(element, 'rule').map((each) => this.#rule(each, inputs.length, outputs.length));
    return {
      is: 'table',
      id,
      typeRef: typeRefOf(element),
      hitPolicy: hitPolicy as HitPolicy,
      aggregation: aggregation as Aggregation | undefined,
      inputs,
      outputs,
      rules,
    };
  }

  #input(element: XmlElement): TableInput {
    const expression = childOf(element, 'inputExpression');
    if (expression === undefined) this.#report({ element: this.idOf(element), reason: 'lacks its inputExpression' });
    return {
      id: this.idOf(element),
      label: element.attributes.get('label'),
      text: textIn(expression) ?? '',
      typeRef: expression === undefined ? undefined : typeRefOf(expression),
      values: textIn(childOf(element, 'inputValues')),
    };
  }

  #output(element: XmlElement): TableOutput {
    return {
      id: this.idOf(element),
      name: element.attributes.has('name') ? nameOf(element) : undefined,
      typeRef: typeRefOf(element),
      values: textIn(childOf(element, 'outputValues')),
      otherwise: textIn(childOf(element, 'defaultOutputEntry')),
    };
  }

  #rule(element: XmlElement, inputs: number, outputs: number): Rule {
    const tests = childrenOf(element, 'inputEntry').map((entry) => textIn(entry) ?? '');
    const results = childrenOf(element, 'outputEntry').map((entry) => textIn(entry) ?? '');
    if (tests.length !== inputs || results.length !== outputs)
      this.#report({
        element: this.idOf(element),
        reason: `has ${tests.length} input entries and ${results.length} output entries, the table ${inputs} inputs and ${outputs} outputs`,
      });
    return {
      id: this.idOf(element),
      description: childOf(element, 'description')?.text.trim(),
      tests,
      results,
      annotations: childrenOf(element, 'annotationEntry').map((entry) => textIn(entry) ?? ''),
    };
  }
}
