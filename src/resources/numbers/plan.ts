export type Operator = 'Mobile' | 'Unicom' | 'Telecom' | 'Broadcast' | 'MIIT';

export type NumberFamily =
  | 'mobile'
  | 'data_card'
  | 'mvno'
  | 'satellite'
  | 'emergency_communication'
  | 'iot'
  | 'emergency'
  | 'operator_service'
  | 'government_public'
  | 'enterprise_95'
  | 'enterprise_96'
  | 'sms_province_commercial'
  | 'sms_province_platform'
  | 'sms_province_enterprise'
  | 'sms_province_public_welfare'
  | 'sms_operator'
  | 'sms_national_commercial'
  | 'sms_national_platform'
  | 'sms_national_enterprise'
  | 'sms_national_public_welfare'
  | 'shared_cost'
  | 'freephone';

/** What a prefix of the national plan is used for. Lengths count all digits of the number. */
export interface PlanEntry {
  readonly prefix: string;
  readonly family: NumberFamily;
  readonly shortest: number;
  readonly longest: number;
  /** Operator to which the block was given; null where a prefix belongs to none. Absent where prefixes stand for a family only. */
  readonly operator?: Operator | null;
}

/** `3-5` stands for 3, 4 and 5. */
function* expand(list: string): Generator<string> {
  for (const each of list.split(' ')) {
    const [first = '', last = first] = each.split('-');
    for (let prefix = Number(first); prefix <= Number(last); prefix++) yield String(prefix);
  }
}

const block = (family: NumberFamily, length: number, operator: Operator | null, list: string): readonly PlanEntry[] =>
  [...expand(list)].map((prefix) => ({ prefix, family, shortest: length, longest: length, operator }));

const codes = (family: NumberFamily, operator: Operator | null, list: string): readonly PlanEntry[] =>
  [...expand(list)].map((prefix) => ({ prefix, family, shortest: prefix.length, longest: prefix.length, operator }));

const open = (family: NumberFamily, shortest: number, longest: number, list: string): readonly PlanEntry[] =>
  [...expand(list)].map((prefix) => ({ prefix, family, shortest, longest }));

/** Digits of a message access number with its extension. */
const SMS_SHORTEST = 8;
const SMS_LONGEST = 21;

/**
 * The verified part of China's numbering plan (Order 28 of 2003 and the allocations under it). Blocks name the operator they were
 * given to: a ported number has another.
 */
export const plan: readonly PlanEntry[] = [
  ...block('mobile', 11, 'Mobile', '1340-1348 135-139 150-152 157-159 172 178 182-184 187 188 195 197 198'),
  ...block('mobile', 11, 'Unicom', '130-132 155 156 166 175 176 185 186 196'),
  ...block('mobile', 11, 'Telecom', '133 153 173 17400-17405 177 180 181 189-191 193 199'),
  ...block('mobile', 11, 'Broadcast', '192'),
  ...block('data_card', 11, 'Unicom', '145'),
  ...block('data_card', 11, 'Mobile', '147'),
  ...block('data_card', 11, 'Telecom', '149'),
  ...block('mvno', 11, 'Mobile', '165 1703 1705 1706'),
  ...block('mvno', 11, 'Unicom', '167 1704 1707-1709 171'),
  ...block('mvno', 11, 'Telecom', '162 1700-1702'),
  ...block('satellite', 11, 'Telecom', '1349'),
  ...block('satellite', 11, null, '1749'),
  ...block('emergency_communication', 11, 'MIIT', '17406-17412'),
  ...block('iot', 13, 'Mobile', '1440 1441 148'),
  ...block('iot', 13, 'Unicom', '146'),
  ...block('iot', 13, 'Telecom', '1410'),
  ...codes('emergency', null, '110 112 119 120 122'),
  ...codes('operator_service', 'Telecom', '10000 10001'),
  ...codes('operator_service', 'Unicom', '10010'),
  ...codes('operator_service', 'Mobile', '10086'),
  ...codes('operator_service', 'Broadcast', '10099'),
  ...codes('government_public', null, '12300 12306 12315 12321 12345 12366 12377 12379 12381'),
  ...open('enterprise_95', 5, 5, '95'),
  ...open('enterprise_95', 5, 20, '950'),
  ...open('enterprise_96', 5, 5, '96'),
  ...open('sms_province_commercial', SMS_SHORTEST, SMS_LONGEST, '1062'),
  ...open('sms_province_platform', SMS_SHORTEST, SMS_LONGEST, '10630'),
  ...open('sms_province_enterprise', SMS_SHORTEST, SMS_LONGEST, '10635-10638'),
  ...open('sms_province_public_welfare', SMS_SHORTEST, SMS_LONGEST, '10639'),
  ...open('sms_operator', SMS_SHORTEST, SMS_LONGEST, '1065'),
  ...open('sms_national_commercial', SMS_SHORTEST, SMS_LONGEST, '1066'),
  ...open('sms_national_platform', SMS_SHORTEST, SMS_LONGEST, '10690'),
  ...open('sms_national_enterprise', SMS_SHORTEST, SMS_LONGEST, '10695-10698'),
  ...open('sms_national_public_welfare', SMS_SHORTEST, SMS_LONGEST, '10699'),
  ...block('shared_cost', 10, null, '400'),
  ...block('freephone', 10, null, '800'),
];
