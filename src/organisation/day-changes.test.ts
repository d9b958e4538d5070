import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ministryFolder } from '../ministry-folder.ts';
import { openDatabase } from '../platform/db/index.ts';
import { openTestDatabase } from '../platform/testing/database.ts';
import { changesOn } from './day-changes.ts';
import { readPlan } from './folder.ts';
import { loadOrganisation } from './open.ts';
import { changeDays } from './view.ts';

const { pool } = await openTestDatabase();
const folder = ministryFolder('miit');
const organisation = await loadOrganisation(openDatabase(pool), folder, Temporal.Instant.from('2026-01-05T00:00:00Z'));
const plan = readPlan(folder);
const on = (day: string) => changesOn(organisation, Temporal.PlainDate.from(day));

test('on 11 March 2008 the ministry is new, three bodies are gone, and their functions have an heir', () => {
  // institution.md, 2.1: from NDRC, COSTIND (all but nuclear power), MII and the State Council Informatization Office.
  const { marks, gone, moved } = on('2008-03-11');
  assert.equal(marks.get('miit'), 'new');
  assert.deepEqual(gone.map((each) => each.code).sort(), ['costind', 'mii', 'scio']);
  const heirs = new Map(moved.map((each) => [each.mandate, `${each.from} ${each.to}`]));
  assert.equal(heirs.get('industry-management'), 'ndrc miit');
  assert.equal(heirs.get('information-industry'), 'mii miit');
  assert.equal(heirs.get('nuclear-power'), 'costind undefined');
});

test('in March 2018 the network centre leaves, in March 2023 three functions come', () => {
  const left = on('2018-03-01');
  assert.deepEqual(
    left.left.map((each) => `${each.body.code} ${each.to}`),
    ['network-centre cac'],
  );
  assert.equal(left.marks.get('network-centre'), 'moved');
  const came = on('2023-03-01').moved;
  assert.deepEqual(
    came.map((each) => `${each.mandate} ${each.from}`),
    ['high-tech-plans most', 'high-tech-zones most', 'technology-market most'],
  );
});

test('the days of change begin with the ministry, and on every other day nothing is marked', () => {
  const days = new Set(changeDays({ organisation, plan }).map(String));
  assert.equal([...days][0], '2008-03-11');
  for (const day of ['2008-07-01', '2018-03-01', '2023-03-01', '2023-09-24']) assert.ok(days.has(day), day);
  let day = Temporal.PlainDate.from('2022-12-01');
  for (let i = 0; i < 400; i++) {
    const { marks, moved } = changesOn(organisation, day);
    assert.equal(marks.size + moved.length > 0, days.has(day.toString()) && day.toString() !== '2023-09-24', day.toString());
    day = day.add({ days: 1 });
  }
});
