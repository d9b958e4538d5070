import { addPerson, appoint, type Organisation, type Plan } from '../src/organisation/index.ts';
import type { Instrument } from '../src/organisation/reorganisation/instrument.ts';
import {
  countersignInstrument,
  draftInstrument,
  type Signatory,
  signInstrument,
  undoInstrument,
} from '../src/organisation/reorganisation/store.ts';
import type { Db } from '../src/platform/db/index.ts';

/** What making an instrument needs of a ministry. */
export interface Ground {
  readonly db: Db;
  readonly organisation: Organisation;
  readonly files: Plan;
  readonly now: () => Temporal.Instant;
}

const SEATED = Temporal.PlainDate.from('2026-01-05');

/** Seats somebody new in a post, and gives the person's id. */
export async function seat({ db, organisation, now }: Ground, post: string): Promise<string> {
  const order = { actor: 'system', at: now() };
  const personId = await db.transaction().execute(async (trx) => {
    const id = await addPerson(trx, { code: `example-${post}`, name: { 'zh-CN': `示例${post}`, en: `Example ${post}` } }, order);
    await appoint(trx, { personId: id, post, from: SEATED, reason: 'example' }, order);
    return id;
  });
  await organisation.refresh(db);
  return personId;
}

/** Three persons who draft, countersign and sign; each act in a transaction of its own, as pages do it. */
export class Signers {
  readonly #ground: Ground;
  readonly #persons: ReadonlyMap<string, string>;

  private constructor(ground: Ground, persons: ReadonlyMap<string, string>) {
    this.#ground = ground;
    this.#persons = persons;
  }

  /** Finds who sits in the three posts, and seats somebody where nobody does. */
  static async find(ground: Ground): Promise<Signers> {
    const persons = new Map<string, string>();
    for (const post of ['dept-22-establishment-officer', 'dept-22-deputy-head', 'dept-22-head']) {
      const row = await ground.db.selectFrom('appointment').select('person_id').where('post', '=', post).executeTakeFirst();
      persons.set(post, row?.person_id ?? (await seat(ground, post)));
    }
    return new Signers(ground, persons);
  }

  #as(post: string): Signatory {
    const personId = this.#persons.get(post) ?? '';
    return { actor: `example/${post}`, at: this.#ground.now(), personId, post };
  }

  async sign(instrument: Instrument, number: string): Promise<string> {
    const { db, files, organisation } = this.#ground;
    const id = await db.transaction().execute((trx) => draftInstrument(trx, files, instrument, this.#as('dept-22-establishment-officer')));
    await db.transaction().execute((trx) => countersignInstrument(trx, files, id, this.#as('dept-22-deputy-head')));
    const signature = { number, timeZone: files.ministry.timeZone };
    await db.transaction().execute((trx) => signInstrument(trx, files, id, signature, this.#as('dept-22-head')));
    await organisation.refresh(db);
    return id;
  }

  async undo(id: string): Promise<void> {
    const { db, files, organisation } = this.#ground;
    await db.transaction().execute((trx) => undoInstrument(trx, files, id, 'decided otherwise', this.#as('dept-22-head')));
    await organisation.refresh(db);
  }
}
