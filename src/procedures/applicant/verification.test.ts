import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endDueClocks } from '../cases.ts';
import { TestBrowser } from './test-browser.ts';
import { answers, codeOf, file, IDENTITY, mistakesOf, mobile, openCast, passPreReview, stageOf } from './test-cast.ts';

const cast = await openCast();
const { app, services, setNow } = cast.ministry;
const { browser } = cast.applicant;
const start = services.now();

const awaiting = async (domain: string, serial: number): Promise<string> => {
  const caseId = await file(cast, cast.applicant, answers(cast, domain, serial));
  await passPreReview(cast, caseId);
  return caseId;
};

/** The person in charge has no account; each filing's is somewhere else. */
const verify = async (serial: number, code: string, idTail = IDENTITY.slice(-6)) =>
  await new TestBrowser(app, undefined, `198.51.100.${serial % 250}`).send('/verification', '/verification', {
    mobile: mobile(serial),
    idTail,
    code,
  });

const wrongCode = (code: string): string => (code === '000000' ? '111111' : '000000');

test('the message names the filing; the page explains itself in both languages', async () => {
  const caseId = await awaiting('shili-yan1.cn', 1);
  const message = await services.db
    .selectFrom('outbox')
    .selectAll()
    .where('about', '=', `case/${caseId}`)
    .where('channel', '=', 'sms')
    .executeTakeFirstOrThrow();
  assert.equal(message.recipient, mobile(1));
  assert.match(message.body, /WF-2026-\d{6}/);
  assert.match((await browser.get('/verification')).body, /身份证号后六位/);
  assert.match((await browser.get('/en/verification')).body, /Last six characters of the identity number/);
  const { body } = await browser.get(`/cases/${caseId}`);
  const code = await codeOf(cast, caseId);
  assert.match(code, /^\d{6}$/);
  const at = body.indexOf(code);
  assert.equal(at, -1, `the applicant does not read the code: ${body.slice(at - 60, at + 60)}`);
});

test('five wrong tries are counted out loud, the sixth returns the filing', async () => {
  const caseId = await awaiting('shili-yan2.cn', 2);
  const code = await codeOf(cast, caseId);
  for (const left of [5, 4, 3, 2, 1]) {
    const answer = await verify(2, wrongCode(code));
    assert.equal(answer.statusCode, 422);
    assert.match(mistakesOf(answer.body).join(), new RegExp(`还可以试 ${left} 次`));
  }
  assert.equal(await stageOf(cast, caseId), 'verify');
  assert.equal((await verify(2, wrongCode(code))).headers.location, '/verification/returned');
  assert.equal(await stageOf(cast, caseId), 'correct');
  assert.equal((await verify(2, code)).statusCode, 422, 'the right code comes too late');
});

test('after five wrong tries the right code still counts', async () => {
  const caseId = await awaiting('shili-yan3.cn', 3);
  const code = await codeOf(cast, caseId);
  for (let i = 0; i < 5; i++) await verify(3, code, '000000');
  assert.equal((await verify(3, code)).headers.location, '/verification/verified');
  assert.equal(await stageOf(cast, caseId), 'examine');
});

test('what cannot be right is no try: empty, too short, not a number', async () => {
  const caseId = await awaiting('shili-yan4.cn', 4);
  const code = await codeOf(cast, caseId);
  for (const [given, tail] of [
    ['', undefined],
    ['12345', undefined],
    ['abcdef', undefined],
    [code, '12'],
  ] as const)
    assert.equal((await verify(4, given, tail)).statusCode, 422);
  const row = await services.db.selectFrom('verification').select('wrong_tries').where('case_id', '=', caseId).executeTakeFirstOrThrow();
  assert.equal(row.wrong_tries, 0);
  const typed = [...code].map((digit) => String.fromCodePoint(Number(digit) + 0xff10)).join('');
  assert.equal(
    (await verify(4, `${typed.slice(0, 3)} ${typed.slice(3)}`)).headers.location,
    '/verification/verified',
    'full-width digits are digits',
  );
});

test('whoever tries codes from one place is slowed down', async () => {
  let last = 0;
  for (let i = 0; i < 21; i++) last = (await verify(240, '123456')).statusCode;
  assert.equal(last, 429);
});

test('a number for which nothing waits learns nothing', async () => {
  const answer = await verify(999, '123456');
  assert.equal(answer.statusCode, 422);
  assert.match(mistakesOf(answer.body).join(), /没有等待该手机号码核验的备案/);
});

test('who is in charge of two filings verifies each by its own code', async () => {
  const [one, two] = [await awaiting('shili-yan5.cn', 5), await awaiting('shili-yan6.cn', 5)];
  assert.equal((await verify(5, await codeOf(cast, one))).headers.location, '/verification/verified');
  assert.equal(await stageOf(cast, one), 'examine');
  assert.equal(await stageOf(cast, two), 'verify');
  assert.equal((await verify(5, await codeOf(cast, two))).headers.location, '/verification/verified');
});

test('the code is sent again on request, with the old limit and the tries used', async () => {
  const caseId = await awaiting('shili-yan7.cn', 7);
  const old = await codeOf(cast, caseId);
  await verify(7, wrongCode(old));
  const path = `/cases/${caseId}/resend`;
  const soon = await browser.send(`/cases/${caseId}`, path);
  assert.equal(soon.statusCode, 429);
  setNow(start.add({ minutes: 10 }));
  assert.equal((await browser.send(`/cases/${caseId}`, path)).headers.location, `/cases/${caseId}?done=resent`);
  const fresh = await codeOf(cast, caseId);
  assert.match((await browser.get(`/cases/${caseId}`)).body, /重新发送核验码/);
  const answer = await verify(7, fresh === old ? wrongCode(fresh) : old);
  assert.match(mistakesOf(answer.body).join(), /还可以试 4 次/, 'the old code is one more wrong try');
  for (const minutes of [20, 30, 40]) {
    setNow(start.add({ minutes }));
    assert.equal((await browser.send(`/cases/${caseId}`, path)).statusCode, 303);
  }
  setNow(start.add({ minutes: 50 }));
  assert.equal((await browser.send(`/cases/${caseId}`, path)).statusCode, 429, 'five codes are enough');
  assert.equal((await verify(7, await codeOf(cast, caseId))).headers.location, '/verification/verified');
  assert.equal((await browser.send('/cases', path)).statusCode, 409, 'nothing is waited for');
  setNow(start);
});

test('after twenty-four hours the code is explained as expired and the filing goes back', async () => {
  const caseId = await awaiting('shili-yan8.cn', 8);
  const code = await codeOf(cast, caseId);
  setNow(start.add({ hours: 24 }));
  const late = await verify(8, code);
  assert.equal(late.statusCode, 410);
  assert.match(late.body, /超过二十四小时/);
  assert.equal(await stageOf(cast, caseId), 'verify');
  await endDueClocks(services, services.now());
  assert.equal(await stageOf(cast, caseId), 'correct');
  assert.equal((await verify(8, code)).statusCode, 410);
  assert.match(
    (await verify(8, code, '000000')).body,
    /没有等待该手机号码核验的备案/,
    'who does not know the identity number is told nothing',
  );
  setNow(start);
});

test('withdrawing and verifying at the same moment: one of them wins whole', async () => {
  for (const serial of [10, 11, 12]) {
    const caseId = await awaiting(`shili-yan${serial}.cn`, serial);
    const code = await codeOf(cast, caseId);
    const path = `/cases/${caseId}/withdraw`;
    const [withdrawn, verified] = await Promise.all([browser.send(path, path, { reasons: '改变主意' }), verify(serial, code)]);
    const stage = await stageOf(cast, caseId);
    assert.ok(['withdrawn', 'examine'].includes(stage), stage);
    assert.equal(withdrawn.statusCode, stage === 'withdrawn' ? 303 : 409);
    assert.equal(verified.statusCode, stage === 'withdrawn' ? 422 : 303);
  }
});
