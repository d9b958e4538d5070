import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { tryExamples } from '../src/procedures/index.ts';
import { openTestMinistry } from './ministry.ts';

const ministry = await openTestMinistry();
const { services } = ministry;
const root = join(services.folder, 'procedures');

suite('every order upon a website filing comes out as its examples say', () => {
  for (const name of readdirSync(root)) {
    test(name, async () => {
      const procedure = services.procedures.current.get(name);
      assert.ok(procedure);
      const trials = await tryExamples(services, procedure, join(root, name));
      assert.ok(trials.length > 0, 'has examples');
      const different = trials.filter(({ differences }) => differences.length > 0);
      assert.deepEqual(different, []);
    });
  }
});
