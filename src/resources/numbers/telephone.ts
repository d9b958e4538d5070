import { type NumberFamily, type Operator, type PlanEntry, plan } from './plan.ts';

export type TelephoneReason = 'empty' | 'format' | 'unassigned' | 'length' | 'area_code' | 'subscriber';

export interface TelephoneNumber {
  /** The national number: country code and punctuation are gone, the trunk 0 of an area code is kept. */
  readonly digits: string;
  readonly family: NumberFamily | 'geographic' | 'unassigned';
  readonly valid: boolean;
  readonly reason?: TelephoneReason;
  readonly prefix?: string;
  /** Operator of the block, which is not the subscriber's once the number is ported. */
  readonly operator_of_block?: Operator | null;
  /** Area code without the trunk 0. */
  readonly area?: string;
  readonly subscriber?: string;
}

const entries = new Map(plan.map((entry) => [entry.prefix, entry]));
const LONGEST_PREFIX = Math.max(...plan.map((entry) => entry.prefix.length));

/** Classifies a telephone number by the longest prefix of the national plan. What the plan does not name is `unassigned`, never guessed. */
export function readTelephoneNumber(input: string): TelephoneNumber {
  const digits = nationalDigits(input);
  if (digits === '') return { digits, family: 'unassigned', valid: false, reason: 'empty' };
  if (!/^\d+$/.test(digits)) return { digits, family: 'unassigned', valid: false, reason: 'format' };
  if (digits.startsWith('0')) return readGeographic(digits);
  const entry = longestMatch(digits);
  if (entry === undefined) return { digits, family: 'unassigned', valid: false, reason: 'unassigned' };
  const isLong = digits.length >= entry.shortest && digits.length <= entry.longest;
  return {
    digits,
    family: entry.family,
    ...(entry.operator === undefined ? {} : { prefix: entry.prefix, operator_of_block: entry.operator }),
    valid: isLong,
    ...(isLong ? {} : { reason: 'length' }),
  };
}

function nationalDigits(input: string): string {
  const text = input.normalize('NFKC').replace(/[\s\p{Pd}()]/gu, '');
  if (/^(\+|00)86/.test(text)) return text.replace(/^(\+|00)86/, '');
  return /^861\d{10}$/.test(text) ? text.slice(2) : text;
}

function longestMatch(digits: string): PlanEntry | undefined {
  for (let length = Math.min(LONGEST_PREFIX, digits.length); length >= 2; length--) {
    const entry = entries.get(digits.slice(0, length));
    if (entry !== undefined) return entry;
  }
  return undefined;
}

/** Two-digit areas: Beijing and the large cities; the others have three, from 310. */
const AREA = /^0(10|2[0-57-9]|3[1-9]\d|[4-9]\d\d)/;

function readGeographic(digits: string): TelephoneNumber {
  const area = AREA.exec(digits)?.[1];
  if (area === undefined) return { digits, family: 'unassigned', valid: false, reason: 'area_code' };
  const subscriber = digits.slice(1 + area.length);
  const lengths = area.length === 2 ? [8] : [7, 8];
  const reason = !lengths.includes(subscriber.length) ? 'length' : /^[2-8]/.test(subscriber) ? undefined : 'subscriber';
  return { digits, family: 'geographic', area, subscriber, valid: reason === undefined, ...(reason === undefined ? {} : { reason }) };
}

export interface Port {
  /** The day from which the recipient serves the number. */
  readonly at: string;
  readonly from: string;
  readonly to: string;
}

/** The operator of a number on a day: that of its block until the first port, then the recipient of the last port up to that day. */
export function operatorOn(operatorOfBlock: string, ports: readonly Port[], at: string): string {
  let operator = operatorOfBlock;
  let since = '';
  for (const port of ports) {
    if (port.at <= at && port.at >= since) {
      operator = port.to;
      since = port.at;
    }
  }
  return operator;
}
