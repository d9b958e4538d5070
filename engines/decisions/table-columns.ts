import type { DecisionTable, TableInput } from './dmn/definitions.ts';
import { add, subtract } from './feel/arithmetic.ts';
import { compare, equal } from './feel/comparison.ts';
import { compileTests } from './feel/compile-tests.ts';
import { Compiler } from './feel/compiler.ts';
import { divide } from './feel/decimal.ts';
import { builtIns } from './feel/functions/index.ts';
import { limited } from './feel/limits.ts';
import { NameTable } from './feel/names.ts';
import { parseTests } from './feel/parser.ts';
import { Scope } from './feel/scope.ts';
import type { Syntax, Tests } from './feel/syntax.ts';
import { DAY, DaysTimeDuration, FeelDate, FeelDateTime, YearsMonthsDuration } from './feel/temporal.ts';
import { type FeelValue, isNumber } from './feel/values.ts';

/** One input of a table reduced to values that stand for all others. */
export interface Column {
  readonly expression: string;
  readonly values: readonly FeelValue[];
  /** By rule and value: whether the cell certainly, or perhaps, is met. */
  readonly surely: readonly (readonly boolean[])[];
  readonly perhaps: readonly (readonly boolean[])[];
}

type Cell = ((value: FeelValue) => boolean | null) | 'unknown';

const names = () => ({
  scopes: [new NameTable(['?']), new NameTable(builtIns.keys())],
  components: new NameTable(),
  types: new NameTable(),
});
const FRAME = { values: [], up: undefined };
/** Functions whose answer depends on when they are asked. */
const UNSTEADY = new Set(['now', 'today']);

/** Reads a cell; undefined if it is broken or speaks of variables. */
function constantTests(text: string): Tests | undefined {
  try {
    const tests = parseTests(text, names());
    return tests.is === 'anything' || tests.tests.every(isConstant) ? tests : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Whether an expression depends on nothing but the tested value. */
function isConstant(syntax: unknown): boolean {
  if (typeof syntax !== 'object' || syntax === null) return true;
  if (Array.isArray(syntax)) return syntax.every(isConstant);
  if (Object.getPrototypeOf(syntax) !== Object.prototype) return true;
  const node = syntax as Syntax;
  if (node.is === 'name') return node.name === '?' || (builtIns.has(node.name) && !UNSTEADY.has(node.name));
  // Names bound inside, as by `for`, would need a scope of their own: such cells are rare and left as unknown.
  if (node.is === 'for' || node.is === 'some' || node.is === 'every' || node.is === 'function' || node.is === 'filter') return false;
  return Object.values(node).every(isConstant);
}

const silent = new Compiler({ typeNamed: () => undefined, unknownName: () => undefined, externalFunction: () => undefined });

function cellOf(tests: Tests | undefined): Cell {
  if (tests === undefined) return 'unknown';
  const test = compileTests(silent, tests, new Scope(undefined));
  return (value) => limited(() => test(FRAME, value));
}

/** The constants that a cell names: literals, and calls such as `date("2026-01-01")`. */
function* constantsIn(syntax: unknown): Generator<FeelValue> {
  if (typeof syntax !== 'object' || syntax === null) return;
  if (Array.isArray(syntax)) {
    for (const item of syntax) yield* constantsIn(item);
    return;
  }
  if (Object.getPrototypeOf(syntax) !== Object.prototype) return;
  const node = syntax as Syntax;
  const value = constantOf(node);
  if (value !== undefined) yield value;
  else for (const part of Object.values(node)) yield* constantsIn(part);
}

function constantOf(node: Syntax): FeelValue | undefined {
  if (node.is === 'literal') return node.value;
  const called = node.is === 'call' && node.of.is === 'name' && /^(date|time|date and time|duration)$/.test(node.of.name);
  const negative = node.is === 'negation' && node.of.is === 'literal';
  return called || negative ? limited(() => silent.compile(node, new Scope(undefined))(FRAME)) : undefined;
}

const ONE_DAY = new DaysTimeDuration(BigInt(DAY));
const ONE_MONTH = new YearsMonthsDuration(1);

/** A step to a neighbouring value, where the type has one. */
function stepOf(value: FeelValue): FeelValue {
  if (isNumber(value)) return 1;
  if (value instanceof YearsMonthsDuration) return ONE_MONTH;
  return value instanceof FeelDate || value instanceof FeelDateTime || value instanceof DaysTimeDuration ? ONE_DAY : null;
}

/** A value between two, or null. */
function between(low: FeelValue, high: FeelValue): FeelValue {
  if (isNumber(low) && isNumber(high)) {
    const sum = add(low, high);
    return isNumber(sum) ? (divide(sum, 2) ?? null) : null;
  }
  const next = add(low, stepOf(low));
  return (compare(next, high) ?? 1) < 0 ? next : null;
}

/** Ends in order, with a value between each two and one beyond each side. */
function alongLine(ends: readonly FeelValue[]): FeelValue[] {
  const sorted = ends.toSorted((a, b) => compare(a, b) ?? 0);
  const values: FeelValue[] = [];
  const [first, last] = [sorted[0] ?? null, sorted.at(-1) ?? null];
  values.push(subtract(first, stepOf(first)));
  for (const [i, end] of sorted.entries()) {
    values.push(end);
    if (i + 1 < sorted.length) values.push(between(end, sorted[i + 1] ?? null));
  }
  values.push(add(last, stepOf(last)));
  return values.filter((value) => value !== null);
}

function representatives(constants: readonly FeelValue[], typeRef: string | undefined): FeelValue[] {
  const kinds = new Set(constants.map((value) => (typeof value === 'object' ? (value?.constructor ?? null) : typeof value)));
  if (typeRef === 'boolean' || constants.some((value) => typeof value === 'boolean')) return [true, false];
  if (constants.length === 0) return [];
  if (constants.every((value) => typeof value === 'string')) return [...constants, otherThan(constants)];
  if (constants.every(isNumber)) return alongLine(constants);
  // Values of several kinds in one column have no order to walk along.
  return kinds.size === 1 && stepOf(constants[0] ?? null) !== null ? alongLine(constants) : [...constants];
}

function otherThan(texts: readonly FeelValue[]): string {
  let other = 'other';
  while (texts.includes(other)) other += '*';
  return other;
}

/** Constants of a column, and cells times values, beyond which it is not reduced: the work grows with their square. */
const MOST_CONSTANTS = 1000;
const MOST_ANSWERS = 1_000_000;

/** Reduces a column of a table; undefined if it is too large for that. */
export function columnOf(table: DecisionTable, input: TableInput, index: number): Column | undefined {
  const tests = table.rules.map((rule) => constantTests(rule.tests[index] ?? ''));
  const allowed = input.values === undefined ? undefined : constantTests(input.values);
  const constants: FeelValue[] = [];
  const named = [...constantsIn([...tests, allowed])];
  if (new Set(named.map((value) => (isNumber(value) ? `n${String(value)}` : value))).size > MOST_CONSTANTS) return undefined;
  for (const value of named) if (value !== null && !constants.some((known) => equal(known, value) === true)) constants.push(value);
  const allows = allowed === undefined || allowed.is === 'anything' ? () => true : cellOf(allowed);
  const found = representatives(constants, input.typeRef).filter((value) => allows === 'unknown' || allows(value) === true);
  // A column in which every cell accepts anything, or none can be read, has one value: whichever. Null counts where a cell speaks of it.
  const any = found.length === 0 ? [otherThan([])] : found;
  const values = named.includes(null) ? [...any, null] : any;
  if (values.length * tests.length > MOST_ANSWERS) return undefined;
  const cells = tests.map(cellOf);
  const meets = (cell: Cell, value: FeelValue, ifUnknown: boolean): boolean => (cell === 'unknown' ? ifUnknown : cell(value) === true);
  return {
    expression: input.text.trim(),
    values,
    surely: cells.map((cell) => values.map((value) => meets(cell, value, false))),
    perhaps: cells.map((cell) => values.map((value) => meets(cell, value, true))),
  };
}
