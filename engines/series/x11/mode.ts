/**
 * How the components of X-11 combine to the observation O (trend C, seasonal S, irregular I).
 *
 * mult: O = C·S·I · add: O = C + S + I · logadd: ln O = ln C + ln S + ln I · pseudoadd: O = C·(S + I − 1)
 */
export type X11Mode = 'mult' | 'add' | 'logadd' | 'pseudoadd';

/** True where components are differences (expected value 0), false where they are ratios (expected value 1). */
export type Additive = boolean;

/** out = a ÷ b, or a − b when additive, on [from, to). */
export function takeOut(out: Float64Array, a: Float64Array, b: Float64Array, from: number, to: number, additive: Additive): void {
  if (additive) for (let i = from; i < to; i += 1) out[i] = (a[i] as number) - (b[i] as number);
  else for (let i = from; i < to; i += 1) out[i] = (a[i] as number) / (b[i] as number);
}

/** out = a × b, or a + b when additive, on [from, to). */
export function putIn(out: Float64Array, a: Float64Array, b: Float64Array, from: number, to: number, additive: Additive): void {
  if (additive) for (let i = from; i < to; i += 1) out[i] = (a[i] as number) + (b[i] as number);
  else for (let i = from; i < to; i += 1) out[i] = (a[i] as number) * (b[i] as number);
}
