import { takeNumber } from '../../documents/index.ts';
import type { Transaction } from '../../platform/db/index.ts';
import { Refusal } from '../../platform/http/refusal.ts';
import { dateIn } from '../../platform/time.ts';
import type { Act } from '../../procedures/index.ts';
import { claimValue, registerRefusals, releaseValues } from '../../registers/index.ts';
import type { Services } from '../../services.ts';
import { provinceCharacter } from '../provinces.ts';
import type { Filing, ProvinceRules } from './check.ts';
import { runChecks } from './checks.ts';
import { hashOf, loadFacts, MOBILE_FIELD } from './facts.ts';

const claimant = (act: Act): string => `case/${act.file.id}`;

/**
 * Operation `website-filing.check`: every check of the list that a machine can make, all at once, and the claim on the domain.
 * A filing that breaks one is not submitted: the applicant mends the draft instead of waiting for a refusal. What a machine cannot
 * decide stands as a question before whoever examines.
 */
export async function checkWebsiteFiling(trx: Transaction, services: Services, act: Act): Promise<Readonly<Record<string, unknown>>> {
  const { domain } = (act.file.data as unknown as Filing).service;
  await releaseValues(trx, 'website', claimant(act));
  let isTaken = false;
  try {
    await claimValue(trx, 'website', 'domain', domain.toLowerCase(), claimant(act));
  } catch (error) {
    if (!(error instanceof Refusal) || error.rule !== registerRefusals.valueTaken) throw error;
    isTaken = true;
  }
  return await check(trx, services, act, { isTaken, isNew: true });
}

/** Operation `website-filing.check-change`: the same checks for a website whose domain is its own already. */
export async function checkFilingChange(trx: Transaction, services: Services, act: Act): Promise<Readonly<Record<string, unknown>>> {
  return await check(trx, services, act, { isTaken: false, isNew: false });
}

async function check(
  trx: Transaction,
  services: Services,
  act: Act,
  occasion: { readonly isTaken: boolean; readonly isNew: boolean },
): Promise<Readonly<Record<string, unknown>>> {
  const filing = act.file.data as unknown as Filing;
  const today = dateIn(services.timeZone, act.at);
  const facts = await loadFacts(trx, filing, today);
  const checks = runChecks(filing, facts, act.file.variables.provinceRules as ProvinceRules, { today, ...occasion });
  for (const { outcome, found } of checks) if (outcome === 'blocked') act.found.push(...found);
  return {
    checks: checks.map(({ code, outcome, found }) => ({
      code,
      outcome,
      found: found.map(({ rule, field, values }) => ({ rule: rule.code, ...(field === undefined ? {} : { field }), values })),
    })),
  };
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
  const { subject, principal } = act.file.data as unknown as Filing;
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
  // Whoever verified by this number first keeps it; another organiser's filing with it is a question of C06 and was answered by now.
  await trx
    .insertInto('register_value')
    .values({ register: 'website', field: MOBILE_FIELD, value: hashOf(principal.mobile), key: subject.certificateNumber })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const sequence = await takeNumber(trx, { issuer: subjectNumber, kind: 'icp-service', year: 0 });
  return { filing: { subjectNumber, serviceNumber: `${subjectNumber}-${sequence}`, restricted: 'no', passedOn: on.toString() } };
}
