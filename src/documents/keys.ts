import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Db } from '../platform/db/index.ts';

/** The ministry's present key (Ed25519). Earlier public keys stay published: an old signature stays verifiable. */
export interface SigningKeys {
  readonly keyId: string;
  /** Compact JWS over the payload, with `kid` in its header (RFC 7515, RFC 8037). */
  readonly sign: (payload: Readonly<Record<string, unknown>>) => Promise<string>;
}

/**
 * Takes the private key from the environment (a JWK as JSON) or from a file of mode 0600 that is made at first, and publishes its public half.
 *
 * @throws Error when the key is not an Ed25519 private key
 */
export async function loadSigningKeys(
  db: Db,
  source: { readonly jwk: string | undefined; readonly file: string },
  at: Temporal.Instant,
): Promise<SigningKeys> {
  const jwk =
    source.jwk !== undefined
      ? (JSON.parse(source.jwk) as JWK)
      : existsSync(source.file)
        ? (JSON.parse(readFileSync(source.file, 'utf8')) as JWK)
        : await newKey(source.file);
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || jwk.d === undefined)
    throw new Error('the signing key must be an Ed25519 private key as a JWK');
  const { d: _private, ...publicKey } = jwk;
  const keyId = await calculateJwkThumbprint(publicKey);
  const key = await importJWK(jwk, 'Ed25519');
  await db.updateTable('signing_key').set({ used_until: at }).where('key_id', '!=', keyId).where('used_until', 'is', null).execute();
  await db
    .insertInto('signing_key')
    .values({
      key_id: keyId,
      public_key: JSON.stringify({ ...publicKey, kid: keyId, alg: 'Ed25519', use: 'sig' }),
      used_from: at,
      used_until: null,
    })
    .onConflict((conflict) => conflict.column('key_id').doUpdateSet({ used_until: null }))
    .execute();
  const encoder = new TextEncoder();
  return {
    keyId,
    sign: (payload) =>
      new CompactSign(encoder.encode(JSON.stringify(payload))).setProtectedHeader({ alg: 'Ed25519', kid: keyId }).sign(key),
  };
}

async function newKey(file: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
  const jwk = await exportJWK(privateKey);
  writeFileSync(file, JSON.stringify(jwk), { mode: 0o600 });
  return jwk;
}

/** The published key set, present and past. */
export async function publicKeySet(db: Db): Promise<{ readonly keys: readonly Record<string, unknown>[] }> {
  const rows = await db.selectFrom('signing_key').select('public_key').orderBy('used_from', 'desc').execute();
  return { keys: rows.map((row) => row.public_key) };
}
