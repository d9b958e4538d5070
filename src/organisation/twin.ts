import { type RawBuilder, sql } from 'kysely';
import type { Holding, Recusal, Seat } from './model.ts';
import { type AuthorityRule, compileTest, contains, type DayRange, type Name, type Test } from './rules.ts';

/** What of a person and of the law a list needs to know on a day. */
export interface Standing {
  readonly personId: string;
  /** ISO date. */
  readonly on: string;
  readonly seats: readonly Seat[];
  readonly holdings: readonly Holding[];
  readonly recusals: readonly Recusal[];
}

interface Pair {
  readonly seat: Seat;
  readonly holding: Holding;
}

/**
 * The SQL twin of `may`: whether a person may take the open task `t` of the case `c` on a day. Every officer's list goes through it.
 *
 * The one table of rules is evaluated as far as it goes without a task: what is left of each pair of a seat and a holding is a test
 * of the task's own columns against constants, for which the database knows how many rows to expect. So authority costs a list
 * next to nothing, and an index may still give its order.
 */
export function taskIsFor(standing: Standing, rules: readonly AuthorityRule[]): RawBuilder<boolean> {
  const ofPerson = rules.filter((rule) => !asksOfTask(rule.test)).map((rule) => compileTest(rule.test));
  const ofTask = rules.filter((rule) => asksOfTask(rule.test)).map((rule) => rule.test);
  const { personId, on } = standing;
  const alternatives = new Map<string, RawBuilder<boolean>>();
  for (const seat of standing.seats) {
    for (const holding of standing.holdings) {
      if (!ofPerson.every((passes) => passes({ seat, holding, deed: NO_DEED, personId, on, isRecused: false }))) continue;
      const pair = { seat, holding };
      // Two seats that open the same tasks are asked once.
      const key = JSON.stringify([seat.mandate, seat.role, seat.clearance, holding.mandate, holding.territory, holding.scope]);
      if (!alternatives.has(key)) alternatives.set(key, every(ofTask.map((test) => ask(test, pair, standing))));
    }
  }
  return some([...alternatives.values()]);
}

const NO_DEED = { mandate: '', role: '', territory: null, scope: null, secrecy: 0, drafters: [] };

/** Whether a test needs to know the deed: then it can only be asked row by row. */
function asksOfTask(test: Test): boolean {
  if ('any' in test) return test.any.some(asksOfTask);
  if ('not' in test) return asksOfTask(test.not);
  if ('equal' in test) return test.equal.some(isOfDeed);
  if ('is' in test) return isOfDeed(test.is[0]);
  if ('absent' in test) return isOfDeed(test.absent);
  if ('holds' in test) return false;
  if ('atMost' in test) return test.atMost.some(isOfDeed);
  return true;
}

const isOfDeed = (name: Name): boolean => name.startsWith('deed.');

const TRUE = sql<boolean>`true`;
const FALSE = sql<boolean>`false`;

function every(tests: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  if (tests.includes(FALSE)) return FALSE;
  const left = tests.filter((test) => test !== TRUE);
  return left.length === 0 ? TRUE : sql<boolean>`(${sql.join(left, sql` and `)})`;
}

function some(tests: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  if (tests.includes(TRUE)) return TRUE;
  const left = tests.filter((test) => test !== FALSE);
  return left.length === 0 ? FALSE : sql<boolean>`(${sql.join(left, sql` or `)})`;
}

const known = (isSo: boolean): RawBuilder<boolean> => (isSo ? TRUE : FALSE);

/** The deed is the task `t`. */
const COLUMNS: Readonly<Record<string, string>> = {
  'deed.mandate': 't.mandate',
  'deed.role': 't.step_role',
  'deed.territory': 't.territory',
  'deed.scope': 't.scope',
  'deed.secrecy': 't.secrecy',
};

/** A name's column where it is the task's, its value where the pair has it. */
type Operand = { readonly column: RawBuilder<unknown> } | { readonly value: string | number | null };

function operand(name: Name, { seat, holding }: Pair): Operand {
  const column = COLUMNS[name];
  if (column !== undefined) return { column: sql.raw(column) };
  const [part, field = ''] = name.split('.');
  const of = (part === 'seat' ? seat : holding) as unknown as Readonly<Record<string, string | number | null>>;
  return { value: of[field] ?? null };
}

const shown = (side: Operand): RawBuilder<unknown> => ('column' in side ? side.column : sql`${side.value}`);

function ask(test: Test, pair: Pair, standing: Standing): RawBuilder<boolean> {
  if ('any' in test) return some(test.any.map((each) => ask(each, pair, standing)));
  if ('not' in test) return negated(ask(test.not, pair, standing));
  if ('equal' in test) {
    const [left, right] = [operand(test.equal[0], pair), operand(test.equal[1], pair)];
    if (('value' in left && left.value === null) || ('value' in right && right.value === null)) return FALSE;
    return 'value' in left && 'value' in right ? known(left.value === right.value) : sql<boolean>`${shown(left)} = ${shown(right)}`;
  }
  if ('is' in test) {
    const side = operand(test.is[0], pair);
    return 'value' in side
      ? known(test.is[1].includes(String(side.value)))
      : sql<boolean>`${side.column} = any (${[...test.is[1]]}::text[])`;
  }
  if ('absent' in test) {
    const side = operand(test.absent, pair);
    return 'value' in side ? known(side.value === null) : sql<boolean>`${side.column} is null`;
  }
  if ('atMost' in test) return sql<boolean>`${shown(operand(test.atMost[0], pair))} <= ${shown(operand(test.atMost[1], pair))}`;
  if ('personAmong' in test) return sql<boolean>`${standing.personId}::uuid = any (t.drafters)`;
  if ('recused' in test) return isRecused(standing);
  return known(contains((test.holds === 'seat.valid' ? pair.seat.valid : pair.holding.valid) satisfies DayRange, standing.on));
}

function negated(test: RawBuilder<boolean>): RawBuilder<boolean> {
  if (test === TRUE) return FALSE;
  return test === FALSE ? TRUE : sql<boolean>`not coalesce(${test}, false)`;
}

function isRecused({ recusals, personId, on }: Standing): RawBuilder<boolean> {
  const mine = recusals.filter((each) => each.personId === personId && contains(each.valid, on));
  const cases = mine.flatMap((each) => each.caseId ?? []);
  const parties = mine.flatMap((each) => each.partyId ?? []);
  return some([
    cases.length === 0 ? FALSE : sql<boolean>`t.case_id = any (${cases}::uuid[])`,
    parties.length === 0 ? FALSE : sql<boolean>`c.party_id = any (${parties}::uuid[])`,
  ]);
}
