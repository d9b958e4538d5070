import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { ministryFolder } from '../src/ministry-folder.ts';
import { factsOf } from '../src/organisation/difference.ts';
import { loadOrganisation, readPlan } from '../src/organisation/index.ts';
import { PlanQuestions } from '../src/organisation/questions.ts';
import { readPlanInForce } from '../src/organisation/reorganisation/in-force.ts';
import { verifyChains } from '../src/platform/audit/index.ts';
import { openTestDatabase } from '../src/platform/testing/database.ts';
import { Signers, seat } from './signers.ts';

const files = readPlan(ministryFolder('miit'));
const DAYS = ['2008-03-10', '2008-07-01', '2018-03-15', '2023-09-24', '2026-11-02', '2028-02-29'] as const;
const KILLS = 5;

suite('kill -9 while institutions are merged, split and given back', () => {
  test('the past stays the same to the byte, and nothing is half applied', async () => {
    const { db, pool, url } = await openTestDatabase();
    const now = (): Temporal.Instant => Temporal.Instant.from('2026-11-02T02:00:00Z');
    const organisation = await loadOrganisation(db, ministryFolder('miit'), now());
    await seat({ db, organisation, files, now }, 'dept-20-officer');
    await Signers.find({ db, organisation, files, now });

    /** Everything that the days before say: who led what by name, who sat where, the answers to questions, and every event of then. */
    const lastBefore =
      (await pool.query<{ last: string }>(`select max(position)::text as last from event where stream = 'organisation'`)).rows[0]?.last ??
      '0';
    const past = async (): Promise<string> => {
      await organisation.refresh(db);
      const days = DAYS.map((text) => {
        const on = Temporal.PlainDate.from(text);
        const questions = new PlanQuestions(organisation.planOn(on));
        return {
          bodies: organisation.institutions(on).map(({ valid, ...each }) => ({ ...each, from: valid.from })),
          holders: organisation
            .mandates()
            .map(({ code }) => organisation.holdings(code, on).map(({ valid, ...each }) => ({ ...each, from: valid.from }))),
          seats: organisation
            .institutions(on)
            .flatMap((each) =>
              organisation
                .postsOf(each.code, on)
                .map((post) => organisation.holdersOfPost(post.code, on).map(({ until: _until, ...holder }) => [post.code, holder])),
            ),
          answers: ['radio spectrum', '网站备案', 'science parks'].map((mandate) => questions.ask({ mandate }, text)),
        };
      });
      const { rows } = await pool.query(`select * from event where stream = 'organisation' and position <= $1 order by position`, [
        lastBefore,
      ]);
      return createHash('sha256').update(JSON.stringify({ days, rows })).digest('hex');
    };
    /** What the tables hold is what the files and the instruments in force say; and appointments follow them. */
    const expectWhole = async (): Promise<void> => {
      const inForce = await readPlanInForce(db, files);
      const facts = createHash('sha256')
        .update(JSON.stringify(factsOf(inForce.whole)))
        .digest('hex');
      const state = await db.selectFrom('organisation_state').select('content_hash').executeTakeFirstOrThrow();
      assert.equal(state.content_hash, facts);
      const rows = await db.selectFrom('reorganisation').selectAll().where('state', '=', 'in-force').execute();
      assert.ok(rows.length <= 1);
      const seats = (await db.selectFrom('appointment').select(['post', 'valid']).where('post', 'like', '%-officer').execute())
        .filter((each) => each.post !== 'dept-22-establishment-officer')
        .map((each) => `${each.post} ${each.valid}`)
        .sort();
      const title = rows[0]?.instrument.title.en;
      const expected: Readonly<Record<string, readonly string[]>> = {
        'Example merger': ['dept-18-officer [2028-03-01,)', 'dept-20-officer [2026-01-05,2028-03-01)'],
        'Example split': ['dept-20-officer [2026-01-05,2028-03-01)', 'stations-officer [2028-03-01,)'],
      };
      assert.deepEqual(seats, expected[title ?? ''] ?? ['dept-20-officer [2026-01-05,)']);
      // An act is recorded for each state that was reached, and an event for each act.
      const { rows: halves } = await pool.query(
        `select r.id, r.state, array_agg(a.act order by a.at) as acts from reorganisation r left join reorganisation_act a on a.reorganisation = r.id
          group by r.id, r.state
         having (r.state = 'undone') is distinct from bool_or(a.act = 'undone')
             or (r.state = 'in-force' and not bool_or(a.act = 'signed'))
             or (r.state = 'drafted' and count(*) <> 1) or (r.state = 'countersigned' and count(*) <> 2)`,
      );
      assert.deepEqual(halves, []);
      const { rows: counts } = await pool.query<{ acts: number; events: number }>(
        `select (select count(*)::int from reorganisation_act) as acts, (select count(*)::int from event where kind like 'reorganisation-%') as events`,
      );
      assert.equal(counts[0]?.events, counts[0]?.acts);
      assert.deepEqual((await verifyChains(pool)).findings, []);
    };

    const before = await past();
    // Points of death: so many acknowledged acts, and so many milliseconds into the next. The seed is fixed: a death is replayed.
    const deaths = fc.sample(fc.record({ acts: fc.integer({ min: 1, max: 2 }), wait: fc.integer({ min: 0, max: 400 }) }), {
      seed: 20_281,
      numRuns: KILLS,
    });
    let acknowledged = 0;
    for (const death of deaths) {
      const worker = spawn(process.execPath, [join(import.meta.dirname, 'reorganisation-worker.ts'), url], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      acknowledged += await killAfter(worker, death.acts, death.wait);
      await expectWhole();
      assert.equal(await past(), before);
    }
    assert.ok(acknowledged >= KILLS, `${acknowledged} acts were acknowledged`);
  });
});

/** Kills a worker some milliseconds after its n-th line, and gives how many there were. */
async function killAfter(worker: ChildProcess, lines: number, wait: number): Promise<number> {
  let seen = 0;
  await new Promise<void>((settle, fail) => {
    let isDue = false;
    worker.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString().split('\n').length - 1;
      if (seen < lines || isDue) return;
      isDue = true;
      setTimeout(() => worker.kill('SIGKILL'), wait);
    });
    worker.once('close', () => (isDue ? settle() : fail(new Error(`the worker ended by itself after ${seen} acts`))));
  });
  return seen;
}
