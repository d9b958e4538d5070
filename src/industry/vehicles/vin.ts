export type VinNote = 'fullwidth_folded' | 'spaces_trimmed' | 'lowercase_folded';
export type VinError = 'length' | 'forbidden_letter' | 'illegal_character' | 'year_code' | 'check_digit' | 'serial_not_numeric';

export interface VinJudgement {
  readonly normalised: string;
  readonly notes: readonly VinNote[];
  readonly valid: boolean;
  readonly errors: readonly VinError[];
  readonly expected_check: string | null;
  /** The two years since 1980 that the tenth position can mean. */
  readonly model_year_candidates: readonly number[] | null;
  readonly model_year: number | null;
}

/** Values of letters (GB 16735, annex; SAE J853); I, O and Q are not used. */
const VALUES: Readonly<Record<string, number>> = Object.fromEntries(
  [...'ABCDEFGHJKLMNPRSTUVWXYZ'].map((letter, i) => [
    letter,
    [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9][i] as number,
  ]),
);
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/** Model years from 1980 on; the row repeats after thirty years. */
const YEARS = 'ABCDEFGHJKLMNPRSTVWXY123456789';
const FIRST_YEAR = 1980;

/**
 * Judges a vehicle identification number. `gb` asks for all of GB 16735: year code, check digit and a serial that ends in four digits;
 * `iso` only for the form of ISO 3779.
 *
 * @param manufactured the day of manufacture, which decides between the two model years
 */
export function judgeVin(text: string, profile: 'gb' | 'iso', manufactured: Temporal.PlainDate | null): VinJudgement {
  const notes: VinNote[] = [];
  const folded = text.normalize('NFKC');
  if (folded !== text) notes.push('fullwidth_folded');
  const trimmed = folded.trim();
  if (trimmed !== folded) notes.push('spaces_trimmed');
  const normalised = trimmed.toUpperCase();
  if (normalised !== trimmed) notes.push('lowercase_folded');
  const errors = formErrors(normalised);
  if (errors.length > 0)
    return { normalised, notes, valid: false, errors, expected_check: null, model_year_candidates: null, model_year: null };
  const expected_check = checkOf(normalised);
  const candidates = yearsOf(normalised);
  if (profile === 'gb') {
    if (candidates === null) errors.push('year_code');
    if (normalised[8] !== expected_check) errors.push('check_digit');
    if (!/^\d{4}$/.test(normalised.slice(13))) errors.push('serial_not_numeric');
  }
  const model_year = manufactured === null ? undefined : candidates?.find((year) => Math.abs(year - manufactured.year) <= 1);
  return {
    normalised,
    notes,
    valid: errors.length === 0,
    errors,
    expected_check,
    model_year_candidates: candidates,
    model_year: model_year ?? null,
  };
}

function formErrors(vin: string): VinError[] {
  const errors: VinError[] = [];
  if ([...vin].length !== WEIGHTS.length) errors.push('length');
  if (/[IOQ]/.test(vin)) errors.push('forbidden_letter');
  if (/[^A-Z0-9]/.test(vin)) errors.push('illegal_character');
  return errors;
}

/** The check character that the other sixteen ask for: the weighted sum modulo 11, 10 written X. */
export function checkOf(vin: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * (VALUES[vin.charAt(i)] ?? Number(vin.charAt(i))), 0);
  return sum % 11 === 10 ? 'X' : String(sum % 11);
}

function yearsOf(vin: string): readonly number[] | null {
  const index = YEARS.indexOf(vin.charAt(9));
  return index === -1 ? null : [FIRST_YEAR + index, FIRST_YEAR + YEARS.length + index];
}
