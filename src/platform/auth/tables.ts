import type { Generated } from 'kysely';

export interface AuthTables {
  account: {
    id: string;
    email: string;
    phone: string | null;
    display_name: string;
    language: 'zh-CN' | 'en';
    person_id: string | null;
    password_hash: string | null;
    totp_secret: Buffer | null;
    totp_last_step: number | null;
    failed_attempts: Generated<number>;
    locked_until: Temporal.Instant | null;
    confirmed_at: Temporal.Instant | null;
    closed_at: Temporal.Instant | null;
    created_at: Temporal.Instant;
  };
  sign_in_link: { token_hash: Buffer; account_id: string; expires_at: Temporal.Instant; used_at: Temporal.Instant | null };
  session: {
    id: string;
    token_hash: Buffer;
    account_id: string;
    created_at: Temporal.Instant;
    last_seen_at: Temporal.Instant;
    expires_at: Temporal.Instant;
    second_factor_due: Generated<boolean>;
    revoked_at: Temporal.Instant | null;
    user_agent: string;
  };
  passkey: {
    id: string;
    account_id: string;
    public_key: Buffer;
    counter: number;
    transports: readonly string[];
    name: string;
    created_at: Temporal.Instant;
    last_used_at: Temporal.Instant | null;
  };
  passkey_challenge: { challenge: string; account_id: string | null; expires_at: Temporal.Instant };
  outside_identity: { issuer: string; subject: string; account_id: string; linked_at: Temporal.Instant };
  outside_sign_in: {
    state: string;
    browser_hash: Buffer;
    verifier: string;
    nonce: string;
    next: string | null;
    expires_at: Temporal.Instant;
  };
}
