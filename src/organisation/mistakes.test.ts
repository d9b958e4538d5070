import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DataFileError } from '../platform/yaml.ts';
import { readPlan } from './folder.ts';
import { copyOfPlan, type Edit } from './testing/folder.ts';

/** The findings in a copy of the plan with these edits; fails when it has none. */
function findingsIn(...edits: readonly Edit[]): readonly string[] {
  try {
    readPlan(copyOfPlan(...edits));
  } catch (error) {
    if (error instanceof DataFileError) return error.findings;
    throw error;
  }
  assert.fail('the plan has no mistake');
}

/** Each finding names file, line and rule. */
function assertFound(findings: readonly string[], rule: RegExp): void {
  for (const each of findings) assert.match(each, /[a-z]+\.yaml:\d+: .+/);
  assert.ok(
    findings.some((each) => rule.test(each)),
    `${rule} is not among:\n${findings.join('\n')}`,
  );
}

test('the shipped plan has no mistake', () => {
  assert.equal(readPlan(copyOfPlan()).responsibilities.length, 15);
});

test('two lead holders of one function on one day are named', () => {
  const again = '      - { institution: dept-19, role: lead, from: \'2020-01-01\', instrument: { zh-CN: "某", en: "some" } }\n';
  const findings = findingsIn(['mandates', /(- code: radio-licences[\s\S]*?holders:\n)/, `$1${again}`]);
  assertFound(findings, /"radio-licences" has two leads on one day/);
});

test('a function without an heir after its holder ends is named', () => {
  const gone = findingsIn(['institutions', /(- code: dept-20\n[\s\S]*?from: '2008-07-01')/, "$1\n    until: '2025-06-01'"]);
  assertFound(gone, /"radio-licences" is without a holder from 2025-06-01, when dept-20 ceases to exist: name its heir/);
  assertFound(gone, /"resp-12" is without a holder/);
  const given = findingsIn(['mandates', /(institution: tobacco, role: lead, from: '2008-03-11',)/, "$1 until: '2024-01-01',"]);
  assertFound(given, /"tobacco-monopoly" is without a holder from 2024-01-01, when tobacco gives it up/);
});

test('a gap between two holders is a function without a holder', () => {
  assertFound(
    findingsIn(['mandates', /(code: high-tech-zones[\s\S]*?institution: dept-03, role: lead, from: ')2023-03'/, "$12023-04'"]),
    /"high-tech-zones" is without a holder from 2023-03-01/,
  );
});

test('an institution that is part of itself is named with the circle', () => {
  const findings = findingsIn(['institutions', 'partOf: state-council', 'partOf: weihai-centre']);
  assertFound(findings, /"miit" is part of itself through miit, weihai-centre, dept-25/);
});

test('unknown names are named with their line', () => {
  assertFound(
    findingsIn(['institutions', 'partOf: dept-25', 'partOf: dept-99']),
    /institutions\.yaml:\d+: there is no institution "dept-99"/,
  );
  assertFound(
    findingsIn(['mandates', 'institution: dept-04', 'institution: dept-44']),
    /mandates\.yaml:\d+: there is no institution "dept-44"/,
  );
  assertFound(findingsIn(['mandates', 'kind: provincial-administration', 'kind: provinces']), /no institution of the kind "provinces"/);
  assertFound(findingsIn(['posts', "mandate: 'internal-audit'", "mandate: 'audits'"]), /there is no mandate "audits"/);
  assertFound(findingsIn(['posts', 'institution: dept-04', 'institution: dept-44']), /posts\.yaml:\d+: there is no institution "dept-44"/);
  assertFound(
    findingsIn(['responsibilities', 'lead: [dept-07]', 'lead: [dept-70]']),
    /responsibilities\.yaml:\d+: there is no institution "dept-70"/,
  );
  assertFound(
    findingsIn(['people', 'institution: tobacco', 'institution: tabacco']),
    /people\.yaml:\d+: there is no institution "tabacco"/,
  );
  assertFound(
    findingsIn(['history', 'about: [network-centre, cac]', 'about: [network-center]']),
    /history\.yaml:\d+: there is no institution "network-center"/,
  );
  assertFound(findingsIn(['institutions', 'responsibilities: [9]', 'responsibilities: [19]']), /there is no responsibility 19/);
});

test('malformed files are named with the line, in all files at once', () => {
  const findings = findingsIn(
    ['ministry', 'language: zh-CN', 'language: fr'],
    ['people', 'leaders:', 'leaders: ['],
    ['posts', 'rank: bureau-chief', 'rang: bureau-chief'],
  );
  assertFound(findings, /ministry\.yaml:\d+: \/language/);
  assertFound(findings, /people\.yaml:\d+: /);
  assertFound(findings, /posts\.yaml:\d+: \/posts\/\d+ has the unknown key "rang"/);
  assertFound(findings, /posts\.yaml:\d+: \/posts\/\d+ lacks "rank"/);
});

test('dates that are none and spans that end before they begin are named', () => {
  assertFound(
    findingsIn(['institutions', "until: '2018-03'", "until: 'March 2018'"]),
    /institutions\.yaml:\d+: .*until must match pattern/,
  );
  assertFound(
    findingsIn(['institutions', /(code: mii\n[\s\S]*?until: ')2008-03-11'/, "$11990'"]),
    /"mii" ends on 1990, which is not after 1998/,
  );
});
