create table file_content (
  sha256 bytea primary key,
  size bigint not null,
  bytes bytea not null
);
comment on table file_content is 'Attachments by what they contain: in the database, so that they commit with the step they belong to and every backup has them.';
alter table file_content alter column bytes set storage external;
