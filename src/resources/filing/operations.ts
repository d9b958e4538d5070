import { takeNumber } from '../../documents/index.ts';
import type { Transaction } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import type { Act } from '../../procedures/index.ts';
import { claimValue, registerRefusals, releaseValues } from '../../registers/index.ts';
import type { Services } from '../../services.ts';
import { provinceCharacter } from '../provinces.ts';
import { checkFiling, type Filing, filingRefusals } from './checks.ts';

const claimant = (act: Act): string => `case/${act.file.id}`;

/**
 * Operation `website-filing.check`: the rules that a machine can decide, all at once, and the claim on the domain.
 * A filing that breaks one is not submitted: the applicant mends the draft instead of waiting for a refusal.
 */
export async function checkWebsiteFiling(trx: Transaction, services: Services, act: Act): Promise<Readonly<Record<string, unknown>>> {
  const filing = act.file.data as unknown as Filing;
  const rules = act.file.variables.provinceRules as { minimumAge: number; localIdentityOnly: boolean };
  act.found.push(...checkFiling(filing, rules, dateIn(services.timeZone, act.at)));
  const domain = filing.service.domain.toLowerCase();
  await releaseValues(trx, 'website', claimant(act));
  try {
    await claimValue(trx, 'website', 'domain', domain, claimant(act));
  } catch (error) {
    if (!(error instanceof Refusal) || error.rule !== registerRefusals.valueTaken) throw error;
    act.found.push(new Refusal(filingRefusals.domainTaken, { field: '/service/domain', values: { domain } }));
  }
  return {};
}

/** Operation `website-filing.check-change`: the same rules for a website whose domain is its own already. */
export async function checkFilingChange(_trx: Transaction, services: Services, act: Act): Promise<Readonly<Record<string, unknown>>> {
  const filing = act.file.data as unknown as Filing;
  const rules = act.file.variables.provinceRules as { minimumAge: number; localIdentityOnly: boolean };
  act.found.push(...checkFiling(filing, rules, dateIn(services.timeZone, act.at)));
  return {};
}

/** Operation `website-filing.release-domain`: a filing that came to nothing holds its domain no longer. */
export async function releaseDomain(trx: Transaction, _services: Services, act: Act): Promise<Readonly<Record<string, unknown>>> {
  await releaseValues(trx, 'website', claimant(act));
  return {};
}

/**
 * Operation `website-filing.issue-number`: province character, "ICP备", year and six digits, "号", and the sequence of the website
 * within its organiser; an organiser keeps its number, a sequence number is never used again.
 */
export async function issueFilingNumber(trx: Transaction, services: Services, act: Act): Promise<Readonly<Record<string, unknown>>> {
  const { subject } = act.file.data as unknown as Filing;
  const on = dateIn(services.timeZone, act.at);
  const field = `subject-${subject.province}`;
  const known = await trx
    .selectFrom('register_value')
    .select('key')
    .where('register', '=', 'website')
    .where('field', '=', field)
    .where('value', '=', subject.certificateNumber)
    .executeTakeFirst();
  let subjectNumber = known?.key;
  if (subjectNumber === undefined) {
    const serial = await takeNumber(trx, { issuer: `province-${subject.province}`, kind: 'icp-filing', year: on.year });
    subjectNumber = `${provinceCharacter(subject.province)}ICP备${on.year}${String(serial).padStart(6, '0')}号`;
    await claimValue(trx, 'website', field, subject.certificateNumber, subjectNumber);
  }
  const sequence = await takeNumber(trx, { issuer: subjectNumber, kind: 'icp-service', year: 0 });
  return { filing: { subjectNumber, serviceNumber: `${subjectNumber}-${sequence}`, restricted: 'no', passedOn: on.toString() } };
}
