create table draft_submission (
  account_id uuid not null references account,
  draft_id uuid not null,
  case_id uuid not null references case_file,
  primary key (account_id, draft_id)
);
create index draft_submission_case on draft_submission (case_id);
comment on table draft_submission is 'Which case a draft became: a form that is sent twice is answered with the case it made. The draft itself is gone. For programs the draft is the key that they gave.';

create table attachment_upload (
  account_id uuid not null references account,
  sha256 bytea not null references file_content,
  uploaded_at timestamptz not null,
  primary key (account_id, sha256)
);
create index attachment_upload_content on attachment_upload (sha256);
comment on table attachment_upload is 'Who brought a file: only they may attach it, since whoever names the hash of a file could otherwise read it.';

create table draft_page (
  draft_id uuid not null references draft on delete cascade,
  page text not null,
  written_by text not null,
  since_revision integer not null,
  revision integer not null,
  primary key (draft_id, page)
);
comment on table draft_page is 'Which browser window wrote a page of a draft last, in which revision, and since which revision nobody else has: so that a window that saves while one types is never in conflict with itself, and two windows never overwrite each other.';
