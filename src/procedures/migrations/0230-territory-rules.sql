create table territory_rule (
  id uuid primary key,
  rule text not null,
  territory text not null,
  rows jsonb not null,
  from_date date not null,
  reason text not null,
  state text not null check (state in ('draft', 'in-force', 'dropped')),
  drafted_by text not null,
  drafted_person uuid not null,
  drafted_at timestamptz not null,
  decided_by text,
  decided_at timestamptz,
  check ((state = 'draft') = (decided_at is null))
);
create unique index territory_rule_draft on territory_rule (rule, territory) where state = 'draft';
create unique index territory_rule_day on territory_rule (rule, territory, from_date) where state = 'in-force';
comment on table territory_rule is 'Rows that a province puts before those of a ministry''s rule table, from a day on. What was in force stays: of several the one with the latest day that has come holds.';
