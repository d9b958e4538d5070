import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestMinistry } from '../../tests/ministry.ts';

const ministry = await openTestMinistry();
const ask = async (query: Readonly<Record<string, string>>, prefix = '') => {
  const answer = await ministry.app.inject({
    url: `${prefix}/self-tests/enterprise-size?${new URLSearchParams(query)}`,
    headers: { accept: 'text/html' },
  });
  return { status: answer.statusCode, title: /<h2 class="govuk-panel__title">([^<]+)/.exec(answer.body)?.[1]?.trim(), body: answer.body };
};

test('the class follows the bounds to the fen', async () => {
  // Industry: a medium-sized enterprise has 300 persons and 20 million yuan (工信部联企业〔2011〕300号, art. 4 (2)).
  const industry = { industry: '2', employees: '300' };
  assert.equal((await ask({ ...industry, revenue: '2000' })).title, '中型企业');
  assert.equal((await ask({ ...industry, revenue: '1999.999999' })).title, '小型企业');
  assert.equal((await ask({ ...industry, revenue: '２,０００' }, '/en')).title, 'Medium-sized enterprise');
  assert.equal((await ask({ industry: '15', employees: '9', assets: '100' })).title, '微型企业');
});

test('what is wrong or missing is named, and what was typed stays', async () => {
  const empty = await ask({ industry: '', employees: '-1', revenue: '1.1234567', assets: '' });
  assert.equal(empty.status, 422);
  for (const text of ['请选择行业', '请填写不小于零的整数', '最多六位小数']) assert.ok(empty.body.includes(text), text);
  assert.match(empty.body, /value="1\.1234567"/);
  const missing = await ask({ industry: '3', revenue: '7000' });
  assert.equal(missing.status, 422);
  assert.match(missing.body, /未填写不等于零/);
  assert.match(missing.body, /href="#assets"/);
});
