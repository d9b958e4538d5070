import { normaliseCode } from './normalise.ts';

export type ResidentIdReason = 'format' | 'old_15_digits' | 'check_digit' | 'date' | 'future_date' | 'age_over_150';

export interface ResidentId {
  readonly valid: boolean;
  readonly reasons: readonly ResidentIdReason[];
  readonly check_ok: boolean;
  /** Null where the text has no place for a date. */
  readonly date_ok: boolean | null;
  readonly canonical?: string;
  readonly expected_check?: string;
}

/** GB 11643-1999 by ISO 7064 MOD 11-2. */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

const OLDEST_YEARS = 150;

/**
 * Checks a resident identity number (GB 11643): form, check character, and that its date of birth is a day before `asOf`.
 * The region is not judged: codes are retired, and numbers keep them.
 */
export function checkResidentId(text: string, asOf: Temporal.PlainDate): ResidentId {
  const canonical = normaliseCode(text);
  if (/^\d{15}$/.test(canonical)) return { valid: false, reasons: ['old_15_digits'], check_ok: false, date_ok: null };
  if (!/^\d{17}[\dX]$/.test(canonical)) return { valid: false, reasons: ['format'], check_ok: false, date_ok: null };
  const expected = residentIdCheck(canonical);
  const reasons: ResidentIdReason[] = [];
  const check_ok = canonical[17] === expected;
  if (!check_ok) reasons.push('check_digit');
  const dateReason = birthReason(canonical, asOf);
  if (dateReason !== undefined) reasons.push(dateReason);
  return { valid: reasons.length === 0, reasons, check_ok, date_ok: dateReason === undefined, canonical, expected_check: expected };
}

export function residentIdCheck(number: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(number.charAt(i)), 0);
  return CHECKS.charAt(sum % 11);
}

function birthReason(number: string, asOf: Temporal.PlainDate): ResidentIdReason | undefined {
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)].map(Number) as [number, number, number];
  let born: Temporal.PlainDate;
  try {
    born = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return 'date';
  }
  if (year === 0) return 'date';
  if (Temporal.PlainDate.compare(born, asOf) > 0) return 'future_date';
  return Temporal.PlainDate.compare(born.add({ years: OLDEST_YEARS }), asOf) < 0 ? 'age_over_150' : undefined;
}
