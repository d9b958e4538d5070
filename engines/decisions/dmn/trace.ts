import type { FeelValue } from '../feel/values.ts';

export interface TracedRule {
  /** Place in the table, from 1. */
  readonly number: number;
  readonly id: string;
  readonly description: string | undefined;
  readonly annotations: readonly string[];
  readonly tests: readonly string[];
}

/** What a decision table did. */
export interface TableTrace {
  readonly table: string;
  readonly hitPolicy: string;
  readonly inputs: readonly { readonly expression: string; readonly label: string | undefined; readonly value: FeelValue }[];
  readonly matched: readonly TracedRule[];
  readonly result: FeelValue;
}

/** What one evaluation saw, in order. */
export class Trace {
  readonly tables: (TableTrace & { readonly decision: string })[] = [];
  readonly errors: { readonly element: string; readonly message: string }[] = [];
  readonly decisions: { readonly decision: string; readonly value: FeelValue }[] = [];
  /** The decision being evaluated. */
  decision = '';
}

// Evaluation is synchronous, so one place holds the trace of the evaluation that runs; a trace handed through every closure would cost
// each of them an argument.
let current: Trace | undefined;

export const currentTrace = (): Trace | undefined => current;

export function withTrace<T>(trace: Trace, work: () => T): T {
  const before = current;
  current = trace;
  try {
    return work();
  } finally {
    current = before;
  }
}

/** Notes why a value is null. */
export const noteError = (element: string, message: string): void => {
  current?.errors.push({ element, message });
};
