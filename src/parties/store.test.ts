import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAccount } from '../platform/auth/index.ts';
import { Refusal } from '../platform/http/refusal.ts';
import { openTestDatabase } from '../platform/testing/database.ts';
import {
  claimParty,
  getPartyOf,
  grantRole,
  linkAccount,
  listPartiesOf,
  listPartiesWithRole,
  partyRefusals,
  registerParty,
} from './index.ts';

const { db } = await openTestDatabase();
const at = Temporal.Instant.from('2026-11-02T02:00:00Z');
const today = Temporal.PlainDate.from('2026-11-02');

const account = async (name: string): Promise<string> =>
  await db.transaction().execute((trx) => createAccount(trx, { email: `${name}@example.org`, displayName: name, language: 'en' }, at));

const company = (code: string) => ({ kind: 'enterprise', name: '示例有限公司', code, territory: '11' }) as const;
const claim = async (accountId: string, code: string): Promise<string> =>
  await db.transaction().execute((trx) => claimParty(trx, { accountId, party: company(code), proof: 'test', from: today, at }));

test('a party is known once by its code, and keeps the name it has', async () => {
  const register = (name: string, code: string) => db.transaction().execute((trx) => registerParty(trx, { ...company(code), name }, at));
  const first = await register('示例有限公司', '91110000MA0EX0085X');
  assert.equal(await register('另一个名称', '91110000ma0ex0085x'), first);
  const row = await db.selectFrom('party').select('name').where('id', '=', first).executeTakeFirstOrThrow();
  assert.equal(row.name, '示例有限公司');
});

test('of several accounts that claim a party at once one gets it; the others are told whom to ask', async () => {
  const accounts = await Promise.all(['a', 'b', 'c'].map(account));
  const outcomes = await Promise.allSettled(accounts.map((id) => claim(id, '91110000MA0EX0106E')));
  assert.equal(outcomes.filter((each) => each.status === 'fulfilled').length, 1);
  for (const each of outcomes) {
    if (each.status === 'rejected')
      assert.ok(each.reason instanceof Refusal && each.reason.rule === partyRefusals.partyTaken, String(each.reason));
  }
});

test('an account acts for its own parties alone, and within the days of its right', async () => {
  const [one, two] = [await account('one'), await account('two')];
  const partyId = await claim(one, '91110000MA0EX01149');
  assert.deepEqual(
    (await listPartiesOf(db, one, today)).map((party) => party.id),
    [partyId],
  );
  assert.deepEqual(await listPartiesOf(db, two, today), []);
  assert.deepEqual(await listPartiesOf(db, one, today.subtract({ days: 1 })), []);
  await assert.rejects(
    getPartyOf(db, two, partyId, today),
    (error) => error instanceof Refusal && error.rule === partyRefusals.partyUnknown,
  );
  await db.transaction().execute((trx) => linkAccount(trx, { accountId: two, partyId, proof: 'let in', from: today, at }));
  assert.equal((await getPartyOf(db, two, partyId, today)).id, partyId);
  await claim(one, '91110000MA0EX01149');
});

test('a role holds from its day on, and is granted once', async () => {
  const id = await db.transaction().execute((trx) => registerParty(trx, company('91310000MA0EX00936'), at));
  const grant = { partyId: id, role: 'access-provider', basis: 'B1-1', from: today, actor: 'system', at } as const;
  await db.transaction().execute((trx) => grantRole(trx, grant));
  await db.transaction().execute((trx) => grantRole(trx, { ...grant, basis: 'B1-2', from: today.add({ days: 5 }) }));
  assert.deepEqual(
    (await listPartiesWithRole(db, 'access-provider', today)).map((party) => party.id),
    [id],
  );
  assert.deepEqual(await listPartiesWithRole(db, 'access-provider', today.subtract({ days: 1 })), []);
  const events = await db.selectFrom('event').select('kind').where('stream', '=', `party/${id}`).execute();
  assert.equal(events.length, 1);
});
