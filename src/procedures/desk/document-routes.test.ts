import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestMinistry } from '../../../tests/ministry.ts';
import { findExampleCast } from '../../examples/index.ts';

const ministry = await openTestMinistry({ withExamples: true });
const { db } = ministry.services;
const cast = await findExampleCast(ministry.services);
const accountOf = async (personId: string | undefined): Promise<string> =>
  (
    await db
      .selectFrom('account')
      .select('id')
      .where('person_id', '=', personId ?? '')
      .executeTakeFirstOrThrow()
  ).id;
const decider = await ministry.visit(await accountOf(cast.deciders.get('11')));
const confirmation = async (skip: number) =>
  await db
    .selectFrom('document as d')
    .innerJoin('case_file as c', 'c.id', 'd.case_id')
    .selectAll('d')
    .where('d.state', '=', 'valid')
    .where('c.territory', '=', '11')
    .orderBy('d.issued_at')
    .offset(skip)
    .executeTakeFirstOrThrow();
const get = async (url: string) => await ministry.app.inject({ url, headers: { accept: 'text/html' } });

test('a decider corrects a slip of the pen: the text is issued anew, the earlier one leads to it', async () => {
  const row = await confirmation(0);
  const address = `/desk/documents/${row.verification_code}`;
  const page = await decider.get(address);
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /更正或者撤销/);
  const send = (fields: Readonly<Record<string, string>>) => decider.post(address, { act: 'correct', ...fields }, address);
  const text = { textChinese: '# 更正后的标题\n@ 示例：\n正文。\n- 备案号：一\n= 示例机关', textEnglish: '# Corrected title\nText.' };
  const incomplete = await send({ ...text, textEnglish: '', reasonChinese: '笔误', reasonEnglish: '' });
  assert.equal(incomplete.statusCode, 422);
  assert.equal(incomplete.body.match(/两种语言都需要/g)?.length, 4, 'two fields, each in the summary and beside it');
  assert.match(incomplete.body, /更正后的标题/);
  assert.equal((await db.selectFrom('document').select('state').where('id', '=', row.id).executeTakeFirstOrThrow()).state, 'valid');
  const done = await send({ ...text, reasonChinese: '笔误', reasonEnglish: 'a slip of the pen' });
  assert.equal(done.statusCode, 303);
  const verified = await get(`/verify/${row.verification_code}`);
  assert.match(verified.body, /真实，已更正/);
  assert.match(verified.body, /笔误/);
  const next = await db
    .selectFrom('document as d')
    .innerJoin('document as old', 'old.successor_id', 'd.id')
    .selectAll('d')
    .where('old.id', '=', row.id)
    .executeTakeFirstOrThrow();
  assert.ok(verified.body.includes(next.number));
  assert.match(next.number, /^.+〔2026〕\d+号$/);
  assert.match((await get(`/verify/${next.verification_code}`)).body, /更正后的标题/);
  assert.equal((await send({ ...text, reasonChinese: '再', reasonEnglish: 'again' })).statusCode, 422, 'corrected once and for all');
});

test('a decider revokes with a reason; an applicant, a stranger and an officer of another province do not get there', async () => {
  const row = await confirmation(0);
  const address = `/desk/documents/${row.verification_code}`;
  const party = await db.selectFrom('account').select('id').where('person_id', 'is', null).executeTakeFirstOrThrow();
  assert.equal((await (await ministry.visit(party.id)).get(address)).statusCode, 404);
  const elsewhere = await ministry.visit(await accountOf(cast.deciders.get('31')));
  assert.equal((await elsewhere.get(address)).statusCode, 403);
  const examiner = await ministry.visit(await accountOf(cast.examiners.get('11')));
  assert.doesNotMatch((await examiner.get(address)).body, /name="act"/, 'examining is not deciding');
  const done = await decider.post(
    address,
    { act: 'revoke', reasonChinese: '以欺骗手段取得', reasonEnglish: 'obtained by deceit' },
    address,
  );
  assert.equal(done.statusCode, 303);
  assert.match((await get(`/verify/${row.verification_code}`)).body, /已撤销，不再有效/);
  assert.match((await decider.get(address)).body, /不能再作变动/);
});
