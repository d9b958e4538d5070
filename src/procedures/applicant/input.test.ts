import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { sql } from 'kysely';
import { openSession } from '../../platform/auth/index.ts';
import { TestBrowser } from './test-browser.ts';
import { answers, begin, file, fill, mistakesOf, openCast, picture, scan, submit } from './test-cast.ts';

const cast = await openCast();
const { browser } = cast.applicant;
const { db } = cast.ministry.services;

const draftRow = async (draft: string) =>
  await db
    .selectFrom('draft')
    .select(['data', 'revision'])
    .where('id', '=', draft.split('/').at(-1) ?? '')
    .executeTakeFirstOrThrow();

const read = (data: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key], data);

test('a field that the page does not have is refused by its name, and nothing is kept', async () => {
  const draft = await begin(cast.applicant);
  const before = await draftRow(draft);
  const answer = await browser.send(`${draft}/access`, `${draft}/access`, { '/access/ip': '192.0.2.5', '/access/discount': '100' });
  assert.equal(answer.statusCode, 422);
  assert.match(answer.body, /表单没有“\/access\/discount”这一项/);
  assert.equal((await draftRow(draft)).revision, before.revision);
});

test('a credit code with a wrong check digit is refused in words that cure; the other answers of the page are kept', async () => {
  const draft = await begin(cast.applicant);
  const subject = { ...answers(cast, 'shili.cn', 1).subject, '/subject/certificateNumber': '91110000MA0EX0085Y' };
  const answer = await browser.send(`${draft}/subject`, `${draft}/subject`, subject, [scan('/subject/certificateFile')]);
  assert.equal(answer.statusCode, 422);
  assert.deepEqual(mistakesOf(answer.body), ['统一社会信用代码或身份证号有误：校验位不符或位数不对，请对照证件逐位核对']);
  assert.match(answer.body, /<title>错误：/);
  assert.match(answer.body, /value="91110000MA0EX0085Y"/, 'what was typed stands in the form');
  assert.match(answer.body, /href="#subject-certificateNumber"/);
  const { data } = await draftRow(draft);
  assert.equal(read(data, 'subject', 'certificateNumber'), '91110000MA0EX0085X', 'the wrong number is not kept');
  assert.equal(read(data, 'subject', 'address'), '示例市示例区示例路1号');
  assert.equal(read(data, 'subject', 'certificateFile', 'name'), 'scan.png', 'nobody uploads the file again');
});

test('every rule of a page that is broken is named at once, each in the reader’s language', async () => {
  const draft = await begin(cast.applicant);
  const wrong = {
    '/principal/name': '示'.repeat(51),
    '/principal/idNumber': '990000198001101011',
    '/principal/idValidUntil-year': '2031',
    '/principal/idValidUntil-month': '2',
    '/principal/idValidUntil-day': '30',
    '/principal/mobile': '12345',
    '/principal/email': 'nobody',
  };
  const answer = await browser.send(`/en${draft}/principal`, `/en${draft}/principal`, wrong);
  assert.equal(answer.statusCode, 422);
  assert.deepEqual(mistakesOf(answer.body), [
    'Name of the person in charge: at most 50 characters',
    'Resident identity number: not a valid identity number (18 characters; date or check digit does not fit)',
    'Document valid until: there is no such day; enter day, month and year, for example 9 3 2030',
    'Mobile number: enter 11 digits, for example 13800000000',
    'Enter: Emergency mobile number',
    'E-mail address: enter a whole e-mail address, for example name@example.cn',
    'Attach: Scan of the identity document',
  ]);
  assert.match(answer.body, /name="\/principal\/idValidUntil-day" type="text" value="30"/);
  assert.equal(read((await draftRow(draft)).data, 'principal', 'name'), undefined);
});

test('a domain with www, a choice that nobody offers and an address that is none are refused', async () => {
  const draft = await begin(cast.applicant);
  const service = {
    ...answers(cast, 'www.shili.cn', 1).service,
    '/service/homeUrl': 'javascript:alert(1)',
    '/service/contentTypes': ['gambling'],
  };
  const page = await browser.send(`${draft}/service`, `${draft}/service`, service);
  assert.deepEqual(
    mistakesOf(page.body).map((text) => text.split('：')[0]),
    ['域名', '首页网址', '涉及前置审批的内容'],
  );
  const access = { '/access/provider': cast.rival.code, '/access/mode': 'cloud', '/access/ip': '192.0.2.300' };
  const second = await browser.send(`${draft}/access`, `${draft}/access`, access);
  assert.deepEqual(mistakesOf(second.body), ['接入服务商：请从所列选项中选择', 'IP地址：请填写一个 IPv4 或 IPv6 地址，例如 192.0.2.10']);
});

test('files: of another kind, with a false name, empty, huge when unpacked, or too large', async () => {
  const draft = await begin(cast.applicant);
  const { subject } = answers(cast, 'shili.cn', 1);
  const send = async (bytes: Buffer, name = 'scan.png') =>
    await browser.send(`${draft}/subject`, `${draft}/subject`, subject, [scan('/subject/certificateFile', bytes, name)]);
  const zip = Buffer.concat([Buffer.from('504b0304', 'hex'), deflateRawSync(Buffer.alloc(5_000_000))]);
  const cases: readonly (readonly [bytes: Buffer, name: string, words: RegExp])[] = [
    [zip, 'bomb.zip', /不是 PDF、PNG 或 JPEG/],
    [zip, 'bomb.png', /不是 PDF、PNG 或 JPEG/],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), 'seal.png', /不是 PDF、PNG 或 JPEG/],
    [picture(), 'scan.pdf', /与扩展名不符/],
    [picture(60_000, 60_000), 'scan.png', /像素过多/],
    [Buffer.alloc(0), 'scan.png', /是空的/],
  ];
  for (const [bytes, name, words] of cases) {
    const answer = await send(bytes, name);
    assert.equal(answer.statusCode, 422, name);
    assert.match(mistakesOf(answer.body).join(), words);
    assert.equal(read((await draftRow(draft)).data, 'subject', 'certificateFile'), undefined, name);
  }
  const large = await send(Buffer.concat([picture(), Buffer.alloc(11 * 1024 * 1024)]));
  assert.equal(large.statusCode, 413);
  const fits = await send(Buffer.concat([picture(), Buffer.alloc(5 * 1024 * 1024)]));
  assert.equal(fits.statusCode, 303, 'five megabytes are no trouble');
});

test('rules that need the whole filing name their fields on the review page, and no number is used up', async () => {
  const draft = await begin(cast.applicant);
  const pages = answers(cast, 'shili-quanwen.cn', 20);
  await fill(cast.applicant, draft, {
    ...pages,
    principal: {
      ...pages.principal,
      '/principal/emergencyMobile': pages.principal['/principal/mobile'],
      '/principal/idValidUntil-year': '2020',
    },
    service: { ...pages.service, '/service/name': 'shopping', '/service/contentTypes': ['none', 'news'] },
  });
  const before = await db.selectFrom('number_series').selectAll().where('issuer', '=', 'case').execute();
  const answer = await submit(cast.applicant, draft);
  assert.equal(answer.statusCode, 422);
  assert.equal(mistakesOf(answer.body).length, 4);
  assert.match(answer.body, new RegExp(`href="${draft}/service#service-name"`));
  assert.deepEqual(await db.selectFrom('number_series').selectAll().where('issuer', '=', 'case').execute(), before);
});

test('whoever acts for one organiser does not file in the name of another', async () => {
  const draft = await begin(cast.applicant);
  const pages = answers(cast, 'shili-maoming.cn', 21);
  await fill(cast.applicant, draft, { ...pages, subject: { ...pages.subject, '/subject/certificateNumber': cast.rival.code } });
  const answer = await submit(cast.applicant, draft);
  assert.equal(answer.statusCode, 422);
  assert.match(mistakesOf(answer.body).join(), /您代表的是“示例茶叶贸易有限公司”/);
});

test('two windows never overwrite each other: the second is shown what the first kept and decides', async () => {
  const draft = await begin(cast.applicant);
  const drawn = async (page: string) => {
    const { body } = await browser.get(`${draft}/${page}`);
    return Object.fromEntries(
      [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map((each) => [each[1] ?? '', each[2] ?? '']),
    );
  };
  const [one, two] = [await drawn('access'), await drawn('access')];
  const access = answers(cast, 'shili.cn', 1).access;
  assert.equal((await browser.post(`${draft}/access`, { ...one, ...access, '/access/ip': '192.0.2.1' })).statusCode, 303);
  const late = await browser.post(`${draft}/access`, { ...two, ...access, '/access/ip': '192.0.2.2' });
  assert.equal(late.statusCode, 409);
  assert.match(late.body, /192\.0\.2\.1/, 'what the other window kept');
  assert.match(late.body, /value="192\.0\.2\.2"/, 'what was typed here');
  assert.equal(read((await draftRow(draft)).data, 'access', 'ip'), '192.0.2.1');
  const revision = /name="revision" value="(\d+)"/.exec(late.body)?.[1] ?? '';
  assert.equal((await browser.post(`${draft}/access`, { ...two, ...access, revision, '/access/ip': '192.0.2.2' })).statusCode, 303);
  assert.equal(read((await draftRow(draft)).data, 'access', 'ip'), '192.0.2.2');
});

test('a window that saves while one types is never in conflict with itself, and other pages are not touched', async () => {
  const draft = await begin(cast.applicant);
  const { body } = await browser.get(`${draft}/access`);
  const drawn = Object.fromEntries(
    [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map((each) => [each[1] ?? '', each[2] ?? '']),
  );
  const access = answers(cast, 'shili.cn', 1).access;
  for (const ip of ['192.0.2.6', '192.0.2', '192.0.2.7']) {
    const saved = await browser.post(`${draft}/access/save`, { ...drawn, ...access, '/access/ip': ip });
    assert.equal(saved.statusCode, 200, ip);
    assert.ok(typeof saved.json().revision === 'number');
  }
  assert.equal(read((await draftRow(draft)).data, 'access', 'ip'), '192.0.2.7');
  const service = answers(cast, 'shili-liangye.cn', 1).service;
  assert.equal((await browser.send(`${draft}/service`, `${draft}/service`, service)).statusCode, 303);
  assert.equal((await browser.post(`${draft}/access`, { ...drawn, ...access, '/access/ip': '192.0.2.8' })).statusCode, 303);
  const { data } = await draftRow(draft);
  assert.equal(read(data, 'access', 'ip'), '192.0.2.8');
  assert.equal(read(data, 'service', 'domain'), 'shili-liangye.cn');
});

test('of two providers’ filings of one domain at once, exactly one is taken; the other is told at the field', async () => {
  const pages = answers(cast, 'shili-qiang.cn', 22);
  const rivals = {
    ...pages,
    subject: { ...pages.subject, '/subject/name': '示例精密机械有限公司', '/subject/certificateNumber': cast.rival.code },
    access: { ...pages.access, '/access/provider': cast.otherProvider.code },
  };
  const drafts = [await begin(cast.applicant), await begin(cast.rival)] as const;
  await fill(cast.applicant, drafts[0], pages);
  await fill(cast.rival, drafts[1], rivals);
  const sent = await Promise.all([submit(cast.applicant, drafts[0]), submit(cast.rival, drafts[1])]);
  assert.deepEqual(sent.map((answer) => answer.statusCode).sort(), [303, 422]);
  const lost = sent.find((answer) => answer.statusCode === 422);
  assert.match(mistakesOf(lost?.body ?? '').join(), /shili-qiang\.cn 已备案或正在备案/);
  const filed = await db
    .selectFrom('case_file')
    .select('id')
    .where(sql<boolean>`data -> 'service' ->> 'domain' = 'shili-qiang.cn'`)
    .execute();
  assert.equal(filed.length, 1);
});

test('a draft is deleted after a question, and leaves nothing', async () => {
  const draft = await begin(cast.applicant);
  assert.match((await browser.get(`${draft}/delete`)).body, /不再可用/);
  assert.equal((await browser.send(`${draft}/delete`, `${draft}/delete`)).headers.location, '/cases');
  assert.equal((await browser.get(draft)).statusCode, 404);
  assert.equal((await submitGone(draft)).statusCode, 404);
});

const submitGone = async (draft: string) => await browser.send('/cases', `${draft}/submit`);

test('without the form’s token nothing is taken', async () => {
  const draft = await begin(cast.applicant);
  const answer = await browser.post(`${draft}/submit`, { _csrf: 'forged' });
  assert.equal(answer.statusCode, 403);
  assert.match(answer.body, /重新提交/);
});

test('programs: the schema of the form, a submission by it, every mistake with its field, the same key the same case', async () => {
  const detail = (await browser.get('/api/v1/services/website-filing', 'application/json')).json();
  assert.equal(detail.form.properties.service.properties.domain.format, 'registrable-domain');
  const uploaded = await browser.post('/api/v1/attachments', {}, [scan('file')]);
  assert.equal(uploaded.statusCode, 201);
  const attachment = uploaded.json();
  const key = '0197b0a0-0000-7000-8000-00000000000a';
  const data = {
    subject: {
      nature: 'enterprise',
      name: '示例茶叶贸易有限公司',
      certificateNumber: cast.applicant.code,
      province: '11',
      address: '示例市示例区示例路1号',
      legalPerson: '示例法定代表人',
      certificateFile: attachment,
    },
    principal: {
      name: '示例负责人',
      idNumber: '990000198001101010',
      mobile: '19900000777',
      emergencyMobile: '19900000778',
      email: 'p@example.org',
      idFile: attachment,
    },
    service: { name: '示例接口网', domain: 'shili-jiekou.cn', homeUrl: 'https://www.shili-jiekou.cn/', contentTypes: ['none'] },
    access: { provider: cast.provider.code, mode: 'cloud', ip: '192.0.2.9' },
    commitment: { file: attachment, agreed: true },
  };
  const call = async (body: unknown, headers = { 'idempotency-key': key }) => await browser.call('/api/v1/cases', body, headers);
  const base = { service: 'website-filing', party: cast.applicant.partyId };
  const wrong = await call({ ...base, data: { ...data, extra: 1, access: { ...data.access, ip: 'x', price: 2 } } });
  assert.equal(wrong.statusCode, 422);
  assert.deepEqual(
    wrong
      .json()
      .errors.map((each: { field: string }) => each.field)
      .sort(),
    ['/access/ip', '/access/price', '/extra'],
  );
  const stolen = { ...attachment, sha256: 'ab'.repeat(32) };
  const foreign = await call({ ...base, data: { ...data, commitment: { file: stolen, agreed: true } } });
  assert.deepEqual(
    foreign.json().errors.map((each: { code: string }) => each.code),
    ['attachment-unknown'],
  );
  assert.equal((await call({ ...base, party: cast.rival.partyId, data })).statusCode, 404);
  const made = await call({ ...base, data });
  assert.equal(made.statusCode, 201);
  const again = await call({ ...base, data });
  assert.equal(again.statusCode, 200);
  assert.equal(again.json().id, made.json().id);
  const list = (await browser.get('/api/v1/cases', 'application/json')).json();
  assert.ok(list.cases.some((each: { id: string }) => each.id === made.json().id));
  assert.equal((await cast.rival.browser.get(`/api/v1/cases/${made.json().id}`, 'application/json')).statusCode, 404);
});

test('what is not one’s own is as if it were not there', async () => {
  const caseId = await file(cast, cast.applicant, answers(cast, 'shili-waiguo.cn', 23));
  const draft = await begin(cast.applicant);
  await fill(cast.applicant, draft, { subject: answers(cast, 'shili.cn', 1).subject });
  const nobody = cast.rival.browser;
  for (const url of [
    `/cases/${caseId}`,
    `/cases/${caseId}/withdraw`,
    `/files/${caseId}/subject/certificateFile`,
    draft,
    `${draft}/subject`,
    `${draft}/review`,
    `${draft}/submitted`,
    `/files${draft.replace('/drafts', '')}/subject/certificateFile`,
    '/cases/0197b0a0-0000-7000-8000-000000000000',
  ])
    assert.equal((await nobody.get(url)).statusCode, 404, url);
  for (const [action, fields] of [
    [`/cases/${caseId}/withdraw`, { reasons: '不是我的' }],
    [`/cases/${caseId}/copy`, {}],
    [`/cases/${caseId}/resend`, {}],
    [`${draft}/submit`, {}],
    [`${draft}/delete`, {}],
    [`${draft}/access`, { revision: '1', '/access/ip': '192.0.2.66' }],
  ] as const)
    assert.equal((await nobody.send('/cases', action, fields)).statusCode, 404, action);
  const foreignParty = await nobody.send('/services/website-filing/start', '/services/website-filing/start', {
    party: cast.applicant.partyId,
  });
  assert.equal(foreignParty.statusCode, 404);
  assert.equal((await browser.get('/cases/not-an-id')).statusCode, 422);
});

test('an attachment comes with headers under which nothing in it runs', async () => {
  const caseId = await file(cast, cast.applicant, answers(cast, 'shili-fujian.cn', 24));
  const answer = await browser.get(`/files/${caseId}/subject/certificateFile`);
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.headers['content-type'], 'image/png');
  assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  assert.equal(answer.headers['content-security-policy'], "default-src 'none'; sandbox");
  assert.match(String(answer.headers['content-disposition']), /^inline; filename\*=UTF-8''scan\.png$/);
  assert.equal((await browser.get(`/files/${caseId}/subject/name`)).statusCode, 404, 'only attachments are files');
});

test('a second click on “begin” makes no second draft; a draft that was touched is left alone', async () => {
  const draft = await begin(cast.applicant);
  assert.equal(await begin(cast.applicant), draft);
  await fill(cast.applicant, draft, { access: answers(cast, 'shili.cn', 1).access });
  assert.notEqual(await begin(cast.applicant), draft);
});

test('between the password and the one-time code nothing of a party is shown', async () => {
  const { services, app } = cast.ministry;
  const half = { secondFactorDue: true, userAgent: 'test', at: services.now() };
  const token = await services.db.transaction().execute((trx) => openSession(trx, cast.applicant.accountId, half));
  const visitor = new TestBrowser(app, token);
  const draft = await begin(cast.applicant);
  for (const url of ['/cases', '/tasks', draft, `${draft}/access`]) assert.equal((await visitor.get(url)).statusCode, 404, url);
  assert.match(String((await visitor.get('/services/website-filing/start')).headers.location), /^\/sign-in\?next=/);
});
