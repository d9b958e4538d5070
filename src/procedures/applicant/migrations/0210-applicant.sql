create table draft_submission (
  draft_id uuid primary key,
  account_id uuid not null references account,
  case_id uuid not null references case_file
);
create index draft_submission_account on draft_submission (account_id);
create index draft_submission_case on draft_submission (case_id);
comment on table draft_submission is 'Which case a draft became: a form that is sent twice is answered with the case it made. The draft itself is gone.';

create table attachment_upload (
  account_id uuid not null references account,
  sha256 bytea not null references file_content,
  uploaded_at timestamptz not null,
  primary key (account_id, sha256)
);
create index attachment_upload_content on attachment_upload (sha256);
comment on table attachment_upload is 'Who brought a file: only they may attach it, since whoever names the hash of a file could otherwise read it.';
