import { compileExpression as compileFeel, FeelLimitError } from '@mandate/decisions';

export type Variables = Readonly<Record<string, unknown>>;

/** A FEEL expression, compiled. Errors inside it give null, as the standard says. */
export interface Expression {
  readonly text: string;
  /** @throws ExpressionLimitError if it does not end in reasonable time */
  evaluate(variables: Variables): unknown;
}

/** Thrown by an expression that would not end. */
export class ExpressionLimitError extends Error {}

/** Longer texts are refused: no condition needs them, and parsers slow down on them. */
const maximumLength = 10_000;

/**
 * Compiles a FEEL expression.
 *
 * The functions that read the clock are refused: a step must give the same result whenever it is computed, from the history too.
 *
 * @param names variables whose names hold spaces or symbols
 * @throws SyntaxError if the text is not FEEL or reads the clock
 */
export function compileExpression(text: string, names: readonly string[] = []): Expression {
  if (text.length > maximumLength) throw new SyntaxError(`expression is longer than ${maximumLength} characters`);
  if (text.trim() === '') throw new SyntaxError('expression is empty');
  const clock = /\b(now|today)\s*\(\s*\)/.exec(text.replace(/"(?:[^"\\]|\\.)*"/g, '""'));
  if (clock !== null) throw new SyntaxError(`${clock[0]} reads the clock; use a timer, or give the date as a variable`);
  const compiled = compileFeel(text, { names });
  return {
    text,
    evaluate: (variables) => {
      try {
        return compiled.evaluate(variables);
      } catch (error) {
        if (error instanceof FeelLimitError) throw new ExpressionLimitError(error.message);
        throw error;
      }
    },
  };
}
