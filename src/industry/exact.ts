/** An exact fraction; the denominator is positive. Shares, ratios and rates are never rounded before their rule says so. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

export const whole = (value: number | bigint): Fraction => ({ over: BigInt(value), under: 1n });

/** The exact value of `12.50` or `-3`. @throws RangeError for text that is no decimal number */
export function decimal(text: string): Fraction {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new RangeError(`${text} is no decimal number`);
  const [, sign = '', units = '', decimals = ''] = match;
  return { over: BigInt(`${sign}${units}${decimals}`), under: 10n ** BigInt(decimals.length) };
}

export const plus = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.under + b.over * a.under, under: a.under * b.under });

export const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });

/** @throws RangeError when `b` is nought */
export function by(a: Fraction, b: Fraction): Fraction {
  if (b.over === 0n) throw new RangeError('division by nought');
  const sign = b.over < 0n ? -1n : 1n;
  return { over: a.over * b.under * sign, under: a.under * b.over * sign };
}

export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, { over: -b.over, under: b.under });

/** Negative, nought or positive as `a` is less than, equal to or more than `b`. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The greatest whole number not above. */
export function floor({ over, under }: Fraction): bigint {
  const quotient = over / under;
  return over % under !== 0n && over < 0n ? quotient - 1n : quotient;
}

export const ceiling = ({ over, under }: Fraction): bigint => -floor({ over: -over, under });

/** To the nearest whole number, halves up. */
export const rounded = ({ over, under }: Fraction): bigint => floor({ over: over * 2n + under, under: under * 2n });

/** A whole number of units of `10^-decimals` as decimal text with all its decimals: `(1250, 2)` is `12.50`. */
export function shown(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const sign = units < 0n ? '-' : '';
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Rounded half up to so many decimals, trailing noughts cut. */
export function shortest(value: Fraction, decimals: number): string {
  const text = shown(rounded(times(value, whole(10n ** BigInt(decimals)))), decimals);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
