import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf, identityOf, mobileOf } from '../src/examples/filing.ts';
import { exampleAccount } from '../src/examples/index.ts';
import { ACCESS_PROVIDERS, APPLICANTS } from '../src/examples/parties.ts';
import { Refusal, Refusals } from '../src/platform/http/refusal.ts';
import { submitCase } from '../src/procedures/index.ts';
import { openTestMinistry } from './ministry.ts';

const ministry = await openTestMinistry({ withExamples: true, now: '2026-11-24T02:00:00Z' });
const { services } = ministry;
const { db } = services;
const path = '/desk/rules/province-filing/11';
const examiner = await ministry.visit(await exampleAccount(services, 'examiner'));
const decider = await ministry.visit(await exampleAccount(services, 'decider'));
const elsewhere = await ministry.visit(await exampleAccount(services, 'other-province'));
const applicant = await ministry.visit(await exampleAccount(services, 'applicant'));

/** The page's form as it is drawn, with some values changed. */
async function draftWith(changes: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const { body } = await examiner.get(path);
  const fields: Record<string, string> = {};
  for (const [, name = '', value = ''] of body.matchAll(/<input[^>]*name="((?:all|individual)\.[A-Za-z]+)"[^>]*value="(\d*)"/g))
    fields[name] = value;
  for (const [, name = '', inner = ''] of body.matchAll(/<select[^>]*name="((?:all|individual)\.[A-Za-z]+)"[^>]*>([\s\S]*?)<\/select>/g))
    fields[name] = /value="(true|false)" selected/.exec(inner)?.[1] ?? '';
  return { ...fields, 'from-year': '2026', 'from-month': '12', 'from-day': '1', reason: '京通管〔2026〕9号', ...changes };
}

/** What a new filing in Beijing by a principal who is not the legal representative comes to. */
async function codesOfFiling(): Promise<readonly string[]> {
  const [party] = await db
    .selectFrom('party')
    .select(['id', 'code', 'kind'])
    .where('code', '=', APPLICANTS[0]?.code ?? '')
    .execute();
  const procedure = services.procedures.current.get('website-filing');
  const [provider] = ACCESS_PROVIDERS;
  assert.ok(party && procedure && provider);
  const file = { name: 'scan.png', mediaType: 'image/png', size: 1, sha256: '0'.repeat(64) };
  const data = {
    subject: {
      nature: 'enterprise',
      name: APPLICANTS[0]?.name,
      certificateNumber: party.code,
      province: '11',
      address: '示例市示例路1号',
      legalPerson: '示例法定代表人',
      certificateFile: file,
    },
    principal: {
      name: '示例负责人',
      idNumber: identityOf(1),
      mobile: mobileOf(1),
      emergencyMobile: mobileOf(5001),
      email: 'a@example.org',
      idFile: file,
    },
    service: { name: '示例规则网', domain: 'shili-guize.cn', homeUrl: 'https://shili-guize.cn/', contentTypes: ['none'] },
    access: { provider: provider.code, mode: 'cloud', ip: addressOf(provider, 9) },
    commitment: { file, agreed: true },
  };
  const accountId = await exampleAccount(services, 'applicant');
  try {
    await db.transaction().execute(async (trx) => {
      await submitCase(trx, services, { procedure, party, accountId, data, actor: { id: `account/${accountId}` }, at: services.now() });
      throw new Error('taken');
    });
  } catch (error) {
    if (error instanceof Refusals) return error.all.map(({ rule }) => rule.code);
    if (error instanceof Refusal) return [error.rule.code];
    assert.equal((error as Error).message, 'taken');
  }
  return [];
}

test('a province drafts its rule, another decides it, and it holds from its day on; the earlier one is kept', async () => {
  assert.equal((await applicant.get(path)).statusCode, 404);
  assert.equal((await elsewhere.get(path)).statusCode, 403);
  assert.match((await examiner.get('/desk')).body, /href="\/desk\/rules\/province-filing\/11"/);
  const page = await examiner.get(path);
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /现行：国家规定/);
  assert.match((await examiner.get(`/en${path}`)).body, /Letter of authority accepted/);

  const wrong = await examiner.post(
    path,
    await draftWith({ 'all.minimumAge': '99', reason: '', 'from-day': '31', 'from-month': '2' }),
    path,
  );
  assert.equal(wrong.statusCode, 422);
  for (const words of [/应在16至25之间/, /请填写施行日期/, /请填写理由和依据文件/]) assert.match(wrong.body, words);
  assert.match((await examiner.post(path, await draftWith({}), path)).body, /与现行规则没有差别/);
  assert.match((await examiner.post(path, await draftWith({ 'from-month': '11', 'from-day': '24' }), path)).body, /须晚于今天/);

  assert.equal((await examiner.post(path, await draftWith({ 'all.letterOfAuthority': 'false' }), path)).statusCode, 303);
  const drafted = await examiner.get(path);
  assert.match(drafted.body, /起草人不得批准/);
  const { id } = await db.selectFrom('territory_rule').select('id').where('state', '=', 'draft').executeTakeFirstOrThrow();
  assert.equal((await examiner.post(`${path}/${id}/decide`, {}, path)).statusCode, 403);
  assert.deepEqual(await codesOfFiling(), [], 'a draft holds nothing');
  assert.equal((await decider.post(`${path}/${id}/decide`, {}, path)).statusCode, 303);
  assert.equal((await decider.post(`${path}/${id}/decide`, {}, path)).statusCode, 409);

  assert.deepEqual(await codesOfFiling(), [], 'its day has not come');
  ministry.setNow(Temporal.Instant.from('2026-12-01T02:00:00Z'));
  assert.deepEqual(await codesOfFiling(), ['c04-principal']);
  const later = await ministry.visit(await exampleAccount(services, 'examiner'));
  assert.match((await later.get(path)).body, /现行：本省规则/);
  const events = await db.selectFrom('event').select('kind').where('stream', '=', 'rule/province-filing/11').execute();
  assert.deepEqual(
    events.map(({ kind }) => kind),
    ['rule-drafted', 'rule-in-force'],
  );
});
