import { entryOf, exemptFrom } from './schedules.ts';

export type CasLookup =
  | { readonly valid: true; readonly schedule: string | null; readonly entry: string | null; readonly exempt_from?: string }
  | { readonly valid: false; readonly error: 'cas_format' | 'cas_check_digit' };

/**
 * Finds a chemical by its CAS number among the schedules of the Convention. No find means "not listed by number": families without
 * numbers (2.B.05, 2.B.06, 2.B.10 to 2.B.12) must be judged by structure.
 */
export function lookUpCas(text: string): CasLookup {
  const number = text.normalize('NFKC').trim();
  if (!/^[1-9]\d{1,6}-\d{2}-\d$/.test(number)) return { valid: false, error: 'cas_format' };
  if (casCheck(number) !== Number(number.at(-1))) return { valid: false, error: 'cas_check_digit' };
  const exempt = exemptFrom.get(number);
  const entry = entryOf.get(number);
  if (entry === undefined) return { valid: true, schedule: null, entry: null, ...(exempt === undefined ? {} : { exempt_from: exempt }) };
  return { valid: true, schedule: entry.slice(0, 1), entry };
}

/** Digits from the right, without the last, times 1, 2, 3 …, modulo 10. */
export function casCheck(number: string): number {
  const digits = [...number.replaceAll('-', '')].slice(0, -1).reverse().map(Number);
  return digits.reduce((sum, digit, i) => sum + digit * (i + 1), 0) % 10;
}
