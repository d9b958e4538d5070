import type { Transaction } from '../platform/db/index.ts';
import { checkFilingChange, checkWebsiteFiling, issueFilingNumber, releaseDomain } from '../resources/index.ts';
import type { Services } from '../services.ts';
import type { Act } from './act.ts';
import { issueDocumentOfCase } from './operations/documents.ts';
import { tellApplicant, tellEverybody } from './operations/notify.ts';
import { removeFromRegister, writeRegisterOfCase } from './operations/registers.ts';
import { checkOrder } from './orders/check.ts';
import { sendVerificationCode } from './verification.ts';

/** What a service task of a process may call: within the step's transaction, with the element's attributes; it gives variables to the process. */
export type Operation = (
  trx: Transaction,
  services: Services,
  act: Act,
  attributes: Readonly<Record<string, string>>,
) => Promise<Readonly<Record<string, unknown>>>;

/** Every named operation that capabilities offer to procedures. */
export const operations: Readonly<Record<string, Operation>> = {
  'documents.issue': issueDocumentOfCase,
  'orders.check': checkOrder,
  'registers.write': writeRegisterOfCase,
  'registers.remove': removeFromRegister,
  'notify.applicant': tellApplicant,
  'notify.party': tellEverybody,
  'verification.send': sendVerificationCode,
  'website-filing.check': checkWebsiteFiling,
  'website-filing.check-change': checkFilingChange,
  'website-filing.release-domain': releaseDomain,
  'website-filing.issue-number': issueFilingNumber,
};
