import type { Trace } from './dmn/trace.ts';
import { toPlain } from './plain-values.ts';

/** Why a decision came out as it did: plain data, for the case page and for the file. */
export interface Explanation {
  readonly decision: string;
  readonly tables: readonly TableExplanation[];
  /** Values of all decisions on the way, those required first. */
  readonly decisions: readonly { readonly decision: string; readonly value: unknown }[];
  /** Why values are null. */
  readonly errors: readonly { readonly element: string; readonly message: string }[];
}

export interface TableExplanation {
  readonly decision: string;
  readonly table: string;
  readonly hitPolicy: string;
  readonly inputs: readonly { readonly expression: string; readonly label?: string; readonly value: unknown }[];
  readonly matched: readonly MatchedRule[];
  readonly result: unknown;
}

export interface MatchedRule {
  readonly number: number;
  readonly id: string;
  readonly description?: string;
  readonly annotations?: readonly string[];
  /** Each input expression with what the rule asks of it; columns that accept anything are left out. */
  readonly because: readonly { readonly expression: string; readonly test: string; readonly value: unknown }[];
}

/** The trace of an evaluation as plain data. */
export function explain(decision: string, trace: Trace): Explanation {
  return {
    decision,
    tables: trace.tables.map((table): TableExplanation => {
      const inputs = table.inputs.map(({ expression, label, value }) => ({
        expression,
        ...(label === undefined ? {} : { label }),
        value: toPlain(value),
      }));
      return {
        decision: table.decision,
        table: table.table,
        hitPolicy: table.hitPolicy,
        inputs,
        matched: table.matched.map(({ number, id, description, annotations, tests }) => ({
          number,
          id,
          ...(description === undefined ? {} : { description }),
          ...(annotations.length === 0 ? {} : { annotations }),
          because: tests.flatMap((test, i) => {
            const input = inputs[i];
            const asked = test.trim();
            return input === undefined || asked === '-' || asked === ''
              ? []
              : [{ expression: input.expression, test: asked, value: input.value }];
          }),
        })),
        result: toPlain(table.result),
      };
    }),
    decisions: trace.decisions.map((each) => ({ decision: each.decision, value: toPlain(each.value) })),
    errors: trace.errors,
  };
}
