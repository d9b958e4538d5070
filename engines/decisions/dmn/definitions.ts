/** A DMN model as read from its file: plain data, references unresolved (DMN 1.5 chapters 6–8 and 10.5). */
export interface Definitions {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly imports: readonly Import[];
  readonly items: readonly ItemDefinition[];
  readonly inputs: readonly InputData[];
  readonly decisions: readonly Decision[];
  readonly knowledge: readonly KnowledgeModel[];
  readonly services: readonly DecisionService[];
}

export interface Import {
  readonly name: string;
  readonly namespace: string;
  /** Whether it is another DMN model; XML schemas and PMML documents are not read. */
  readonly isModel: boolean;
}

export interface Variable {
  readonly name: string;
  readonly typeRef: string | undefined;
}

export interface ItemDefinition {
  readonly name: string;
  readonly typeRef: string | undefined;
  readonly isCollection: boolean;
  readonly allowedValues: string | undefined;
  readonly typeConstraint: string | undefined;
  readonly components: readonly ItemDefinition[];
  readonly functionItem: { readonly parameters: readonly Variable[]; readonly output: string | undefined } | undefined;
  readonly id: string;
}

interface Element {
  readonly id: string;
  readonly name: string;
  readonly variable: Variable;
}

export type InputData = Element;

export interface Decision extends Element {
  readonly description: string;
  readonly requires: Requirements;
  readonly logic: Expression | undefined;
}

export interface KnowledgeModel extends Element {
  readonly requires: Requirements;
  readonly logic: FunctionDefinition | undefined;
}

export interface DecisionService extends Element {
  readonly outputs: readonly string[];
  readonly encapsulated: readonly string[];
  readonly inputDecisions: readonly string[];
  readonly inputs: readonly string[];
}

/** References to other elements, as `#id` or `namespace#id`. */
export interface Requirements {
  readonly inputs: readonly string[];
  readonly decisions: readonly string[];
  readonly knowledge: readonly string[];
}

interface Typed {
  readonly id: string;
  readonly typeRef: string | undefined;
}

export interface LiteralExpression extends Typed {
  readonly is: 'literal';
  readonly text: string;
  readonly language: string | undefined;
}

export interface FunctionDefinition extends Typed {
  readonly is: 'function';
  readonly kind: string;
  readonly parameters: readonly Variable[];
  readonly body: Expression | undefined;
}

export interface Binding {
  readonly name: string;
  readonly value: Expression | undefined;
}

export type Expression =
  | LiteralExpression
  | FunctionDefinition
  | DecisionTable
  | (Typed & {
      readonly is: 'context';
      readonly entries: readonly { readonly variable: Variable | undefined; readonly value: Expression | undefined }[];
    })
  | (Typed & { readonly is: 'list'; readonly items: readonly Expression[] })
  | (Typed & { readonly is: 'relation'; readonly columns: readonly Variable[]; readonly rows: readonly (readonly Expression[])[] })
  | (Typed & { readonly is: 'invocation'; readonly called: Expression | undefined; readonly bindings: readonly Binding[] })
  | (Typed & {
      readonly is: 'conditional';
      readonly condition: Expression | undefined;
      readonly whenTrue: Expression | undefined;
      readonly otherwise: Expression | undefined;
    })
  | (Typed & { readonly is: 'filter'; readonly of: Expression | undefined; readonly match: Expression | undefined })
  | (Typed & {
      readonly is: 'for' | 'some' | 'every';
      readonly variable: string;
      readonly over: Expression | undefined;
      readonly body: Expression | undefined;
    });

export type HitPolicy = 'UNIQUE' | 'FIRST' | 'PRIORITY' | 'ANY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';
export type Aggregation = 'COUNT' | 'SUM' | 'MIN' | 'MAX';

export interface TableInput {
  readonly id: string;
  readonly label: string | undefined;
  readonly text: string;
  readonly typeRef: string | undefined;
  readonly values: string | undefined;
}

export interface TableOutput {
  readonly id: string;
  readonly name: string | undefined;
  readonly typeRef: string | undefined;
  readonly values: string | undefined;
  readonly otherwise: string | undefined;
}

export interface Rule {
  readonly id: string;
  readonly description: string | undefined;
  readonly tests: readonly string[];
  readonly results: readonly string[];
  readonly annotations: readonly string[];
}

export interface DecisionTable extends Typed {
  readonly is: 'table';
  readonly hitPolicy: HitPolicy;
  readonly aggregation: Aggregation | undefined;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly rules: readonly Rule[];
}

/** Something wrong in a model: where, and why. */
export interface Problem {
  readonly element: string;
  readonly reason: string;
}

/** A model that cannot be used: every element that is wrong, with the reason. */
export class DecisionModelError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(({ element, reason }) => `${element}: ${reason}`).join('; '));
    this.name = 'DecisionModelError';
    this.problems = problems;
  }
}
