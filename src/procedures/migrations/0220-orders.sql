alter table draft add column register text, add column entry_key text collate "C";
alter table case_file add column register text, add column entry_key text collate "C";
alter table draft add constraint draft_entry check ((register is null) = (entry_key is null));
alter table case_file add constraint case_file_entry check ((register is null) = (entry_key is null));
create index case_file_entry_open on case_file (register, entry_key) where closed_at is null and entry_key is not null;
comment on column case_file.entry_key is 'The register entry that the case is to change, transfer, remove or claim; null where it makes a new one.';
