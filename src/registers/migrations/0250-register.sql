create table register_entry (
  register text not null,
  key text collate "C" not null,
  version integer not null check (version > 0),
  valid daterange not null,
  recorded_at timestamptz not null,
  data jsonb not null,
  removed boolean not null default false,
  cause_kind text not null check (cause_kind in ('case', 'import', 'correction')),
  cause text not null,
  because jsonb,
  is_example boolean not null default false,
  primary key (register, key, version)
);
comment on table register_entry is 'Authoritative lists. An entry changes only by a decision or an import, and each change is a version with its cause.';
create unique index register_entry_open on register_entry (register, key) where upper_inf(valid);

create table register_value (
  register text not null,
  field text not null,
  value text collate "C" not null,
  key text collate "C" not null,
  primary key (register, field, value)
);
create index register_value_key on register_value (register, key);
comment on table register_value is 'What may stand in one entry of a register only, in the whole nation: a domain is filed once. Its key is the value, so that it can be spread over machines.';

-- Overlapping two-character tokens for Chinese, words for Latin letters and digits: one function for the column and for the query.
create function search_tokens(in_text text) returns text[]
language sql immutable parallel safe as $$
  select coalesce(array_agg(distinct token), '{}') from (
    select substr(run, n, 2) as token
      from regexp_split_to_table(regexp_replace(lower(normalize(in_text, NFKC)), '[^\u3400-\u9fff\uf900-\ufaff]+', ' ', 'g'), ' ') as run,
           generate_series(1, greatest(length(run) - 1, 1)) n
     where run <> ''
    union all
    select word from regexp_split_to_table(lower(normalize(in_text, NFKC)), '[^a-z0-9]+') as word where word <> ''
  ) tokens
$$;
create table register_search (
  register text not null,
  key text collate "C" not null,
  tokens text[] not null,
  primary key (register, key)
);
create index register_search_tokens on register_search using gin (tokens);
