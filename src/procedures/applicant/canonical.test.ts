import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalDomain } from './canonical.ts';

test('a domain has one spelling, however it is written', () => {
  // `xn--fsqu00a` is 例子 among IANA's test domains, `xn--fiqs8s` is .中国 in the root zone.
  for (const spelling of ['例子.中国', 'xn--fsqu00a.xn--fiqs8s', 'XN--FSQU00A.xn--fiqs8s', '例子。中国']) {
    assert.equal(canonicalDomain(spelling), '例子.中国', spelling);
  }
  assert.equal(canonicalDomain('Example.CN'), 'example.cn');
  assert.equal(canonicalDomain('not a domain'), 'not a domain');
});
