import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileCalendar } from './calendar.ts';
import { countWorkingDays, type DayUnit, deadline, earliestEffective, latest } from './deadline.ts';
import { day, type Row, referenceJson, referenceRows, referenceSource } from './testing.ts';

export interface ComparedSet {
  readonly name: string;
  readonly cases: number;
  /** Cases that came out otherwise, as text. */
  readonly wrong: readonly string[];
}

/** Holds the engine against every reference case. */
export function compareWithReference(): readonly ComparedSet[] {
  const source = referenceSource();
  const calendar = compileCalendar(source);
  const suspensionsOf = (row: Row): readonly { after: Temporal.PlainDate; through: Temporal.PlainDate }[] =>
    ((row.suspensions ?? []) as readonly { after: string; through: string }[]).map(({ after, through }) => ({
      after: day(after),
      through: day(through),
    }));
  const ends = (row: Row, n: number, unit: DayUnit, roll: 'none' | 'forward' | 'backward'): string =>
    deadline({ start: day(String(row.start)), n, unit, roll, suspensions: suspensionsOf(row) }, calendar).due.toString();
  const compared = (name: string, pairs: readonly (readonly [id: unknown, want: unknown, got: unknown])[]): ComparedSet => ({
    name,
    cases: pairs.length,
    wrong: pairs.filter(([, want, got]) => want !== got).map(([id, want, got]) => `${id}: ${want} expected, ${got} found`),
  });
  const forward = referenceRows('deadlines/forward.jsonl').map(
    (row) => [row.id, row.due, ends(row, Number(row.n), row.unit as DayUnit, row.unit === 'calendarDay' ? 'forward' : 'none')] as const,
  );
  const months = referenceRows('deadlines/months.jsonl').flatMap((row) => {
    const [n, unit]: readonly [number, DayUnit] = row.months === undefined ? [Number(row.years), 'year'] : [Number(row.months), 'month'];
    return [[row.id, row.rawEnd, ends(row, n, unit, 'none')] as const, [row.id, row.dueRolled, ends(row, n, unit, 'forward')] as const];
  });
  const readings = referenceRows('deadlines/ambiguous-roll.jsonl').flatMap((row) =>
    (
      [
        ['dueNoRoll', 'none'],
        ['dueRollForward', 'forward'],
        ['safeInternalDue', 'backward'],
      ] as const
    ).map(([field, roll]) => [row.id, row[field], ends(row, Number(row.n), 'calendarDay', roll)] as const),
  );
  const known = referenceRows('deadlines/bitemporal.jsonl').flatMap((row) =>
    (row.answers as readonly Row[]).map((answer) => {
      const found = deadline(
        { start: day(String(row.start)), n: Number(row.n), unit: 'workingDay' },
        compileCalendar(source, day(String(answer.asOf))),
      );
      return [row.id, `${answer.due} ${answer.provisional}`, `${found.due} ${found.provisional}`] as const;
    }),
  );
  const backward = referenceRows('deadlines/backward.jsonl').map(
    (row) =>
      [row.id, row.latestSubmission, latest(day(String(row.event)), Number(row.n), 'workingDay', calendar).latest.toString()] as const,
  );
  const effective = referenceRows('deadlines/rule-effective.jsonl').map(
    (row) => [row.id, row.earliestEffective, earliestEffective(day(String(row.published))).toString()] as const,
  );
  const perMonth = (
    referenceJson('calendar/workdays-per-month.json') as readonly { readonly year: number; readonly byMonth: readonly number[] }[]
  ).flatMap(({ year, byMonth }) =>
    byMonth.map((want, i) => {
      const from = new Temporal.PlainDate(year, i + 1, 1);
      return [`${year}-${i + 1}`, want, countWorkingDays(from, from.with({ day: from.daysInMonth }), calendar)] as const;
    }),
  );
  return [
    compared('Limits of laws, with suspensions and roll', forward),
    compared('Months and years, with and without roll', months),
    compared('Both readings of an unclear roll, and the safe one', readings),
    compared('As known on a day, with the mark "provisional"', known),
    compared('No less than n working days before', backward),
    compared('Earliest day a rule may be in force', effective),
    compared('Working days of each month', perMonth),
  ];
}

const BEGIN = '<!-- conformance: written by conformance.ts -->';
const END = '<!-- end of conformance -->';

/** Writes the table of results into the README. */
function writeTable(): void {
  const path = join(import.meta.dirname, 'README.md');
  const text = readFileSync(path, 'utf8');
  const rows = compareWithReference().map(({ name, cases, wrong }) => `| ${name} | ${cases - wrong.length} of ${cases} |`);
  const table = ['| reference cases | exact |', '| --- | --- |', ...rows].join('\n');
  writeFileSync(path, `${text.slice(0, text.indexOf(BEGIN))}${BEGIN}\n${table}\n${text.slice(text.indexOf(END))}`);
}

if (import.meta.main) writeTable();
