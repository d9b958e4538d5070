import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..');

interface Import {
  readonly from: string;
  /** Path from the root for a file of ours, or the package's name. */
  readonly to: string;
}

function importsOf(pattern: string): readonly Import[] {
  return globSync(pattern, { cwd: root, exclude: (path) => path.includes('node_modules') }).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8');
    const named = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
    return named.map((name) => ({
      from: file.split(sep).join('/'),
      to: name.startsWith('.')
        ? relative(root, join(root, dirname(file), name))
            .split(sep)
            .join('/')
        : name,
    }));
  });
}

const isTest = (path: string): boolean => path.endsWith('.test.ts');

test('engines import nothing of ours but the engines that they declare', () => {
  const wrong = importsOf('engines/**/*.ts').filter(({ from, to }) => {
    const engine = from.split('/')[1] ?? '';
    if (to.startsWith('engines/')) return to.split('/')[1] !== engine;
    if (!to.startsWith('@mandate/')) return /^(src|ministries|tests|bench)\//.test(to);
    const declared = JSON.parse(readFileSync(join(root, 'engines', engine, 'package.json'), 'utf8')) as {
      dependencies?: Record<string, string>;
    };
    const name = to.split('/').slice(0, 2).join('/');
    return name !== `@mandate/${engine}` && declared.dependencies?.[name] === undefined;
  });
  assert.deepEqual(wrong, []);
});

test('engines read no file, no clock and no network', () => {
  const doors = new Set(['node:http', 'node:https', 'node:net', 'node:child_process', 'pg', 'kysely']);
  const wrong = importsOf('engines/**/*.ts').filter(({ from, to }) => !isTest(from) && doors.has(to));
  assert.deepEqual(wrong, []);
});

test('nothing imports a ministry: its folder is read as data', () => {
  const wrong = [...importsOf('src/**/*.ts'), ...importsOf('engines/**/*.ts')].filter(({ to }) => to.startsWith('ministries/'));
  assert.deepEqual(wrong, []);
});

test('the platform knows no capability, but for the types of its tables', () => {
  const wrong = importsOf('src/platform/**/*.ts').filter(
    ({ from, to }) =>
      !isTest(from) && to.startsWith('src/') && !to.startsWith('src/platform/') && !to.endsWith('/tables.ts') && to !== 'src/services.ts',
  );
  assert.deepEqual(wrong, []);
});

test('a capability reaches another through its index alone', () => {
  const wrong = importsOf('src/**/*.ts').filter(({ from, to }) => {
    const [, here = ''] = from.split('/');
    const [top, there = '', ...rest] = to.split('/');
    if (isTest(from) || top !== 'src' || rest.length === 0 || there === 'platform' || there === here || here === 'platform') return false;
    // The form of a question and its answer is the door's own.
    const isEntrance = (rest.length === 1 && rest[0] === 'index.ts') || to === 'src/batch/door.ts';
    // The command line and the server put the capabilities together.
    const isAssembly = !from.startsWith('src/') || from.split('/').length === 2 || here === 'commands' || here === 'batch';
    return !isEntrance && !isAssembly;
  });
  assert.deepEqual(wrong, []);
});
