create table outbox (
  id uuid primary key,
  channel text not null check (channel in ('email', 'sms')),
  recipient text not null,
  language text not null,
  subject text,
  body text not null,
  about text,
  created_at timestamptz not null,
  attempts integer not null default 0,
  last_error text,
  sent_at timestamptz
);
comment on table outbox is 'What is told to people outside: it commits with the step that causes it and is sent afterwards, again and again until it is.';
create index outbox_unsent on outbox (created_at) where sent_at is null;
create index outbox_created on outbox (created_at desc, id desc);
create index outbox_about on outbox (about) where about is not null;
