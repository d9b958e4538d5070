import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { countWorkingDays } from '@mandate/calendar';
import { loadCalendar, readCalendars, readCountingRules } from './calendar.ts';
import { ministryFolder } from './ministry-folder.ts';
import { DataFileError } from './platform/yaml.ts';

const folder = ministryFolder('miit');

test('the notices give the working days of each year', () => {
  // By the State Council's notices of 2018 to 2025, in their last versions.
  const calendar = loadCalendar(folder);
  const years = [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026].map((year) =>
    countWorkingDays(new Temporal.PlainDate(year, 1, 1), new Temporal.PlainDate(year, 12, 31), calendar),
  );
  assert.deepEqual(years, [250, 249, 250, 249, 249, 251, 248, 248]);
});

test('no notice names a day twice, and all moved working days lie near its year', () => {
  for (const { notices } of readCalendars(folder).values()) {
    for (const { year, off, work } of notices) {
      assert.equal(new Set([...off, ...work]).size, off.length + work.length);
      for (const day of [...off, ...work]) assert.ok(day >= `${year - 1}-12-01` && day <= `${year}-12-31`, day);
    }
  }
});

test('the counting rules of the laws are read, and another country has none', () => {
  const reconsideration = readCountingRules(folder, 'CN').find(({ id }) => id === 'reconsideration');
  assert.deepEqual(reconsideration?.workingDays, [3, 5, 7, 10]);
  assert.deepEqual(readCountingRules(folder, 'XX'), []);
});

test('a mistake in a calendar names file, line and rule', () => {
  const ministry = mkdtempSync(join(tmpdir(), 'ministry-'));
  try {
    mkdirSync(join(ministry, 'calendar'));
    writeFileSync(join(ministry, 'calendar', 'XX.yaml'), 'id: XX\ntitle: { zh-CN: 试, en: Trial }\nweekend: [6, 8]\nnotices: []\n');
    assert.throws(
      () => readCalendars(ministry),
      (error) => error instanceof DataFileError && /XX\.yaml:3: .*weekend\/1 must be <= 7/.test(error.message),
    );
  } finally {
    rmSync(ministry, { recursive: true });
  }
});
