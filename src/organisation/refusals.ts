import type { Rule } from '../platform/http/refusal.ts';

export const organisationRefusals = {
  postUnknown: { code: 'post-unknown', status: 422 },
  personUnknown: { code: 'person-unknown', status: 422 },
  postFilled: { code: 'post-filled', status: 409, legalBasis: 'State Council Order 227 (1997), art. 19' },
  establishmentFull: { code: 'establishment-full', status: 409, legalBasis: 'State Council Order 227 (1997), art. 19 and 23' },
  instrumentFaulty: { code: 'instrument-faulty', status: 422, legalBasis: 'State Council Order 227 (1997), art. 9' },
  instrumentUnreadable: { code: 'instrument-unreadable', status: 422 },
  reorganisationUnknown: { code: 'reorganisation-unknown', status: 404 },
  reasonMissing: { code: 'reason-missing', status: 422 },
  dateMissing: { code: 'date-missing', status: 422 },
  dateInvalid: { code: 'date-invalid', status: 422 },
  nameMissing: { code: 'person-name-missing', status: 422 },
  stepsMissing: { code: 'steps-missing', status: 422 },
  administrationNotAllowed: { code: 'administration-not-allowed', status: 403 },
  appointmentUnknown: { code: 'appointment-unknown', status: 404 },
  endBeforeStart: { code: 'end-before-start', status: 422 },
  leaderUnknown: { code: 'leader-unknown', status: 404 },
  postNotFound: { code: 'post-not-found', status: 404 },
  institutionUnknown: { code: 'institution-unknown', status: 404 },
  responsibilityUnknown: { code: 'responsibility-unknown', status: 404 },
} as const satisfies Record<string, Rule>;
