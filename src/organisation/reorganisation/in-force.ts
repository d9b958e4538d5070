import type { Db, Transaction } from '../../platform/db/index.ts';
import type { Plan } from '../folder.ts';
import { effectiveDay, type Instrument } from './instrument.ts';
import { planWith } from './steps.ts';

/** The plan that the ministry's folder says, with the signed instruments that were not taken back, by their days. */
export class PlanInForce {
  readonly files: Plan;
  readonly #instruments: readonly Instrument[];
  /** The files with so many of the instruments; every day asks for one of them. */
  readonly #plans: readonly Plan[];

  constructor(files: Plan, instruments: readonly Instrument[] = []) {
    this.files = files;
    this.#instruments = instruments;
    const plans = [files];
    for (const instrument of instruments) plans.push(planWith(plans.at(-1) ?? files, instrument));
    this.#plans = plans;
  }

  /** With every instrument, those too whose day has yet to come: what the tables hold. */
  get whole(): Plan {
    return this.#plans.at(-1) ?? this.files;
  }

  /** As it is in force on a day. What is yet to come is not in it. */
  on(day: Temporal.PlainDate | string): Plan {
    const date = String(day).slice(0, 10);
    let count = this.#instruments.length;
    while (count > 0 && effectiveDay(this.#instruments[count - 1] as Instrument) > date) count--;
    return this.#plans[count] ?? this.files;
  }
}

/** Every signed instrument that was not taken back, in the order of their days. */
export async function instrumentsInForce(db: Db | Transaction): Promise<readonly Instrument[]> {
  const rows = await db
    .selectFrom('reorganisation')
    .select('instrument')
    .where('state', '=', 'in-force')
    .orderBy('effective_on')
    .orderBy('id')
    .execute();
  return rows.map((each) => each.instrument);
}

export const readPlanInForce = async (db: Db | Transaction, files: Plan): Promise<PlanInForce> =>
  new PlanInForce(files, await instrumentsInForce(db));
