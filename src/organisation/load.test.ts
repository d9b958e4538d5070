import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { ministryFolder } from '../ministry-folder.ts';
import { readStream } from '../platform/audit/index.ts';
import { openTestDatabase } from '../platform/testing/database.ts';
import { DataFileError } from '../platform/yaml.ts';
import { loadOrganisation } from './open.ts';
import { pendingDifference } from './take-over/take-over.ts';
import { copyOfPlan } from './testing/folder.ts';

const { db } = await openTestDatabase();
const first = Temporal.Instant.from('2026-06-01T00:00:00Z');
const later = Temporal.Instant.from('2026-06-02T00:00:00Z');
const version = async () => (await db.selectFrom('organisation_state').select('version').executeTakeFirstOrThrow()).version;
const holderOf = async (mandate: string, on: string) => {
  const organisation = await loadOrganisation(db, ministryFolder('miit'), later);
  return organisation.holder({ mandate, territory: null, scope: null, on: Temporal.PlainDate.from(on) })?.code;
};

test('the plan is loaded once: an unchanged folder changes nothing and leaves no event', async () => {
  await loadOrganisation(db, ministryFolder('miit'), first);
  const before = await version();
  await loadOrganisation(db, ministryFolder('miit'), later);
  assert.equal(await version(), before);
  assert.deepEqual(
    (await readStream(db, 'organisation')).map((each) => each.kind),
    ['plan-loaded', 'office-holders-loaded'],
  );
});

test('every province holds website filing for itself, and functions have the holder of the day', async () => {
  const organisation = await loadOrganisation(db, ministryFolder('miit'), later);
  const on = Temporal.PlainDate.from('2026-06-02');
  const { rows } = await sql<{
    territory: string;
  }>`select territory from mandate_holding where mandate = 'website-filing' and role = 'lead' and upper_inf(known)`.execute(db);
  assert.equal(rows.length, 31);
  for (const { territory } of rows) {
    const head = organisation.letterhead({ mandate: 'website-filing', territory, scope: null, on });
    assert.equal(head.code, `pca-${territory}`);
    assert.match(head.letterCode, /^.通信管$/u);
  }
  assert.equal(await holderOf('high-tech-zones', '2023-02-28'), 'most');
  assert.equal(await holderOf('high-tech-zones', '2023-03-01'), 'dept-03');
  assert.equal(await holderOf('industry-management', '2008-03-10'), 'ndrc');
  assert.throws(() => organisation.letterhead({ mandate: 'no-such-function', territory: null, scope: null, on }), /nobody holds/);
});

test('a changed folder is taken over from its moment on, and what was known before stays readable', async () => {
  const folder = copyOfPlan(['institutions', '"规划司"', '"规划和改革司"']);
  const at = Temporal.Instant.from('2026-07-01T00:00:00Z');
  assert.deepEqual(await pendingDifference(db, ministryFolder('miit')), []);
  assert.deepEqual(
    (await pendingDifference(db, folder)).map(({ of, code, change, fields }) => [of, code, change, fields.map((each) => each.field)]),
    [['institution', 'dept-03', 'changed', ['name']]],
  );
  const organisation = await loadOrganisation(db, folder, at);
  assert.equal(organisation.institution('dept-03', Temporal.PlainDate.from('2026-07-01'))?.name['zh-CN'], '规划和改革司');
  const { rows } = await sql<{
    name: string;
  }>`select name ->> 'zh-CN' as name from institution where code = 'dept-03' and known @> ${first.toString()}::timestamptz`.execute(db);
  assert.deepEqual(rows, [{ name: '规划司' }]);
  const events = await readStream(db, 'organisation');
  assert.deepEqual(
    events.map((each) => each.kind),
    ['plan-loaded', 'office-holders-loaded', 'plan-loaded', 'folder-taken-over'],
  );
  assert.deepEqual(events.at(-2)?.payload?.changes, ['institution dept-03 changed']);
  assert.match(String(events.at(-1)?.payload?.changes), /^institution dept-03 [\s\S]*name: .*规划和改革司/u);
});

test('a folder with a mistake is refused as a whole', async () => {
  const before = await version();
  await assert.rejects(
    loadOrganisation(db, copyOfPlan(['mandates', 'institution: dept-04', 'institution: dept-44']), later),
    DataFileError,
  );
  assert.equal(await version(), before);
});

test('the database itself refuses a second lead and a second holder of a post on one day', async () => {
  await assert.rejects(
    sql`insert into mandate_holding (id, mandate, institution, role, instrument, valid, known)
        select gen_random_uuid(), mandate, 'dept-19', 'lead', instrument, '[2026-01-01,)', known from mandate_holding where mandate = 'radio-licences' and upper_inf(known)`.execute(
      db,
    ),
    /exclusion constraint/,
  );
  await assert.rejects(
    sql`with p as (insert into person (id, code, name) values (gen_random_uuid(), 'a', '{}'), (gen_random_uuid(), 'b', '{}') returning id)
        insert into appointment (id, person_id, post, mode, valid, reason, recorded_at)
        select gen_random_uuid(), id, 'dept-20-head', 'appointed', '[2026-01-01,)', 'test', now() from p`.execute(db),
    /exclusion constraint/,
  );
});
