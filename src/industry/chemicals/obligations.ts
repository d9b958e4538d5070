import { compare, decimal } from '../exact.ts';

export interface YearOfObligations {
  readonly past_activities_due: string;
  readonly s2_s3_anticipated_due: string;
  readonly s1_anticipated_due: string;
}

/**
 * When the declarations on a calendar year are due at the Organisation: past activities ninety days after its end, anticipated ones sixty
 * (Schedules 2 and 3) or ninety days (Schedule 1) before its beginning (Verification Annex, parts VI.D, VII.A, VIII.A).
 */
export function obligationsOf(year: number): YearOfObligations {
  const begin = new Temporal.PlainDate(year, 1, 1);
  return {
    past_activities_due: new Temporal.PlainDate(year, 12, 31).add({ days: 90 }).toString(),
    s2_s3_anticipated_due: begin.subtract({ days: 60 }).toString(),
    s1_anticipated_due: begin.subtract({ days: 90 }).toString(),
  };
}

export const facilityKinds = ['sssf', 'protective', 'research_medical_pharma', 'laboratory', 'industrial'] as const;

export interface Schedule1Production {
  readonly facility_kind: (typeof facilityKinds)[number];
  readonly produced_g_in_year: number;
}

export interface Schedule1Judged {
  readonly declare: boolean;
  readonly violation: '1t_limit' | '10kg_limit' | 'exceeds_100g_needs_approved_facility' | 'facility_not_designated' | null;
}

const TONNE_G = 1_000_000;
const TEN_KILOGRAMS_G = 10_000;
const SMALL_G = 100;

/** Whether Schedule 1 production is declared and permitted (Verification Annex, part VI.A and C): all bounds are "more than". */
export function judgeSchedule1({ facility_kind: kind, produced_g_in_year: produced }: Schedule1Production): Schedule1Judged {
  const isAny = produced > 0;
  switch (kind) {
    case 'sssf':
      return { declare: isAny, violation: produced > TONNE_G ? '1t_limit' : null };
    case 'protective':
      return { declare: isAny, violation: produced > TEN_KILOGRAMS_G ? '10kg_limit' : null };
    case 'research_medical_pharma':
      return { declare: produced > SMALL_G, violation: produced > TEN_KILOGRAMS_G ? '10kg_limit' : null };
    case 'laboratory':
      return { declare: produced > SMALL_G, violation: produced > SMALL_G ? 'exceeds_100g_needs_approved_facility' : null };
    case 'industrial':
      return { declare: isAny, violation: isAny ? 'facility_not_designated' : null };
  }
}

export const schedules = ['1', '2A', '2A*', '2B', '3'] as const;

export interface Transfer {
  readonly schedule: (typeof schedules)[number];
  readonly partner_is_party: boolean;
  readonly concentration_pct: string;
  readonly consumer_retail_pack: boolean;
  readonly end_use_certificate: boolean;
  readonly is_saxitoxin: boolean;
  readonly mg: number | null;
  readonly medical: boolean;
}

export interface TransferJudged {
  readonly decision: 'allowed_with_notification_30d' | 'allowed_with_notification_at_transfer' | 'allowed_national_approval' | 'prohibited';
  readonly rule: string;
}

/** Per cent up to which a mixture may go to a state that is no party (parts VII.C and VIII.C; C-V/DEC.16, C-VI/DEC.10). */
const LOW_CONCENTRATION = { '2A': '1', '2A*': '1', '2B': '10', '3': '30' } as const;
const SAXITOXIN_MG = 5;

/** Whether a chemical may be transferred to another state (Verification Annex, parts VI.B, VII.C, VIII.C). */
export function judgeTransfer(transfer: Transfer): TransferJudged {
  const { schedule, partner_is_party: isParty } = transfer;
  if (schedule === '1') {
    if (!isParty) return { decision: 'prohibited', rule: 'S1 non-party' };
    if (transfer.is_saxitoxin && transfer.medical && transfer.mg !== null && transfer.mg <= SAXITOXIN_MG)
      return { decision: 'allowed_with_notification_at_transfer', rule: 'saxitoxin <=5 mg medical' };
    return { decision: 'allowed_with_notification_30d', rule: 'S1 30 days' };
  }
  const group = schedule === '3' ? 'S3' : 'S2';
  if (isParty) return { decision: 'allowed_national_approval', rule: `${group} party` };
  const isLow = compare(decimal(transfer.concentration_pct), decimal(LOW_CONCENTRATION[schedule])) <= 0;
  if (isLow || transfer.consumer_retail_pack)
    return { decision: 'allowed_national_approval', rule: `${group} low concentration or retail` };
  if (schedule === '3' && transfer.end_use_certificate) return { decision: 'allowed_national_approval', rule: 'S3 end-use certificate' };
  return { decision: 'prohibited', rule: schedule === '3' ? 'S3 non-party without end-use certificate' : 'S2 non-party' };
}
