import type { Rule } from '../../platform/http/refusal.ts';

const ORDER_33 = 'Order 33 of 2005, art. 7';
const IIS = 'Measures for Internet Information Services';
const REAL_NAME = 'Law on Combating Telecom and Online Fraud, art. 21';
const DOMAINS = '信管〔2017〕264号';

/** The numbers are those of the ministry's list of checks; each names its legal basis. */
export const filingRefusals = {
  natureCertificate: { code: 'c01-nature-certificate', status: 422, legalBasis: 'GB 32100-2015' },
  nameDiffers: { code: 'c02-name-differs', status: 422, legalBasis: ORDER_33 },
  legalPersonDiffers: { code: 'c02-legal-person', status: 422, legalBasis: ORDER_33 },
  businessUnknown: { code: 'c02-not-found', status: 422, legalBasis: ORDER_33 },
  businessState: { code: 'c03-business-state', status: 422, legalBasis: ORDER_33 },
  principalOther: { code: 'c04-principal', status: 422, legalBasis: ORDER_33 },
  letterNeeded: { code: 'c04-letter', status: 422, legalBasis: ORDER_33 },
  idExpired: { code: 'c05-id-expired', status: 422, legalBasis: ORDER_33 },
  idExpiresSoon: { code: 'c05-id-margin', status: 422, legalBasis: ORDER_33 },
  tooYoung: { code: 'c05-too-young', status: 422, legalBasis: ORDER_33 },
  sameMobile: { code: 'c06-same-mobile', status: 422, legalBasis: ORDER_33 },
  mobileOfAnother: { code: 'c06-mobile-shared', status: 422, legalBasis: REAL_NAME },
  mobileVirtual: { code: 'c06-virtual', status: 422, legalBasis: REAL_NAME },
  domainHolder: { code: 'c07-holder', status: 422, legalBasis: DOMAINS },
  domainNotVerified: { code: 'c07-real-name', status: 422, legalBasis: DOMAINS },
  domainExpires: { code: 'c07-expiry', status: 422, legalBasis: DOMAINS },
  domainUnlicensed: { code: 'c07-unlicensed', status: 422, legalBasis: 'Measures for Internet Domain Names (Order 43 of 2017), art. 37' },
  domainUnknown: { code: 'c07-not-found', status: 422, legalBasis: DOMAINS },
  domainTaken: { code: 'c08-domain-taken', status: 409, legalBasis: '工信管函〔2019〕633号' },
  domainMixed: { code: 'c08-mixed-scripts', status: 422, legalBasis: 'Measures for Internet Domain Names (Order 43 of 2017), art. 28' },
  domainLookalike: { code: 'c08-homograph', status: 422, legalBasis: 'Measures for Internet Domain Names (Order 43 of 2017), art. 28' },
  addressOutside: { code: 'c09-ip-outside', status: 422, legalBasis: 'Measures for the Filing of IP Addresses (Order 34 of 2005)' },
  addressUnknown: { code: 'c09-not-found', status: 422, legalBasis: 'Measures for the Filing of IP Addresses (Order 34 of 2005)' },
  nameWithoutChinese: { code: 'c10-name-letters', status: 422, legalBasis: ORDER_33 },
  nameSigns: { code: 'c10-name-signs', status: 422, legalBasis: ORDER_33 },
  nameBanned: { code: 'c10-name-banned', status: 422, legalBasis: ORDER_33 },
  nameReserved: { code: 'c10-name-reserved', status: 422, legalBasis: ORDER_33 },
  nameOfCompany: { code: 'c10-name-company', status: 422, legalBasis: ORDER_33 },
  nameOfAnother: { code: 'c10-name-another', status: 422, legalBasis: ORDER_33 },
  noneWithOthers: { code: 'c11-none-with-others', status: 422, legalBasis: `${IIS}, art. 5` },
  individualContent: { code: 'c11-individual-content', status: 422, legalBasis: `${IIS}, art. 5` },
  approvalNeeded: { code: 'c11-approval', status: 422, legalBasis: `${IIS}, art. 5` },
  existingSites: { code: 'c12-existing-sites', status: 422, legalBasis: `${IIS}, art. 12` },
  governmentDomain: { code: 'c13-government-domain', status: 422, legalBasis: '互联网政务应用安全管理规定' },
  institutionDomain: { code: 'c13-institution-domain', status: 422, legalBasis: '互联网政务应用安全管理规定' },
  planNeeded: { code: 'c14-plan', status: 422 },
  tooMany: { code: 'c14-too-many', status: 422 },
  localIdentity: { code: 'c15-local-identity', status: 422 },
  pictures: { code: 'c16-pictures', status: 422, legalBasis: REAL_NAME },
  shell: { code: 'c17-shell', status: 422 },
  blacklisted: { code: 'c18-blacklisted', status: 422, legalBasis: 'Law on Combating Telecom and Online Fraud, art. 31' },
  restricted: { code: 'c18-restricted', status: 422, legalBasis: `${IIS}, art. 19` },
} as const satisfies Record<string, Rule>;
