create table account (
  id uuid primary key,
  email text not null check (email = lower(email)),
  phone text,
  display_name text not null,
  language text not null check (language in ('zh-CN', 'en')),
  person_id uuid,
  password_hash text,
  totp_secret bytea,
  totp_last_step bigint,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  confirmed_at timestamptz,
  closed_at timestamptz,
  created_at timestamptz not null
);
comment on table account is 'Who can sign in. What an account may do follows from its person''s appointments and its parties, never from the account.';
comment on column account.totp_last_step is 'The last time step whose code was taken: a code works once (RFC 6238, section 5.2).';
create unique index account_email on account (email);
create index account_person on account (person_id);

create table sign_in_link (
  token_hash bytea primary key,
  account_id uuid not null references account,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_link_account on sign_in_link (account_id);

create table session (
  id uuid not null unique,
  token_hash bytea primary key,
  account_id uuid not null references account,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  second_factor_due boolean not null default false,
  revoked_at timestamptz,
  user_agent text not null
);
create index session_account on session (account_id);
