import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestMinistry } from '../../tests/ministry.ts';

const ministry = await openTestMinistry({ withExamples: true });

test('a data portal finds every register, and each download of the catalogue is there', async () => {
  const answer = await ministry.app.inject('/api/v1/catalogue');
  assert.match(answer.headers['content-type'] as string, /^application\/ld\+json/);
  const catalogue = answer.json();
  assert.equal(catalogue['@type'], 'dcat:Catalog');
  const datasets = catalogue['dcat:dataset'];
  assert.deepEqual(
    datasets.map((each: Record<string, unknown>) => each['dcterms:identifier']),
    [...ministry.services.registers.values()].flatMap(({ code, reference }) => (reference === true ? [] : [code])),
  );
  for (const dataset of datasets)
    for (const distribution of dataset['dcat:distribution']) {
      const address = new URL(distribution['@id']);
      const download = await ministry.app.inject(address.pathname);
      assert.equal(download.statusCode, 200, address.pathname);
      assert.ok(String(download.headers['content-type']).startsWith(distribution['dcat:mediaType']), address.pathname);
    }
});
