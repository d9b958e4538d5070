create extension if not exists btree_gist;

create table organisation_state (
  one boolean primary key default true check (one),
  version bigint not null,
  content_hash text not null,
  content jsonb
);
comment on table organisation_state is 'One row: its version moves with every change, so that each process knows when its picture is old.';
comment on column organisation_state.content is 'The plan that the tables hold, to be compared with changed files before they are taken over.';
insert into organisation_state values (true, 0, '', null);

-- Every fact has the days on which it holds (valid) and the time during which we held it for true (known): a correction closes the
-- old row and writes a new one, and what an act of last year relied on can still be asked.
create table institution (
  id uuid primary key,
  code text not null,
  kind text not null,
  part_of text,
  relation text check (relation in ('part-of', 'managed-by', 'supervised-by', 'entrusted-to', 'stationed-in', 'jointly-built-by')),
  territory text,
  name jsonb not null,
  letter_code text not null default '',
  contact jsonb,
  valid daterange not null,
  precision text not null default 'day' check (precision in ('year', 'month', 'day', 'minute')),
  known tstzrange not null,
  exclude using gist (code with =, valid with &&) where (upper_inf(known))
);
create index institution_code on institution (code);
comment on column institution.precision is 'How exactly the source knows the first day; the range begins on the first day that it may mean.';

create table mandate (
  code text primary key,
  title jsonb not null,
  basis jsonb not null
);
comment on table mandate is 'Functions in law. Who holds one stands in mandate_holding.';

create table mandate_holding (
  id uuid primary key,
  mandate text not null references mandate,
  institution text not null,
  role text not null check (role in ('lead', 'support', 'supervise')),
  territory text,
  scope text,
  instrument jsonb not null,
  valid daterange not null,
  precision text not null default 'day' check (precision in ('year', 'month', 'day', 'minute')),
  known tstzrange not null,
  exclude using gist (mandate with =, coalesce(territory, '') with =, coalesce(scope, '') with =, valid with &&) where (role = 'lead' and upper_inf(known))
);
create index mandate_holding_mandate on mandate_holding (mandate, territory);
create index mandate_holding_institution on mandate_holding (institution);
comment on constraint mandate_holding_mandate_coalesce_coalesce1_valid_excl on mandate_holding is 'One lead holder of a function per territory, scope and day.';

create table post (
  id uuid primary key,
  code text not null,
  institution text not null,
  title jsonb not null,
  rank text not null,
  valid daterange not null,
  known tstzrange not null,
  exclude using gist (code with =, valid with &&) where (upper_inf(known))
);
create index post_institution on post (institution);
create index post_code on post (code) where upper_inf(known);

create table post_authority (
  post text not null,
  mandate text not null,
  step_role text not null check (step_role in ('accept', 'examine', 'review', 'countersign', 'decide', 'sign')),
  primary key (post, mandate, step_role)
);
comment on column post_authority.mandate is 'A function, or * for every function that the institution holds.';

create table person (
  id uuid primary key,
  code text not null unique,
  name jsonb not null,
  clearance smallint not null default 0 check (clearance between 0 and 3),
  is_example boolean not null default false
);
comment on column person.clearance is 'The highest secrecy grade this person may see: 0 none, 1 secret, 2 confidential, 3 top secret (Law on Guarding State Secrets, art. 14).';

create table appointment_version (
  version_id uuid primary key default gen_random_uuid(),
  id uuid not null,
  person_id uuid not null references person,
  post text not null,
  mode text not null check (mode in ('appointed', 'concurrent', 'acting', 'temporary')),
  valid daterange not null,
  reason text not null,
  recorded_at timestamptz not null,
  known tstzrange not null default tstzrange(now(), null),
  exclude using gist (post with =, valid with &&) where (mode <> 'acting' and upper_inf(known)),
  exclude using gist (id with =, known with &&)
);
create index appointment_person on appointment_version (person_id);
comment on table appointment_version is 'Who sits where. An appointment that is ended keeps its id and gets a new version: what was known when an act was done can still be asked.';

create view appointment as
select id, person_id, post, mode, valid, reason, recorded_at, known from appointment_version where upper_inf(known);
comment on view appointment is 'Appointments as they are known now.';

create table establishment_quota (
  id uuid primary key,
  kind text not null,
  amount integer not null check (amount >= 0),
  ranks text[],
  institution_kinds text[] not null,
  valid daterange not null,
  known tstzrange not null,
  exclude using gist (kind with =, valid with &&) where (upper_inf(known))
);
comment on table establishment_quota is 'Staffing limits that appointments are counted against (State Council Order 227 (1997), art. 17 to 19).';
comment on column establishment_quota.ranks is 'Posts of these ranks count, each for one; null: every person counts, once however many posts they hold.';

create table delegation (
  id uuid primary key,
  from_post text not null,
  to_person uuid not null references person,
  mandate text,
  step_roles text[] not null,
  valid daterange not null,
  reason text not null,
  recorded_at timestamptz not null
);
create index delegation_to on delegation (to_person);
comment on table delegation is 'Authority of a post lent in absence: for the named steps, and one function or all of them.';

create table recusal (
  id uuid primary key,
  person_id uuid not null references person,
  case_id uuid,
  party_id uuid,
  ground text not null,
  valid daterange not null,
  recorded_at timestamptz not null,
  check (case_id is not null or party_id is not null)
);
create index recusal_person on recusal (person_id);

-- Where a person sits, step by step that they may take: through an appointment, or lent to them. The rules are asked of these rows,
-- in SQL for lists and in memory for one act.
create view seat as
select a.person_id, a.id as appointment_id, p.code as post, p.institution, au.mandate, au.step_role,
       a.valid * p.valid * i.valid as valid, person.clearance, a.mode, false as lent
  from appointment a
  join person on person.id = a.person_id
  join post p on p.code = a.post and upper_inf(p.known)
  join institution i on i.code = p.institution and upper_inf(i.known)
  join post_authority au on au.post = p.code
union all
select d.to_person, d.id, p.code, p.institution, coalesce(d.mandate, au.mandate), au.step_role,
       d.valid * p.valid * i.valid, person.clearance, 'delegated', true
  from delegation d
  join person on person.id = d.to_person
  join post p on p.code = d.from_post and upper_inf(p.known)
  join institution i on i.code = p.institution and upper_inf(i.known)
  join post_authority au on au.post = p.code and au.step_role = any (d.step_roles)
 where d.mandate is null or au.mandate in ('*', d.mandate);
