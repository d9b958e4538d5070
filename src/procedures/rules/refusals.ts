import type { Rule } from '../../platform/http/refusal.ts';

export const ruleRefusals = {
  draftGone: { code: 'rule-draft-gone', status: 409 },
  dayPassed: { code: 'rule-day-passed', status: 422 },
  dayTaken: { code: 'rule-day-taken', status: 422 },
  dayMissing: { code: 'rule-day-missing', status: 422 },
  reasonMissing: { code: 'rule-reason-missing', status: 422 },
  valueRange: { code: 'rule-value-range', status: 422 },
  nothingNew: { code: 'rule-nothing-new', status: 422 },
  drafterDecides: { code: 'rule-drafter-decides', status: 403, legalBasis: 'Administrative Licensing Law, art. 38' },
} as const satisfies Record<string, Rule>;
