create table event (
  stream text collate "C" not null,
  position bigint not null check (position > 0),
  kind text not null,
  occurred_at timestamptz not null,
  actor text not null,
  payload_hash bytea not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (stream, position)
);
comment on table event is 'Append-only history of every stream (a case, a register entry, the plan, accounts). Each row carries the hash of the one before it.';
create index event_occurred_at on event using brin (occurred_at);

create table event_payload (
  stream text collate "C" not null,
  position bigint not null,
  salt bytea not null,
  body json not null,
  primary key (stream, position)
);
comment on table event_payload is 'What an event says, apart from the chain: it can be erased when its retention ends, and the event keeps the salted hash. json, not jsonb, so that the hashed text stays as written.';

create table stream_head (
  stream text collate "C" primary key,
  count bigint not null,
  hash bytea not null
);
comment on table stream_head is 'Length and last hash of every stream: a cut tail is found here.';

create table head_chain (
  shard smallint not null check (shard between 0 and 63),
  position bigint not null,
  stream text collate "C" not null,
  count bigint not null,
  hash bytea not null,
  chain_hash bytea not null,
  primary key (shard, position)
);
comment on table head_chain is 'Every new head, chained: a stream that vanished with its head is found here. 64 chains, so that writers of different streams seldom wait for each other.';

create table head_chain_tip (
  shard smallint primary key check (shard between 0 and 63),
  position bigint not null,
  chain_hash bytea not null
);
insert into head_chain_tip select n, 0, '\x' from generate_series(0, 63) n;

create table signed_tip (
  signed_on date primary key,
  signed_at timestamptz not null,
  tips jsonb not null,
  signature text not null
);
comment on table signed_tip is 'The 64 tips of a day under the ministry''s key (compact JWS): whoever keeps one can prove everything before it.';

-- One round trip for one event: lock the head, compute the hash, write the five rows.
create function append_event(in_stream text, in_kind text, in_at timestamptz, in_actor text, in_salt bytea, in_body text, out new_position bigint)
language plpgsql as $$
declare
  before bytea;
  of_payload bytea := sha256(in_salt || convert_to(in_body, 'UTF8'));
  new_hash bytea;
  in_shard smallint := get_byte(sha256(convert_to(in_stream, 'UTF8')), 0) % 64;
  tip head_chain_tip;
  new_chain_hash bytea;
begin
  insert into stream_head values (in_stream, 0, '\x') on conflict (stream) do nothing;
  select count + 1, hash into new_position, before from stream_head where stream = in_stream for update;
  new_hash := sha256(before || of_payload || convert_to(
    in_stream || chr(31) || new_position || chr(31) || in_kind || chr(31) || in_actor || chr(31) || (extract(epoch from in_at) * 1000000)::bigint, 'UTF8'));
  insert into event values (in_stream, new_position, in_kind, in_at, in_actor, of_payload, before, new_hash);
  insert into event_payload values (in_stream, new_position, in_salt, in_body::json);
  update stream_head set count = new_position, hash = new_hash where stream = in_stream;
  select * into tip from head_chain_tip where shard = in_shard for update;
  new_chain_hash := sha256(tip.chain_hash || new_hash || convert_to(in_stream || chr(31) || new_position, 'UTF8'));
  insert into head_chain values (in_shard, tip.position + 1, in_stream, new_position, new_hash, new_chain_hash);
  update head_chain_tip set position = tip.position + 1, chain_hash = new_chain_hash where shard = in_shard;
end $$;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on event for each row execute function refuse_change();
create trigger append_only before update or delete on head_chain for each row execute function refuse_change();
