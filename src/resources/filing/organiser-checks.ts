import { Refusal } from '../../platform/http/refusal.ts';
import type { Check, CheckCode, Filing, FilingFacts, ProvinceRules } from './check.ts';
import { filingRefusals as rules } from './refusals.ts';

/** A check that found nothing has passed. */
export const blockedBy = (code: CheckCode, found: readonly Refusal[]): Check => ({
  code,
  outcome: found.length === 0 ? 'passed' : 'blocked',
  found,
});
export const leftToPeople = (code: CheckCode, found: Refusal): Check => ({ code, outcome: 'manual', found: [found] });
export const notAsked = (code: CheckCode): Check => ({ code, outcome: 'none', found: [] });

/** Which certificates each nature has: first characters of the unified social credit code (GB 32100-2015, 5.2). */
const CERTIFICATES: Readonly<Record<string, RegExp>> = {
  enterprise: /^(9|N|A9)/,
  government: /^(11|A1)/,
  institution: /^(12|A9)/,
  'social-organisation': /^(13|5)/,
};

/** C01: the certificate is one that such an organiser has; digits, date and region were checked as it was typed. */
export function checkCertificate({ subject }: Filing): Check {
  const pattern = subject.nature === 'individual' ? /^\d{17}[\dX]$/i : CERTIFICATES[subject.nature];
  const isFitting = pattern === undefined || pattern.test(subject.certificateNumber);
  return blockedBy('C01', isFitting ? [] : [new Refusal(rules.natureCertificate, { field: '/subject/certificateNumber' })]);
}

/** C02: name and legal representative are those of the business register. */
export function checkName({ subject }: Filing, { business }: FilingFacts): Check {
  if (subject.nature === 'individual') return notAsked('C02');
  if (business === undefined) return leftToPeople('C02', new Refusal(rules.businessUnknown, { field: '/subject/name' }));
  const found: Refusal[] = [];
  if (!sameText(business.name, subject.name))
    found.push(new Refusal(rules.nameDiffers, { field: '/subject/name', values: { name: String(business.name) } }));
  if (business.legalPerson !== undefined && !sameText(business.legalPerson, subject.legalPerson))
    found.push(new Refusal(rules.legalPersonDiffers, { field: '/subject/legalPerson' }));
  return blockedBy('C02', found);
}

const sameText = (known: unknown, given: string): boolean =>
  String(known).normalize('NFKC').replaceAll(/\s/g, '') === given.normalize('NFKC').replaceAll(/\s/g, '');

/** C03: the organiser is in operation. */
export function checkBusinessState({ subject }: Filing, { business }: FilingFacts): Check {
  if (subject.nature === 'individual') return notAsked('C03');
  if (business === undefined) return leftToPeople('C03', new Refusal(rules.businessUnknown, { field: '/subject/certificateNumber' }));
  const state = String(business.state ?? '');
  return blockedBy(
    'C03',
    state === 'active'
      ? []
      : [new Refusal(rules.businessState, { field: '/subject/certificateNumber', values: { state: STATES[state] ?? STATES.abnormal } })],
  );
}

const STATES = {
  abnormal: { 'zh-CN': '经营异常', en: 'abnormal' },
  revoked: { 'zh-CN': '吊销', en: 'revoked' },
  cancelled: { 'zh-CN': '注销', en: 'cancelled' },
} as Readonly<Record<string, { 'zh-CN': string; en: string }>> & { readonly abnormal: { 'zh-CN': string; en: string } };

/** C04: the person in charge is the legal representative, or has a letter of authority where the province takes one. */
export function checkPrincipal({ subject, principal }: Filing, province: ProvinceRules): Check {
  if (sameText(subject.legalPerson, principal.name)) return blockedBy('C04', []);
  const at = { field: '/principal/name' };
  return province.letterOfAuthority
    ? leftToPeople('C04', new Refusal(rules.letterNeeded, at))
    : blockedBy('C04', [new Refusal(rules.principalOther, at)]);
}

/** C05: the identity document is valid, with the province's margin, and the person is of age. */
export function checkIdentity({ principal }: Filing, province: ProvinceRules, today: Temporal.PlainDate): Check {
  const found: Refusal[] = [];
  if (principal.idValidUntil !== undefined) {
    const until = Temporal.PlainDate.from(principal.idValidUntil);
    const at = { field: '/principal/idValidUntil', values: { date: principal.idValidUntil, days: province.identityMarginDays } };
    if (Temporal.PlainDate.compare(until, today) < 0) found.push(new Refusal(rules.idExpired, at));
    else if (Temporal.PlainDate.compare(until, today.add({ days: province.identityMarginDays })) < 0)
      found.push(new Refusal(rules.idExpiresSoon, at));
  }
  const born = Temporal.PlainDate.from(principal.idNumber.slice(6, 14));
  if (born.until(today, { largestUnit: 'year' }).years < province.minimumAge)
    found.push(new Refusal(rules.tooYoung, { field: '/principal/idNumber', values: { age: province.minimumAge } }));
  return blockedBy('C05', found);
}

/** Number segments of virtual operators (numbering plan of 2017: 162, 165, 167, 170, 171). */
const VIRTUAL = /^(162|165|167|170|171)/;

/** C06: the mobile number is the person's own: not the emergency number, not another organiser's, not a virtual operator's unseen. */
export function checkMobile({ principal }: Filing, facts: FilingFacts, province: ProvinceRules): Check {
  const at = { field: '/principal/mobile' };
  const found: Refusal[] = [];
  if (principal.mobile === principal.emergencyMobile) found.push(new Refusal(rules.sameMobile, { field: '/principal/emergencyMobile' }));
  if (facts.isMobileOfAnother && !province.mobileShared) found.push(new Refusal(rules.mobileOfAnother, at));
  if (found.length > 0) return blockedBy('C06', found);
  if (facts.isMobileOfAnother) return leftToPeople('C06', new Refusal(rules.mobileOfAnother, at));
  return VIRTUAL.test(principal.mobile) ? leftToPeople('C06', new Refusal(rules.mobileVirtual, at)) : blockedBy('C06', []);
}

/** C15: individuals with local identity only, where the province asks it. */
export function checkResidence({ subject, principal }: Filing, province: ProvinceRules): Check {
  if (subject.nature !== 'individual') return notAsked('C15');
  const isLocal = !province.localIdentityOnly || principal.idNumber.startsWith(subject.province);
  return blockedBy('C15', isLocal ? [] : [new Refusal(rules.localIdentity, { field: '/principal/idNumber' })]);
}

/** C17: an organiser that has a number and no website left adds one only where the province allows it. */
export function checkShell(facts: FilingFacts, province: ProvinceRules): Check {
  if (facts.subjectNumber === undefined) return notAsked('C17');
  const isShell = facts.websites === 0;
  const at = { field: '/subject/certificateNumber', values: { number: facts.subjectNumber } };
  return blockedBy('C17', isShell && !province.shellMayAdd ? [new Refusal(rules.shell, at)] : []);
}

/** C18: neither organiser nor domain nor person stands on the blacklist, and access is not restricted. */
export function checkBlacklist(facts: FilingFacts): Check {
  return blockedBy('C18', [
    ...facts.blacklisted.map(({ field, reason, until }) => new Refusal(rules.blacklisted, { field, values: { reason, until } })),
    ...(facts.isRestricted ? [new Refusal(rules.restricted, { field: '/subject/certificateNumber' })] : []),
  ]);
}
