import { type Effect, type Event, start, step } from '@mandate/processes';
import type { Selectable } from 'kysely';
import { appendEvents } from '../platform/audit/index.ts';
import type { Transaction } from '../platform/db/index.ts';
import { type Refusal, refuseAll } from '../platform/http/refusal.ts';
import { dateIn } from '../platform/time.ts';
import type { Services } from '../services.ts';
import { resumeClock, startClock, suspendClock } from './clocks.ts';
import type { Procedure } from './library.ts';
import { operations } from './operations.ts';
import { findRowsInForce } from './rules/store.ts';
import { modelWithOwnRows } from './rules/table.ts';
import type { ProcedureTables } from './tables.ts';
import { cancelTask, createTask } from './tasks.ts';

export type CaseRow = Selectable<ProcedureTables['case_file']>;

/** Who acts: `appointment/UUID` for an officer, `account/UUID` for a party, `system` where the law itself acts. */
export interface Actor {
  readonly id: string;
  readonly personId?: string;
  /** The chain that allows an officer's act, kept with it. */
  readonly because?: object;
}

/** One act on one case: all it changes commits together or not at all. */
export interface Act {
  readonly procedure: Procedure;
  readonly file: CaseRow;
  readonly actor: Actor;
  readonly at: Temporal.Instant;
  /** What operations and rules gave in this act: with it the history alone rebuilds the state. */
  readonly results: { readonly element: string; readonly variables: Readonly<Record<string, unknown>> }[];
  /** What operations found wrong in this act: told all at once when the process has come to rest, and then nothing is written. */
  readonly found: Refusal[];
}

/** What a process can call in a row before somebody must have made a circle of operations. */
const MOST_EFFECTS = 500;

/**
 * Takes one step of a case: the process moves, tasks and clocks follow, operations run, the event is chained, the row is written.
 *
 * @param cause undefined starts the process
 * @param event what the history is to say of it
 */
export async function takeStep(
  trx: Transaction,
  services: Services,
  act: Act,
  cause: Event | undefined,
  event: { readonly kind: string; readonly payload: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { procedure, file, at } = act;
  const now = at.toString();
  let lastEntered = file.stage;
  const observe = (entry: { readonly element: string; readonly event: string }): void => {
    const node = procedure.plan.nodes.get(entry.element);
    if (entry.event === 'enter' && (node?.kind === 'end' || procedure.tasks[entry.element] !== undefined)) lastEntered = entry.element;
  };
  const first =
    cause === undefined
      ? start(procedure.plan, { process: procedure.processId, variables: { ...file.data, ...file.variables }, now }, observe)
      : step(procedure.plan, file.process as never, cause, observe);
  let { state } = first;
  const queue: Effect[] = [...first.effects];
  let handled = 0;
  for (let effect = queue.shift(); effect !== undefined; effect = queue.shift()) {
    if (++handled > MOST_EFFECTS) throw new RangeError(`the process of ${procedure.code} does not come to rest`);
    if (effect.type === 'callOperation' || effect.type === 'evaluateDecision') {
      await moveClocks(trx, services, act, effect.element);
      const variables =
        effect.type === 'callOperation' ? await callOperation(trx, services, act, effect) : await decide(trx, services, act, effect);
      Object.assign(file.variables, variables);
      act.results.push({ element: effect.element, variables });
      const next = step(procedure.plan, state, { type: 'operationSucceeded', now, call: effect.call, variables }, observe);
      state = next.state;
      queue.push(...next.effects);
    } else {
      await carryOut(trx, services, act, effect);
    }
  }
  refuseAll(act.found);
  if (state.status === 'failed')
    throw new Error(`the process of ${procedure.code} failed at ${state.error?.element}: ${state.error?.code}`);
  const isClosed = state.status !== 'active';
  if (isClosed) await trx.updateTable('clock').set({ ended_at: at }).where('case_id', '=', file.id).where('ended_at', 'is', null).execute();
  await showDueDates(trx, file.id);
  file.stage = lastEntered;
  await trx
    .updateTable('case_file')
    .set({
      stage: lastEntered,
      outcome: isClosed ? lastEntered : null,
      process: isClosed ? null : JSON.stringify(state),
      data: JSON.stringify(file.data),
      variables: JSON.stringify(file.variables),
      revision: file.revision + 1,
      closed_at: isClosed ? at : null,
    })
    .where('id', '=', file.id)
    .execute();
  await appendEvents(trx, [
    {
      stream: `case/${file.id}`,
      kind: event.kind,
      actor: act.actor.id,
      at,
      payload: {
        ...event.payload,
        stage: lastEntered,
        ...(act.actor.because === undefined ? {} : { because: act.actor.because }),
        ...(act.results.length === 0 ? {} : { results: act.results }),
      },
    },
  ]);
}

async function callOperation(
  trx: Transaction,
  services: Services,
  act: Act,
  effect: Extract<Effect, { type: 'callOperation' }>,
): Promise<Readonly<Record<string, unknown>>> {
  const operation = operations[effect.operation];
  if (operation === undefined) throw new Error(`nobody offers the operation "${effect.operation}"`);
  return await operation(trx, services, act, effect.attributes);
}

/**
 * A business rule task: the table decides over the form's data and what is known so far; the result is kept under the name the model
 * gives. Where the case's territory has rows of its own in force on the day, they come before the ministry's.
 */
async function decide(
  trx: Transaction,
  services: Services,
  act: Act,
  effect: Extract<Effect, { type: 'evaluateDecision' }>,
): Promise<Readonly<Record<string, unknown>>> {
  const { procedure, file, at } = act;
  const own =
    file.territory === null || !services.procedures.territoryRules.has(effect.decision)
      ? undefined
      : await findRowsInForce(trx, effect.decision, file.territory, dateIn(services.timeZone, at));
  const model = own === undefined ? procedure.rules.get(effect.decision) : await modelWithOwnRows(procedure, effect.decision, own);
  if (model === undefined) throw new Error(`there are no rules "${effect.decision}"`);
  const { result, explanation } = model.decide(effect.decision, { ...act.file.data, ...act.file.variables });
  return { [effect.attributes.result ?? effect.decision]: result, [`${effect.decision}-because`]: explanation };
}

async function carryOut(trx: Transaction, services: Services, act: Act, effect: Effect): Promise<void> {
  switch (effect.type) {
    case 'createTask':
      await moveClocks(trx, services, act, effect.element);
      await createTask(trx, services, act, effect);
      break;
    case 'cancelTask':
      await cancelTask(trx, act, effect.task);
      break;
    case 'startTimer': {
      const definition = effect.clock === undefined ? undefined : act.procedure.clocks[effect.clock];
      if (effect.clock === undefined || definition === undefined)
        throw new Error(`the timer ${effect.element} names no clock of procedure.yaml`);
      await startClock(trx, services, act.file.id, effect.clock, definition, act.at, effect.timer);
      break;
    }
    case 'cancelTimer':
      await trx
        .updateTable('clock')
        .set({ ended_at: act.at })
        .where('case_id', '=', act.file.id)
        .where('timer', '=', effect.timer)
        .where('ended_at', 'is', null)
        .execute();
      break;
    case 'failed':
      throw new Error(`the process failed at ${effect.error.element}: ${effect.error.code}`);
    default:
      break;
  }
}

/** Clocks that are no timers of the process start, rest and end as it passes the elements that procedure.yaml names. */
async function moveClocks(trx: Transaction, services: Services, act: Act, element: string): Promise<void> {
  const running = await trx.selectFrom('clock').selectAll().where('case_id', '=', act.file.id).where('ended_at', 'is', null).execute();
  for (const [name, definition] of Object.entries(act.procedure.clocks)) {
    const clock = running.find((each) => each.name === name);
    if (clock === undefined) {
      if (definition.startsWith === element && !isTimer(act.procedure, name))
        await startClock(trx, services, act.file.id, name, definition, act.at, null);
    } else if (definition.endsWith.includes(element)) {
      await trx.updateTable('clock').set({ ended_at: act.at }).where('id', '=', clock.id).execute();
    } else if (definition.suspendedDuring.includes(element)) {
      await suspendClock(trx, clock.id, act.at);
    } else if (clock.suspended_at !== null) {
      await resumeClock(trx, services, clock, act.at);
    }
  }
}

/** A clock that a timer event of the process waits for is started and stopped by the process itself. */
const isTimer = (procedure: Procedure, name: string): boolean =>
  [...procedure.plan.nodes.values()].some((node) => node.attributes.clock === name);

/** Each open task shows the earliest end of a clock that runs for its case. */
async function showDueDates(trx: Transaction, caseId: string): Promise<void> {
  await trx
    .updateTable('task')
    .set((set) => ({
      due: set
        .selectFrom('clock')
        .select((select) => select.fn.min('due').as('due'))
        .where('case_id', '=', caseId)
        .where('ended_at', 'is', null)
        .where('suspended_at', 'is', null),
    }))
    .where('case_id', '=', caseId)
    .where('closed_at', 'is', null)
    .execute();
}
