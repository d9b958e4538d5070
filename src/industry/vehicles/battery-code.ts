export type BatteryCodeError = 'length' | 'illegal_character' | 'product_type' | 'chemistry' | 'serial_not_numeric' | 'serial_zero';

export interface BatteryCode {
  readonly valid: boolean;
  readonly errors: readonly BatteryCodeError[];
  readonly segments: {
    readonly maker: string;
    readonly product: string;
    readonly chemistry: string;
    readonly spec: string;
    readonly trace: string;
    readonly date: string;
    readonly serial: string;
  } | null;
}

const LENGTH = 24;

/**
 * Takes the code of a traction battery apart (GB/T 34014-2017): maker, product (pack, module, cell), chemistry, specification, trace,
 * date, serial. Structure only: the letters of the date are not decoded.
 */
export function readBatteryCode(text: string): BatteryCode {
  const code = text.normalize('NFKC').trim().toUpperCase();
  if (code.length !== LENGTH) return { valid: false, errors: ['length'], segments: null };
  if (!/^[A-Z0-9]+$/.test(code)) return { valid: false, errors: ['illegal_character'], segments: null };
  const segments = {
    maker: code.slice(0, 3),
    product: code.slice(3, 4),
    chemistry: code.slice(4, 5),
    spec: code.slice(5, 7),
    trace: code.slice(7, 14),
    date: code.slice(14, 17),
    serial: code.slice(17),
  };
  const errors: BatteryCodeError[] = [];
  if (!/[PMC]/.test(segments.product)) errors.push('product_type');
  if (!/[A-GZ]/.test(segments.chemistry)) errors.push('chemistry');
  if (!/^\d+$/.test(segments.serial)) errors.push('serial_not_numeric');
  else if (/^0+$/.test(segments.serial)) errors.push('serial_zero');
  return { valid: errors.length === 0, errors, segments };
}
