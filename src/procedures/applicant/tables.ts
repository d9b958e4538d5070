/** What the applicant's side keeps beside the tables of procedures. */
export interface ApplicantTables {
  draft_submission: { draft_id: string; account_id: string; case_id: string };
  draft_page: { draft_id: string; page: string; written_by: string; since_revision: number; revision: number };
  attachment_upload: { account_id: string; sha256: Buffer; uploaded_at: Temporal.Instant };
}

declare module '../../platform/db/database.ts' {
  interface Database extends ApplicantTables {}
}
