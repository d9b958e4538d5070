/** Fictitious parties, each plainly marked as an example; the codes have right check digits and belong to nobody. */
export interface ExampleParty {
  readonly key: string;
  readonly kind: 'enterprise' | 'public-body' | 'person';
  readonly nature: 'enterprise' | 'government' | 'institution' | 'social-organisation' | 'individual';
  readonly name: string;
  readonly code: string;
  /** GB/T 2260 code of the province. */
  readonly territory: string;
}

export const ACCESS_PROVIDERS: readonly ExampleParty[] = [
  { key: 'cloud', kind: 'enterprise', nature: 'enterprise', name: '示例云接入服务有限公司', code: '91110000MA0EX00180', territory: '11' },
  {
    key: 'datacentre',
    kind: 'enterprise',
    nature: 'enterprise',
    name: '示例数据中心有限公司',
    code: '91310000MA0EX00268',
    territory: '31',
  },
];

export const APPLICANTS: readonly ExampleParty[] = [
  { key: 'tea', kind: 'enterprise', nature: 'enterprise', name: '示例茶叶贸易有限公司', code: '91110000MA0EX0085X', territory: '11' },
  { key: 'machines', kind: 'enterprise', nature: 'enterprise', name: '示例精密机械有限公司', code: '91110000MA0EX0106E', territory: '11' },
  { key: 'books', kind: 'enterprise', nature: 'enterprise', name: '示例图书馆用品有限公司', code: '91110000MA0EX01149', territory: '11' },
  { key: 'harbour', kind: 'enterprise', nature: 'enterprise', name: '示例港口物流有限公司', code: '91310000MA0EX00936', territory: '31' },
  { key: 'toys', kind: 'enterprise', nature: 'enterprise', name: '示例玩具制造有限公司', code: '91440000MA0EX00346', territory: '44' },
  { key: 'silk', kind: 'enterprise', nature: 'enterprise', name: '示例丝绸有限公司', code: '91330000MA0EX00426', territory: '33' },
  { key: 'spices', kind: 'enterprise', nature: 'enterprise', name: '示例调味品有限公司', code: '91510000MA0EX00506', territory: '51' },
  { key: 'garden', kind: 'public-body', nature: 'social-organisation', name: '示例园艺协会', code: '51110000MA0EX0069C', territory: '11' },
  { key: 'museum', kind: 'public-body', nature: 'institution', name: '示例地质博物馆', code: '12110000MA0EX00778', territory: '11' },
];

/** Identity numbers whose region 99 is never assigned: no person is meant. */
export const EXAMPLE_IDENTITY_NUMBERS: readonly string[] = [
  '990000198001101010',
  '990000198102111023',
  '990000198203121036',
  '990000198304131049',
  '990000198405141051',
  '990000198506151064',
  '990000198607161077',
  '99000019870817108X',
  '990000198809181092',
  '990000198901191103',
  '990000198002101119',
  '990000198103111121',
];
