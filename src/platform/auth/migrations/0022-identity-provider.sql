create table outside_identity (
  issuer text not null,
  subject text not null,
  account_id uuid not null references account,
  linked_at timestamptz not null,
  primary key (issuer, subject)
);
create index outside_identity_account on outside_identity (account_id);
comment on table outside_identity is 'Which account a person of an outside identity provider is (OpenID Connect Core 1.0: issuer and subject together).';

create table outside_sign_in (
  state text primary key,
  browser_hash bytea not null,
  verifier text not null,
  nonce text not null,
  next text,
  expires_at timestamptz not null
);
create index outside_sign_in_expires on outside_sign_in (expires_at);
comment on table outside_sign_in is 'Sign-ins on their way through an identity provider: each state is taken once, by the browser that began it.';
