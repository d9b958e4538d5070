import type { StepRole } from '../procedures/index.ts';
import type { DayRange, DenialReason } from './rules.ts';

export interface LocalText {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** What somebody wants to do: a step role under a mandate, for a territory and scope, in a case with its secrecy and its drafters. */
export interface Deed {
  readonly mandate: string;
  readonly role: StepRole;
  readonly territory: string | null;
  readonly scope: string | null;
  readonly secrecy: number;
  readonly drafters: readonly string[];
  readonly partyId?: string;
  readonly caseId?: string;
}

export interface Institution {
  readonly code: string;
  readonly kind: string;
  readonly partOf: string | null;
  readonly relation: string | null;
  readonly territory: string | null;
  readonly name: LocalText;
  readonly letterCode: string;
  readonly contact: LocalText | null;
  readonly valid: DayRange;
}

export interface Mandate {
  readonly code: string;
  readonly title: LocalText;
  readonly basis: LocalText;
}

export interface Holding {
  readonly mandate: string;
  readonly institution: string;
  readonly role: 'lead' | 'support' | 'supervise';
  readonly territory: string | null;
  readonly scope: string | null;
  readonly instrument: LocalText;
  readonly valid: DayRange;
}

export interface Post {
  readonly code: string;
  readonly institution: string;
  readonly title: LocalText;
  readonly rank: string;
  readonly valid: DayRange;
}

/** A step that a person may take through one post: the rows of the view `seat`. */
export interface Seat {
  readonly personId: string;
  readonly appointmentId: string;
  readonly post: string;
  readonly institution: string;
  readonly mandate: string;
  readonly role: StepRole;
  readonly clearance: number;
  readonly mode: string;
  readonly lent: boolean;
  readonly valid: DayRange;
}

export interface Recusal {
  readonly personId: string;
  readonly caseId: string | null;
  readonly partyId: string | null;
  readonly valid: DayRange;
}

/** The chain that allows an act, in data and in words; kept with the act for ever. */
export interface Because {
  readonly appointment: string;
  readonly post: { readonly code: string; readonly title: LocalText };
  readonly institution: { readonly code: string; readonly name: LocalText };
  readonly mandate: { readonly code: string; readonly title: LocalText; readonly basis: LocalText; readonly since: string };
  readonly instrument: LocalText;
  readonly via?: 'delegation';
  readonly decidedAt: string;
  readonly chain: readonly LocalText[];
}

/** Why not, in words, with whoever holds the function on that day and whom to ask. */
export interface Denial {
  readonly reason: DenialReason;
  readonly text: LocalText;
  readonly holder?: { readonly institution: string; readonly name: LocalText; readonly ask?: LocalText };
}

export type Verdict =
  | { readonly allowed: true; readonly appointmentId: string; readonly because: Because }
  | { readonly allowed: false; readonly denial: Denial };

/** Reads a range as the database writes it: `[2024-01-01,2025-01-01)`, `[2024-01-01,)`, `empty`. */
export function rangeOf(text: string): DayRange {
  if (text === 'empty') return { from: '9999-12-31', until: '0001-01-01' };
  const match = /^[[(]"?([^",]*)"?,"?([^",)\]]*)"?[)\]]$/.exec(text);
  if (match === null) throw new RangeError(`not a range of days: ${text}`);
  return { from: match[1] === '' ? undefined : match[1], until: match[2] === '' ? undefined : match[2] };
}
