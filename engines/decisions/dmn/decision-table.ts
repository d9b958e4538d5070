import { equal } from '../feel/comparison.ts';
import type { Test } from '../feel/compile-tests.ts';
import { builtIns } from '../feel/functions/index.ts';
import { charge } from '../feel/limits.ts';
import type { Evaluate, Frame } from '../feel/scope.ts';
import { bind, convert, type FeelType } from '../feel/types.ts';
import { type FeelList, type FeelValue, isList } from '../feel/values.ts';
import type { Aggregation, DecisionTable } from './definitions.ts';
import { currentTrace, noteError } from './trace.ts';

export interface CompiledInput {
  readonly evaluate: Evaluate;
  readonly type: FeelType;
  readonly allows: Test | undefined;
}

export interface CompiledOutput {
  readonly name: string;
  readonly type: FeelType;
  /** The output values in their order, each as a test. */
  readonly order: readonly Test[];
  readonly otherwise: Evaluate | undefined;
}

export interface CompiledRule {
  readonly tests: readonly Test[];
  readonly results: readonly Evaluate[];
}

export interface CompiledTable {
  readonly source: DecisionTable;
  readonly inputs: readonly CompiledInput[];
  readonly outputs: readonly CompiledOutput[];
  readonly rules: readonly CompiledRule[];
}

/** The decision table as a closure (DMN 1.5 §8.3 and §10.3.2.10). */
export function compileTable(table: CompiledTable): Evaluate {
  const { source, inputs, rules } = table;
  return (frame) => {
    const values: FeelValue[] = [];
    for (const input of inputs) values.push(inputValue(input, frame));
    charge(rules.length);
    const matched = inputsAllowed(table, frame, values) ? matching(rules, frame, values, source.hitPolicy === 'FIRST') : [];
    const result = conclude(table, matched, frame);
    const trace = currentTrace();
    trace?.tables.push({
      decision: trace.decision,
      table: source.id,
      hitPolicy: source.hitPolicy,
      inputs: source.inputs.map(({ text, label }, i) => ({ expression: text.trim(), label, value: values[i] ?? null })),
      matched: matched.flatMap((index) => {
        const rule = source.rules[index];
        return rule === undefined ? [] : [{ ...rule, number: index + 1, results: undefined }];
      }),
      result,
    });
    return result;
  };
}

/** The value of an input expression, converted to its type where it can be; the tests judge what cannot. */
function inputValue(input: CompiledInput, frame: Frame): FeelValue {
  const value = input.evaluate(frame);
  const converted = convert(value, input.type);
  return converted === undefined ? value : converted;
}

/** A value outside the input values of its column is none that the table decides about (DMN 1.5 §8.3.2); of a list, each item counts. */
function inputsAllowed({ inputs, source }: CompiledTable, frame: Frame, values: readonly FeelValue[]): boolean {
  for (const [i, { allows }] of inputs.entries()) {
    const value = values[i] ?? null;
    if (allows === undefined || value === null || allows(frame, value) === true) continue;
    if (isList(value) && value.every((item) => allows(frame, item) === true)) continue;
    noteError(source.inputs[i]?.id ?? source.id, 'the value is not one of the input values');
    return false;
  }
  return true;
}

function matching(rules: readonly CompiledRule[], frame: Frame, values: readonly FeelValue[], firstOnly: boolean): number[] {
  const matched: number[] = [];
  next: for (let r = 0; r < rules.length; r++) {
    const { tests } = rules[r] as CompiledRule;
    for (let i = 0; i < tests.length; i++) if ((tests[i] as Test)(frame, values[i] ?? null) !== true) continue next;
    matched.push(r);
    if (firstOnly) break;
  }
  return matched;
}

/** The output of a rule: a value, or a context of the outputs by name. */
function outputOf({ outputs }: CompiledTable, results: readonly (Evaluate | undefined)[], frame: Frame): FeelValue {
  const [only] = outputs;
  if (outputs.length === 1 && only !== undefined) return bind(results[0]?.(frame) ?? null, only.type);
  return new Map(outputs.map(({ name, type }, i) => [name, bind(results[i]?.(frame) ?? null, type)]));
}

function conclude(table: CompiledTable, matched: readonly number[], frame: Frame): FeelValue {
  const { hitPolicy, aggregation, id } = table.source;
  if (matched.length === 0) return withoutMatch(table, frame);
  const outputs = matched.map((index) => outputOf(table, table.rules[index]?.results ?? [], frame));
  const first = outputs[0] ?? null;
  switch (hitPolicy) {
    case 'UNIQUE':
      if (outputs.length === 1) return first;
      noteError(id, `hit policy UNIQUE, but rules ${matched.map((index) => index + 1).join(', ')} match`);
      return null;
    case 'ANY':
      if (outputs.every((output) => equal(output, first) === true)) return first;
      noteError(id, `hit policy ANY, but rules ${matched.map((index) => index + 1).join(', ')} differ`);
      return null;
    case 'FIRST':
      return first;
    case 'PRIORITY':
      return prioritised(table, outputs, frame)[0] ?? null;
    case 'OUTPUT ORDER':
      return prioritised(table, outputs, frame);
    case 'RULE ORDER':
      return outputs;
    case 'COLLECT':
      return aggregation === undefined ? outputs : aggregate(table, aggregation, outputs);
  }
}

function withoutMatch(table: CompiledTable, frame: Frame): FeelValue {
  if (table.outputs.some(({ otherwise }) => otherwise !== undefined))
    return outputOf(
      table,
      table.outputs.map(({ otherwise }) => otherwise),
      frame,
    );
  return null;
}

const FUNCTIONS: Readonly<Record<Aggregation, string>> = { COUNT: 'count', SUM: 'sum', MIN: 'min', MAX: 'max' };

function aggregate(table: CompiledTable, aggregation: Aggregation, outputs: FeelList): FeelValue {
  const calculate = (items: FeelList): FeelValue => builtIns.get(FUNCTIONS[aggregation])?.apply([items]) ?? null;
  return table.outputs.length === 1 || aggregation === 'COUNT' ? calculate(outputs) : null;
}

/** Outputs in the order of the output values; those of several columns by the first, then the second, and so on. */
function prioritised(table: CompiledTable, outputs: FeelList, frame: Frame): FeelValue[] {
  const ranked = outputs.map((output) => ({
    output,
    ranks: table.outputs.map(({ name, order }) => {
      const value = table.outputs.length > 1 && output instanceof Map ? (output.get(name) ?? null) : output;
      const rank = order.findIndex((test) => test(frame, value) === true);
      return rank < 0 ? order.length : rank;
    }),
  }));
  ranked.sort((a, b) => {
    const column = a.ranks.findIndex((rank, i) => rank !== b.ranks[i]);
    return column < 0 ? 0 : (a.ranks[column] ?? 0) - (b.ranks[column] ?? 0);
  });
  return ranked.map(({ output }) => output);
}
