import { evaluate as evaluateFeel, parseExpression } from '@bpmn-io/feelin';

export type Variables = Readonly<Record<string, unknown>>;

/** A FEEL expression, compiled. Errors inside it give null, as the standard says. */
export interface Expression {
  readonly text: string;
  evaluate(variables: Variables): unknown;
}

/** Longer texts are refused: no condition needs them, and parsers slow down on them. */
const maximumLength = 10_000;

/**
 * Compiles a FEEL expression.
 *
 * @throws SyntaxError if the text is not FEEL
 */
export function compileExpression(text: string): Expression {
  if (text.length > maximumLength) throw new SyntaxError(`expression is longer than ${maximumLength} characters`);
  if (text.trim() === '') throw new SyntaxError('expression is empty');
  let broken = false;
  parseExpression(text, {}, undefined).iterate({
    enter: (node) => {
      if (node.type.isError) broken = true;
    },
  });
  if (broken) throw new SyntaxError(`not a FEEL expression: ${text}`);
  return { text, evaluate: (variables) => evaluateFeel(text, variables).value };
}
