import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { compactVerify, importJWK } from 'jose';
import { openTestMinistry } from '../../tests/ministry.ts';
import { upload } from '../../tests/upload.ts';
import { readStream } from '../platform/audit/index.ts';
import { Refusal } from '../platform/http/refusal.ts';
import { issueDocument } from './issue.ts';
import { declareCompromised, keySource, rotateSigningKey } from './keys.ts';
import { changeDocumentState, type EndState, type StateChange } from './states.ts';
import { readCode, readNumber } from './store.ts';
import { parseTemplate } from './text.ts';

const ministry = await openTestMinistry({ now: '2026-11-02T02:00:00Z' });
const { db } = ministry.services;
const get = async (url: string, accept = 'text/html') => await ministry.app.inject({ url, headers: { accept } });
const at = Temporal.Instant.from('2026-11-01T02:00:00Z');

const issue = async (more: { readonly secrecy?: number } = {}) =>
  await db.transaction().execute(async (trx) => {
    const issued = await issueDocument(trx, {
      kind: 'filing-confirmation',
      title: { 'zh-CN': '备案确认书', en: 'Confirmation of filing' },
      templates: {
        'zh-CN': parseTemplate('# 备案确认书\n@ {{ name }}：\n准予备案。<b>\n- 备案号：{{ number }}\n= 北京市通信管理局\n> 附注'),
        en: parseTemplate('# Confirmation\n@ {{ name }}:\nFiled.\n- Number: {{ number }}\n= Beijing Communications Administration\n> Note'),
      },
      values: { 'zh-CN': { name: '示例茶叶贸易有限公司' }, en: { name: '示例茶叶贸易有限公司' } },
      facts: { serviceNumber: '京ICP备2026000001号-1' },
      issuer: { code: 'bj', name: { 'zh-CN': '北京市通信管理局', en: 'Beijing Communications Administration' }, letterCode: '京通管备' },
      issuedOn: Temporal.PlainDate.from('2026-11-01'),
      at,
      actor: 'system',
    });
    if (more.secrecy !== undefined) await trx.updateTable('document').set({ secrecy: more.secrecy }).where('id', '=', issued.id).execute();
    return issued;
  });

const setState = async (id: string, state: 'superseded' | 'revoked' | 'corrected', successor: string | null = null): Promise<void> => {
  await db
    .updateTable('document')
    .set({
      state,
      state_since: Temporal.PlainDate.from('2026-11-02'),
      state_reason: JSON.stringify({ 'zh-CN': '材料虚假', en: 'false material' }),
      successor_id: successor,
    })
    .where('id', '=', id)
    .execute();
};

test('a code leads to the verdict, the text in both languages and the check of the signature', async () => {
  const { verificationCode, number } = await issue();
  const page = await get(`/verify/${verificationCode}`);
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /app-verdict--valid/);
  assert.match(page.body, /真实有效/);
  assert.ok(page.body.includes(number));
  assert.match(page.body, /示例茶叶贸易有限公司：/);
  assert.match(page.body, /准予备案。&lt;b&gt;/);
  assert.match(page.body, /<div lang="en">/);
  assert.match(page.body, /全文与作出时签名的文本完全一致/);
  const english = await get(`/en/verify/${verificationCode}`);
  assert.match(english.body, /Genuine and in force/);
  assert.match(english.body, /<article[\s\S]*Beijing Communications Administration/);
});

test('codes are read as people type them', async () => {
  const { verificationCode } = await issue();
  const typed = ` ${verificationCode.toLowerCase().replaceAll('-', ' ')} `;
  const answer = await get(`/verify?${new URLSearchParams({ q: typed })}`);
  assert.equal(answer.headers.location, `/verify/${verificationCode}`);
  assert.equal(readCode('abcd–efgh—2345'), 'ABCD-EFGH-2345');
  assert.equal(readCode('ABCD-EFGH-234'), undefined);
  assert.equal((await get('/verify/ABCD-EFGH-2345')).statusCode, 404);
  assert.match((await get('/verify?q=ABCD-EFGH-2345')).body, /没有“ABCD-EFGH-2345”对应的文书/);
});

test('a number tells the state and neither the text nor the code: numbers can be counted through', async () => {
  const { number, verificationCode } = await issue();
  for (const typed of [
    number,
    number.replace('〔', '[').replace('〕', ']'),
    number.replace('〔', '（').replace('〕', '）第'),
    number.replace('号', ''),
  ]) {
    const { body } = await get(`/verify?${new URLSearchParams({ q: typed })}`);
    assert.match(body, /真实有效/, typed);
    assert.ok(!body.includes(verificationCode));
    assert.doesNotMatch(body, /示例茶叶/);
  }
  assert.equal(readNumber('京通管备 [2026] 第017号'), '京通管备〔2026〕17号');
});

test('a document that no longer holds says so, since when, why, and what stands in its place', async () => {
  const [old, next] = [await issue(), await issue()];
  await setState(old.id, 'superseded', next.id);
  const page = (await get(`/verify/${old.verificationCode}`)).body;
  assert.match(page, /app-verdict--superseded/);
  assert.match(page, /2026年11月2日/);
  assert.match(page, /材料虚假/);
  assert.ok(page.includes(`/verify/${next.verificationCode}`));
  await setState(next.id, 'revoked');
  const revoked = await get(`/verify/${next.verificationCode}`);
  assert.match(revoked.body, /已撤销，不再有效/);
  assert.equal((await get(`/documents/${next.verificationCode}.json`)).json().state.is, 'revoked');
});

test('the PDF is made when it is asked for, stays the same, and its QR code leads here', async () => {
  const { verificationCode, id } = await issue();
  assert.equal(await db.selectFrom('document_rendition').select('document_id').where('document_id', '=', id).executeTakeFirst(), undefined);
  const [first, second] = [await get(`/documents/${verificationCode}.pdf`), await get(`/documents/${verificationCode}.pdf`)];
  assert.equal(first.headers['content-type'], 'application/pdf');
  assert.ok(first.rawPayload.equals(second.rawPayload));
  const text = first.rawPayload.toString('latin1');
  assert.match(text, /^%PDF-1\.7/);
  assert.match(text, /\/MarkInfo/);
  assert.match(text, /\/StructTreeRoot/);
  assert.match(text, /pdfaid:part>2</);
  assert.match(text, /\/Lang \(zh-CN\)/);
  assert.ok(text.includes(`/verify/${verificationCode}`), 'the address is a link');
  assert.ok(first.rawPayload.length < 100_000, 'only the used characters of the faces are in it');
});

test('the JSON can be checked without us: hash of the text, signature, published key', async () => {
  const { verificationCode, number } = await issue();
  const json = (await get(`/documents/${verificationCode}.json`)).json();
  const keys = (await get('/.well-known/jwks.json')).json().keys;
  const { payload, protectedHeader } = await compactVerify(json.signature as string, async (header) => {
    const key = keys.find((each: { readonly kid: string }) => each.kid === header.kid);
    assert.equal(key.d, undefined, 'no private half is published');
    return await importJWK(key, 'Ed25519');
  });
  assert.equal(protectedHeader.alg, 'Ed25519');
  const signed = JSON.parse(new TextDecoder().decode(payload));
  assert.equal(signed.number, number);
  const hash = createHash('sha256')
    .update(JSON.stringify([json.number, json.issuedOn, json.body['zh-CN'], json.body.en]))
    .digest('hex');
  assert.equal(signed.contentHash, `sha256:${hash}`);
});

test('the file itself is compared: the original is known, a changed one is not', async () => {
  const { verificationCode } = await issue();
  const send = (name: string, bytes: Buffer) =>
    upload(ministry.app, { url: '/verify', from: '/verify', files: [{ field: 'file', name, bytes }] });
  const pdf = (await get(`/documents/${verificationCode}.pdf`)).rawPayload;
  assert.equal((await send('a.pdf', pdf)).headers.location, `/verify/${verificationCode}?checked=file`);
  assert.match((await get(`/verify/${verificationCode}?checked=file`)).body, /未经改动的原件/);
  const changed = Buffer.from(pdf);
  changed[changed.length - 20] = (changed[changed.length - 20] ?? 0) ^ 1;
  assert.match((await send('b.pdf', changed)).body, /“b\.pdf”不是原件/);
  const json = (await get(`/documents/${verificationCode}.json`)).rawPayload;
  assert.equal((await send('a.json', json)).statusCode, 303);
  assert.match((await send('c.json', Buffer.from('{"signature":"x.y.z"}'))).body, /不是原件/);
  assert.match((await send('d.json', Buffer.from('[1,'))).body, /不是原件/);
  assert.equal((await upload(ministry.app, { url: '/verify', from: '/verify', files: [] })).statusCode, 422);
});

test('a text that was changed in the database is found out', async () => {
  const { verificationCode, id } = await issue();
  await get(`/verify/${verificationCode}`);
  const row = await db.selectFrom('document').select('body').where('id', '=', id).executeTakeFirstOrThrow();
  const body = { ...row.body, 'zh-CN': [...row.body['zh-CN'], { kind: 'paragraph' as const, text: '另行补充' }] };
  await db
    .updateTable('document')
    .set({ body: JSON.stringify(body) })
    .where('id', '=', id)
    .execute();
  assert.match((await get(`/verify/${verificationCode}`)).body, /全文与签名的文本不一致/);
});

test('a classified document shows that it holds and nothing more', async () => {
  const { verificationCode } = await issue({ secrecy: 1 });
  const page = (await get(`/verify/${verificationCode}`)).body;
  assert.match(page, /真实有效/);
  assert.doesNotMatch(page, /示例茶叶/);
  for (const format of ['pdf', 'json']) assert.equal((await get(`/documents/${verificationCode}.${format}`)).statusCode, 404);
});

test('what befell a document is said once and for ever', async () => {
  const [old, next, third] = [await issue(), await issue(), await issue()];
  const since = Temporal.PlainDate.from('2026-11-02');
  const reason = { 'zh-CN': '笔误', en: 'a clerical error' };
  const change = async (documentId: string, state: EndState, more: Partial<StateChange> = {}): Promise<void> =>
    await db.transaction().execute(async (trx) => {
      await changeDocumentState(trx, { documentId, state, since, reason, at, actor: 'system', ...more });
    });
  const code = (expected: string) => (error: unknown) => error instanceof Refusal && error.rule.code === expected;
  await assert.rejects(change(old.id, 'corrected'), code('document-successor-missing'));
  await assert.rejects(change(old.id, 'revoked', { since: Temporal.PlainDate.from('2026-10-31') }), code('document-state-before-issue'));
  assert.match((await get(`/verify/${old.verificationCode}`)).body, /app-verdict--valid/);
  await change(old.id, 'corrected', { successorId: next.id });
  await change(old.id, 'superseded', { successorId: third.id });
  for (const state of ['revoked', 'superseded', 'corrected'] as const)
    await assert.rejects(change(old.id, state, { successorId: next.id }), code('document-holds-no-more'), state);
  const events = await readStream(db, `document/${old.id}`);
  assert.deepEqual(
    events.map((each) => each.kind),
    ['document-issued', 'document-corrected', 'document-superseded'],
  );
});

test('a rotated key signs from then on; what the earlier one signed stays verifiable until it is declared compromised', async () => {
  const [before, after] = [await issue(), await issue()];
  const isGood = async ({ verificationCode }: { readonly verificationCode: string }): Promise<boolean> =>
    (await get(`/verify/${verificationCode}`)).body.includes('全文与作出时签名的文本完全一致');
  const keyOf = async ({ verificationCode }: { readonly verificationCode: string }): Promise<string> => {
    const [header = ''] = (await get(`/documents/${verificationCode}.json`)).json().signature.split('.');
    return JSON.parse(Buffer.from(header, 'base64url').toString()).kid;
  };
  const first = await keyOf(before);
  const second = await rotateSigningKey(db, keySource(ministry.dataFolder), at);
  await ministry.services.keys.refresh();
  assert.equal(await keyOf(after), second);
  assert.notEqual(first, second);
  assert.deepEqual([await isGood(before), await isGood(after)], [true, true]);
  const published = (): Promise<readonly string[]> =>
    get('/.well-known/jwks.json').then((answer) => answer.json().keys.map((each: { readonly kid: string }) => each.kid));
  assert.deepEqual([...(await published())].sort(), [first, second].sort());
  await declareCompromised(db, first, ministry.services.now().subtract({ hours: 1 }));
  assert.deepEqual([await isGood(before), await isGood(after)], [false, true]);
  assert.deepEqual(await published(), [second]);
  await assert.rejects(declareCompromised(db, 'no-such-key', at), /never had a key/);
});
