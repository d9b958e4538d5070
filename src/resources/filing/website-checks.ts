import { BlockList, isIPv6 } from 'node:net';
import { Refusal } from '../../platform/http/refusal.ts';
import { findHomograph } from '../domains/homographs.ts';
import type { Check, Filing, FilingFacts, ProvinceRules } from './check.ts';
import { blockedBy, leftToPeople, notAsked } from './organiser-checks.ts';
import { filingRefusals as rules } from './refusals.ts';

/** C07: the domain is verified in the organiser's real name, under a licensed registry and registrar, and does not expire soon. */
export function checkDomain(
  { subject, service }: Filing,
  { domain }: FilingFacts,
  province: ProvinceRules,
  today: Temporal.PlainDate,
): Check {
  const at = (values: Readonly<Record<string, string | number>> = {}) => ({
    field: '/service/domain',
    values: { domain: service.domain, ...values },
  });
  if (domain === undefined) return leftToPeople('C07', new Refusal(rules.domainUnknown, at()));
  const found: Refusal[] = [];
  if (String(domain.holderCode ?? '').toUpperCase() !== subject.certificateNumber.toUpperCase())
    found.push(new Refusal(rules.domainHolder, at()));
  if (domain.realName !== 'verified') found.push(new Refusal(rules.domainNotVerified, at()));
  const until = String(domain.expiresOn ?? '');
  if (until !== '' && Temporal.PlainDate.compare(Temporal.PlainDate.from(until), today.add({ months: province.domainMonths })) < 0)
    found.push(new Refusal(rules.domainExpires, at({ date: until, months: province.domainMonths })));
  if (domain.licensed === 'no') found.push(new Refusal(rules.domainUnlicensed, at({ registrar: String(domain.registrar ?? '') })));
  return blockedBy('C07', found);
}

/**
 * C08: nobody else has filed the domain, and it cannot be taken for one that somebody has.
 *
 * @param isTaken the domain is filed, or being filed, by another
 */
export function checkDomainIsFree({ service }: Filing, facts: FilingFacts, isTaken: boolean): Check {
  const { domain } = service;
  const at = { field: '/service/domain', values: { domain } };
  const { mixed } = findHomograph(domain);
  return blockedBy('C08', [
    ...(isTaken ? [new Refusal(rules.domainTaken, at)] : []),
    ...(mixed.length > 0 ? [new Refusal(rules.domainMixed, { ...at, values: { domain, scripts: mixed.join(', ') } })] : []),
    ...(facts.lookalike === undefined ? [] : [new Refusal(rules.domainLookalike, { ...at, values: { domain, other: facts.lookalike } })]),
  ]);
}

/** C09: the address lies in a range that the access provider has filed. */
export function checkAddress({ access }: Filing, { ranges }: FilingFacts): Check {
  if (access === undefined) return notAsked('C09');
  const at = { field: '/access/ip', values: { ip: access.ip } };
  if (ranges.length === 0) return leftToPeople('C09', new Refusal(rules.addressUnknown, at));
  const filed = new BlockList();
  for (const range of ranges) {
    const [net = '', length = ''] = range.split('/');
    filed.addSubnet(net, Number(length), isIPv6(net) ? 'ipv6' : 'ipv4');
  }
  return blockedBy('C09', filed.check(access.ip, isIPv6(access.ip) ? 'ipv6' : 'ipv4') ? [] : [new Refusal(rules.addressOutside, at)]);
}

/** Beginnings that only national bodies may use. */
const RESERVED = /^(中国|国家|中央|中华|人民|全国)/u;
const COMPANY = /(公司|集团|行业|协会)/u;
/** Words that no website may be named by (the provinces' published rules on names). */
const BANNED = /(反腐|举报中心|信访|赌博|代孕|走私|枪支)/u;
const SIGNS = /[!@#$%^&*_+=<>?/\\|~`！＠＃￥％…＊＝《》？、·]/u;

/** C10: what a website may be named. */
export function checkSiteName({ subject, service }: Filing, facts: FilingFacts): Check {
  const { name } = service;
  const isIndividual = subject.nature === 'individual';
  const at = { field: '/service/name' };
  const word = BANNED.exec(name)?.[0];
  const sign = SIGNS.exec(name)?.[0];
  const found = [
    ...(/\p{Script=Han}/u.test(name) ? [] : [new Refusal(rules.nameWithoutChinese, at)]),
    ...(sign === undefined ? [] : [new Refusal(rules.nameSigns, { ...at, values: { sign } })]),
    ...(word === undefined ? [] : [new Refusal(rules.nameBanned, { ...at, values: { word } })]),
    ...(RESERVED.test(name) && subject.nature !== 'government' ? [new Refusal(rules.nameReserved, at)] : []),
    ...(isIndividual && COMPANY.test(name) ? [new Refusal(rules.nameOfCompany, at)] : []),
  ];
  if (found.length === 0 && facts.nameOfAnother !== undefined)
    return leftToPeople('C10', new Refusal(rules.nameOfAnother, { ...at, values: { number: facts.nameOfAnother } }));
  return blockedBy('C10', found);
}

/** C11: content that needs prior approval is declared truly and approved. */
export function checkContent({ subject, service }: Filing): Check {
  const at = { field: '/service/contentTypes' };
  const declaresNone = service.contentTypes.includes('none');
  const found = [
    ...(declaresNone && service.contentTypes.length > 1 ? [new Refusal(rules.noneWithOthers, at)] : []),
    ...(subject.nature === 'individual' && !declaresNone ? [new Refusal(rules.individualContent, at)] : []),
  ];
  return found.length === 0 && !declaresNone ? leftToPeople('C11', new Refusal(rules.approvalNeeded, at)) : blockedBy('C11', found);
}

/** C12: the organiser's other websites are reachable and show their number; nobody here visits them, so people look. */
export const checkExistingSites = ({ websites }: FilingFacts): Check =>
  websites === 0 ? notAsked('C12') : leftToPeople('C12', new Refusal(rules.existingSites, { values: { count: websites } }));

/** C13: government websites use government names and nobody else does; public institutions use Chinese ones. */
export function checkPublicDomain({ subject, service }: Filing): Check {
  const at = { field: '/service/domain' };
  const isGovernment = /(\.gov\.cn|\.政务)$/u.test(service.domain);
  if (isGovernment !== (subject.nature === 'government')) return blockedBy('C13', [new Refusal(rules.governmentDomain, at)]);
  if (subject.nature === 'institution' && !/(\.cn|\.公益|\.中国)$/u.test(service.domain))
    return blockedBy('C13', [new Refusal(rules.institutionDomain, at)]);
  return blockedBy('C13', []);
}

/** C14: how many websites one organiser may have, and from how many on it explains what for. */
export function checkQuota({ subject }: Filing, { websites }: FilingFacts, province: ProvinceRules): Check {
  const { individualMost, planFrom } = province;
  if (subject.nature === 'individual' && individualMost > 0 && websites >= individualMost)
    return blockedBy('C14', [new Refusal(rules.tooMany, { field: '/service/domain', values: { most: individualMost } })]);
  if (planFrom > 0 && websites >= planFrom)
    return leftToPeople('C14', new Refusal(rules.planNeeded, { values: { count: websites, from: planFrom } }));
  return blockedBy('C14', []);
}

/** C16: whether pictures are originals in colour with four corners is for people to see. */
export const checkPictures = (): Check => leftToPeople('C16', new Refusal(rules.pictures, { field: '/subject/certificateFile' }));
