import { Refusal, type Rule } from '../../platform/http/refusal.ts';

/** The numbers are those of the ministry's list of checks; each names its legal basis. */
export const filingRefusals = {
  idExpired: { code: 'c05-id-expired', status: 422, legalBasis: 'Order 33 of 2005, art. 7' },
  tooYoung: { code: 'c05-too-young', status: 422, legalBasis: 'Order 33 of 2005, art. 7' },
  sameMobile: { code: 'c06-same-mobile', status: 422, legalBasis: 'Order 33 of 2005, art. 7' },
  domainTaken: { code: 'c08-domain-taken', status: 409, legalBasis: '工信管函〔2019〕633号' },
  nameWithoutChinese: { code: 'c10-name-letters', status: 422, legalBasis: 'Order 33 of 2005, art. 7' },
  nameReserved: { code: 'c10-name-reserved', status: 422, legalBasis: 'Order 33 of 2005, art. 7' },
  nameOfCompany: { code: 'c10-name-company', status: 422, legalBasis: 'Order 33 of 2005, art. 7' },
  noneWithOthers: { code: 'c11-none-with-others', status: 422, legalBasis: 'Measures for Internet Information Services, art. 5' },
  individualContent: { code: 'c11-individual-content', status: 422, legalBasis: 'Measures for Internet Information Services, art. 5' },
  governmentDomain: { code: 'c13-government-domain', status: 422, legalBasis: '互联网政务应用安全管理规定' },
  localIdentity: { code: 'c15-local-identity', status: 422 },
} as const satisfies Record<string, Rule>;

export interface Filing {
  readonly subject: { readonly nature: string; readonly name: string; readonly certificateNumber: string; readonly province: string };
  readonly principal: {
    readonly idNumber: string;
    readonly idValidUntil?: string;
    readonly mobile: string;
    readonly emergencyMobile: string;
  };
  readonly service: { readonly name: string; readonly domain: string; readonly contentTypes: readonly string[] };
}

/** Beginnings that only national bodies may use. */
const RESERVED = /^(中国|国家|中央|中华|人民)/u;
const COMPANY = /(公司|集团|行业|协会)/u;

/** What of a filing a machine can decide without asking anybody: every broken rule, each with its field. */
export function* checkFiling(
  filing: Filing,
  province: { readonly minimumAge: number; readonly localIdentityOnly: boolean },
  today: Temporal.PlainDate,
): Generator<Refusal> {
  const { subject, principal, service } = filing;
  const isIndividual = subject.nature === 'individual';
  if (principal.idValidUntil !== undefined && Temporal.PlainDate.compare(Temporal.PlainDate.from(principal.idValidUntil), today) < 0) {
    yield new Refusal(filingRefusals.idExpired, { field: '/principal/idValidUntil', values: { date: principal.idValidUntil } });
  }
  const born = Temporal.PlainDate.from(principal.idNumber.slice(6, 14));
  if (born.until(today, { largestUnit: 'year' }).years < province.minimumAge)
    yield new Refusal(filingRefusals.tooYoung, { field: '/principal/idNumber', values: { age: province.minimumAge } });
  if (principal.mobile === principal.emergencyMobile) yield new Refusal(filingRefusals.sameMobile, { field: '/principal/emergencyMobile' });
  if (!/\p{Script=Han}/u.test(service.name)) yield new Refusal(filingRefusals.nameWithoutChinese, { field: '/service/name' });
  if (RESERVED.test(service.name) && subject.nature !== 'government')
    yield new Refusal(filingRefusals.nameReserved, { field: '/service/name' });
  if (isIndividual && COMPANY.test(service.name)) yield new Refusal(filingRefusals.nameOfCompany, { field: '/service/name' });
  if (service.contentTypes.includes('none') && service.contentTypes.length > 1)
    yield new Refusal(filingRefusals.noneWithOthers, { field: '/service/contentTypes' });
  if (isIndividual && !service.contentTypes.includes('none'))
    yield new Refusal(filingRefusals.individualContent, { field: '/service/contentTypes' });
  if (subject.nature === 'government' && !/(\.gov\.cn|\.政务)$/u.test(service.domain))
    yield new Refusal(filingRefusals.governmentDomain, { field: '/service/domain' });
  if (subject.nature !== 'government' && /(\.gov\.cn|\.政务)$/u.test(service.domain))
    yield new Refusal(filingRefusals.governmentDomain, { field: '/service/domain' });
  if (isIndividual && province.localIdentityOnly && !principal.idNumber.startsWith(subject.province))
    yield new Refusal(filingRefusals.localIdentity, { field: '/principal/idNumber' });
}
