create table procedure_version (
  code text not null,
  version text not null,
  content_hash text not null,
  content jsonb not null,
  loaded_at timestamptz not null,
  primary key (code, version, content_hash)
);
comment on table procedure_version is 'Every text of a procedure that ran: a case keeps the one under which it was submitted, whatever the folder says later.';

create table draft (
  id uuid primary key,
  account_id uuid not null references account,
  party_id uuid references party,
  procedure text not null,
  task_id uuid,
  data jsonb not null,
  revision integer not null,
  updated_at timestamptz not null
);
create index draft_account on draft (account_id, updated_at desc);
create unique index draft_task on draft (task_id, account_id) where task_id is not null;
comment on column draft.task_id is 'Set while a correction or supplement to a case is being written.';

create table case_file (
  id uuid primary key,
  number text not null unique,
  procedure text not null,
  version text not null,
  content_hash text not null,
  party_id uuid not null references party,
  account_id uuid not null references account,
  mandate text not null,
  territory text,
  scope text,
  secrecy smallint not null default 0,
  stage text not null,
  outcome text,
  process jsonb,
  data jsonb not null,
  variables jsonb not null,
  revision integer not null,
  submitted_at timestamptz not null,
  closed_at timestamptz,
  is_example boolean not null default false,
  foreign key (procedure, version, content_hash) references procedure_version (code, version, content_hash)
);
create index case_file_party on case_file (party_id, submitted_at desc);
create index case_file_queue on case_file (mandate, territory, submitted_at desc);
create index case_file_procedure on case_file (procedure, version, content_hash);
create index case_file_account on case_file (account_id);
comment on column case_file.process is 'State of the process engine; null once the case is closed.';

create table task (
  id uuid primary key,
  case_id uuid not null references case_file,
  element text not null,
  token integer not null,
  mandate text,
  step_role text check (step_role in ('accept', 'examine', 'review', 'countersign', 'decide', 'sign')),
  participant text,
  party_id uuid references party,
  territory text,
  scope text,
  secrecy smallint not null default 0,
  drafters uuid[] not null default '{}',
  opened_at timestamptz not null,
  due date,
  closed_at timestamptz,
  closed_by text,
  closed_by_person uuid,
  outcome text,
  check ((mandate is null) = (step_role is null)),
  check (mandate is not null or participant is not null)
);
create index task_case on task (case_id);
create index task_open on task (mandate, step_role, territory, due, id) where closed_at is null and mandate is not null;
create index task_due on task (due, id) where closed_at is null and mandate is not null;
create index task_participant on task (party_id, opened_at) where closed_at is null and party_id is not null;
comment on table task is 'What somebody has to do. It names a mandate, a step role and a territory, never an institution: who holds them is asked on the day.';
comment on column task.drafters is 'Persons who took part in earlier steps of the case: whoever drafted does not decide.';

create table clock (
  id uuid primary key,
  case_id uuid not null references case_file,
  name text not null,
  unit text not null check (unit in ('workingDay', 'calendarDay', 'hour', 'month', 'year')),
  amount integer not null check (amount > 0),
  started_at timestamptz not null,
  due date,
  due_at timestamptz,
  provisional boolean not null default false,
  suspended_at timestamptz,
  ended_at timestamptz,
  suspensions jsonb not null default '[]',
  timer integer
);
create index clock_case on clock (case_id);
create index clock_due on clock (due) where ended_at is null and suspended_at is null;
create index clock_due_at on clock (due_at) where ended_at is null and due_at is not null;

create table verification (
  id uuid primary key,
  case_id uuid not null references case_file,
  task_id uuid,
  code_hash bytea not null,
  mobile text not null,
  id_tail text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  wrong_tries integer not null default 0,
  done_at timestamptz
);
create index verification_case on verification (case_id);
create index verification_open on verification (mobile) where done_at is null;
