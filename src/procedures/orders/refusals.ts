import type { Rule } from '../../platform/http/refusal.ts';

export const orderRefusals = {
  entryNeeded: { code: 'order-entry-needed', status: 422 },
  entryEnded: { code: 'order-entry-ended', status: 409 },
  notHolder: { code: 'order-not-holder', status: 422 },
  fieldLocked: { code: 'order-field-locked', status: 422 },
  nothingChanged: { code: 'order-nothing-changed', status: 422 },
  claimFirst: { code: 'order-claim-first', status: 422 },
  holderUnknown: { code: 'order-holder-unknown', status: 422 },
  conflict: { code: 'order-conflict', status: 422 },
} as const satisfies Record<string, Rule>;
