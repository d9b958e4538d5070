import type { Check, Filing, FilingFacts, ProvinceRules } from './check.ts';
import {
  checkBlacklist,
  checkBusinessState,
  checkCertificate,
  checkIdentity,
  checkMobile,
  checkName,
  checkPrincipal,
  checkResidence,
  checkShell,
  notAsked,
} from './organiser-checks.ts';
import {
  checkAddress,
  checkContent,
  checkDomain,
  checkDomainIsFree,
  checkExistingSites,
  checkPictures,
  checkPublicDomain,
  checkQuota,
  checkSiteName,
} from './website-checks.ts';

export interface Occasion {
  readonly today: Temporal.PlainDate;
  /** The domain is filed, or being filed, by another. */
  readonly isTaken: boolean;
  /** A website is added; a change of one that is filed asks neither for quotas nor whether its organiser is a shell. */
  readonly isNew: boolean;
}

/** Every check of a filing with its outcome, in the order of their numbers: all at once, never the first that fails. */
export function runChecks(filing: Filing, facts: FilingFacts, province: ProvinceRules, occasion: Occasion): readonly Check[] {
  const { today, isTaken, isNew } = occasion;
  return [
    checkCertificate(filing),
    checkName(filing, facts),
    checkBusinessState(filing, facts),
    checkPrincipal(filing, province),
    checkIdentity(filing, province, today),
    checkMobile(filing, facts, province),
    checkDomain(filing, facts, province, today),
    checkDomainIsFree(filing, facts, isTaken),
    checkAddress(filing, facts),
    checkSiteName(filing, facts),
    checkContent(filing),
    isNew ? checkExistingSites(facts) : notAsked('C12'),
    checkPublicDomain(filing),
    isNew ? checkQuota(filing, facts, province) : notAsked('C14'),
    checkResidence(filing, province),
    checkPictures(),
    isNew ? checkShell(facts, province) : notAsked('C17'),
    checkBlacklist(facts),
  ];
}
