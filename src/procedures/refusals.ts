import type { Rule } from '../platform/http/refusal.ts';

export const caseRefusals = {
  taskDone: { code: 'task-done', status: 409 },
  caseClosed: { code: 'case-closed', status: 409 },
  outcomeUnknown: { code: 'outcome-unknown', status: 422 },
  reasonsMissing: { code: 'reasons-missing', status: 422, legalBasis: 'Administrative Licensing Law, art. 38' },
  findingsMissing: { code: 'findings-missing', status: 422, legalBasis: 'Administrative Licensing Law, art. 32' },
  withdrawalTooLate: { code: 'withdrawal-too-late', status: 409 },
  applicantKind: { code: 'applicant-kind', status: 422 },
  draftChanged: { code: 'draft-changed', status: 409 },
  verificationUnknown: { code: 'verification-unknown', status: 422 },
  verificationWrong: { code: 'verification-wrong', status: 422 },
  verificationReturned: { code: 'verification-returned', status: 422 },
} as const satisfies Record<string, Rule>;
