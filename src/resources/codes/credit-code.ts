import { isRegionPrefix } from '../provinces.ts';
import { normaliseCode } from './normalise.ts';

export type CreditCodeReason =
  | 'empty'
  | 'length'
  | 'old_15_digit_licence'
  | 'old_organisation_code'
  | 'alphabet'
  | 'department'
  | 'class'
  | 'region'
  | 'check_digit';

export interface CreditCode {
  readonly canonical: string;
  readonly valid: boolean;
  readonly reasons: readonly CreditCodeReason[];
  /** `organisation_code_check`: position 17 breaks GB 11714, as some issued codes do; it never blocks. */
  readonly warnings: readonly 'organisation_code_check'[];
  /** The check character that the other seventeen ask for, told when the code has another. */
  readonly expected_check?: string;
  readonly bad_characters?: readonly string[];
  readonly department?: string;
  readonly class?: string;
  /** GB/T 2260 code of the place of registration, at the time of registration. */
  readonly region?: string;
  /** The organisation code inside, in its own form `XXXXXXXX-X`. */
  readonly organisation_code?: string;
}

/** GB 32100-2015, 4.2: digits and capitals without I, O, S, V, Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));

/** Registering departments and their classes (GB 32100-2015, table 1). */
const CLASSES: Readonly<Record<string, string>> = {
  1: '1239',
  2: '19',
  3: '123459',
  4: '19',
  5: '1239',
  6: '129',
  7: '129',
  8: '19',
  9: '123',
  A: '19',
  N: '1239',
  Y: '1',
};

/**
 * Checks a unified social credit code (GB 32100-2015).
 *
 * Every broken rule is named at once; a wrong length or a forbidden letter stops further checks. Codes of before 2015 are told apart,
 * because the cure differs: the holder has a new code.
 */
export function checkCreditCode(text: string): CreditCode {
  const canonical = normaliseCode(text);
  const stopped = lengthReason(canonical);
  if (stopped !== undefined) return { canonical, valid: false, reasons: [stopped], warnings: [] };
  const bad = [...new Set(canonical)].filter((character) => !VALUES.has(character)).sort();
  if (bad.length > 0) return { canonical, valid: false, reasons: ['alphabet'], bad_characters: bad, warnings: [] };
  const [department = '', kind = ''] = canonical;
  const region = canonical.slice(2, 8);
  const organisation = canonical.slice(8, 17);
  const expected = creditCodeCheck(canonical);
  const reasons: CreditCodeReason[] = [];
  const classes = CLASSES[department];
  if (classes === undefined) reasons.push('department');
  else if (!classes.includes(kind)) reasons.push('class');
  if (!/^\d{6}$/.test(region) || !isRegionPrefix(region.slice(0, 2))) reasons.push('region');
  if (canonical[17] !== expected) reasons.push('check_digit');
  return {
    canonical,
    valid: reasons.length === 0,
    reasons,
    warnings: organisation[8] === organisationCodeCheck(organisation) ? [] : ['organisation_code_check'],
    ...(canonical[17] === expected ? {} : { expected_check: expected }),
    department,
    class: kind,
    region,
    organisation_code: `${organisation.slice(0, 8)}-${organisation.slice(8)}`,
  };
}

function lengthReason(code: string): CreditCodeReason | undefined {
  if (code === '') return 'empty';
  if (/^\d{15}$/.test(code)) return 'old_15_digit_licence';
  if (/^[0-9A-Z]{8}[0-9X]$/.test(code)) return 'old_organisation_code';
  return [...code].length === 18 ? undefined : 'length';
}

/** GB 32100-2015, 4.3: weights 3^(i−1) mod 31, check (31 − s mod 31) mod 31. The first seventeen characters must be of the alphabet. */
export function creditCodeCheck(code: string): string {
  let sum = 0;
  let weight = 1;
  for (let i = 0; i < 17; i++) {
    sum += (VALUES.get(code.charAt(i)) ?? Number.NaN) * weight;
    weight = (weight * 3) % 31;
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** GB 11714: check character of an organisation code's first eight characters; 10 is written X, 11 is 0. */
export function organisationCodeCheck(code: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, i) => total + weight * Number.parseInt(code.charAt(i), 36), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}
