import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ministryFolder } from '../ministry-folder.ts';
import { Refusal } from '../platform/http/refusal.ts';
import { openTestDatabase } from '../platform/testing/database.ts';
import { readPlan } from './folder.ts';
import { loadOrganisation } from './open.ts';
import { PlanQuestions } from './questions.ts';
import { addPerson, appoint, type Order } from './store/acts.ts';
import { groupsUnder } from './view.ts';

// The invented ministry of ministries/example: other names, other kinds of bodies, other limits, no Party committee, another time zone.
const { db } = await openTestDatabase();
const folder = ministryFolder('example');
const order: Order = { actor: 'system', at: Temporal.Instant.from('2024-05-01T00:00:00Z') };
const organisation = await loadOrganisation(db, folder, order.at);
const on = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const permits = { mandate: 'frequency-permits', scope: null } as const;

test('another ministry is another folder: the regional holder goes before the national one', () => {
  assert.equal(organisation.holder({ ...permits, territory: 'N', on: on('2024-05-01') })?.code, 'office-north');
  assert.equal(organisation.holder({ ...permits, territory: 'X', on: on('2024-05-01') })?.code, 'frequency-agency');
  assert.equal(organisation.holder({ ...permits, territory: 'N', on: on('2017-12-31') })?.code, 'communications');
});

test('an office keeps its names by their days', () => {
  const plan = readPlan(folder);
  assert.equal(organisation.institution('communications', on('2019-12-31'))?.name.en, 'Directorate of Posts and Telecommunications');
  assert.equal(organisation.institution('communications', on('2020-01-01'))?.name.en, 'Directorate of Digital Communications');
  assert.deepEqual(
    groupsUnder({ organisation, plan }, 'mic', on('2024-05-01')).map(({ key, bodies }) => [key, bodies.length]),
    [
      ['departments', 2],
      ['agency', 1],
    ],
  );
});

test('questions are answered from its files, a year of change with both answers', () => {
  const questions = new PlanQuestions(readPlan(folder));
  const ask = (query: Record<string, unknown>, moment: string) =>
    questions.ask(query, moment) as { answer?: unknown; error?: { code: string } };
  assert.equal(ask({ mandate: 'frequency permits' }, '2016-01-01').answer, 'Directorate of Posts and Telecommunications');
  assert.equal(ask({ mandate: 'regulation of telecommunications' }, '2024-01-01').answer, 'Directorate of Digital Communications');
  assert.deepEqual(ask({ mandate: 'frequency permits' }, '2018-03-01').answer, {
    ambiguous: ['Directorate of Posts and Telecommunications', 'Frequency Agency'],
  });
  assert.equal(ask({ entity: 'MIC', attr: 'quota.totalAdministrative' }, '2021-12-31').answer, 60);
  assert.equal(ask({ entity: 'MIC', attr: 'quota.bureauLevelLeaders' }, '2021-12-31').error?.code, 'unknown');
});

test('its own limit is kept: two persons in the directorates from 2022 on', async () => {
  const seat = async (code: string, post: string): Promise<void> => {
    await db.transaction().execute(async (trx) => {
      const personId = await addPerson(trx, { code, name: { 'zh-CN': code, en: code } }, order);
      await appoint(trx, { personId, post, from: on('2024-05-01'), reason: 'test' }, order);
    });
  };
  await seat('a', 'industry-head');
  await seat('b', 'office-north-engineer'); // not counted
  await seat('c', 'communications-head');
  await assert.rejects(
    seat('d', 'industry-deputy'),
    (error: unknown) => error instanceof Refusal && error.rule.code === 'establishment-full',
  );
});
