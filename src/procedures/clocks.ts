import { randomUUIDv7 } from 'node:crypto';
import { deadline } from '@mandate/calendar';
import type { Insertable, Selectable } from 'kysely';
import type { Transaction } from '../platform/db/index.ts';
import { dateIn } from '../platform/time.ts';
import type { Services } from '../services.ts';
import type { ClockDefinition } from './definition.ts';
import type { ProcedureTables, Suspension } from './tables.ts';

export type ClockRow = Selectable<ProcedureTables['clock']>;

type Reckoning = Pick<Services, 'calendar' | 'timeZone'>;

/** When a clock ends: a date for limits in days and longer, an instant for limits in hours. */
function reckon(
  { calendar, timeZone }: Reckoning,
  clock: Pick<ClockRow, 'unit' | 'amount' | 'started_at'>,
  suspensions: readonly Suspension[],
): Pick<Insertable<ProcedureTables['clock']>, 'due' | 'due_at' | 'provisional'> {
  if (clock.unit === 'hour') {
    const due_at = clock.started_at.add({ hours: clock.amount });
    return { due: dateIn(timeZone, due_at), due_at, provisional: false };
  }
  const start = dateIn(timeZone, clock.started_at);
  const { due, provisional } = deadline(
    {
      start,
      n: clock.amount,
      unit: clock.unit,
      suspensions: suspensions.map(({ after, through }) => ({
        after: Temporal.PlainDate.from(after),
        through: Temporal.PlainDate.from(through),
      })),
    },
    calendar,
  );
  return { due, due_at: null, provisional };
}

/** Starts a clock of the case. The day of the event that starts it does not count (Civil Code, art. 201). */
export async function startClock(
  trx: Transaction,
  services: Reckoning,
  caseId: string,
  name: string,
  definition: ClockDefinition,
  at: Temporal.Instant,
  timer: number | null,
): Promise<ClockRow> {
  const base = { unit: definition.limit.unit, amount: definition.limit.n, started_at: at };
  return await trx
    .insertInto('clock')
    .values({
      id: randomUUIDv7(),
      case_id: caseId,
      name,
      ...base,
      ...reckon(services, base, []),
      suspended_at: null,
      ended_at: null,
      suspensions: '[]',
      timer,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Suspends what runs: no day counts until `resumeClock`. */
export async function suspendClock(trx: Transaction, clockId: string, at: Temporal.Instant): Promise<void> {
  await trx.updateTable('clock').set({ suspended_at: at, due: null }).where('id', '=', clockId).execute();
}

/** Resumes a suspended clock: the days after that of suspension through that of resumption are not counted. */
export async function resumeClock(trx: Transaction, services: Reckoning, clock: ClockRow, at: Temporal.Instant): Promise<void> {
  if (clock.suspended_at === null) return;
  const suspensions = [
    ...clock.suspensions,
    { after: dateIn(services.timeZone, clock.suspended_at).toString(), through: dateIn(services.timeZone, at).toString() },
  ];
  await trx
    .updateTable('clock')
    .set({ suspended_at: null, suspensions: JSON.stringify(suspensions), ...reckon(services, clock, suspensions) })
    .where('id', '=', clock.id)
    .execute();
}
