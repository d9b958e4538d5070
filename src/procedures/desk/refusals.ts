import type { Rule } from '../../platform/http/refusal.ts';

export const deskRefusals = {
  actNotAllowed: { code: 'act-not-allowed', status: 403 },
  caseMoved: { code: 'case-moved', status: 409 },
  findingUnknown: { code: 'finding-unknown', status: 422 },
} as const satisfies Record<string, Rule>;
