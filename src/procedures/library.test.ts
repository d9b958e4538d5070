import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openTestMinistry } from '../../tests/ministry.ts';
import { ministryFolder } from '../ministry-folder.ts';
import { DataFileError } from '../platform/yaml.ts';
import { compileProcedure, readProcedureFolder } from './library.ts';
import { tryExamples } from './try-examples.ts';

const folder = join(ministryFolder('miit'), 'procedures', 'website-filing');
const files = readProcedureFolder(folder);

/** Compiles the folder with one file changed; gives what was found wrong. */
async function mistakesWith(name: string, change: (text: string) => string): Promise<readonly string[]> {
  const text = files[name];
  assert.ok(text !== undefined, name);
  const changed = change(text);
  assert.notEqual(changed, text, 'the change changes something');
  try {
    await compileProcedure('website-filing', { ...files, [name]: changed });
  } catch (error) {
    assert.ok(error instanceof DataFileError, String(error));
    return error.findings;
  }
  return [];
}

test('the shipped procedure is in order', async () => {
  const procedure = await compileProcedure('website-filing', files);
  assert.equal(procedure.code, 'website-filing');
  assert.deepEqual(procedure.warnings, []);
});

const MISTAKES: readonly (readonly [what: string, file: string, change: (text: string) => string, told: RegExp])[] = [
  [
    'YAML that does not close a bracket',
    'procedure.yaml',
    (text) => text.replace('applicants: [', 'applicants: [['),
    /procedure\.yaml:\d+: /,
  ],
  ['a key that nobody knows', 'procedure.yaml', (text) => `${text}\ncolour: red\n`, /procedure\.yaml:1: .*unknown key "colour"/],
  [
    'a clock of a unit that the law does not have',
    'procedure.yaml',
    (text) => text.replace('n: 20, unit: workingDay', 'n: 20, unit: fortnight'),
    /procedure\.yaml:\d+: \/clocks\/province-review\/limit\/unit/,
  ],
  [
    'a clock that starts at no element',
    'procedure.yaml',
    (text) => text.replace('startsWith: examine', 'startsWith: examination'),
    /procedure\.yaml:\d+: the process has no element "examination"/,
  ],
  [
    'a material that no page asks for',
    'procedure.yaml',
    (text) => text.replace('field: /commitment/file', 'field: /commitment/paper'),
    /names \/commitment\/paper, which no page of the form asks/,
  ],
  [
    'a task of the process without its words',
    'procedure.yaml',
    (text) => text.replace('  decide:\n    title', '  decideIt:\n    title'),
    /the process has no element "decideIt"/,
  ],
  ['BPMN that is no XML', 'process.bpmn', (text) => text.slice(0, 900), /process\.bpmn: /],
  [
    'a flow to nowhere',
    'process.bpmn',
    (text) => text.replace('id="f8" sourceRef="examine" targetRef="examined"', 'id="f8" sourceRef="examine" targetRef="nowhere"'),
    /process\.bpmn: .*f8/,
  ],
  [
    'an operation that nobody offers',
    'process.bpmn',
    (text) => text.replace('website-filing.issue-number', 'website-filing.draw-lots'),
    /calls the operation "website-filing\.draw-lots", which nobody offers/,
  ],
  [
    'a condition that is no FEEL',
    'process.bpmn',
    (text) => text.replace('outcome = &quot;approve&quot;', 'outcome ==== &quot;approve'),
    /process\.bpmn: approved/,
  ],
  ['DMN that is no XML', 'rules/province-filing.dmn', (text) => text.replace('</decisionTable>', ''), /rules\/province-filing\.dmn: /],
  [
    'a cell that is no FEEL',
    'rules/province-filing.dmn',
    (text) => text.replace('<text>"individual"</text>', '<text>"individual</text>'),
    /rules\/province-filing\.dmn: /,
  ],
  ['a form that is no JSON', 'form.schema.json', (text) => text.slice(0, -5), /form\.schema\.json: /],
  [
    'a page that asks a question which the schema does not have',
    'form.schema.json',
    (text) => text.replace('"/subject/legalPerson"', '"/subject/owner"'),
    /a page of the form names \/subject\/owner/,
  ],
  [
    'a letter that computes',
    'documents/confirmation.zh-CN.liquid',
    (text) => `${text}{% if %}`,
    /documents\/confirmation\.zh-CN\.liquid: /,
  ],
];

for (const [what, file, change, told] of MISTAKES) {
  test(`refused with file and place: ${what}`, async () => {
    const found = await mistakesWith(file, change);
    assert.ok(
      found.some((line) => told.test(line)),
      `told: ${found.join(' | ') || 'nothing'}`,
    );
  });
}

test('its examples come out as they say, and leave nothing behind', async () => {
  const { services } = await openTestMinistry();
  const procedure = services.procedures.current.get('website-filing');
  assert.ok(procedure);
  const trials = await tryExamples(services, procedure, folder);
  assert.ok(trials.length >= 3);
  for (const { example, differences } of trials) assert.deepEqual(differences, [], example);
  assert.equal((await services.db.selectFrom('case_file').select('id').execute()).length, 0);
});
