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

const shown = (value: unknown): string => JSON.stringify(value) ?? 'null';

/**
 * The explanation as text: each table with its inputs, the rules that matched and what each asked, then the result.
 * A reader of the table finds the row by number and id.
 */
export function explanationText({ decision, tables, errors, decisions }: Explanation): string {
  const lines: string[] = [];
  for (const table of tables) {
    lines.push(`${table.decision}: table ${table.table}, hit policy ${table.hitPolicy}`);
    for (const { expression, label, value } of table.inputs)
      lines.push(`  ${label === undefined ? '' : `${label}: `}${expression} = ${shown(value)}`);
    if (table.matched.length === 0) lines.push('  no rule matched');
    for (const rule of table.matched) {
      const said = rule.description === undefined ? '' : `: ${rule.description}`;
      lines.push(`  rule ${rule.number} (${rule.id}) matched${said}`);
      for (const { expression, test, value } of rule.because) lines.push(`    ${expression} = ${shown(value)} meets ${test}`);
      for (const annotation of rule.annotations ?? []) lines.push(`    note: ${annotation}`);
    }
    lines.push(`  result ${shown(table.result)}`);
  }
  for (const { element, message } of errors) lines.push(`${element}: ${message}`);
  lines.push(`${decision} = ${shown(decisions.at(-1)?.value ?? null)}`);
  return lines.join('\n');
}
