import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ministryFolder } from '../../ministry-folder.ts';
import { readStream } from '../../platform/audit/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { openTestDatabase } from '../../platform/testing/database.ts';
import { readPlan } from '../folder.ts';
import { loadOrganisation } from '../open.ts';
import { addPerson, appoint, type Order } from '../store/acts.ts';
import { findConsequences } from './consequences.ts';
import type { Instrument } from './instrument.ts';
import { simulate } from './simulation.ts';
import { actsOn, countersignInstrument, draftInstrument, findInstrument, type Signatory, signInstrument, undoInstrument } from './store.ts';

const files = readPlan(ministryFolder('miit'));
const timeZone = 'Asia/Shanghai';
const names = (text: string) => ({ 'zh-CN': `示例${text}`, en: text });
const instrument = (...steps: Instrument['steps']): Instrument => ({
  title: { 'zh-CN': '示例方案', en: 'Example plan' },
  effective: '2027-03-01',
  steps,
});
const at = Temporal.Instant.from('2026-11-02T00:00:00Z');
const isRefusal =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof Refusal && error.rule.code === code;

/** A ministry with three who make instruments, and whoever else is named to sit in a post. */
async function openOrganisation(...posts: readonly string[]) {
  const { db } = await openTestDatabase();
  const order: Order = { actor: 'system', at };
  const organisation = await loadOrganisation(db, ministryFolder('miit'), Temporal.Instant.from('2026-01-01T00:00:00Z'));
  const seat = async (post: string): Promise<Signatory> =>
    await db.transaction().execute(async (trx) => {
      const personId = await addPerson(trx, { code: post, name: names(post) }, order);
      const id = await appoint(trx, { personId, post, from: Temporal.PlainDate.from('2026-01-05'), reason: 'test' }, order);
      return { actor: `appointment/${id}`, at, personId, post };
    });
  const [drafter, second, signer] = [
    await seat('dept-22-establishment-officer'),
    await seat('dept-22-deputy-head'),
    await seat('dept-22-head'),
  ];
  const others = new Map<string, string>();
  for (const post of posts) others.set(post, (await seat(post)).personId);
  let count = 0;
  const sign = async (text: Instrument): Promise<string> => {
    const id = await db.transaction().execute((trx) => draftInstrument(trx, files, text, drafter));
    await db.transaction().execute((trx) => countersignInstrument(trx, files, id, second));
    await db.transaction().execute((trx) => signInstrument(trx, files, id, { number: `示例〔2026〕${++count}号`, timeZone }, signer));
    await organisation.refresh(db);
    return id;
  };
  const undo = async (id: string): Promise<void> => {
    await db.transaction().execute((trx) => undoInstrument(trx, files, id, 'decided otherwise', signer));
    await organisation.refresh(db);
  };
  const may = (post: string, day: string): boolean =>
    organisation.may(
      others.get(post) ?? '',
      { mandate: 'radio-licences', role: 'examine', territory: null, scope: null, secrecy: 0, drafters: [] },
      Temporal.Instant.from(`${day}T04:00:00Z`),
    ).allowed;
  return { db, organisation, drafter, second, signer, sign, undo, may };
}

suite('an instrument from draft to undoing', () => {
  test('moves authority on its day, is undone by a new event, and the past is asked as before', async () => {
    const { db, organisation, sign, undo, may } = await openOrganisation('dept-20-officer', 'dept-18-officer');
    const merger = instrument({ merge: ['dept-20'], into: 'dept-18' });
    const { seated } = await findConsequences(db, files, merger, simulate(files, merger));
    assert.deepEqual(
      seated.map((each) => each.post),
      ['dept-20-officer'],
    );
    const id = await sign(merger);
    assert.deepEqual([may('dept-20-officer', '2027-02-28'), may('dept-18-officer', '2027-02-28')], [true, false]);
    assert.deepEqual([may('dept-20-officer', '2027-03-01'), may('dept-18-officer', '2027-03-01')], [false, true]);
    // Loading the unchanged folder keeps the instrument in force.
    await loadOrganisation(db, ministryFolder('miit'), at.add({ hours: 1 }));
    await organisation.refresh(db);
    assert.equal(may('dept-18-officer', '2027-03-01'), true);
    const [sure] = organisation.planOn(Temporal.PlainDate.from('2027-03-01')).responsibilities.filter((each) => each.number === 12);
    assert.deepEqual(
      [sure?.lead, organisation.planOn(Temporal.PlainDate.from('2027-02-28')).responsibilities[11]?.lead],
      [['dept-18'], ['dept-20']],
    );
    assert.equal(organisation.plan.history.at(-1)?.text.en, 'Example plan (示例〔2026〕1号)');

    await assert.rejects(sign(instrument({ abolish: 'dept-18' })), isRefusal('instrument-faulty'));
    await undo(id);
    assert.deepEqual([may('dept-20-officer', '2027-03-01'), may('dept-18-officer', '2027-03-01')], [true, false]);
    await assert.rejects(undo(id), isRefusal('instrument-not-now'));
    const kinds = (await readStream(db, 'organisation')).map((each) => each.kind).filter((kind) => kind.startsWith('reorganisation'));
    assert.deepEqual(kinds, ['reorganisation-drafted', 'reorganisation-countersigned', 'reorganisation-ordered', 'reorganisation-undone']);
  });

  test('takes three persons in three posts, in their order', async () => {
    const { db, drafter, second, signer } = await openOrganisation();
    const text = instrument({ move: 'radio-licences', to: 'dept-18' });
    const run = <T>(task: Parameters<ReturnType<typeof db.transaction>['execute']>[0]) => db.transaction().execute(task) as Promise<T>;
    const id = await run<string>((trx) => draftInstrument(trx, files, text, drafter));
    const signature = { number: '示例〔2026〕9号', timeZone };
    await assert.rejects(
      run((trx) => signInstrument(trx, files, id, signature, signer)),
      isRefusal('instrument-not-now'),
    );
    await assert.rejects(
      run((trx) => countersignInstrument(trx, files, id, drafter)),
      isRefusal('instrument-same-person'),
    );
    // Another post of the same person, or another person in the same post, is no second pair of eyes.
    await assert.rejects(
      run((trx) => countersignInstrument(trx, files, id, { ...second, personId: drafter.personId })),
      isRefusal('instrument-same-person'),
    );
    await run((trx) => countersignInstrument(trx, files, id, second));
    await assert.rejects(
      run((trx) => signInstrument(trx, files, id, signature, second)),
      isRefusal('instrument-same-person'),
    );
    await assert.rejects(
      run((trx) => signInstrument(trx, files, id, { ...signature, number: ' ' }, signer)),
      isRefusal('instrument-number-missing'),
    );
    await run((trx) => signInstrument(trx, files, id, signature, signer));
    const row = await findInstrument(db, id);
    assert.deepEqual([row.state, row.number, String(row.signedOn)], ['in-force', '示例〔2026〕9号', '2026-11-02']);
    assert.deepEqual(
      (await actsOn(db, id)).map((each) => [each.act, each.post]),
      [
        ['drafted', 'dept-22-establishment-officer'],
        ['countersigned', 'dept-22-deputy-head'],
        ['signed', 'dept-22-head'],
      ],
    );
  });

  test('is refused when its day has passed before it is signed, unless it records what a source tells', async () => {
    const { db, drafter, second, signer, organisation } = await openOrganisation();
    const past: Instrument = { ...instrument({ move: 'radio-licences', to: 'dept-18' }), effective: '2026-10-01' };
    const make = async (text: Instrument, number: string): Promise<void> => {
      await db.transaction().execute(async (trx) => {
        const id = await draftInstrument(trx, files, text, drafter);
        await countersignInstrument(trx, files, id, second);
        await signInstrument(trx, files, id, { number, timeZone }, signer);
      });
      await organisation.refresh(db);
    };
    await assert.rejects(make(past, '示例〔2026〕3号'), isRefusal('instrument-before-signature'));
    await make({ ...past, record: { source: names('source') } }, '示例〔2026〕3号');
    const holder = (day: string): string | undefined =>
      organisation.holder({ mandate: 'radio-licences', territory: null, scope: null, on: Temporal.PlainDate.from(day) })?.code;
    assert.deepEqual([holder('2026-09-30'), holder('2026-10-01')], ['dept-20', 'dept-18']);
  });

  test('ends or moves the appointments of posts that cease, and gives them back when it is undone', async () => {
    const { db, organisation, sign, undo } = await openOrganisation('dept-20-officer', 'dept-20-head');
    const holders = (post: string, day: string): readonly (string | undefined)[] =>
      organisation.holdersOfPost(post, Temporal.PlainDate.from(day)).map((each) => each.name.en);
    const appointments = async () => {
      const rows = await db.selectFrom('appointment').select(['id', 'person_id', 'post', 'valid']).orderBy('id').execute();
      return rows;
    };
    const before = await appointments();
    const split = instrument(
      {
        split: 'dept-20',
        into: { spectrum: { name: names('Spectrum') }, stations: { name: names('Stations') } },
        functions: { 'resp-12': 'spectrum', 'radio-licences': 'stations' },
      },
      { reseat: 'dept-20-head', to: 'spectrum-head' },
    );
    const id = await sign(split);
    assert.deepEqual([holders('dept-20-officer', '2027-02-28'), holders('dept-20-officer', '2027-03-01')], [['dept-20-officer'], []]);
    assert.deepEqual([holders('spectrum-head', '2027-02-28'), holders('spectrum-head', '2027-03-01')], [[], ['dept-20-head']]);
    const ended = (await readStream(db, 'organisation')).filter((each) => each.kind === 'appointment-ended');
    assert.deepEqual(
      ended.map((each) => (each.payload as { readonly reason: string }).reason),
      ['示例方案 (示例〔2026〕1号)', '示例方案 (示例〔2026〕1号)'],
    );
    await undo(id);
    assert.deepEqual(await appointments(), before);
    await sign(split);
    assert.deepEqual(holders('spectrum-head', '2027-03-01'), ['dept-20-head']);
  });

  test('that a later one builds on is not taken back', async () => {
    const { sign, undo } = await openOrganisation();
    const first = await sign(instrument({ create: 'spectrum', kind: 'department', name: names('Spectrum'), partOf: 'miit' }));
    const later = await sign({ ...instrument({ move: 'radio-licences', to: 'spectrum' }), effective: '2027-04-01' });
    await assert.rejects(undo(first), isRefusal('instrument-faulty'));
    await undo(later);
    await undo(first);
  });
});
