/** A number that was read, or why it is wrong, with the form it should have where that can be told. */
export type Reading<T> = { readonly valid: true; readonly value: T } | Misread;

export interface Misread {
  readonly valid: false;
  /** Every departure from the form, in the order of the text. */
  readonly reasons: readonly [string, ...string[]];
  readonly normalised?: string;
}

export const misread = (reasons: readonly string[], normalised?: string): Misread => {
  const [first = 'not a number of this kind', ...rest] = reasons;
  return { valid: false, reasons: [first, ...rest], ...(normalised === undefined ? {} : { normalised }) };
};
