import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTranslator, formatDate, formatDateTime, formatNumber, loadTexts, localeFolders } from './index.ts';

const chinese = loadTexts('zh-CN');
const english = loadTexts('en');

test('both languages have the same texts', () => {
  assert.ok(localeFolders().length >= 5);
  // Chinese has one form for any number, English two.
  const keysOf = (texts: ReadonlyMap<string, string>): readonly string[] => [...texts.keys()].filter((key) => !key.endsWith('_one')).sort();
  assert.deepEqual(keysOf(chinese), keysOf(english));
});

test('a text has the same holes in both languages', () => {
  const holes = (text: string | undefined): string => [...new Set(text?.match(/\{\{\w+\}\}|%\{\w+\}/g) ?? [])].sort().join(' ');
  const differ = [...chinese.keys()].filter((key) => {
    // English says "one" where Chinese still writes the figure.
    if (key.endsWith('_one') || key.endsWith('One')) return false;
    return holes(chinese.get(key)) !== holes(english.get(key));
  });
  assert.deepEqual(differ, []);
});

test('no text is empty, and no Chinese text is left in English', () => {
  assert.deepEqual(
    [...chinese, ...english].filter(([, text]) => text === '').map(([key]) => key),
    [],
  );
  const without = [...chinese].filter(([, text]) => !/\p{Script=Han}/u.test(text) && /[a-z]{4,}/i.test(text.replace(/\{\{\w+\}\}/g, '')));
  assert.deepEqual(
    without.map(([key, text]) => `${key}: ${text}`),
    [],
  );
});

test('every rule of every catalogue has its text', () => {
  const sources = join(import.meta.dirname, '..', '..');
  const codes = new Set<string>();
  for (const entry of readdirSync(sources, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/(?<!\.test)\.ts$/.test(entry.name)) continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const [, code = ''] of text.matchAll(/\{\s*code: '([a-z0-9-]+)',\s*status: \d{3}/g)) codes.add(code);
  }
  assert.ok(codes.size > 20, `only ${codes.size} rules were found`);
  const t = createTranslator('en');
  assert.deepEqual(
    [...codes].filter((code) => !t.has(`refusals.${code}`)),
    [],
  );
});

test('a missing text and a hole without its value are seen at once', () => {
  const t = createTranslator('en');
  assert.throws(() => t.loose('no.such.text'), RangeError);
  assert.equal(t('refusals.password-too-short'), 'Choose a password of at least {{shortest}} characters');
  assert.equal(t('refusals.password-too-short', { shortest: 12 }), 'Choose a password of at least 12 characters');
  assert.equal(t('views.organisation.mandates', { count: 1 }), '1 mandate');
  assert.equal(t('views.organisation.mandates', { count: 2 }), '2 mandates');
});

test('dates, times and numbers are written as each language writes them', () => {
  const day = Temporal.PlainDate.from('2026-03-03');
  assert.equal(formatDate(day, 'zh-CN'), '2026年3月3日');
  assert.equal(formatDate(day, 'en'), '3 March 2026');
  const instant = Temporal.Instant.from('2026-03-02T16:05:00Z');
  assert.equal(formatDateTime(instant, 'zh-CN', 'Asia/Shanghai'), '2026年3月3日 00:05');
  assert.equal(formatDateTime(instant, 'en', 'Asia/Shanghai'), '3 March 2026, 00:05');
  assert.equal(formatNumber(1234567.5, 'en'), '1,234,567.5');
});
