-- Office holders whom a source names: how exactly it knows their days, and that the row came from the files and not from an act.
alter table appointment_version
  add column from_precision text not null default 'day' check (from_precision in ('year', 'month', 'day')),
  add column until_precision text not null default 'day' check (until_precision in ('year', 'month', 'day')),
  add column is_source boolean not null default false;
comment on column appointment_version.is_source is 'Taken from people.yaml; a version that an act writes is not, and goes before what the file says.';

create or replace view appointment as
select id, person_id, post, mode, valid, reason, recorded_at, known, from_precision, until_precision, is_source
  from appointment_version where upper_inf(known);

-- A recusal and a delegation may end before their time, by an act with its reason.
alter table recusal add column ended_reason text;
alter table delegation add column ended_reason text;

-- Tasks that are assigned beside the plan. Each names its instrument, and who leads until when.
create table assignment (
  id uuid primary key,
  mandate text not null references mandate,
  title jsonb not null,
  issuer text not null check (issuer <> ''),
  instrument_title text not null check (instrument_title <> ''),
  instrument_number text not null,
  instrument_date date not null,
  received_on date not null,
  lead_institution text not null,
  due date,
  state text not null default 'open' check (state in ('open', 'reported', 'closed')),
  report text,
  recorded_at timestamptz not null,
  check (received_on >= instrument_date),
  check (due is null or due >= received_on),
  check ((state = 'open') = (report is null))
);
create index assignment_mandate on assignment (mandate, received_on);
create index assignment_lead on assignment (lead_institution, received_on);
comment on table assignment is 'Tasks assigned beside the plan, each with its instrument; the responsibility for other tasks rests on nothing else.';
comment on column assignment.mandate is 'The function under which it is recorded, such as the responsibility for other tasks assigned.';

-- Which officer has an open task in hand. A task still names a mandate and no person; whoever else may do it still may.
create table task_holder (
  task_id uuid primary key,
  person_id uuid not null references person,
  since timestamptz not null,
  given_by text not null
);
create index task_holder_person on task_holder (person_id);
comment on table task_holder is 'Tasks taken in hand or handed to somebody; beside the task, so that handing over a desk writes no row of a case.';
