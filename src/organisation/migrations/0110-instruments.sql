create table reorganisation (
  id uuid primary key,
  effective_on date not null,
  instrument jsonb not null,
  state text not null default 'drafted' check (state in ('drafted', 'countersigned', 'in-force', 'undone')),
  number text,
  signed_on date,
  seats jsonb not null default '[]',
  check (state <> 'in-force' or signed_on is not null),
  check (state <> 'in-force' or number is not null or instrument ? 'record')
);
create index reorganisation_in_force on reorganisation (effective_on, id) where state = 'in-force';
create unique index reorganisation_number on reorganisation (number) where state = 'in-force';
comment on table reorganisation is 'Instruments: the plan is the files with those in force applied in the order of their days. Undone is not deleted.';
comment on column reorganisation.number is 'Of a record of history whose source tells no number, none.';
comment on column reorganisation.seats is 'Appointments that it ended or made, so that taking it back gives them back.';

create table reorganisation_act (
  reorganisation uuid not null references reorganisation,
  act text not null check (act in ('drafted', 'countersigned', 'signed', 'undone')),
  person_id uuid not null references person,
  post text not null,
  actor text not null,
  because jsonb,
  reason text,
  at timestamptz not null,
  primary key (reorganisation, act)
);
create index reorganisation_act_person on reorganisation_act (person_id);
comment on table reorganisation_act is 'Who drafted, countersigned, signed and took back an instrument, in which post, by which chain of authority.';
