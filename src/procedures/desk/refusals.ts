import type { Rule } from '../../platform/http/refusal.ts';

export const deskRefusals = {
  actNotAllowed: { code: 'act-not-allowed', status: 403 },
  caseMoved: { code: 'case-moved', status: 409 },
  findingUnknown: { code: 'finding-unknown', status: 422 },
  taskInHand: { code: 'task-in-hand', status: 409 },
  notInHand: { code: 'task-not-in-hand', status: 409 },
  handOverNotAllowed: { code: 'hand-over-not-allowed', status: 422, legalBasis: 'Civil Servants Law, art. 91' },
  documentWordsMissing: { code: 'document-words-missing', status: 422 },
  documentUnchanged: { code: 'document-unchanged', status: 422 },
} as const satisfies Record<string, Rule>;
