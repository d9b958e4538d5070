import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ministryFolder } from '../ministry-folder.ts';
import { readPlan } from '../organisation/index.ts';
import { DataFileError, readYamlFile } from '../platform/yaml.ts';
import { readCoverage, testNamesOf } from './model.ts';
import { type CoverageFile, CoverageYaml } from './schemas.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = ministryFolder('miit');
const plan = readPlan(folder);
const file = readYamlFile<CoverageFile>(join(folder, 'coverage.yaml'), CoverageYaml);

/** The mistakes of the shipped ministry with one of its files changed. */
function mistakesWith(name: string, change: (text: string) => string): readonly string[] {
  const copy = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'coverage-'));
  try {
    cpSync(folder, copy, { recursive: true });
    const path = join(copy, name);
    const text = readFileSync(path, 'utf8');
    const changed = change(text);
    assert.notEqual(changed, text);
    writeFileSync(path, changed);
    readCoverage(copy, readPlan(copy));
    return [];
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error;
    return error.findings;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

test('every claim names a test that exists and a part of the program that is there', () => {
  const claims = file.value.lines.flatMap((line) => line.served ?? []);
  assert.ok(claims.length > 30);
  const wrong = claims.filter(({ by, test: shown }) => !existsSync(join(root, by)) || !testNamesOf(join(root, shown.file)).has(shown.name));
  assert.deepEqual(wrong, []);
});

test('all 15 responsibilities and all listed tasks of the 25 departments have their line and a capability', () => {
  const lines = readCoverage(folder, plan);
  assert.equal(lines.filter((each) => each.kind === 'responsibility').length, 15);
  assert.equal(new Set(lines.flatMap((each) => each.department?.code ?? [])).size, 25);
  // institution.md, 4: nine numbered tasks in department 16, ten in department 25.
  assert.equal(lines.filter((each) => each.department?.code === 'dept-16').length, 9);
  assert.equal(lines.filter((each) => each.department?.code === 'dept-25').length, 10);
  assert.deepEqual(
    lines.filter((each) => each.kind === 'task' && each.capabilities.length === 0),
    [],
  );
});

test('what no test shows is not built, and what is served in part is not called served', () => {
  const lines = new Map(readCoverage(folder, plan).map((each) => [each.code, each]));
  assert.equal(lines.get('resp-15')?.state, 'served');
  assert.equal(lines.get('dept-18-task-2')?.state, 'partly');
  assert.equal(lines.get('dept-01-task-5')?.state, 'not-built'); // letters and visits
  for (const line of lines.values()) {
    assert.equal(line.state === 'not-built', line.served.length === 0, line.code);
    assert.ok(line.state !== 'served' || line.missing === undefined, line.code);
  }
});

test('a claim whose test is gone is not shown, and its task is not built', () => {
  const copy = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'coverage-'));
  try {
    cpSync(folder, copy, { recursive: true });
    const text = readFileSync(join(copy, 'coverage.yaml'), 'utf8');
    writeFileSync(join(copy, 'coverage.yaml'), text.replaceAll('reference factors turn amounts into standard coal', 'no such test'));
    const line = readCoverage(copy, plan).find((each) => each.code === 'dept-08-task-1');
    assert.equal(line?.state, 'not-built');
    assert.deepEqual(line?.served, []);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

test('a new task without a line, a line without a task and an unknown capability are named', () => {
  const added = mistakesWith('institutions.yaml', (text) =>
    text.replace('      - { zh-CN: "外事", en: "foreign affairs" }', '$&\n      - { zh-CN: "展览", en: "exhibitions" }'),
  );
  assert.equal(added.length, 1);
  assert.match(added[0] ?? '', /coverage\.yaml:1: the task "exhibitions" of dept-21 has no line of coverage/);
  const removed = mistakesWith('institutions.yaml', (text) => text.replace('      - { zh-CN: "外事", en: "foreign affairs" }\n', ''));
  assert.match(removed.join('\n'), /coverage\.yaml:\d{3}: the plan has no task "foreign affairs" of dept-21/);
  assert.match(
    mistakesWith('coverage.yaml', (text) => text.replace('capabilities: [VISIT]', 'capabilities: [VISITS]')).join('\n'),
    /coverage\.yaml:\d{3}: there is no capability "VISITS"/,
  );
  assert.match(
    mistakesWith('coverage.yaml', (text) => `${text}  - responsibility: 3\n  - responsibility: 16\n  - department: dept-01\n`).join('\n'),
    /responsibility 3 stands twice[\s\S]*the plan has no responsibility 16[\s\S]*a line is of a responsibility, or of a department and its task/,
  );
});

test('a ministry that claims nothing is shown with all of its tasks not built', () => {
  const copy = mkdtempSync(join(process.env.TMPDIR ?? '/tmp', 'coverage-'));
  try {
    const lines = readCoverage(copy, plan);
    assert.ok(lines.length > 150);
    assert.ok(lines.every((each) => each.state === 'not-built'));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});
