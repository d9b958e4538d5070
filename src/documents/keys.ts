import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Db } from '../platform/db/index.ts';

/** The ministry's present key (Ed25519). Earlier public keys stay published: an old signature stays verifiable. */
export interface SigningKeys {
  /** Compact JWS over the payload, with `kid` in its header (RFC 7515, RFC 8037); the id is that of the key it was made with. */
  readonly sign: (payload: Readonly<Record<string, unknown>>) => Promise<{ readonly signature: string; readonly keyId: string }>;
  /** Takes another key when the file holds one since: whoever rotates it need not stop the ministry. */
  readonly refresh: () => Promise<void>;
}

/** Where the private key is: in the environment, a JWK as JSON, or else in a file of mode 0600 that is made at first. */
export interface KeySource {
  readonly jwk: string | undefined;
  readonly file: string;
}

/** The environment's key when there is one, else the file in the data folder. */
export const keySource = (dataFolder: string): KeySource => ({
  jwk: process.env.MANDATE_SIGNING_KEY,
  file: join(dataFolder, 'signing-key.json'),
});

interface Pair {
  readonly keyId: string;
  readonly publicKey: JWK;
  readonly privateKey: Awaited<ReturnType<typeof importJWK>>;
}

/**
 * Takes the private key from its source and publishes its public half.
 *
 * @throws Error when the key is not an Ed25519 private key, or was declared compromised
 */
export async function loadSigningKeys(db: Db, source: KeySource, at: Temporal.Instant): Promise<SigningKeys> {
  if (source.jwk === undefined && !existsSync(source.file)) await writeKey(source.file);
  let text = textOf(source);
  let pair = await readPair(text);
  await publish(db, pair, at);
  const encoder = new TextEncoder();
  return {
    sign: async (payload) => {
      const { keyId, privateKey } = pair;
      const header = { alg: 'Ed25519', kid: keyId };
      return {
        keyId,
        signature: await new CompactSign(encoder.encode(JSON.stringify(payload))).setProtectedHeader(header).sign(privateKey),
      };
    },
    refresh: async () => {
      const present = textOf(source);
      if (present === text) return;
      pair = await readPair(present);
      text = present;
    },
  };
}

/**
 * Makes a new key in the place of the one in the file and publishes it; the one before stays published as no longer used.
 *
 * @returns the id of the new key
 * @throws Error when the key comes from the environment: it is renewed where it is kept
 */
export async function rotateSigningKey(db: Db, source: KeySource, at: Temporal.Instant): Promise<string> {
  if (source.jwk !== undefined) throw new Error('the key comes from MANDATE_SIGNING_KEY: set another one there and start again');
  const next = `${source.file}.next`;
  const pair = await readPair(await writeKey(next));
  await publish(db, pair, at);
  // The published half stands before anybody can sign with the private one.
  renameSync(next, source.file);
  return pair.keyId;
}

/**
 * Declares a key compromised: what it signs from that moment on proves nothing any more.
 *
 * @throws Error when the ministry never had that key
 */
export async function declareCompromised(db: Db, keyId: string, since: Temporal.Instant): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('signing_key')
    .set({ compromised_since: since })
    .where('key_id', '=', keyId)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) throw new Error(`the ministry never had a key "${keyId}"`);
}

const textOf = ({ jwk, file }: KeySource): string => jwk ?? readFileSync(file, 'utf8');

async function readPair(text: string): Promise<Pair> {
  const jwk = JSON.parse(text) as JWK;
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || jwk.d === undefined)
    throw new Error('the signing key must be an Ed25519 private key as a JWK');
  const { d: _private, ...publicKey } = jwk;
  return { publicKey, keyId: await calculateJwkThumbprint(publicKey), privateKey: await importJWK(jwk, 'Ed25519') };
}

async function publish(db: Db, { keyId, publicKey }: Pair, at: Temporal.Instant): Promise<void> {
  const known = await db.selectFrom('signing_key').select('compromised_since').where('key_id', '=', keyId).executeTakeFirst();
  if (known !== undefined && known.compromised_since !== null)
    throw new Error(`the key ${keyId} was declared compromised on ${known.compromised_since}: make another with "mandate keys rotate"`);
  await db.updateTable('signing_key').set({ used_until: at }).where('key_id', '!=', keyId).where('used_until', 'is', null).execute();
  await db
    .insertInto('signing_key')
    .values({
      key_id: keyId,
      public_key: JSON.stringify({ ...publicKey, kid: keyId, alg: 'Ed25519', use: 'sig' }),
      used_from: at,
      used_until: null,
      compromised_since: null,
    })
    .onConflict((conflict) => conflict.column('key_id').doUpdateSet({ used_until: null }))
    .execute();
}

async function writeKey(file: string): Promise<string> {
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
  const text = JSON.stringify(await exportJWK(privateKey));
  writeFileSync(file, text, { mode: 0o600 });
  return text;
}

export interface PublishedKey {
  readonly keyId: string;
  readonly usedFrom: Temporal.Instant;
  readonly usedUntil: Temporal.Instant | null;
  readonly compromisedSince: Temporal.Instant | null;
}

/** Every key the ministry ever signed with, the present one first. */
export const listKeys = async (db: Db): Promise<readonly PublishedKey[]> =>
  await db
    .selectFrom('signing_key')
    .select(['key_id as keyId', 'used_from as usedFrom', 'used_until as usedUntil', 'compromised_since as compromisedSince'])
    .orderBy('used_from', 'desc')
    .execute();

/** The published key set, present and past, without those that prove nothing any more. */
export async function publicKeySet(db: Db): Promise<{ readonly keys: readonly Record<string, unknown>[] }> {
  const rows = await db
    .selectFrom('signing_key')
    .select('public_key')
    .where('compromised_since', 'is', null)
    .orderBy('used_from', 'desc')
    .execute();
  return { keys: rows.map((row) => row.public_key) };
}
