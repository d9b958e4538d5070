import { child, is, label, type ModdleElement, text } from './elements.ts';
import { compileExpression, type Expression, ExpressionLimitError, type Variables } from './expressions.ts';
import type { Activity, Attributes, CatchEvent, Finding, Flow, Gateway, LinkEvent, Scope, ThrowEvent } from './plan.ts';
import { RunFailure } from './run.ts';

type Draft<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
export type NodeDraft = Draft<CatchEvent> | Draft<ThrowEvent> | Draft<LinkEvent> | Draft<Gateway> | Draft<Activity>;
export type ActivityDraft = Draft<Activity>;
export type CatchDraft = Draft<CatchEvent>;
export type ScopeDraft = Draft<Scope>;
export type FlowDraft = Draft<Flow>;

/** Namespaces under which tools name FEEL; anything else as an expression's language is refused. */
const feelLanguage = /^(feel|FEEL|https?:\/\/www\.omg\.org\/spec\/(DMN\/\d+\/)?FEEL\/?\d*\/?)$/;
/** The schema's own default for models that say nothing. A model that restates it says no more than one that does not. */
const schemaDefaultLanguage = 'http://www.w3.org/1999/XPath';

/** What is known while a model is compiled: the parts made so far and everything found wrong. */
export class Building {
  readonly refusals: Finding[] = [];
  readonly warnings: Finding[] = [];
  readonly processes = new Map<string, ScopeDraft>();
  readonly globalTasks = new Map<string, ModdleElement>();
  readonly nodes = new Map<string, NodeDraft>();
  readonly flows = new Map<string, FlowDraft>();
  readonly sources = new Map<NodeDraft, ModdleElement>();
  readonly dataNames = new Map<string, string>();
  /** associations that have an id, wherever they stand in the model */
  readonly associations: readonly ModdleElement[];
  readonly messageFlows = new Map<string, string[]>();
  readonly #language: string;
  hasConditions = false;
  hasAdHoc = false;

  constructor(definitions: ModdleElement, elements: readonly ModdleElement[]) {
    this.associations = elements.filter((element) => is(element, 'Association'));
    this.#language = text(definitions, 'expressionLanguage') ?? schemaDefaultLanguage;
  }

  refuse(element: ModdleElement | string, code: string, reason: string): undefined {
    this.refusals.push({ code, element: typeof element === 'string' ? element : label(element), reason });
    return undefined;
  }

  warn(element: ModdleElement | string, code: string, reason: string): void {
    this.warnings.push({ code, element: typeof element === 'string' ? element : label(element), reason });
  }

  /** The expression in property `name` of `element`, compiled; undefined if absent or refused. */
  expression(element: ModdleElement, name: string): Expression | undefined {
    const source = child(element, name);
    if (source === undefined) return undefined;
    const language = text(source, 'language') ?? (this.#language === schemaDefaultLanguage ? 'feel' : this.#language);
    if (!feelLanguage.test(language)) return this.refuse(element, 'expression-language', `${name}: "${language}" is not FEEL`);
    return this.feel(element, name, text(source, 'body') ?? '');
  }

  feel(element: ModdleElement, name: string, body: string): Expression | undefined {
    try {
      return this.#named(element, this.#withDataIds(compileExpression(body.trim(), this.#oddNames())));
    } catch (error) {
      return this.refuse(element, 'expression', `${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Names that FEEL could not tell from operators and numbers unless they are known. */
  #oddNames(): readonly string[] {
    return [...new Set([...this.dataNames].flat())].filter((name) => !/^[A-Za-z_]\w*$/.test(name));
  }

  /** An expression that does not end fails the instance at its element. */
  #named(element: ModdleElement, expression: Expression): Expression {
    const at = label(element);
    const evaluate = (variables: Variables): unknown => {
      try {
        return expression.evaluate(variables);
      } catch (error) {
        if (error instanceof ExpressionLimitError) throw new RunFailure('expression-limit', at);
        throw error;
      }
    };
    return { text: expression.text, evaluate };
  }

  /** Data objects are variables by name; an expression may also use their ids. */
  #withDataIds(expression: Expression): Expression {
    const used = [...this.dataNames].filter(([id, name]) => id !== name && expression.text.includes(id));
    if (used.length === 0) return expression;
    const aliased = (variables: Variables): Variables => ({
      ...variables,
      ...Object.fromEntries(used.map(([id, name]) => [id, variables[name]])),
    });
    return { text: expression.text, evaluate: (variables) => expression.evaluate(aliased(variables)) };
  }

  /** A reference of `element`, refused when it leads to something of another type. */
  reference(element: ModdleElement, name: string, ...types: readonly string[]): ModdleElement | undefined {
    const target = child(element, name);
    if (target === undefined || types.some((type) => is(target, type))) return target;
    return this.refuse(element, 'reference', `${name} leads to ${label(target)}, which is no ${types.join(' or ')}`);
  }

  /** The variable that holds an item-aware element. */
  dataName(element: ModdleElement): string {
    const held = child(element, 'dataObjectRef') ?? child(element, 'dataStoreRef') ?? element;
    const id = text(held, 'id') ?? label(held);
    return this.dataNames.get(id) ?? text(held, 'name') ?? id;
  }
}

export const noAttributes: Attributes = Object.freeze({});
