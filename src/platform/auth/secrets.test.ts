import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base32, hashPassword, matchTotp, passwordMatches, totpAt } from './secrets.ts';

const secret = Buffer.from('12345678901234567890');

test('one-time passwords are those of RFC 6238, appendix B (last six of its eight digits)', () => {
  const published: readonly [seconds: number, code: string][] = [
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ];
  for (const [seconds, code] of published) assert.equal(totpAt(secret, Math.floor(seconds / 30)), code);
});

test('a code is taken one step early or late, and once', () => {
  const at = Temporal.Instant.fromEpochMilliseconds(1111111111_000);
  const step = Math.floor(1111111111 / 30);
  assert.equal(matchTotp(secret, '050471', at, null), step);
  assert.equal(matchTotp(secret, '050471', at.add({ seconds: 30 }), null), step);
  assert.equal(matchTotp(secret, '050471', at.add({ seconds: 60 }), null), undefined);
  assert.equal(matchTotp(secret, '050471', at, step), undefined);
});

test('base32 is that of RFC 4648, section 10, without padding', () => {
  assert.equal(base32(Buffer.from('foobar')), 'MZXW6YTBOI');
});

test('a password matches its hash and nothing else does', async () => {
  const hash = await hashPassword('正确的 password');
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.equal(await passwordMatches('正确的 password', hash), true);
  assert.equal(await passwordMatches('wrong', hash), false);
});
