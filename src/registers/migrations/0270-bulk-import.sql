create table bulk_import (
  id uuid primary key,
  register text not null,
  source text not null,
  file_name text not null,
  file_hash bytea not null,
  valid_from date not null,
  batch_size integer not null check (batch_size > 0),
  actor text not null,
  because jsonb,
  started_at timestamptz not null,
  finished_at timestamptz,
  unique (register, source, file_hash, valid_from, batch_size)
);
comment on table bulk_import is 'A file brought into a register; the entries it wrote name it as their cause. The same file again is the same import and goes on where it ended.';

create table bulk_import_batch (
  import uuid not null references bulk_import,
  batch integer not null check (batch > 0),
  first_line bigint not null,
  last_line bigint not null,
  added integer not null,
  changed integer not null,
  unchanged integer not null,
  done_at timestamptz not null,
  primary key (import, batch)
);
comment on table bulk_import_batch is 'Batches that were written, each in the transaction that wrote it: after a fall the others are still to be done.';
