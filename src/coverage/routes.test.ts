import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ministryFolder } from '../ministry-folder.ts';
import { readMinistry, readPlan } from '../organisation/index.ts';
import { openDatabase } from '../platform/db/index.ts';
import { buildApp } from '../platform/http/app.ts';
import { openTestDatabase } from '../platform/testing/database.ts';
import { registerCoverageRoutes } from './routes.ts';

const { pool } = await openTestDatabase();
const folder = ministryFolder('miit');
const ministry = readMinistry(folder);
const app = await buildApp({
  db: openDatabase(pool),
  now: () => Temporal.Instant.from('2026-11-02T02:00:00Z'),
  timeZone: ministry.timeZone,
  ministry,
  secure: false,
  trustProxy: false,
  requestsPerMinute: 100_000,
  log: false,
});
registerCoverageRoutes(app, { folder }, readPlan(folder));
await app.ready();
test.after(async () => await app.close());
const get = async (url: string, accept = 'text/html') => await app.inject({ method: 'GET', url, headers: { accept } });

test('the page counts what is served and says plainly what is not yet built, in both languages', async () => {
  const { body } = await get('/en/coverage');
  const { counts } = (await get('/api/v1/coverage', 'application/json')).json();
  assert.equal(counts.served + counts.partly + counts['not-built'], counts.total);
  assert.match(body, new RegExp(`app-figures__value">${counts['not-built']}<`));
  assert.match(body, /not yet built/);
  assert.match(body, /submitted, reviewed, verified, examined and decided/);
  assert.match((await get('/coverage')).body, /尚未建成/);
});

test('department and state are filters of the address, for pages and programs alike', async () => {
  const { body } = await get('/en/coverage?of=dept-25&state=');
  assert.match(body, /Agency Service Bureau/);
  assert.deepEqual(
    [...body.matchAll(/<h2 class="govuk-heading-m" id="(dept-\d\d|responsibilities)"/g)].map((each) => each[1]),
    ['dept-25'],
  );
  const { lines } = (await get('/api/v1/coverage?of=dept-18&state=partly', 'application/json')).json();
  assert.deepEqual(
    lines.map((each: { code: string }) => each.code),
    ['dept-18-task-2'],
  );
  assert.match((await get('/en/coverage?of=nobody')).body, /Nothing has this state/);
  assert.equal((await get('/en/coverage?state=wonderful')).statusCode, 422);
});

test('the table for spreadsheets has a row for each, quoted', async () => {
  const answer = await get('/api/v1/coverage.csv', 'text/csv');
  assert.match(String(answer.headers['content-type']), /text\/csv/);
  const rows = answer.body.trimEnd().split('\r\n');
  assert.ok(rows.length > 150);
  assert.match(answer.body, /"numbering, domains, IP addresses, website filing, access services"/);
});
