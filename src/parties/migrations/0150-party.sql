create table party (
  id uuid primary key,
  kind text not null check (kind in ('enterprise', 'public-body', 'person')),
  name text not null,
  code text not null,
  territory text,
  is_example boolean not null default false,
  created_at timestamptz not null,
  unique (kind, code)
);
comment on table party is 'Who stands opposite the ministry. The code is the unified social credit code, or for a person the identity number.';

create table account_party (
  account_id uuid not null references account,
  party_id uuid not null references party,
  proof text not null,
  valid daterange not null,
  primary key (account_id, party_id)
);
create index account_party_party on account_party (party_id);
comment on table account_party is 'For whom an account may act, how that was shown, and since when.';

create table party_role (
  party_id uuid not null references party,
  role text not null check (role in ('access-provider')),
  basis text not null,
  valid daterange not null,
  primary key (party_id, role)
);
create index party_role_role on party_role (role);
comment on table party_role is 'In what further capacity a party may take part in the cases of others, by which licence, from when to when.';
