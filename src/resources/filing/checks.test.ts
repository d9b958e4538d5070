import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { CheckCode, Filing, FilingFacts, ProvinceRules } from './check.ts';
import { type Occasion, runChecks } from './checks.ts';
import { filingRefusals } from './refusals.ts';

const filing: Required<Filing> = {
  subject: {
    nature: 'enterprise',
    name: '示例茶叶贸易有限公司',
    certificateNumber: '91110000MA0EX0085X',
    province: '11',
    legalPerson: '示例甲',
  },
  principal: { name: '示例甲', idNumber: '990000198001101010', mobile: '19900000001', emergencyMobile: '19900000002' },
  service: { name: '示例茶叶网', domain: 'shili.cn', contentTypes: ['none'] },
  access: { provider: '91110000MA0EX00180', ip: '192.0.2.1' },
};
const facts: FilingFacts = {
  business: { name: '示例茶叶贸易有限公司', state: 'active', legalPerson: '示例甲' },
  domain: { holderCode: '91110000MA0EX0085X', realName: 'verified', expiresOn: '2028-01-01', licensed: 'yes' },
  ranges: ['192.0.2.0/24', '2001:db8::/32'],
  blacklisted: [],
  isMobileOfAnother: false,
  websites: 1,
  subjectNumber: '京ICP备2026000001号',
  isRestricted: false,
  nameOfAnother: undefined,
  lookalike: undefined,
};
const national: ProvinceRules = {
  minimumAge: 18,
  identityMarginDays: 0,
  domainMonths: 3,
  localIdentityOnly: false,
  letterOfAuthority: true,
  mobileShared: false,
  shellMayAdd: false,
  planFrom: 0,
  individualMost: 0,
};
const occasion: Occasion = { today: Temporal.PlainDate.from('2026-11-24'), isTaken: false, isNew: true };

interface Situation {
  readonly filing?: { readonly [Part in keyof Filing]?: Partial<Filing[Part]> };
  readonly facts?: Partial<FilingFacts>;
  readonly province?: Partial<ProvinceRules>;
  readonly occasion?: Partial<Occasion>;
}

function outcomeOf(code: CheckCode, situation: Situation) {
  const given: Filing = {
    subject: { ...filing.subject, ...situation.filing?.subject },
    principal: { ...filing.principal, ...situation.filing?.principal },
    service: { ...filing.service, ...situation.filing?.service },
    access: { ...filing.access, ...situation.filing?.access },
  };
  const checks = runChecks(
    given,
    { ...facts, ...situation.facts },
    { ...national, ...situation.province },
    { ...occasion, ...situation.occasion },
  );
  const found = checks.find((check) => check.code === code);
  assert.ok(found);
  return { outcome: found.outcome, rules: found.found.map(({ rule }) => rule.code) };
}

const individual = { nature: 'individual', certificateNumber: '990000198001101010' };

const CASES: readonly (readonly [code: CheckCode, outcome: string, rules: readonly string[], situation: Situation])[] = [
  ['C01', 'blocked', ['c01-nature-certificate'], { filing: { subject: { nature: 'government' } } }],
  ['C01', 'passed', [], { filing: { subject: individual } }],
  [
    'C02',
    'blocked',
    ['c02-name-differs', 'c02-legal-person'],
    { facts: { business: { name: '别的公司', state: 'active', legalPerson: '示例乙' } } },
  ],
  ['C02', 'manual', ['c02-not-found'], { facts: { business: undefined } }],
  ['C02', 'none', [], { filing: { subject: individual } }],
  ['C03', 'blocked', ['c03-business-state'], { facts: { business: { name: '示例茶叶贸易有限公司', state: 'abnormal' } } }],
  ['C03', 'manual', ['c02-not-found'], { facts: { business: undefined } }],
  ['C04', 'manual', ['c04-letter'], { filing: { principal: { name: '示例乙' } } }],
  ['C04', 'blocked', ['c04-principal'], { filing: { principal: { name: '示例乙' } }, province: { letterOfAuthority: false } }],
  ['C05', 'blocked', ['c05-id-expired'], { filing: { principal: { idValidUntil: '2026-11-23' } } }],
  ['C05', 'passed', [], { filing: { principal: { idValidUntil: '2026-11-24' } } }],
  ['C05', 'blocked', ['c05-id-margin'], { filing: { principal: { idValidUntil: '2026-12-01' } }, province: { identityMarginDays: 30 } }],
  ['C05', 'blocked', ['c05-too-young'], { filing: { principal: { idNumber: '99000020081125101X' } } }],
  ['C06', 'blocked', ['c06-same-mobile'], { filing: { principal: { emergencyMobile: '19900000001' } } }],
  ['C06', 'blocked', ['c06-mobile-shared'], { facts: { isMobileOfAnother: true } }],
  ['C06', 'manual', ['c06-mobile-shared'], { facts: { isMobileOfAnother: true }, province: { mobileShared: true } }],
  ['C06', 'manual', ['c06-virtual'], { filing: { principal: { mobile: '17012345678' } } }],
  [
    'C07',
    'blocked',
    ['c07-holder', 'c07-real-name', 'c07-expiry', 'c07-unlicensed'],
    { facts: { domain: { holderCode: 'X', realName: 'pending', expiresOn: '2027-02-23', licensed: 'no' } } },
  ],
  ['C07', 'manual', ['c07-not-found'], { facts: { domain: undefined } }],
  ['C08', 'blocked', ['c08-domain-taken'], { occasion: { isTaken: true } }],
  ['C08', 'blocked', ['c08-mixed-scripts'], { filing: { service: { domain: 'shilі.cn' } } }],
  ['C08', 'blocked', ['c08-homograph'], { facts: { lookalike: 'coco.cn' } }],
  ['C08', 'passed', [], { filing: { service: { domain: '示例shop.中国' } } }],
  ['C09', 'blocked', ['c09-ip-outside'], { filing: { access: { ip: '198.51.100.1' } } }],
  ['C09', 'passed', [], { filing: { access: { ip: '2001:db8::1' } } }],
  ['C09', 'manual', ['c09-not-found'], { facts: { ranges: [] } }],
  ['C10', 'blocked', ['c10-name-letters'], { filing: { service: { name: 'Tea 2026' } } }],
  ['C10', 'blocked', ['c10-name-signs', 'c10-name-banned', 'c10-name-reserved'], { filing: { service: { name: '中国信访@网' } } }],
  ['C10', 'blocked', ['c10-name-company'], { filing: { subject: individual, service: { name: '茶叶公司' } } }],
  ['C10', 'manual', ['c10-name-another'], { facts: { nameOfAnother: '京ICP备2026000009号-1' } }],
  ['C11', 'blocked', ['c11-none-with-others'], { filing: { service: { contentTypes: ['none', 'news'] } } }],
  ['C11', 'blocked', ['c11-individual-content'], { filing: { subject: individual, service: { contentTypes: ['news'] } } }],
  ['C11', 'manual', ['c11-approval'], { filing: { service: { contentTypes: ['news'] } } }],
  ['C12', 'manual', ['c12-existing-sites'], {}],
  ['C12', 'none', [], { facts: { websites: 0 } }],
  ['C13', 'blocked', ['c13-government-domain'], { filing: { service: { domain: 'shili.gov.cn' } } }],
  ['C13', 'blocked', ['c13-institution-domain'], { filing: { subject: { nature: 'institution' }, service: { domain: 'shili.com' } } }],
  ['C14', 'manual', ['c14-plan'], { facts: { websites: 30 }, province: { planFrom: 30 } }],
  ['C14', 'blocked', ['c14-too-many'], { filing: { subject: individual }, facts: { websites: 7 }, province: { individualMost: 7 } }],
  ['C14', 'none', [], { facts: { websites: 99 }, province: { planFrom: 1 }, occasion: { isNew: false } }],
  ['C15', 'blocked', ['c15-local-identity'], { filing: { subject: individual }, province: { localIdentityOnly: true } }],
  ['C15', 'none', [], { province: { localIdentityOnly: true } }],
  ['C16', 'manual', ['c16-pictures'], {}],
  ['C17', 'blocked', ['c17-shell'], { facts: { websites: 0 } }],
  ['C17', 'passed', [], { facts: { websites: 0 }, province: { shellMayAdd: true } }],
  ['C17', 'none', [], { facts: { websites: 0, subjectNumber: undefined } }],
  [
    'C18',
    'blocked',
    ['c18-blacklisted', 'c18-restricted'],
    { facts: { blacklisted: [{ field: '/service/domain', reason: '虚假', until: '2027-01-01' }], isRestricted: true } },
  ],
  ['C18', 'passed', [], {}],
];

suite('checks of a website filing', () => {
  for (const [code, outcome, rules, situation] of CASES)
    test(`${code} ${outcome}${rules.length > 0 ? `: ${rules.join(', ')}` : ''}`, () => {
      assert.deepEqual(outcomeOf(code, situation), { outcome, rules });
    });

  test('every rule of the list is one that some situation breaks', () => {
    const broken = new Set(CASES.flatMap(([, , rules]) => rules));
    assert.deepEqual(
      Object.values(filingRefusals)
        .map(({ code }) => code)
        .filter((code) => !broken.has(code)),
      [],
    );
  });
});
