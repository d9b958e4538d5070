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

export interface KnownCode {
  readonly kind: 'enterprise' | 'public-body' | 'person';
  readonly territory: string | null;
}

/**
 * What a party's code says of it, or undefined where it is none.
 *
 * @param patterns how the codes of another country look; without them the code is China's, whose third and fourth digit (the first two
 *   of an identity number) are the province (GB/T 2260); 10 stands for a central authority, from which no province follows
 */
export function readPartyCode(
  code: string,
  patterns: readonly { readonly kind: KnownCode['kind']; readonly pattern: string }[] | undefined,
): KnownCode | undefined {
  if (patterns !== undefined) {
    for (const { kind, pattern } of patterns) {
      const match = new RegExp(pattern, 'u').exec(code);
      if (match !== null) return { kind, territory: match.groups?.territory ?? null };
    }
    return undefined;
  }
  const kind = isCreditCode(code) ? kindOfCreditCode(code) : isIdentityNumber(code) ? 'person' : undefined;
  if (kind === undefined) return undefined;
  const province = kind === 'person' ? code.slice(0, 2) : code.slice(2, 4);
  return { kind, territory: province === '10' ? null : province };
}
