import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { organisationAnswer } from './batch.ts';

const answer = organisationAnswer();
const ask = (query: unknown, asOf: unknown) =>
  answer({ query, asOf }, () => '') as { answer?: unknown; error?: { code: string; field?: string } };
const entity = (name: string, attr: string, asOf: string) => ask({ entity: name, attr }, asOf);

// Expected values: the encyclopedia article (state of April 2024) as domain/institution.md restates it, sections 2 and 4.
suite('questions to the ministry’s files', () => {
  const published = join(import.meta.dirname, '../../../shared/testdata/institution/org/questions.jsonl');
  test('the published sample', { skip: existsSync(published) ? false : 'testdata/institution is not here' }, () => {
    const lines = readFileSync(published, 'utf8').trim().split('\n');
    assert.ok(lines.length > 0);
    for (const line of lines) {
      const { id, query, asOf, answer: expected } = JSON.parse(line) as { id: string; query: unknown; asOf: string; answer: unknown };
      assert.deepEqual(ask(query, asOf).answer, expected, id);
    }
  });

  test('the ministry exists from 11 March 2008', () => {
    assert.equal(entity('MIIT', 'exists', '2008-03-10').answer, false);
    assert.equal(entity('MIIT', 'exists', '2008-03-11').answer, true);
    assert.equal(entity('工业和信息化部', 'exists', '2024-04-30').answer, true);
    assert.equal(entity('Ministry of Information Industry', 'exists', '2008-03-10').answer, true);
    assert.equal(entity('Ministry of Information Industry', 'exists', '2008-03-11').answer, false);
  });

  test('the plaque changed at 10:00 on 29 June 2008, so that day alone has two answers', () => {
    const old = 'Ministry of Information Industry';
    const now = 'Ministry of Industry and Information Technology';
    assert.equal(entity('MIIT', 'nameplate', '2008-06-28').answer, old);
    assert.equal(entity('MIIT', 'nameplate', '2008-06-29T09:59').answer, old);
    assert.equal(entity('MIIT', 'nameplate', '2008-06-29T10:00').answer, now);
    assert.equal(entity('MIIT', 'nameplate', '2008-06-29T02:00:00Z').answer, now);
    assert.deepEqual(entity('MIIT', 'nameplate', '2008-06-29').answer, { ambiguous: [old, now] });
    assert.equal(entity('MIIT', 'nameplate', '2008-06-30').answer, now);
    assert.equal(entity('Radio Administration', 'nameplate', '2024-04-30').answer, 'National Radio Office');
    assert.equal(entity('Equipment Industry II', 'nameplate', '2024-04-30').answer, 'National Office of Major Technical Equipment');
    assert.equal(entity('Raw Materials Industry', 'nameplate', '2024-04-30').answer, 'Rare Earth Office');
  });

  test('the network centre changed its supervisor in March 2018: every day of that month has two answers', () => {
    const centre = 'National Computer Network and Information Security Management Center';
    const after = 'Office of the Central Cyberspace Affairs Commission';
    assert.equal(entity(centre, 'supervisor', '2018-02-28').answer, 'MIIT');
    for (const day of ['2018-03-01', '2018-03-31'])
      assert.deepEqual(entity(centre, 'supervisor', day).answer, { ambiguous: ['MIIT', after] });
    assert.equal(entity(centre, 'supervisor', '2018-04-01').answer, after);
    assert.equal(entity(centre, 'exists', '2018-03-15').answer, true);
    assert.equal(entity('Printing Center', 'supervisor', '2024-04-30').answer, 'Agency Service Bureau');
  });

  test('staffing limits are those of the plan in force; what it does not say is unknown', () => {
    const quota = (attr: string, asOf: string) => entity('MIIT', attr, asOf);
    assert.equal(quota('institutionCount', '2023-09-23').answer, 24);
    assert.equal(quota('institutionCount', '2023-09-24').answer, 23);
    assert.equal(quota('quota.totalAdministrative', '2008-07-31').answer, 731);
    assert.equal(quota('quota.totalAdministrative', '2023-09-23').answer, 731);
    assert.equal(quota('quota.functional', '2008-12-31').answer, 599);
    assert.equal(quota('quota.functional', '2023-09-24').error?.code, 'unknown');
    assert.equal(quota('quota.bureauLevelLeaders', '2023-09-24').answer, 110);
    assert.equal(quota('quota.bureauLevelLeaders', '2023-09-23').error?.code, 'unknown');
    assert.deepEqual(quota('institutionBreakdown', '2008-07-31').answer, {
      comprehensive: 10,
      industryManagement: 5,
      defenceIndustry: 1,
      informationIndustry: 8,
    });
    assert.equal(quota('quota.totalAdministrative', '2008-03-01').error?.code, 'unknown');
    assert.equal(quota('quota.from', '2023-09-24').error?.code, 'unknown');
  });

  test('ministers follow each other within a month, which then has two answers', () => {
    const ordinal = (asOf: string) => ask({ post: 'minister', attr: 'ordinal' }, asOf).answer;
    assert.deepEqual(
      ['2008-04-01', '2010-11-30', '2011-01-01', '2020-07-31', '2020-09-01', '2022-08-31', '2022-10-01', '2024-04-30'].map(ordinal),
      [1, 1, 2, 2, 3, 3, 4, 4],
    );
    assert.deepEqual(ordinal('2010-12-31'), { ambiguous: [1, 2] });
    assert.deepEqual(ordinal('2020-08-01'), { ambiguous: [2, 3] });
    assert.deepEqual(ordinal('2022-09-15'), { ambiguous: [3, 4] });
    const holder = (asOf: string) => ask({ post: 'Minister', attr: 'holder' }, asOf);
    assert.equal(holder('2024-04-30').answer, 'Jin Zhuanglong');
    assert.equal(holder('2015-01-01').error?.code, 'unknown');
    assert.equal(ask({ post: 'Chief Engineer', attr: 'holder' }, '2024-04-30').answer, 'Zhao Zhiguo');
    assert.deepEqual(ask({ post: 'Vice Minister', attr: 'holder' }, '2024-04-30').answer, [
      'Zhang Kejian',
      'Wang Jiangping',
      'Xin Guobin',
      'Zhang Yunming',
      'Shan Zhongde',
    ]);
  });

  test('persons are named with their posts from the state of the source on', () => {
    assert.deepEqual(ask({ person: 'Zhang Jianmin' }, '2024-04-30').answer, ['Director of the State Tobacco Monopoly Administration']);
    assert.equal((ask({ person: 'Zhang Kejian' }, '2024-04-30').answer as string[]).length, 4);
    assert.deepEqual(ask({ person: 'Jin Zhuanglong' }, '2023-01-01').answer, ['Minister']);
    assert.equal(ask({ person: 'Gao Dongsheng' }, '2019-01-01').error?.code, 'unknown');
    assert.equal(ask({ person: 'Nobody' }, '2024-04-30').error?.code, 'unknown');
    assert.equal(entity('Party Leadership Group', 'memberCountNamed', '2024-04-30').answer, 9);
  });

  test('functions moved in March 2023 and on 11 March 2008', () => {
    const holder = (mandate: string, asOf: string) => ask({ mandate }, asOf);
    for (const words of ['high-tech zones', 'national innovation demonstration zones', 'science services', 'technology market', '高新区']) {
      assert.equal(holder(words, '2023-02-28').answer, 'Ministry of Science and Technology', words);
      assert.deepEqual(holder(words, '2023-03-20').answer, { ambiguous: ['Ministry of Science and Technology', 'MIIT'] }, words);
      assert.equal(holder(words, '2023-04-01').answer, 'MIIT', words);
    }
    assert.equal(holder('industry management', '2008-03-10').answer, 'National Development and Reform Commission');
    assert.equal(holder('industry management', '2008-03-11').answer, 'MIIT');
    assert.equal(holder('nuclear power', '2009-01-01').error?.code, 'unknown');
  });

  test('a function is found by its words, in either language, and the department has its nameplate', () => {
    const holder = (mandate: string) => ask({ mandate }, '2024-04-30').answer;
    assert.equal(holder('civil explosives'), 'Safety Production');
    assert.equal(holder('website filing'), 'Information and Communication Administration');
    assert.equal(holder('satellite orbits'), 'Radio Administration (National Radio Office)');
    assert.equal(holder('rare earth'), 'Raw Materials Industry (Rare Earth Office)');
    assert.equal(holder('major technical equipment'), 'Equipment Industry II (National Office of Major Technical Equipment)');
    assert.equal(holder('universal service compensation'), 'Information and Communication Development');
    assert.equal(holder('salt reserve'), 'Consumer Products');
    assert.equal(holder('letters and visits'), 'General Office');
    assert.equal(holder('civil air defence'), 'Agency Service Bureau');
    assert.equal(holder('行政复议'), 'Industrial Policies and Regulations');
    assert.equal(holder('离退休干部'), 'Bureau of Retired Cadres');
    assert.equal(
      (ask({ mandate: 'website filing', territory: '44' }, '2024-04-30') as { answer: unknown }).answer,
      'Guangdong Communications Administration',
    );
    assert.equal(ask({ mandate: 'fisheries' }, '2024-04-30').error?.code, 'unknown');
  });

  test('responsibilities and listed tasks are answered by department numbers', () => {
    const carriers = (responsibility: unknown) => ask({ responsibility }, '2024-04-30').answer;
    assert.deepEqual([3, 8, 11, 12, 13, 15].map(carriers), [[6, 9], [2, 9], [17, 18], [20], [16, 19], [1, 22]]);
    assert.equal(ask({ responsibility: 16 }, '2024-04-30').error?.code, 'unknown');
    assert.deepEqual(ask({ attr: 'taskCount', equals: 9 }, '2024-04-30').answer, [16]);
    assert.deepEqual(ask({ attr: 'taskCount', equals: 10 }, '2024-04-30').answer, [25]);
  });

  test('a question that is none is refused by its field', () => {
    assert.equal(ask({ entity: 'MIIT', attr: 'exists' }, 'yesterday').error?.field, 'asOf');
    assert.equal(ask({ entity: 'MIIT', attr: 'exists' }, '2023-02-30').error?.field, 'asOf');
    assert.equal(ask({ entity: 'MIIT', attr: 'exists' }, undefined).error?.field, 'asOf');
    assert.equal(ask('MIIT', '2024-04-30').error?.field, 'query');
    assert.equal(ask({}, '2024-04-30').error?.field, 'query');
    assert.equal(ask({ entity: 'MIIT' }, '2024-04-30').error?.field, 'attr');
    assert.equal(ask({ attr: 'taskCount', equals: 'nine' }, '2024-04-30').error?.field, 'equals');
    assert.equal(entity('Atlantis', 'exists', '2024-04-30').error?.code, 'unknown');
  });

  test('whatever is asked, there is an answer with its source or an error with its code', () => {
    const words = fc.oneof(
      fc.string(),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('MIIT', 'minister', 'radio', '高新区', 'quota.functional', 'exists', 'supervisor', 'nameplate'),
    );
    const query = fc.oneof(
      fc.anything(),
      fc.record({ entity: words, attr: words }),
      fc.record({ mandate: words, territory: words }, { requiredKeys: ['mandate'] }),
      fc.record({ post: words, attr: words }),
      fc.record({ person: words }),
      fc.record({ responsibility: fc.anything() }),
      fc.record({ attr: fc.constant('taskCount'), equals: fc.anything() }),
    );
    const moment = fc.oneof(
      fc.anything(),
      fc.string(),
      fc.integer({ min: 0, max: 15_000 }).map((days) => Temporal.PlainDate.from('1990-01-01').add({ days }).toString()),
    );
    fc.assert(
      fc.property(query, moment, (asked, asOf) => {
        const { error, ...rest } = ask(asked, asOf) as { error?: { code: string; message: string }; answer?: unknown; source?: unknown };
        if (error === undefined) assert.ok('answer' in rest && typeof rest.source === 'string');
        else assert.ok(['unknown', 'query-invalid', 'field-invalid'].includes(error.code) && error.message.length > 0);
      }),
      { numRuns: 400 },
    );
  });
});
