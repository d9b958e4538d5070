alter table organisation_state add column accepted jsonb;
comment on column organisation_state.accepted is 'The ministry''s files as they were last taken over: a changed folder counts for nothing until somebody says so.';
