create table number_series (
  issuer text not null,
  kind text not null,
  year integer not null,
  last bigint not null,
  primary key (issuer, kind, year)
);
comment on table number_series is 'Gap-free numbers: the row is held until the transaction that takes a number ends. A sequence would leave gaps when a transaction fails.';

create table document (
  id uuid primary key,
  number text not null unique,
  kind text not null,
  title jsonb not null,
  case_id uuid,
  party_id uuid references party,
  issuer_code text not null,
  issuer_name jsonb not null,
  issued_on date not null,
  issued_at timestamptz not null,
  secrecy smallint not null default 0,
  body jsonb not null,
  facts jsonb not null,
  because jsonb,
  verification_code text not null unique,
  content_hash bytea not null,
  state text not null default 'valid' check (state in ('valid', 'superseded', 'revoked', 'corrected')),
  state_since date,
  state_reason jsonb,
  successor_id uuid references document,
  is_example boolean not null default false
);
create index document_case on document (case_id);
create index document_party on document (party_id, issued_on desc);
create index document_successor on document (successor_id) where successor_id is not null;
comment on column document.body is 'The text in both languages as it was on the day, in blocks: the page, the PDF and the hash are made of it.';

create table document_rendition (
  document_id uuid primary key references document,
  signature text not null,
  key_id text not null,
  pdf bytea not null,
  pdf_hash bytea not null generated always as (sha256(pdf)) stored,
  made_at timestamptz not null
);
create index document_rendition_pdf_hash on document_rendition (pdf_hash);
comment on table document_rendition is 'PDF and signature, made after the commit by a job that can be repeated.';

create table signing_key (
  key_id text primary key,
  public_key jsonb not null,
  used_from timestamptz not null,
  used_until timestamptz,
  compromised_since timestamptz
);
comment on table signing_key is 'The public halves of the ministry''s keys, for ever: an old signature stays verifiable.';
