const LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** A unified social credit code with its check character right (GB 32100-2015, annex A). */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * LETTERS.indexOf(code[index] ?? ''), 0);
  return LETTERS[(31 - (sum % 31)) % 31] === code[17];
}

/** The first character names the department of registration: 9 is market regulation, so an enterprise (GB 32100-2015, table 1). */
export const kindOfCreditCode = (code: string): 'enterprise' | 'public-body' => (code.startsWith('9') ? 'enterprise' : 'public-body');

/** A resident identity number with a day that exists and its check character right (GB 11643-1999). */
export function isIdentityNumber(code: string): boolean {
  const found = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dX]$/.exec(code);
  if (found === null) return false;
  const [, year, month, day] = found.map(Number);
  try {
    Temporal.PlainDate.from({ year: year ?? 0, month: month ?? 0, day: day ?? 0 }, { overflow: 'reject' });
  } catch {
    return false;
  }
  const sum = [...code.slice(0, 17)].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0);
  return '10X98765432'[sum % 11] === code[17];
}
