import { type CompileOptions, compileModel, type DecisionModel } from './model.ts';

export { DecisionModelError, type Problem } from './dmn/definitions.ts';
export { type Explanation, explanationText, type MatchedRule, type TableExplanation } from './explanation.ts';
export { type CompiledExpression, compileExpression, type ExpressionOptions } from './expression.ts';
export { FeelLimitError } from './feel/limits.ts';
export { FeelSyntaxError } from './feel/syntax.ts';
export { type CompileOptions, DecisionModel, type Description, type Outcome, UnknownDecisionError } from './model.ts';
export { ValueError } from './plain-values.ts';
export type { TableWarning } from './table-analysis.ts';

/**
 * Compiles a DMN model (versions 1.1 to 1.5) once, to decide with it often.
 *
 * @throws DecisionModelError naming every element that is wrong and the reason
 */
export async function compileDecisions(text: string, options: CompileOptions = {}): Promise<DecisionModel> {
  return compileModel(text, options);
}
