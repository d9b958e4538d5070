import { argon2, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** argon2id with 19 MiB and two passes: OWASP Password Storage Cheat Sheet, first recommended setting. */
const SETTING = { memory: 19456, passes: 2, parallelism: 1, tagLength: 32 } as const;

/** The password's hash in the PHC string format. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { ...SETTING, message: password.normalize('NFC'), nonce });
  return `$argon2id$v=19$m=${SETTING.memory},t=${SETTING.passes},p=${SETTING.parallelism}$${nonce.toString('base64url')}$${Buffer.from(tag).toString('base64url')}`;
}

export async function passwordMatches(password: string, stored: string): Promise<boolean> {
  const [, , , settings = '', nonce = '', tag = ''] = stored.split('$');
  const [memory = 0, passes = 0, parallelism = 0] = settings.split(',').map((each) => Number(each.slice(2)));
  const expected = Buffer.from(tag, 'base64url');
  const given = Buffer.from(
    await derive('argon2id', {
      message: password.normalize('NFC'),
      nonce: Buffer.from(nonce, 'base64url'),
      memory,
      passes,
      parallelism,
      tagLength: expected.length,
    }),
  );
  return timingSafeEqual(given, expected);
}

/** A bearer secret of 192 bits; only its hash is stored. */
export function newToken(): { readonly token: string; readonly hash: Buffer } {
  const token = randomBytes(24).toString('base64url');
  return { token, hash: hashToken(token) };
}

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

const STEP_SECONDS = 30;

/** Time-based one-time password of six digits (RFC 6238 over RFC 4226, HMAC-SHA-1). */
export function totpAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac[19] ?? 0) & 0xf;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/**
 * The time step that a code belongs to, or undefined. One step before and after is accepted for delay (RFC 6238, section 5.2);
 * a step that was used already is not.
 */
export function matchTotp(secret: Buffer, code: string, at: Temporal.Instant, lastStep: number | null): number | undefined {
  const now = Math.floor(at.epochMilliseconds / 1000 / STEP_SECONDS);
  return [now - 1, now, now + 1].find((step) => step > (lastStep ?? -1) && totpAt(secret, step) === code);
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base32 without padding, as authenticator apps read it. */
export function base32(bytes: Buffer): string {
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/**
 * @throws RangeError for a character that is not base32
 */
export function fromBase32(text: string): Buffer {
  let bits = '';
  for (const letter of text) {
    const value = BASE32.indexOf(letter);
    if (value < 0) throw new RangeError(`not base32: "${letter}"`);
    bits += value.toString(2).padStart(5, '0');
  }
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
