import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { openMinistry } from '../../ministry.ts';
import { ministryFolder } from '../../ministry-folder.ts';
import { buildApp } from '../../platform/http/app.ts';
import { openTestDatabase } from '../../platform/testing/database.ts';
import { expandHolders } from '../expand.ts';
import { type Plan, readPlan } from '../folder.ts';
import { takePlan } from '../load.ts';
import { registerOrganisationRoutes } from '../routes.ts';
import { addPerson } from '../store/acts.ts';
import { effectiveDay, type Instrument } from './instrument.ts';
import { isLiving } from './moves.ts';
import { readRecords } from './records.ts';
import { planWith } from './steps.ts';
import { countersignInstrument, draftInstrument, type Signatory, signInstrument, undoInstrument } from './store.ts';

const files = readPlan(ministryFolder('miit'));
const records = readRecords(ministryFolder('miit'));

/** The plan without anything that the recorded instruments brought: what began on their days is not there, what ended goes on. */
function planBefore(plan: Plan): Plan {
  const days = new Set(records.map((each) => each.effective));
  const isBefore = (each: { readonly from?: string }): boolean => each.from === undefined || !days.has(each.from);
  const open = <T extends { readonly until?: string }>({ until, ...rest }: T) =>
    (until === undefined || days.has(until) ? rest : { ...rest, until }) as T;
  return {
    ...plan,
    institutions: plan.institutions.filter(isBefore).map(open),
    mandates: plan.mandates.map((mandate) => ({
      ...mandate,
      holders: mandate.holders.filter(isBefore).map(({ extinguished: _extinguished, ...holder }) => open(holder)),
    })),
    responsibilities: plan.responsibilities.map((each) => ({ ...each, lead: [], support: [] })),
    establishment: { ...plan.establishment, quotas: plan.establishment.quotas.filter(isBefore) },
    history: plan.history.filter((each) => !days.has(each.date)),
  };
}

const eveOf = (day: string): string => Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
const DAYS = [...new Set(records.flatMap((each) => [eveOf(effectiveDay(each)), effectiveDay(each)]))].concat('2024-04-30').sort();

suite('the reforms of 2008, 2018 and 2023, from what sources tell', () => {
  test('they make the ministry that the files describe: bodies, functions, limits on every day', () => {
    const replayed = records.reduce(planWith, planBefore(files));
    const bodies = (plan: Plan, day: string) =>
      plan.institutions
        .filter((each) => isLiving(each, day))
        .map((each) =>
          [each.code, each.kind, each.name['zh-CN'], each.name.en, each.partOf, each.relation, each.letterCode, each.number].join(' | '),
        )
        .sort();
    const holdings = (plan: Plan, day: string) =>
      plan.mandates
        .flatMap((mandate) =>
          expandHolders(mandate, plan.institutions)
            .filter((each) => isLiving(each, day))
            .map((each) =>
              [mandate.code, each.institution, each.role, each.territory, each.scope, each.from, each.reading, each.instrument.en].join(
                ' | ',
              ),
            ),
        )
        .sort();
    const limits = (plan: Plan) => plan.establishment.quotas.map(({ source, ...quota }) => ({ ...quota, source: source.en }));
    assert.deepEqual(
      records.map((each) => each.effective),
      ['2008', '2008-03-11', '2008-07-01', '2018-03', '2023-03', '2023-09-24'],
    );
    for (const day of DAYS) {
      assert.deepEqual(bodies(replayed, day), bodies(files, day), day);
      assert.deepEqual(holdings(replayed, day), holdings(files, day), day);
    }
    assert.deepEqual(limits(replayed), limits(files));
    assert.notDeepEqual(bodies(planBefore(files), '2024-04-30'), bodies(files, '2024-04-30'));
  });

  test('applied, undone and applied again, each page as of each day is the same to the byte', async () => {
    const { pool } = await openTestDatabase();
    const dataFolder = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'records-'));
    const at = Temporal.Instant.from('2026-11-02T02:00:00Z');
    const services = await openMinistry({
      pool,
      folder: ministryFolder('miit'),
      dataFolder,
      now: () => at,
      baseUrl: 'http://localhost:8080',
      hasExamples: false,
    });
    const { db, organisation, timeZone, ministry } = services;
    const app = await buildApp({
      db,
      now: () => at,
      timeZone,
      ministry,
      secure: false,
      trustProxy: false,
      requestsPerMinute: 100_000,
      log: false,
    });
    registerOrganisationRoutes(app, services);
    await app.ready();
    after(async () => {
      await app.close();
      await services.jobs.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    });
    // A ministry whose files say nothing of these instruments.
    const base = planBefore(files);
    await db.transaction().execute(async (trx) => {
      await takePlan(trx, base, at);
      await trx
        .updateTable('organisation_state')
        .set({ accepted: JSON.stringify(base) })
        .execute();
    });
    await organisation.refresh(db);

    const persons = await db.transaction().execute(async (trx) => {
      const ids: Signatory[] = [];
      for (const code of ['drafter', 'second', 'signer']) {
        const personId = await addPerson(trx, { code, name: { 'zh-CN': `示例${code}`, en: code } }, { actor: 'system', at });
        ids.push({ actor: `example/${code}`, at, personId, post: code });
      }
      return ids;
    });
    const [drafter, second, signer] = persons as [Signatory, Signatory, Signatory];
    const apply = async (instrument: Instrument): Promise<string> => {
      const id = await db.transaction().execute(async (trx) => {
        const made = await draftInstrument(trx, base, instrument, drafter);
        await countersignInstrument(trx, base, made, second);
        await signInstrument(trx, base, made, { number: '', timeZone }, signer);
        return made;
      });
      await organisation.refresh(db);
      return id;
    };
    const undo = async (id: string): Promise<void> => {
      await db.transaction().execute((trx) => undoInstrument(trx, base, id, 'to be proved', signer));
      await organisation.refresh(db);
    };
    /** Every page of the days, without what is new with each answer. */
    const pagesOn = async (days: readonly string[]): Promise<ReadonlyMap<string, string>> => {
      const pages = new Map<string, string>();
      for (const day of days) {
        const addresses = [
          '/organisation',
          '/en/responsibilities',
          '/responsibilities/1',
          '/organisation/network-centre',
          '/organisation/dept-05',
          '/en/organisation/miit',
        ];
        for (const address of [...addresses, '/api/v1/organisation', '/api/v1/organisation/export']) {
          const { statusCode, body } = await app.inject({ method: 'GET', url: `${address}?on=${day}`, headers: { accept: 'text/html' } });
          assert.ok(statusCode < 500, `${address}?on=${day}: ${statusCode}`);
          pages.set(`${address}?on=${day}`, `${statusCode} ${body.replaceAll(/nonce="\w+"|name="_csrf" value="[^"]+"/g, '')}`);
        }
      }
      return pages;
    };
    const around = (instrument: Instrument): readonly string[] => [eveOf(effectiveDay(instrument)), effectiveDay(instrument)];
    const same = (now: ReadonlyMap<string, string>, then: ReadonlyMap<string, string>, when: string): void => {
      for (const [address, body] of then) if (now.get(address) !== body) assert.equal(now.get(address), body, `${address} ${when}`);
    };

    const untouched = await pagesOn(DAYS);
    const ids: string[] = [];
    const between: ReadonlyMap<string, string>[] = [];
    for (const record of records) {
      between.push(await pagesOn(around(record)));
      ids.push(await apply(record));
    }
    const whole = await pagesOn(DAYS);
    assert.notEqual(whole.get('/organisation/network-centre?on=2024-04-30'), untouched.get('/organisation/network-centre?on=2024-04-30'));
    assert.match(whole.get('/en/organisation/miit?on=2008-03-11') ?? '', /^200 /);
    assert.match(untouched.get('/en/organisation/miit?on=2008-03-11') ?? '', /^404 /);
    for (const [i, record] of [...records.entries()].reverse()) {
      await undo(ids[i] ?? '');
      same(await pagesOn(around(record)), between[i] ?? new Map(), `after undoing ${record.title.en}`);
    }
    same(await pagesOn(DAYS), untouched, 'after undoing all');
    for (const record of records) await apply(record);
    same(await pagesOn(DAYS), whole, 'after applying all again');
  });
});
