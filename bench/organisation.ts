/**
 * A question on any date, the simulation of a merger with 100,000 open cases, and the morning after:
 *   npm run -s npm -- exec -- node bench/organisation.ts
 */
import { sql } from 'kysely';
import { findExampleCast } from '../src/examples/index.ts';
import { PlanQuestions } from '../src/organisation/questions.ts';
import { findConsequences } from '../src/organisation/reorganisation/consequences.ts';
import type { Instrument } from '../src/organisation/reorganisation/instrument.ts';
import { simulate } from '../src/organisation/reorganisation/simulation.ts';
import { dateIn } from '../src/platform/time.ts';
import { countQueue, listQueue } from '../src/procedures/desk/queue.ts';
import { copyOpenCase } from '../tests/open-cases.ts';
import { type Ground, Signers, seat } from '../tests/signers.ts';
import { compareAsync } from './compare.ts';
import { withBenchMinistry } from './ministry.ts';

const CASES = 100_000;

await withBenchMinistry(async (services, pool) => {
  const { db, organisation } = services;
  const cast = await findExampleCast(services);
  const ground: Ground = { db, organisation, files: organisation.files, now: services.now };
  const file = await sql<{ id: string }>`select c.id from case_file c join task t on t.case_id = c.id and t.closed_at is null
     where t.element = 'examine' and c.territory = '11' order by c.id limit 1`.execute(db);
  await copyOpenCase(pool, file.rows[0]?.id ?? '', CASES, ['11', '31', '33', '44', '51']);

  // Days spread over the ministry's life; the baseline asks the tables, the way any program would.
  const days = Array.from({ length: 40 }, (_, i) => Temporal.PlainDate.from('2008-03-12').add({ days: i * 163 }));
  let turn = 0;
  const nextDay = (): Temporal.PlainDate => days[turn++ % days.length] ?? days[0] ?? Temporal.PlainDate.from('2024-04-30');
  await compareAsync('who holds a function on a day', {
    'SQL over the holdings': async () =>
      await pool.query(
        `select institution from mandate_holding where mandate = 'resp-12' and role = 'lead' and upper_inf(known) and valid @> $1::date`,
        [nextDay().toString()],
      ),
    'the plan in memory': async () => organisation.holder({ mandate: 'resp-12', territory: null, scope: null, on: nextDay() }),
    'by its words, with what is uncertain': async () => {
      const on = nextDay();
      return new PlanQuestions(organisation.planOn(on)).ask({ mandate: 'radio spectrum' }, on.toString());
    },
  });

  const tomorrow = dateIn(services.timeZone, services.now()).add({ days: 1 });
  const merger: Instrument = {
    title: { 'zh-CN': '示例合并方案', en: 'Example merger' },
    effective: tomorrow.toString(),
    steps: [
      { merge: ['pca-11'], into: 'pca-13' },
      { reseat: 'pca-11-examiner', to: 'pca-13-examiner' },
    ],
  };
  const dossier = async () => await findConsequences(db, organisation.plan, merger, simulate(organisation.plan, merger));
  const { openCases } = await dossier();
  const going = openCases.reduce((sum, each) => sum + each.cases, 0);
  await compareAsync(
    `simulating a merger, ${CASES} open cases, ${going} of them go along`,
    {
      'counting the open cases alone': async () =>
        await pool.query('select mandate, territory, count(*) from case_file where closed_at is null group by 1, 2'),
      'the whole simulation': dossier,
    },
    2,
  );

  const decider = await seat(ground, 'pca-13-deputy-director');
  const examiner = cast.examiners.get('11') ?? '';
  const desk = async (personId: string, on: Temporal.PlainDate) => {
    await organisation.refresh(db);
    return [await countQueue(services, personId, on), await listQueue(services, personId, on, {}, { size: 50 })];
  };
  const signers = await Signers.find(ground);
  const started = performance.now();
  await signers.sign(merger, '示例〔2026〕1号');
  process.stdout.write(`drafted, countersigned and signed, each once: ${Math.round(performance.now() - started)} ms\n`);
  await compareAsync(
    'the desk with its counts',
    {
      'the evening before': () => desk(examiner, tomorrow.subtract({ days: 1 })),
      'the morning after, same examiner': () => desk(examiner, tomorrow),
      'the morning after, a desk with nothing': () => desk(decider, tomorrow),
    },
    2,
  );
});
