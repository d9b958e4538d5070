import { atMoment } from './feel/clock.ts';
import { Compiler } from './feel/compiler.ts';
import { builtIns } from './feel/functions/index.ts';
import { limited } from './feel/limits.ts';
import { NameTable, nameParts } from './feel/names.ts';
import { parseExpression } from './feel/parser.ts';
import { type Evaluate, Scope } from './feel/scope.ts';
import { fromPlain, toPlain } from './plain-values.ts';

export interface ExpressionOptions {
  /** Variables whose names hold spaces or symbols: only names that are known can be told from operators. */
  readonly names?: readonly string[];
}

/** A compiled FEEL expression. */
export interface CompiledExpression {
  readonly text: string;
  /**
   * The value over plain variables, as plain values; errors inside the expression give null (DMN 1.5 §10.3.2.16).
   *
   * @param at the moment that `now` and `today` tell; the machine's clock where it is left out
   * @throws FeelLimitError if the evaluation does not end in reasonable time
   * @throws ValueError if a variable is no value FEEL can hold
   */
  evaluate(variables: Readonly<Record<string, unknown>>, at?: Temporal.ZonedDateTime): unknown;
}

const builtInNames = new NameTable(builtIns.keys());
/** Compilations kept for sets of names that are no single words. */
const MOST_VARIANTS = 20;

function compile(text: string, names: readonly string[]): Evaluate {
  const known = { scopes: [new NameTable(names), builtInNames], components: new NameTable(names), types: new NameTable() };
  const surroundings = { typeNamed: () => undefined, unknownName: () => undefined, externalFunction: () => undefined };
  return new Compiler(surroundings).compile(parseExpression(text, known), new Scope(undefined, [], 'open'));
}

/**
 * Compiles a FEEL expression over variables that are known only when it is evaluated.
 *
 * @throws FeelSyntaxError with the place if the text is no FEEL
 */
export function compileExpression(text: string, options: ExpressionOptions = {}): CompiledExpression {
  const names = options.names ?? [];
  const plain = compile(text, names);
  const variants = new Map<string, Evaluate>();
  const evaluatorFor = (variables: Readonly<Record<string, unknown>>): Evaluate => {
    const special = Object.keys(variables).filter((name) => nameParts(name).length > 1 && !names.includes(name));
    if (special.length === 0) return plain;
    const key = JSON.stringify(special);
    let variant = variants.get(key);
    if (variant === undefined) {
      variant = compileWith(text, [...names, ...special]) ?? plain;
      if (variants.size < MOST_VARIANTS) variants.set(key, variant);
    }
    return variant;
  };
  return {
    text,
    evaluate: (variables, at) =>
      toPlain(atMoment(at, () => limited(() => evaluatorFor(variables)({ values: [fromPlain(variables)], up: undefined })))),
  };
}

/** The compilation with further names; a text that they make unreadable keeps its first reading. */
function compileWith(text: string, names: readonly string[]): Evaluate | undefined {
  try {
    return compile(text, names);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
