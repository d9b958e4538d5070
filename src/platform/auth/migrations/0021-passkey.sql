create table passkey (
  id text primary key,
  account_id uuid not null references account,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_account on passkey (account_id);
comment on table passkey is 'Passkeys (W3C Web Authentication, level 3): the public halves; id is the credential id in base64url.';

create table passkey_challenge (
  challenge text primary key,
  account_id uuid references account,
  expires_at timestamptz not null
);
create index passkey_challenge_expires on passkey_challenge (expires_at);
create index passkey_challenge_account on passkey_challenge (account_id);
comment on table passkey_challenge is 'Challenges given out and not yet answered: each is taken once. With an account to add a passkey to it, without one to sign in.';
