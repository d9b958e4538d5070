import type { Transaction } from '../platform/db/index.ts';
import { checkWebsiteFiling, issueFilingNumber, releaseDomain } from '../resources/index.ts';
import type { Services } from '../services.ts';
import type { Act } from './act.ts';
import { issueDocumentOfCase } from './operations/documents.ts';
import { tellApplicant } from './operations/notify.ts';
import { writeRegisterOfCase } from './operations/registers.ts';
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
  'registers.write': writeRegisterOfCase,
  'notify.applicant': tellApplicant,
  'verification.send': sendVerificationCode,
  'website-filing.check': checkWebsiteFiling,
  'website-filing.release-domain': releaseDomain,
  'website-filing.issue-number': issueFilingNumber,
};
